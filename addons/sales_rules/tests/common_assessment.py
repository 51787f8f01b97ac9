from datetime import date, timedelta

from freezegun import freeze_time

from odoo.fields import Command

from .common import CreditCommon

# the month that is graded, and the day on which
FROM, TO, TODAY = date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 2)


class AssessmentCommon(CreditCommon):
    """March 2026 is graded on 2 April.

    Tiers from the best: A (turnover from 1,000, at most 5 days late, 10 % overdue,
    standing 50), B (from 500, 20 days, 50 %), C asks nothing. `seller`'s customers are
    ticked by `manager`, `other_seller`'s by `other_manager`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(freeze_time(f"{TODAY} 10:00:00"))
        cls.today = TODAY
        tiers = cls.env["sales.tier"].sudo()
        tiers.search([("company_id", "=", cls.company.id)]).active = False
        cls.term = cls.env["account.payment.term"].create({"name": "45 Days"})
        cls.tier_a = cls.new_tier(
            3000,
            name="A",
            sequence=1,
            payment_term_id=cls.term.id,
            min_turnover=1000,
            max_days_late=5,
            max_overdue_ratio=0.1,
            min_credit_standing=50,
        )
        cls.tier_b = cls.new_tier(
            1000,
            name="B",
            sequence=2,
            min_turnover=500,
            max_days_late=20,
            max_overdue_ratio=0.5,
        )
        cls.tier_c = cls.new_tier(100, name="C", sequence=3)
        cls.tiers = cls.tier_a | cls.tier_b | cls.tier_c
        cls.second_director = cls.new_user("director2", "group_marketing_director")
        cls.customer.sudo().active = False
        cls.good = cls.new_graded("Good", cls.tier_b)

    @classmethod
    def new_graded(cls, name, tier=None, seller=None, standing=50, **vals):
        """A customer of `seller` whom finance trusts, before anything was sold."""
        seller = seller or cls.seller
        customer = cls.new_customer(
            limit=None, tier=tier, name=name, user_id=seller.id, **vals
        )
        customer.sudo().credit_standing = standing
        return customer

    @classmethod
    def sell(cls, amount, customer=None, day=date(2026, 3, 10), due=None, **vals):
        """An invoice of `day`, due after 10 days if nothing else is said."""
        due = due or day + timedelta(days=10)
        vals = {"invoice_date": day, "invoice_date_due": due} | vals
        return cls.new_invoice(amount, customer or cls.good, **vals)

    @classmethod
    def refund(cls, amount, customer=None, day=date(2026, 3, 12), invoice=None):
        note = cls.sell(amount, customer, day, day, move_type="out_refund")
        if invoice:
            cls.match(note, invoice)
        return note

    @classmethod
    def match(cls, *moves):
        lines = cls.env["account.move.line"].union(*(move.line_ids for move in moves))
        lines.filtered(lambda line: line.account_type == "asset_receivable").reconcile()

    @classmethod
    def receive(cls, amount, day, invoice=None, customer=None):
        """A payment on a day, of `invoice` or on account."""
        with freeze_time(f"{day} 10:00:00"):
            payment = cls.pay(amount, customer or cls.good, invoice)
        assert payment.date == day, payment.date
        return payment

    @classmethod
    def new_assessment(cls, user=None, compute=True, **vals):
        model = cls.env["sales.tier.assessment"].with_user(user or cls.director)
        vals = {"company_id": cls.company.id, "date_from": FROM, "date_to": TO} | vals
        assessment = model.create(vals)
        if compute:
            assessment.action_compute()
        return assessment

    @classmethod
    def grade(cls, customer=None, **vals):
        """The line of a customer in an assessment made for it."""
        assessment = cls.new_assessment(**vals)
        return cls.line_of(assessment, customer)

    @classmethod
    def line_of(cls, assessment, customer=None):
        lines = assessment.sudo().line_ids
        return lines.filtered(
            lambda line: line.partner_id == (customer or cls.good)
        ).with_env(cls.env)

    @classmethod
    def new_approved(cls, **vals):
        """An assessment that the managers ticked and another director approved."""
        assessment = cls.new_assessment(**vals)
        cls.tick_all(assessment)
        assessment.with_user(cls.director).action_approve()
        assert assessment.state == "approved", assessment.state
        return assessment

    @classmethod
    def tick_all(cls, assessment):
        for user in (cls.manager, cls.other_manager):
            if assessment.state == "computed":
                leaders = assessment.sudo()._get_unticked().leader_id
                if user in leaders or not leaders:
                    assessment.with_user(user).action_submit()
        assert assessment.state == "submitted", assessment.state

    @classmethod
    def refresh(cls, standard):
        """Write a changed standard: {tier: values}, as the director does."""
        for tier, vals in standard.items():
            tier.with_user(cls.director).write(vals)

    def assert_figures(self, line, turnover=0, days_late=0, overdue_ratio=0):
        self.assertAlmostEqual(line.turnover, turnover, 2)
        self.assertAlmostEqual(line.days_late, days_late, 2)
        self.assertAlmostEqual(line.overdue_ratio, overdue_ratio, 4)

    @classmethod
    def new_company(cls, name="Branch abroad"):
        """Another company with a chart, in which the users work too."""
        data = cls.setup_other_company(name=name)
        company = data["company"]
        users = cls.director | cls.manager | cls.finance | cls.env.user
        users.sudo().company_ids = [Command.link(company.id)]
        return data
