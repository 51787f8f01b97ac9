from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_credit_raise import CreditRaiseCommon

AMOUNTS = st.integers(min_value=1, max_value=90_000).map(lambda cents: cents / 100)
# what happens, to which customer, how much, due in how many days, whether in euros
EVENTS = st.tuples(
    st.sampled_from(
        ("order", "part_invoice", "draft_invoice", "invoice", "refund", "pay", "settle")
    ),
    st.integers(0, 3),
    AMOUNTS,
    st.integers(-40, 40),
    st.booleans(),
)
LEDGERS = st.lists(EVENTS, min_size=1, max_size=8)
RELAXED = [HealthCheck.too_slow, HealthCheck.data_too_large]


class RandomLedgers(CreditRaiseCommon):
    """Plays random ledgers and compares all figures with a slow, obvious calculation.

    Customers 0 and 1 share a group, 2 is alone, 3 is a contact of 0; half of the
    documents are in another currency, the last customer's in another company.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.euro = cls.setup_other_currency("EUR", rates=[("2016-01-01", 3.0)])
        cls.pricelist = cls.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": cls.euro.id}
        )
        tier = cls.new_tier(0, unlimited=True, grace_days=9999)
        cls.customers = [cls.new_customer(tier=tier, name=n) for n in "ABC"]
        cls.customers.append(cls.new_contact(cls.customers[0]))
        cls.group = cls.new_group(10_000_000, *cls.customers[:2])
        cls.other_company = cls.setup_other_company(name="Other")["company"]

    def assert_ledger(self, ledger):
        """Play a ledger and compare each figure of each customer, then undo it."""
        with self.env.cr.savepoint() as savepoint:
            for kind, index, amount, due, is_foreign in ledger:
                play = getattr(self, f"play_{kind}")
                play(self.customers[index], amount, due, is_foreign)
            self.assert_figures()
            self.assert_nothing_elsewhere()
            savepoint.rollback()
        self.env.invalidate_all()

    def play_order(self, customer, amount, due, is_foreign):
        pricelist = {"pricelist_id": self.pricelist.id} if is_foreign else {}
        return self.new_confirmed(round(amount), customer, **pricelist)

    def play_part_invoice(self, customer, amount, due, is_foreign):
        order = self.play_order(customer, amount + 2, due, is_foreign)
        percentage = {"method": "percentage", "amount": 40}
        return self.invoice_order(order, **percentage)

    def play_draft_invoice(self, customer, amount, due, is_foreign):
        order = self.play_order(customer, amount, due, is_foreign)
        return self.invoice_order(order, post=False)

    def play_invoice(self, customer, amount, due, is_foreign, **vals):
        currency = {"currency_id": self.euro.id} if is_foreign else {}
        return self.new_invoice(amount, customer, due, **currency, **vals)

    def play_refund(self, customer, amount, due, is_foreign):
        return self.play_invoice(
            customer, amount, due, is_foreign, move_type="out_refund"
        )

    def play_pay(self, customer, amount, due, is_foreign):
        return self.pay(amount, customer)

    def play_settle(self, customer, amount, due, is_foreign):
        invoice = self.play_invoice(customer, amount, due, is_foreign)
        return self.pay(round(amount / 2, 2) or 0.01, customer, invoice)

    def assert_figures(self):
        """Compare with what is added up row by row, in plain Python."""
        self.env.flush_all()
        today = self.today
        shared = [0.0, 0.0]
        for customer in self.customers[:3]:
            receivable, overdue, oldest = self.add_up_ledger(customer, today)
            ordered = self.add_up_orders(customer)
            figure = self.get_figures(customer)
            self.assertAlmostEqual(figure.receivable, receivable, 2)
            self.assertAlmostEqual(figure.orders, ordered, 2)
            self.assertAlmostEqual(figure.exposure, receivable + ordered, 2)
            self.assertAlmostEqual(figure.overdue, overdue, 2)
            self.assertEqual(figure.oldest_due, oldest)
            self.assert_reported(customer, figure)
            if customer != self.customers[2]:
                shared[0] += receivable
                shared[1] += ordered
        for customer in self.customers[:2]:
            group = self.get_figures(customer).group
            self.assertAlmostEqual(group.receivable, shared[0], 2)
            self.assertAlmostEqual(group.orders, shared[1], 2)
        self.assertIsNone(self.get_figures(self.customers[2]).group)

    def assert_reported(self, customer, figure):
        report = self.env["sales.credit.report"].sudo()
        report.invalidate_model()
        row = report.search([("partner_id", "=", customer.id)])
        self.assertAlmostEqual(row.receivable, figure.receivable, 2)
        self.assertAlmostEqual(row.orders_amount, figure.orders, 2)
        self.assertAlmostEqual(row.overdue, figure.overdue, 2)

    def assert_nothing_elsewhere(self):
        for customer in self.customers[:3]:
            figure = self.get_figures(customer, self.other_company)
            self.assertEqual((figure.exposure, figure.group), (0, None))

    def get_family(self, customer):
        return self.env["res.partner"].search([("id", "child_of", customer.id)])

    def add_up_ledger(self, customer, today):
        """Each receivable item: its balance less what its reconciliations took."""
        total = overdue = 0.0
        oldest = None
        for line in self.env["account.move.line"].search(
            [
                ("partner_id", "in", self.get_family(customer).ids),
                ("account_type", "=", "asset_receivable"),
                ("move_id.state", "=", "posted"),
                ("company_id", "=", self.company.id),
            ]
        ):
            residual = line.balance
            residual -= sum(line.matched_credit_ids.mapped("amount"))
            residual += sum(line.matched_debit_ids.mapped("amount"))
            residual = self.company.currency_id.round(residual)
            total += residual
            date = line.date_maturity or line.date
            if residual > 0 and date < today:
                overdue += residual
                oldest = min(oldest or date, date)
        return total, overdue, oldest

    def add_up_orders(self, customer):
        """Each confirmed order: its total less its posted invoices, not below 0."""
        left = {}
        for order in self.env["sale.order"].search(
            [
                ("partner_invoice_id", "in", self.get_family(customer).ids),
                ("state", "=", "sale"),
                ("company_id", "=", self.company.id),
            ]
        ):
            invoiced = 0.0
            for line in order.order_line.invoice_lines:
                move = line.move_id
                if move.state == "posted" and move.move_type == "out_invoice":
                    invoiced += line.price_total
            currency = order.currency_id
            rest = max(order.amount_total - invoiced, 0.0)
            left[currency] = left.get(currency, 0.0) + rest
        return sum(
            currency._convert(rest, self.company.currency_id, self.company, self.today)
            for currency, rest in left.items()
        )


@tagged("post_install", "-at_install")
class TestRandomLedgers(RandomLedgers):
    """Exposures equal what is added up, whatever happens in the ledger (R1.7)."""

    @settings(max_examples=6, deadline=None, suppress_health_check=RELAXED)
    @given(ledger=LEDGERS)
    def test_a_few_ledgers(self, ledger):
        self.assert_ledger(ledger)


@tagged("post_install", "-at_install", "long")
class TestManyRandomLedgers(RandomLedgers):
    """The same over many and longer ledgers."""

    @settings(max_examples=150, deadline=None, suppress_health_check=RELAXED)
    @given(ledger=st.lists(EVENTS, min_size=1, max_size=25))
    def test_many_ledgers(self, ledger):
        self.assert_ledger(ledger)
