from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from freezegun.config import configure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_assessment import (
    FROM,
    TO,
    TODAY,
    AssessmentCommon,
)
from odoo.addons.sales_rules.tests.common_credit_increase import CreditIncreaseCommon

AMOUNTS = st.integers(min_value=1, max_value=90_000).map(lambda cents: cents / 100)
# kind of event, customer, amount, due in how many days, whether in euros
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
# the time that finding a smaller ledger may take does pass where the day is frozen
configure(extend_ignore_list=["hypothesis"])
RELAXED = [HealthCheck.too_slow, HealthCheck.data_too_large]


class RandomLedgers(CreditIncreaseCommon):
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
        return self.new_confirmed(max(round(amount), 1), customer, **pricelist)

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
    def test_a_few_ledgers_add_up(self, ledger):
        self.assert_ledger(ledger)


@tagged("post_install", "-at_install", "long")
class TestManyRandomLedgers(RandomLedgers):
    """The same over many and longer ledgers."""

    @settings(max_examples=150, deadline=None, suppress_health_check=RELAXED)
    @given(ledger=st.lists(EVENTS, min_size=1, max_size=25))
    def test_many_ledgers_add_up(self, ledger):
        self.assert_ledger(ledger)


GRADED_KINDS = (
    "invoice",
    "taxed",
    "order",
    "draft",
    "opening",
    "refund",
    "on_account",
    "given_back",
    "paid",
    "paid_in_parts",
    "credited",
    "reversed",
    "unmatched",
)
# kind of event, customer, amount, how many days before today, due how many
# days after that, whether in another currency, whether in the other company
GRADED_EVENTS = st.tuples(
    st.sampled_from(GRADED_KINDS),
    st.integers(0, 3),
    AMOUNTS,
    st.integers(0, 75),
    st.integers(0, 40),
    st.booleans(),
    st.sampled_from((False, False, True)),
)


class RandomGrades(AssessmentCommon):
    """Plays random ledgers and grades March 2026 by a slow, obvious calculation.

    Customer 3 is a contact of 0. The other company keeps its books in euros, which
    become cheaper in the middle of the month and dearer near its end; customers owe
    in both companies, each of which has a standard of its own.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # no order is held
        cls.tiers.sudo().write({"grace_days": 9999, "credit_limit": 9_000_000})
        cls.euro = cls.setup_other_currency(
            "EUR",
            rates=[("2016-01-01", 0.5), ("2026-03-12", 0.8), ("2026-03-25", 0.6)],
        )
        cls.other = cls.setup_other_company(name="Other", currency_id=cls.euro.id)
        cls.other_company = cls.other["company"]
        users = cls.director | cls.finance | cls.env.user
        users.sudo().company_ids = [Command.link(cls.other_company.id)]
        vals = {"company_id": cls.other_company.id}
        cls.standards = {
            cls.company: cls.tiers,
            cls.other_company: cls.new_tier(
                9, sequence=1, min_turnover=200, max_days_late=9.5, **vals
            )
            | cls.new_tier(5, sequence=2, max_overdue_ratio=0.6, **vals),
        }
        cls.customers = [cls.good, cls.new_graded("B"), cls.new_graded("C")]
        cls.customers.append(cls.new_contact(cls.good))

    def assert_ledger(self, ledger):
        """Play a ledger and compare each grade of each company, then undo it."""
        with self.env.cr.savepoint() as savepoint:
            for kind, index, amount, ago, due, is_foreign, is_other in ledger:
                self.books = self.other if is_other else self.company_data
                company = self.books["company"]
                euro_or_dollar = self.company.currency_id | self.euro
                foreign = euro_or_dollar - company.currency_id
                self.currency = foreign if is_foreign else company.currency_id
                day = TODAY - timedelta(days=ago)
                play = getattr(self, f"play_{kind}")
                play(self.customers[index], amount, day, day + timedelta(days=due))
            for company in self.standards:
                self.assert_grades(company)
            savepoint.rollback()
        self.env.invalidate_all()

    def play_invoice(self, customer, amount, day, due, tax=None, post=True, **vals):
        line = {"name": "Goods", "price_unit": amount}
        line["tax_ids"] = [Command.set(tax.ids if tax else [])]
        vals = {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "invoice_date": day,
            "invoice_date_due": due,
            "invoice_payment_term_id": False,
            "currency_id": self.currency.id,
            "journal_id": self.books["default_journal_sale"].id,
            "invoice_line_ids": [Command.create(line)],
        } | vals
        move = self.env["account.move"].with_company(self.books["company"]).create(vals)
        if post:
            move.action_post()
        return move

    def play_taxed(self, customer, amount, day, due):
        tax = self.books["default_tax_sale"]
        return self.play_invoice(customer, amount, day, due, tax)

    def play_order(self, customer, amount, day, due):
        """A part of an order is invoiced; orders are of the first company."""
        order = self.new_confirmed(round(amount) + 1, customer)
        percentage = {"method": "percentage", "amount": 40}
        invoice = self.invoice_order(order, post=False, **percentage)
        invoice.write({"invoice_date": day, "invoice_date_due": due})
        invoice.action_post()

    def play_draft(self, customer, amount, day, due):
        self.play_invoice(customer, amount, day, due, post=False)

    def play_opening(self, customer, amount, day, due):
        """An entry that the customer owes, as balances brought over are."""
        receivable = self.books["default_account_receivable"].id
        revenue = self.books["default_account_revenue"].id
        owed = {"partner_id": customer.id, "date_maturity": due}
        entry = (
            self.env["account.move"]
            .with_company(self.books["company"])
            .create(
                {
                    "move_type": "entry",
                    "date": day,
                    "line_ids": [
                        Command.create(
                            dict(owed, account_id=receivable, balance=amount)
                        ),
                        Command.create({"account_id": revenue, "balance": -amount}),
                    ],
                }
            )
        )
        entry.action_post()
        return entry

    def play_reversed(self, customer, amount, day, due):
        entry = self.play_opening(customer, amount, day, due)
        entry._reverse_moves([{"date": min(due, TODAY)}], cancel=True)

    def play_refund(self, customer, amount, day, due):
        return self.play_invoice(customer, amount, day, due, move_type="out_refund")

    def play_credited(self, customer, amount, day, due):
        """An invoice of which a part is credited on the day that it is due."""
        invoice = self.play_invoice(customer, amount, day, due)
        part = round(amount / 3, 2) or 0.01
        note = self.play_refund(customer, part, min(due, TODAY), due)
        self.match(invoice, note)

    def play_on_account(self, customer, amount, day, due, kind="inbound"):
        payment = (
            self.env["account.payment"]
            .with_company(self.books["company"])
            .create(
                {
                    "payment_type": kind,
                    "partner_type": "customer",
                    "partner_id": customer.id,
                    "amount": amount,
                    "date": day,
                    "currency_id": self.currency.id,
                    "journal_id": self.books["default_journal_bank"].id,
                }
            )
        )
        payment.action_post()
        return payment.move_id

    def play_given_back(self, customer, amount, day, due):
        received = self.play_on_account(customer, amount, day, due)
        returned = self.play_on_account(
            customer, amount, min(due, TODAY), due, "outbound"
        )
        self.match(received, returned)

    def play_paid(self, customer, amount, day, due):
        """An invoice of 20 days before, paid on the day, due before or after it."""
        sold = day - timedelta(days=20)
        invoice = self.play_invoice(customer, amount, sold, due - timedelta(days=20))
        self.match(invoice, self.play_on_account(customer, amount, day, due))

    def play_paid_in_parts(self, customer, amount, day, due):
        """The first part on the day, the second on the day that it is due."""
        sold = day - timedelta(days=20)
        invoice = self.play_invoice(customer, amount, sold, day)
        part = round(amount / 4, 2)
        for paid in (day, min(due, TODAY)) if part else ():
            self.match(invoice, self.play_on_account(customer, part, paid, due))

    def play_unmatched(self, customer, amount, day, due):
        """A payment that turns out to be for something else."""
        invoice = self.play_invoice(customer, amount, day, due)
        payment = self.play_on_account(customer, amount, day, due)
        self.match(invoice, payment)
        payment.line_ids.remove_move_reconcile()

    def assert_grades(self, company):
        """Compare each line with what is added up row by row, in plain Python."""
        self.env.flush_all()
        assessment = self.new_assessment(company_id=company.id)
        for customer in self.customers[:3]:
            line = self.line_of(assessment, customer).sudo()
            turnover = self.add_up_turnover(customer, company)
            opened, overdue, days_late = self.add_up_claims(customer, company)
            ratio = self.divide(overdue, opened, "0.0001")
            found = {
                "turnover": turnover,
                "open_amount": opened,
                "overdue_amount": overdue,
                "days_late": days_late,
                "overdue_ratio": ratio,
            }
            for name, expected in found.items():
                self.assertEqual(self.exact(line[name]), expected, name)
            fitting = [
                tier
                for tier in self.standards[company].sorted("sequence")
                if turnover >= self.exact(tier.min_turnover)
                and days_late <= self.exact(tier.max_days_late)
                and ratio <= self.exact(tier.max_overdue_ratio)
                and line.credit_standing >= tier.min_credit_standing
            ]
            proposed = fitting[0] if fitting else self.env["sales.tier"]
            self.assertEqual(line.proposed_tier_id.sudo(), proposed)

    def add_up_turnover(self, customer, company):
        """Each line of goods of each invoice of the month, by the ledger's balance."""
        total = Decimal(0)
        for item in self.search_items(customer, company):
            move = item.move_id
            in_month = move.invoice_date and FROM <= move.invoice_date <= TO
            if move.is_sale_document() and item.display_type == "product" and in_month:
                total -= self.exact(item.balance)
        return total

    def add_up_claims(self, customer, company):
        """The open and overdue sums of the last day, and the mean of days late."""
        opened = overdue = weight = weighted = Decimal(0)
        for item in self.search_items(customer, company):
            if item.account_type != "asset_receivable" or item.date > TO:
                continue
            due = item.date_maturity or item.date
            residual = self.exact(item.balance)
            for part in item.matched_credit_ids:
                means = part.credit_move_id.move_id
                settled = max(item.date, part.credit_move_id.date)
                residual -= self.exact(part.amount) if settled <= TO else 0
                if FROM <= settled <= TO and self.is_payment(item.move_id, means):
                    weight += self.exact(part.amount)
                    weighted += self.exact(part.amount) * self.days(due, settled)
            for part in item.matched_debit_ids:
                settled = max(item.date, part.debit_move_id.date)
                residual += self.exact(part.amount) if settled <= TO else 0
            if residual > 0:
                opened += residual
                if due < TO:
                    overdue += residual
                    weight += residual
                    weighted += residual * self.days(due, TO)
        return opened, overdue, self.divide(weighted, weight, "0.01")

    def is_payment(self, claim, means):
        """Whether `means` is money that came in for what the customer owed."""
        return bool(means.origin_payment_id) and (
            claim.move_type == "out_invoice"
            or (claim.move_type == "entry" and claim in self.get_openings())
        )

    def get_openings(self):
        """Entries that are neither payments, nor reversals, nor exchange differences"""
        general = self.env["account.move"].search([("move_type", "=", "entry")])
        return general.filtered(
            lambda move: (
                not move.origin_payment_id
                and not move.reversed_entry_id
                and move.journal_id != move.company_id.currency_exchange_journal_id
            )
        )

    def search_items(self, customer, company):
        family = self.env["res.partner"].search([("id", "child_of", customer.id)])
        return self.env["account.move.line"].search(
            [
                ("partner_id", "in", family.ids),
                ("move_id.state", "=", "posted"),
                ("company_id", "=", company.id),
            ]
        )

    def days(self, due, day):
        return max((day - due).days, 0)

    def divide(self, amount, by, digits):
        if not by:
            return Decimal(0)
        return (amount / by).quantize(Decimal(digits), ROUND_HALF_UP)

    def exact(self, number):
        return Decimal(str(round(number, 4)))


@tagged("post_install", "-at_install")
class TestRandomGrades(RandomGrades):
    """Grades equal what is added up, whatever happens in the ledger (R1.6, R4.13)."""

    @settings(max_examples=5, deadline=None, suppress_health_check=RELAXED)
    @given(ledger=st.lists(GRADED_EVENTS, min_size=1, max_size=8))
    def test_a_few_ledgers_add_up(self, ledger):
        self.assert_ledger(ledger)

    def test_a_ledger_with_everything_in_it_adds_up(self):
        self.assert_ledger(
            [
                (kind, index % 4, 101.37 + 7 * index, 10 + 2 * index, 3 * index, *where)
                for where in ((False, False), (True, False), (True, True))
                for index, kind in enumerate(GRADED_KINDS)
            ]
        )


@tagged("post_install", "-at_install", "long")
class TestManyRandomGrades(RandomGrades):
    """The same over many and longer ledgers."""

    @settings(max_examples=120, deadline=None, suppress_health_check=RELAXED)
    @given(ledger=st.lists(GRADED_EVENTS, min_size=1, max_size=20))
    def test_many_ledgers_add_up(self, ledger):
        self.assert_ledger(ledger)
