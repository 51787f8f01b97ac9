"""All readers of the ledger agree, whatever core lets happen in it (design rule 10).

The second calculation goes item by item and settlement by settlement in plain Python
and knows nothing of the product's SQL.
"""

from collections import defaultdict

import pytest
from freezegun.config import configure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.receivables_collect.tests.common_journal import JournalCommon

configure(extend_ignore_list=["hypothesis"])
RELAXED = [HealthCheck.too_slow, HealthCheck.data_too_large]
SETS = 8  # ledgers that are played side by side, each with customers of its own

KINDS = (
    "invoice",
    "refund",
    "opening",
    "non_trade",
    "on_account",
    "paid",
    "paid_in_part",
    "paid_in_other_currency",
    "paid_in_locked_period",
    "credited",
    "written_off",
    "reissued",
    "bounced",
    "draft_payment",
    "draft_credit_note",
    "payment_of_draft",
    "unmatched",
)
LATER_KINDS = ("pay_slip", "redraft", "repost", "give_back", "write_off_slip")
AMOUNTS = st.integers(min_value=1, max_value=90_000).map(lambda cents: cents / 100)
# kind, customer of the set, amount, days ago, due in how many days, whether in euros,
# whether in a branch
EVENTS = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 3),
    AMOUNTS,
    st.integers(0, 90),
    st.integers(0, 40),
    st.booleans(),
    st.sampled_from((False, False, True)),
)
# what happens after slips are issued and payment is promised: kind, customer, amount
LATER = st.tuples(st.sampled_from(LATER_KINDS), st.integers(0, 3), AMOUNTS)
LEDGERS = st.tuples(
    st.lists(EVENTS, min_size=1, max_size=6), st.lists(LATER, max_size=3)
)


class RandomReaders(JournalCommon):
    """Plays ledgers and compares exposure, overdue, slips, promises, grading, ageing,
    statement, journal and forecast with what is added up row by row.

    A set is a customer with a contact, a company below it, and another customer.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rates = [
            ("2016-01-01", 0.5),
            (str(cls.day(-60)), 0.8),
            (str(cls.day(-20)), 0.6),
        ]
        cls.euro = cls.setup_other_currency("EUR", rates=rates)
        cls.branch = cls.env["res.company"].create(
            {"name": "Branch", "parent_id": cls.company.id}
        )
        users = cls.env.user | cls.finance | cls.director
        users.sudo().company_ids = [Command.link(cls.branch.id)]
        ids = [cls.company.id, cls.branch.id]
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=ids))
        receivable = cls.company_data["default_account_receivable"]
        cls.other_receivable = receivable.copy({"code": "122199", "non_trade": True})
        tier = cls.new_tier(0, unlimited=True, grace_days=9999)
        cls.sets = []
        for number in range(SETS):
            head = cls.new_customer(tier=tier, name=f"Head {number}")
            below = cls.new_customer(
                tier=tier, name=f"Below {number}", is_company=True, parent_id=head.id
            )
            head.is_company = True
            contact = cls.new_contact(head)
            other = cls.new_customer(tier=tier, name=f"Other {number}")
            cls.sets.append([head, contact, below, other])

    def assert_ledgers(self, ledgers):
        """Play ledgers side by side, compare every reader, then undo all."""
        with self.env.cr.savepoint() as savepoint:
            self.payments = defaultdict(self.env["account.payment"].browse)
            for customers, (events, _later) in zip(self.sets, ledgers, strict=False):
                for kind, index, amount, ago, due, foreign, branch in events:
                    self.place = self.branch if branch else self.company
                    self.currency = self.euro if foreign else self.company.currency_id
                    play = getattr(self, f"play_{kind}")
                    play(customers[index], amount, -ago, due - ago)
            self.place, self.currency = self.company, self.company.currency_id
            self.ask_and_promise()
            for customers, (_events, later) in zip(self.sets, ledgers, strict=False):
                for kind, index, amount in later:
                    getattr(self, f"later_{kind}")(customers[index], amount)
            self.env.flush_all()
            self.env.invalidate_all()
            self.read_items()
            self.assert_readers(len(ledgers))
            savepoint.rollback()
        self.env.invalidate_all()

    # what happens

    def play_invoice(self, customer, amount, day, due, post=True, **vals):
        line = {"name": "Goods", "price_unit": amount, "tax_ids": [Command.clear()]}
        vals = {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "invoice_date": self.day(day),
            "date": self.day(day),
            "invoice_date_due": self.day(due),
            "invoice_payment_term_id": False,
            "currency_id": self.currency.id,
            "company_id": self.place.id,
            "journal_id": self.company_data["default_journal_sale"].id,
            "invoice_line_ids": [Command.create(line)],
        } | vals
        invoice = self.env["account.move"].with_company(self.place).create(vals)
        if post:
            invoice.action_post()
        return invoice

    def play_refund(self, customer, amount, day, due):
        return self.play_invoice(customer, amount, day, due, move_type="out_refund")

    def play_entry(self, customer, amount, day, due, account=None):
        """An entry in a general journal, in the company's currency."""
        account = account or self.company_data["default_account_receivable"]
        owed = {"partner_id": customer.id, "date_maturity": self.day(due)}
        revenue = self.company_data["default_account_revenue"]
        entry = (
            self.env["account.move"]
            .with_company(self.place)
            .create(
                {
                    "move_type": "entry",
                    "date": self.day(day),
                    "company_id": self.place.id,
                    "journal_id": self.company_data["default_journal_misc"].id,
                    "line_ids": [
                        Command.create(
                            owed | {"account_id": account.id, "balance": amount}
                        ),
                        Command.create({"account_id": revenue.id, "balance": -amount}),
                    ],
                }
            )
        )
        entry.action_post()
        return entry

    def play_opening(self, customer, amount, day, due):
        return self.play_entry(customer, amount, day, due)

    def play_non_trade(self, customer, amount, day, due):
        return self.play_entry(customer, amount, day, due, self.other_receivable)

    def play_on_account(self, customer, amount, day, due, currency=None):
        payment = (
            self.env["account.payment"]
            .with_company(self.place)
            .create(
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": customer.id,
                    "amount": amount,
                    "date": self.day(day),
                    "currency_id": (currency or self.currency).id,
                    "company_id": self.place.id,
                    "journal_id": self.company_data["default_journal_bank"].id,
                }
            )
        )
        payment.action_post()
        self.payments[customer.id] |= payment
        return payment

    def play_paid(self, customer, amount, day, due):
        invoice = self.play_invoice(customer, amount, day - 20, due - 20)
        payment = self.play_on_account(customer, amount, day, due)
        self.match(invoice, payment)
        return payment

    def play_paid_in_part(self, customer, amount, day, due):
        invoice = self.play_invoice(customer, amount, day - 20, due - 20)
        part = round(amount / 3, 2)
        if part:
            self.match(invoice, self.play_on_account(customer, part, day, due))

    def play_paid_in_other_currency(self, customer, amount, day, due):
        other = (self.euro | self.company.currency_id) - self.currency
        invoice = self.play_invoice(customer, amount, day - 20, due - 20)
        self.match(invoice, self.play_on_account(customer, amount, day, due, other))

    def play_paid_in_locked_period(self, customer, amount, day, due):
        invoice = self.play_invoice(customer, amount, day - 20, due - 20)
        self.company.fiscalyear_lock_date = self.day(day)
        self.match(invoice, self.play_on_account(customer, amount, day, due))
        self.company.fiscalyear_lock_date = False

    def play_credited(self, customer, amount, day, due):
        invoice = self.play_invoice(customer, amount, day, due)
        note = self.play_refund(customer, round(amount / 2, 2) or 0.01, day, day)
        self.match(invoice, note)
        return note

    def play_written_off(self, customer, amount, day, due):
        self.currency = self.company.currency_id
        invoice = self.play_invoice(customer, amount, day - 20, due - 20)
        self.match(invoice, self.play_entry(customer, -amount, day, day))

    def play_reissued(self, customer, amount, day, due):
        invoice = self.play_invoice(customer, amount, day, due)
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        vals = {"journal_id": invoice.journal_id.id, "date": self.day(day)}
        wizard.create(vals).modify_moves()

    def play_bounced(self, customer, amount, day, due):
        payment = self.play_paid(customer, amount, day, due)
        date = {"date": self.day(min(day + 4, 0))}
        payment.move_id._reverse_moves([date], cancel=True)
        self.payments[customer.id] -= payment

    def play_draft_payment(self, customer, amount, day, due):
        self.play_paid(customer, amount, day, due).action_draft()

    def play_draft_credit_note(self, customer, amount, day, due):
        self.play_credited(customer, amount, day, due).button_draft()

    def play_payment_of_draft(self, customer, amount, day, due):
        draft = self.play_invoice(customer, amount, day, due, post=False)
        self.match(draft, self.play_on_account(customer, amount, day, due))

    def play_unmatched(self, customer, amount, day, due):
        payment = self.play_paid(customer, amount, day, due)
        payment.move_id.line_ids.remove_move_reconcile()

    def match(self, *documents):
        items = self.env["account.move.line"]
        for document in documents:
            items |= self.get_item(document)
        items.filtered(lambda line: not line.reconciled).reconcile()

    def ask_and_promise(self):
        """Issue slips of all that is overdue, each promised to be paid in five days."""
        self.read_items()
        run = self.new_issued()
        lines = run.sudo().slip_ids.line_ids
        owed = lines.filtered(lambda line: not line.is_credit).move_line_id
        overdue = {
            item
            for item, (_amount, foreign) in self.items.items()
            if item.company_id == self.company
            and foreign > 0
            and (item.date_maturity or item.date) <= self.today
        }
        self.assertLessEqual(set(owed), overdue)
        for partner in {item.partner_id.commercial_partner_id for item in overdue}:
            for currency in self.euro | self.company.currency_id:
                self.assert_asked(run, partner, currency, overdue)
        self.promises = self.env["collection.contact"]
        for slip in run.sudo().slip_ids:
            if slip.amount_residual > 0:
                self.promises |= self.new_contact_on(
                    slip, self.director, promise_date=self.day(5)
                )
        self.slips = run.sudo().slip_ids

    def assert_asked(self, run, partner, currency, overdue):
        """Assert that the slip asks for what is overdue less the credits."""
        items = [
            (item, foreign)
            for item, (_amount, foreign) in self.items.items()
            if item.company_id == self.company
            and item.currency_id == currency
            and item.partner_id.commercial_partner_id == partner
        ]
        debit = sum(foreign for item, foreign in items if item in overdue)
        credit = sum(
            foreign
            for item, foreign in items
            if foreign < 0 and item.date <= self.today
        )
        slip = self.get_slip(run, partner).filtered(
            lambda slip: slip.currency_id == currency
        )
        self.assertAlmostEqual(slip.amount_residual, max(debit + credit, 0), 2)

    def later_pay_slip(self, customer, amount):
        """A payment of today of the customer's oldest items."""
        payment = self.play_on_account(customer, amount, 0, 0)
        payer = customer.commercial_partner_id
        lines = self.slips.filtered(lambda slip: slip.partner_id == payer).line_ids
        items = lines.filtered("is_open").move_line_id
        for item in items.filtered(lambda item: item.balance > 0).sorted("id"):
            self.match_items(self.get_item(payment) | item)

    def later_write_off_slip(self, customer, amount):
        payer = customer.commercial_partner_id
        lines = self.slips.filtered(lambda slip: slip.partner_id == payer).line_ids
        items = lines.filtered("is_open").move_line_id
        for item in items.filtered(lambda item: item.balance > 0)[:1]:
            entry = self.play_entry(customer, -amount, 0, 0)
            self.match_items(self.get_item(entry) | item)

    def match_items(self, items):
        items = items.filtered(lambda line: not line.reconciled)
        if len(items) == 2 and sum(item.balance > 0 for item in items) == 1:
            items.reconcile()

    def later_redraft(self, customer, amount):
        self.payments[customer.id].filtered(
            lambda payment: payment.move_id.state == "posted"
        ).action_draft()

    def later_repost(self, customer, amount):
        self.payments[customer.id].filtered(
            lambda payment: payment.move_id.state == "draft"
        ).action_post()

    def later_give_back(self, customer, amount):
        payment = self.payments[customer.id][:1]
        if payment.move_id.state == "posted":
            payment.move_id._reverse_moves([{"date": self.today}], cancel=True)
            self.payments[customer.id] -= payment

    # the second calculation

    def read_items(self):
        """Note what is open of every posted item: what posted ones did not settle."""
        self.items = {}
        partners = self.env["res.partner"].browse(
            partner.id for partners in self.sets for partner in partners
        )
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "in", partners.ids),
                ("account_id.account_type", "=", "asset_receivable"),
                ("move_id.state", "=", "posted"),
            ]
        )
        for line in lines:
            if line.account_id.non_trade:
                continue
            amount, foreign = line.balance, line.amount_currency
            for part in line.matched_credit_ids:
                if part.credit_move_id.move_id.state == "posted":
                    amount -= part.amount
                    foreign -= part.debit_amount_currency
            for part in line.matched_debit_ids:
                if part.debit_move_id.move_id.state == "posted":
                    amount += part.amount
                    foreign += part.credit_amount_currency
            amount = self.company.currency_id.round(amount)
            self.items[line] = (amount, line.currency_id.round(foreign))

    def get_items(self, partner, companies):
        return {
            item: amounts
            for item, amounts in self.items.items()
            if item.partner_id.commercial_partner_id == partner
            and item.company_id in companies
        }

    def add_up_money(self, slip):
        """Return what money settled today of the slip's receivables."""
        total = 0.0
        for item in slip.line_ids.filtered(
            lambda line: not line.is_credit
        ).move_line_id:
            for part in item.matched_credit_ids:
                means = part.credit_move_id
                move = means.move_id
                if (
                    item.move_id.state == move.state == "posted"
                    and means.journal_id.type in ("bank", "cash", "credit")
                    and not move.reversed_entry_id
                    and "posted" not in move.reversal_move_ids.mapped("state")
                    and self.today <= move.origin_payment_id.date <= self.day(5)
                ):
                    total += part.debit_amount_currency
        return total

    # the readers

    def assert_readers(self, count):
        journal = self.read_by_partner(self.read_journal(0), "partner_id", "closing")
        ageing = self.env["collection.ageing.report"].with_user(self.finance)
        ageing = ageing.with_context(allowed_company_ids=self.company.ids)
        aged = defaultdict(float)
        for row in ageing.search([]):
            aged[row.partner_id.id] += row.amount
        assessment = (
            self.env["sales.tier.assessment"]
            .with_user(self.director)
            .create(
                {
                    "company_id": self.company.id,
                    "date_from": self.day(-200),
                    "date_to": self.today,
                }
            )
        )
        assessment.action_compute()
        graded = {line.partner_id: line for line in assessment.sudo().line_ids}
        expected = 0.0
        for customers in self.sets[:count]:
            for payer in (
                self.env["res.partner"].union(*customers).commercial_partner_id
            ):
                own = self.get_items(payer, self.company)
                tree = self.get_items(payer, self.company | self.branch)
                balance = sum(amount for amount, _foreign in own.values())
                booked = sum(item.balance for item in own if item.date <= self.today)
                self.assertAlmostEqual(journal.get(payer.id, 0), booked, 2, "journal")
                self.assert_booked_is_open(tree)
                self.assertAlmostEqual(aged.get(payer.id, 0), balance, 2, "ageing")
                self.assert_exposure_of(payer, tree)
                self.assert_graded(graded[payer], tree)
                self.assert_statement(payer, own)
                expected += max(balance, 0)
        self.assert_slips()
        self.assert_forecast(expected)

    def read_by_partner(self, rows, key, name):
        found = defaultdict(float)
        for row in rows:
            found[row[key]] += float(row[name])
        return found

    def is_overdue(self, item):
        return (item.date_maturity or item.date) < self.today

    def assert_booked_is_open(self, items):
        """The balance of all is their open amounts: core posts the exchange entries of
        a branch in the company above, so that each alone may differ.
        """
        booked = sum(item.balance for item in items)
        opened = sum(amount for amount, _foreign in items.values())
        self.assertAlmostEqual(booked, opened, 2, "booked and open")

    def assert_exposure_of(self, payer, items):
        figure = self.get_figures(payer)
        total = sum(amount for amount, _foreign in items.values())
        late = [
            (amount, item.date_maturity or item.date)
            for item, (amount, _foreign) in items.items()
            if amount > 0 and self.is_overdue(item)
        ]
        self.assertAlmostEqual(figure.receivable, total, 2, "exposure")
        self.assertAlmostEqual(
            figure.overdue, sum(amount for amount, _due in late), 2, "overdue"
        )
        oldest = min((due for _amount, due in late), default=None)
        self.assertEqual(figure.oldest_due, oldest, "oldest")

    def assert_graded(self, line, items):
        opened = overdue = 0.0
        for item, (amount, foreign) in items.items():
            if foreign <= 0:
                continue
            if item.currency_id != self.company.currency_id:
                amount = self.company.currency_id.round(
                    item.balance * foreign / item.amount_currency
                )
            opened += amount
            overdue += amount if self.is_overdue(item) else 0
        self.assertAlmostEqual(line.open_amount, opened, 2, "graded open")
        self.assertAlmostEqual(line.overdue_amount, overdue, 2, "graded overdue")

    def assert_statement(self, payer, items):
        report = self.env["report.receivables_collect.report_statement_template"].sudo()
        report = report.with_company(self.company)
        statement = report._get_statement(payer, self.day(-30), self.today)
        closing = {part["currency"]: part["closing"] for part in statement["parts"]}
        for currency in self.euro | self.company.currency_id:
            total = sum(
                foreign
                for item, (_amount, foreign) in items.items()
                if item.currency_id == currency
            )
            self.assertAlmostEqual(closing.get(currency, 0), total, 2, "statement")

    def assert_slips(self):
        for line in self.slips.line_ids.filtered(lambda line: not line.is_credit):
            item = line.move_line_id
            foreign = self.items[item][1]
            self.assertEqual(line.is_open, bool(foreign), "open on the slip")
            self.assertAlmostEqual(line.amount_residual, foreign, 2, "slip")
        self.assertFalse(self.env["collection.slip"]._sweep(), "slips and the ledger")
        for promise in self.promises.sudo():
            paid = self.add_up_money(promise.slip_id)
            self.assertAlmostEqual(promise.promise_paid, paid, 2, "promise")
            is_kept = promise.currency_id.compare_amounts(paid, promise.promise_amount)
            self.assertEqual(promise.promise_state == "kept", is_kept >= 0, "kept")

    def assert_forecast(self, expected):
        weeks = self.env["collection.cash.forecast"]._get_weeks(
            self.company, self.day(1)
        )
        for place in (0, 1):
            found = sum(amounts[place] for amounts in weeks.values())
            self.assertAlmostEqual(found, expected, 2, "forecast")


@tagged("post_install", "-at_install")
class TestRandomReaders(RandomReaders):
    """Nine readers, one ledger."""

    @settings(max_examples=3, deadline=None, suppress_health_check=RELAXED)
    @given(ledgers=st.lists(LEDGERS, min_size=SETS, max_size=SETS))
    def test_all_readers_agree_on_some_ledgers(self, ledgers):
        self.assert_ledgers(ledgers)

    def test_the_gain_of_a_payment_in_draft_is_open_for_all_readers(self):
        paid = ("paid_in_other_currency", 3, 348.6, 13, 20, True, False)
        self.assert_ledgers([([paid], [("redraft", 3, 99.99)])])

    def test_all_readers_agree_on_every_kind_of_event(self):
        events = [
            (kind, number % 4, 100.0 + number, 50, 10, is_foreign, is_branch)
            for is_foreign in (False, True)
            for is_branch in (False, True)
            for number, kind in enumerate(KINDS)
        ]
        later = [(kind, index, 60.0) for index in range(4) for kind in LATER_KINDS]
        groups = [events[number::SETS] for number in range(SETS)]
        self.assert_ledgers([(group, later) for group in groups])


@tagged("post_install", "-at_install", "long")
class TestManyRandomReaders(RandomReaders):
    """The same over 2,000 ledgers."""

    @pytest.mark.timeout(3600)
    @settings(max_examples=250, deadline=None, suppress_health_check=RELAXED)
    @given(ledgers=st.lists(LEDGERS, min_size=SETS, max_size=SETS))
    def test_all_readers_agree_on_two_thousand_ledgers(self, ledgers):
        self.assert_ledgers(ledgers)
