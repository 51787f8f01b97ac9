from datetime import timedelta

from odoo.addons.sales_rules.tests.common import CreditCommon


class CollectionFixtures:
    """Slips for the department of sales_rules, with defaults that leave little to say.

    `seller` and `colleague` collect in team East, whose main collector is `manager`.
    Amounts of `new_issued_slip(customer, 100, 50)` are one overdue invoice each. Slips
    are given in sudo, as the tests' own user has no role: `with_user` says who acts.
    """

    @classmethod
    def set_up_collection(cls):
        """To be called at the end of `setUpClass`."""
        cls.team.main_collector_id = cls.manager
        cls.other_team.main_collector_id = cls.other_manager

    @classmethod
    def new_overdue(cls, amount=100, customer=None, days=30, **vals):
        """A posted invoice that is overdue by `days`."""
        return cls.new_invoice(amount, customer, due=-days, **vals)

    @classmethod
    def get_item(cls, move):
        """The receivable journal item of a move, or of a payment."""
        move = move.move_id if move._name == "account.payment" else move
        return move.sudo().line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )

    @classmethod
    def new_run(cls, user=None, **vals):
        """A run of today that nothing was generated in yet."""
        vals = {"date": cls.today, "company_id": cls.company.id} | vals
        return cls.env["collection.run"].with_user(user or cls.finance).create(vals)

    @classmethod
    def new_generated(cls, **vals):
        """A run whose slips are drafts."""
        run = cls.new_run(**vals)
        run.action_generate()
        return run

    @classmethod
    def new_issued(cls, **vals):
        """A run whose slips are issued."""
        run = cls.new_generated(**vals)
        run.action_issue()
        return run

    @classmethod
    def get_slip(cls, run, customer=None):
        """The slip of a customer in a run."""
        customer = customer or cls.customer
        slips = run.sudo().slip_ids
        return slips.filtered(lambda slip: slip.partner_id == customer)

    @classmethod
    def new_draft_slip(cls, customer=None, *amounts):
        """The draft slip of what a customer owes."""
        customer = customer or cls.customer
        for number, amount in enumerate(amounts or (100,)):
            cls.new_overdue(amount, customer, days=30 - min(number, 29))
        return cls.get_slip(cls.new_generated(), customer)

    @classmethod
    def new_issued_slip(cls, customer=None, *amounts):
        """The issued slip of a customer: one line per amount, the oldest first."""
        slip = cls.new_draft_slip(customer, *amounts)
        slip.run_id.with_user(cls.finance).action_issue()
        return slip

    @classmethod
    def pay_slip(cls, slip, amount=None):
        """A payment of the slip's customer, reconciled with its oldest lines."""
        payment = cls.pay(amount or slip.amount_residual, slip.partner_id)
        items = slip.sudo().line_ids.filtered("is_open").move_line_id
        for item in items.sorted("date_maturity"):
            (cls.get_item(payment) | item).filtered(
                lambda line: not line.reconciled
            ).reconcile()
        return payment

    @classmethod
    def new_level(cls, days=0, **vals):
        """A level in force from `days` overdue, without a letter."""
        vals = {"name": f"Level {days}", "company_id": cls.company.id} | vals
        level = cls.env["collection.level"].with_user(cls.director)
        return level.create(dict(vals, days_overdue=days))

    @classmethod
    def new_contact_on(cls, slip, user=None, **vals):
        """A call about a slip; with `promise_date` a promise to pay."""
        vals = {"slip_id": slip.id, "date": cls.today} | vals
        if "promise_date" in vals:
            vals.setdefault("result", "promised")
        return cls.env["collection.contact"].with_user(user or cls.seller).create(vals)

    @classmethod
    def new_dispute(cls, line, user=None, **vals):
        """A dispute of a slip's line that its salesperson noted."""
        vals = {"slip_line_id": line.id, "reason": "Rusty"} | vals
        return cls.env["collection.dispute"].with_user(user or cls.seller).create(vals)

    @classmethod
    def day(cls, days):
        """The day `days` from today."""
        return cls.today + timedelta(days=days)


class CollectionCommon(CollectionFixtures, CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_collection()
