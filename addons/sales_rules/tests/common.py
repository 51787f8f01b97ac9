from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.fields import Command

from odoo.addons.sale.tests.common import TestSaleCommon

from . import made_once
from .common_department import DepartmentFixtures


class CreditFixtures(DepartmentFixtures):
    """Goods and customers, and factories whose defaults leave little to say.

    Customers are `seller`'s and may owe 1,000. One unit of `goods` costs 1.00 without
    taxes: quantities are amounts.
    """

    @classmethod
    def set_up_credit(cls):
        """To be called at the end of `setUpClass`."""
        cls.set_up_department()
        cls.goods = cls._create_product(
            name="Goods", list_price=1.0, taxes_id=[], invoice_policy="order"
        )
        cls.dear = cls._create_product(
            name="Dear", list_price=100.0, taxes_id=[], invoice_policy="order"
        )
        cls.today = cls.company._get_today()
        cls.customer = cls.new_customer()
        cls.simple_accountman.login = "crt_simple_accountman"

    @classmethod
    def setup_independent_user(cls):
        # a login that other tests of core's do not want
        user = super().setup_independent_user()
        user.login = "crt_accountman"
        return user

    @classmethod
    def new_tier(cls, limit=1000, **vals):
        """A tier in force: what nobody else says is as the director leaves it."""
        vals = {"name": f"Tier {limit}", "company_id": cls.company.id} | vals
        return cls.env["sales.tier"].sudo().create(dict(vals, credit_limit=limit))

    @classmethod
    def new_customer(cls, limit=1000, tier=None, **vals):
        """A customer of `seller`; `limit` None makes one without a tier."""
        vals = {"name": "Customer", "user_id": cls.seller.id, "customer_rank": 1} | vals
        customer = cls.env["res.partner"].create(vals)
        if tier is None and limit is not None:
            tier = cls.new_tier(limit)
        if tier:
            cls.give_tier(customer, tier)
        return customer

    @classmethod
    def give_tier(cls, customer, tier):
        """Give a tier, also where the customer has one: as an assessment does."""
        customer.sudo()._apply_tier(tier, "Test")

    @classmethod
    def new_contact(cls, parent, **vals):
        vals = {"name": "Contact", "parent_id": parent.id, "type": "invoice"} | vals
        return cls.env["res.partner"].create(vals)

    @classmethod
    def new_order(cls, amount=100, customer=None, user=None, company=None, **vals):
        """A quotation over `amount` that `seller`, or `user`, keys in."""
        company = company or cls.company
        line = {"product_id": cls.goods.id, "product_uom_qty": amount, "tax_ids": False}
        vals = {"order_line": [Command.create(line)], "company_id": company.id} | vals
        vals.setdefault("partner_id", (customer or cls.customer).id)
        model = cls.env["sale.order"].with_user(user or cls.seller)
        return model.with_company(company).create(vals)

    @classmethod
    def new_confirmed(cls, amount=100, customer=None, **vals):
        """A confirmed order; what holds it is the test's mistake."""
        order = cls.new_order(amount, customer, **vals)
        order.action_confirm()
        assert order.state == "sale", order.sudo().open_hold_ids.mapped("message")
        return order

    @classmethod
    def new_dear_order(cls, customer=None, **line):
        """A quotation of one product of 100.00."""
        line = {"product_id": cls.dear.id, "product_uom_qty": 1} | line
        return cls.new_order(customer=customer, order_line=[Command.create(line)])

    @classmethod
    def new_invoice(cls, amount=100, customer=None, due=30, post=True, **vals):
        """A posted invoice due in `due` days; negative ones are overdue."""
        customer = customer or cls.customer
        due_date = cls.today + timedelta(days=due)
        line = {
            "name": "Goods",
            "quantity": 1,
            "price_unit": amount,
            "tax_ids": [Command.clear()],
        }
        vals = {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "invoice_date": min(cls.today, due_date),
            "invoice_date_due": due_date,
            "invoice_payment_term_id": False,
            "invoice_line_ids": [Command.create(line)],
        } | vals
        invoice = cls.env["account.move"].with_user(cls.finance).create(vals)
        if post:
            invoice.action_post()
        return invoice

    @classmethod
    def new_entry(cls, amount, partner, **vals):
        """A posted journal entry that `partner` owes, as opening balances are."""
        receivable = cls.company_data["default_account_receivable"]
        revenue = cls.company_data["default_account_revenue"]
        line = {"partner_id": partner.id} | vals
        entry = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "date": cls.today,
                "line_ids": [
                    Command.create(
                        dict(line, account_id=receivable.id, balance=amount)
                    ),
                    Command.create({"account_id": revenue.id, "balance": -amount}),
                ],
            }
        )
        entry.action_post()
        return entry

    @classmethod
    def pay(cls, amount, customer=None, invoice=None):
        """A posted payment, on account or of `invoice`."""
        payment = (
            cls.env["account.payment"]
            .with_user(cls.finance)
            .create(
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": (customer or cls.customer).id,
                    "amount": amount,
                    "journal_id": cls.company_data["default_journal_bank"].id,
                }
            )
        )
        payment.action_post()
        if invoice:
            lines = payment.move_id.line_ids | invoice.line_ids
            lines.filtered(
                lambda line: line.account_type == "asset_receivable"
            ).reconcile()
        return payment

    @classmethod
    def invoice_order(cls, order, method="delivered", post=True, **vals):
        """The invoice of an order, by core's wizard: whole or a down payment."""
        context = {"active_model": "sale.order", "active_ids": order.ids}
        wizard = cls.env["sale.advance.payment.inv"].with_context(**context)
        vals = {"advance_payment_method": method} | vals
        known = order.invoice_ids
        wizard.create(vals).create_invoices()
        invoice = order.sudo().invoice_ids - known.sudo()
        if post:
            invoice.action_post()
        return invoice.with_env(cls.env)

    @classmethod
    def get_figures(cls, customer=None, company=None):
        """The figures of a customer in `company`, by default the tests' one."""
        customer = customer or cls.customer
        credit = cls.env["sales.credit"].sudo()
        figures = credit._get_figures(customer, company or cls.company)
        return figures[customer.id]

    @classmethod
    def get_holds(cls, order):
        return order.sudo().open_hold_ids

    @classmethod
    def get_reasons(cls, order):
        return set(cls.get_holds(order).mapped("reason"))

    @classmethod
    def new_held(cls, amount=1200, customer=None, **vals):
        """An order that its confirmation held."""
        order = cls.new_order(amount, customer, **vals)
        order.action_confirm()
        assert order.credit_hold == "held", order.state
        return order

    @classmethod
    def new_released(cls, amount=1200, customer=None, user=None, **vals):
        """A held order that the regional manager released."""
        order = cls.new_held(amount, customer, **vals)
        order.with_user(user or cls.manager).action_approve()
        assert order.credit_hold == "released", order.credit_hold
        return order

    @classmethod
    def sign(cls, order, user=None):
        """The customer, or `user` in the customer's place, accepts it in the portal."""
        user = user or cls.env.ref("base.public_user")
        order.with_user(user).sudo()._validate_order()

    def at(self, day, hour):
        """Freeze the time at an hour of UTC, `day` days from today."""
        moment = datetime.combine(self.today, datetime.min.time())
        return freeze_time(moment + timedelta(days=day, hours=hour))

    def run_queue(self):
        """Run the cron that examines held orders again, once."""
        self.run_cron("ir_cron_credit_queue")

    def get_queued(self):
        """The customers who wait to be examined again."""
        return self.env["sales.credit.queue"].sudo().search([]).partner_id

    def assert_exposure(self, receivable=0, orders=0, customer=None, company=None):
        figures = self.get_figures(customer, company)
        self.assertAlmostEqual(figures.receivable, receivable, 2)
        self.assertAlmostEqual(figures.orders, orders, 2)


class CreditCommon(CreditFixtures, TestSaleCommon):
    """Tests in the department, which the database may hold already."""

    @classmethod
    def setUpClass(cls):
        if made_once.restore(cls, CreditCommon, "department"):
            return
        super().setUpClass()
        cls.set_up_credit()
