from datetime import date, timedelta
from functools import partial

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.sales_rules.tools import gate

from ..common_money import MoneyCommon


class BankSlipCase(MoneyCommon):
    """All methods are posted in one bank, in transit until they are banked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.company_data["default_journal_bank"]
        cls.transit = cls.new_account("101202", "asset_current", reconcile=True)
        cls.bank.inbound_payment_method_line_ids.payment_account_id = cls.transit
        for method in ("cash", "cheque", "transfer", "draft", "card"):
            cls.company[f"collection_{method}_journal_id"] = cls.bank

    def get_balance(self, account):
        domain = [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        lines = self.env["account.move.line"].sudo().search(domain)
        return sum(lines.mapped("balance"))

    def get_transit(self, methods):
        return self.env["collection.banking"]._get_transit_items(methods)

    def assert_balances(self, bank, transit):
        self.env.flush_all()
        self.assertEqual(self.get_balance(self.bank.default_account_id), bank)
        self.assertEqual(self.get_balance(self.transit), transit)

    def assert_refused(self, slip, text):
        with self.assertRaisesRegex(UserError, text), self.cr.savepoint():
            slip.action_bank()
        self.env.invalidate_all()
        self.assertEqual(slip.state, "draft")
        self.assertFalse(slip.move_id)


@tagged("post_install", "-at_install")
class TestBankSlip(BankSlipCase):
    """Verified money reaches the bank with a slip, once and for good (R2.10)."""

    def test_money_that_was_chosen_brings_its_bank_along(self):
        methods = self.take("cash", "card")
        slips = self.env["collection.bank.slip"].with_user(self.finance)
        form = Form(slips.with_context(default_method_ids=methods.ids))
        self.assertEqual(form.journal_id, self.bank)
        self.assertEqual(form.amount, 200)

    def test_cash_card_and_transfer_leave_transit_by_one_entry(self):
        methods = self.take("cash", "card", "transfer")
        self.assert_balances(0, 300)
        slip = self.new_bank_slip(methods)
        self.assertEqual((slip.amount, slip.kind), (300, "mixed"))
        self.assertTrue(slip.action_bank())
        self.assert_balances(300, 0)
        self.assertEqual(slip.state, "banked")
        self.assertEqual(slip.banked_by_id, self.finance)
        move = slip.sudo().move_id
        self.assertEqual((move.state, move.date), ("posted", self.today))
        accounts = move.line_ids.account_id
        self.assertEqual(accounts, self.bank.default_account_id | self.transit)
        transit = self.get_transit(methods)
        self.assertTrue(all(transit.mapped("reconciled")))
        self.assertEqual(methods.bank_slip_id, slip)
        self.assertEqual(set(methods.mapped("bank_date")), {self.today})
        self.assertTrue(all(methods.payment_id.mapped("is_matched")))

    def test_the_kind_follows_the_methods(self):
        methods = self.take("cash", "card", "transfer", "cheque", "draft")
        kinds = {
            "cash": methods[0],
            "card": methods[1],
            "transfer": methods[2],
            "paper": methods[3:],
            "mixed": methods[:2],
        }
        slip = self.new_bank_slip(methods[:0], journal_id=self.bank.id)
        self.assertFalse(slip.kind)
        for kind, chosen in kinds.items():
            slip.method_ids = chosen
            self.assertEqual((slip.kind, slip.amount), (kind, 100 * len(chosen)))

    def test_the_transaction_is_that_of_the_bank_and_counts_once(self):
        slip = self.new_bank_slip(self.take("card"))
        slip.action_bank()
        transaction = slip.sudo().move_id.statement_line_id
        self.assertEqual((transaction.amount, transaction.is_reconciled), (100, True))
        self.assertEqual(transaction.payment_ref, slip.slip_number)
        self.assertEqual(transaction.running_balance, 100)

    def test_money_that_a_statement_matched_before_is_not_booked_again(self):
        methods = self.take("card", "transfer")
        item = self.get_transit(methods[0])
        vals = {"payment_ref": "Statement", "amount": 100, "date": self.today}
        vals |= {"journal_id": self.bank.id, "counterpart_account_id": self.transit.id}
        line = self.env["account.bank.statement.line"].create(vals)
        (line.line_ids.filtered(lambda row: row.credit) + item).reconcile()
        self.assert_balances(100, 100)
        slip = self.new_bank_slip(methods)
        slip.action_bank()
        self.assert_balances(200, 0)
        self.assertEqual((slip.amount, slip.move_id.amount_total), (200, 100))

    def test_money_posted_to_the_bank_at_once_needs_no_entry(self):
        lines = self.bank.inbound_payment_method_line_ids
        lines.payment_account_id = self.bank.default_account_id
        slip = self.new_bank_slip(self.take("transfer"))
        slip.action_bank()
        self.assertEqual((slip.state, slip.amount), ("banked", 100))
        self.assertFalse(slip.move_id)
        self.assert_balances(100, 0)

    def test_money_that_is_not_verified_is_refused_and_its_amount_untold(self):
        slip = self.new_slip_over(7777, holder=self.seller)
        receipt = self.collect(slip, 7777, "card")
        for state in ("collected", "reported"):
            self.assertEqual(receipt.state, state)
            with self.subTest(state), self.assertRaises(UserError) as caught:
                with self.cr.savepoint():
                    self.new_bank_slip(receipt.method_ids, journal_id=self.bank.id)
            self.assertNotIn("7,777", str(caught.exception))
            if state == "collected":
                self.submit(receipt.report_id)

    def test_a_refused_cheque_is_not_banked(self):
        cheque, cash = self.take("cheque", "cash")
        slip = self.new_bank_slip(cheque + cash)
        cheque.with_user(self.finance).action_bounce()
        self.assert_refused(slip, "refused by the bank")
        slip.method_ids = cash
        slip.action_bank()
        self.assert_balances(100, 0)

    def test_a_method_is_on_one_slip(self):
        methods = self.take("cash", "card")
        first = self.new_bank_slip(methods)
        with self.assertRaisesRegex(UserError, first.slip_number):
            with self.cr.savepoint():
                self.new_bank_slip(methods[0])
        first.action_cancel()
        second = self.new_bank_slip(methods[0])
        second.action_bank()
        with self.assertRaisesRegex(UserError, second.slip_number):
            with self.cr.savepoint():
                self.new_bank_slip(methods)
        with self.assertRaisesRegex(UserError, "cannot become"):
            second.action_bank()
        self.new_bank_slip(methods[1]).unlink()
        self.new_bank_slip(methods[1]).action_bank()
        self.assert_balances(200, 0)

    def test_money_of_another_journal_is_refused(self):
        other = self.bank.copy({"name": "Other Bank", "code": "OB"})
        slip = self.new_bank_slip(self.take("card"), journal_id=other.id)
        self.assert_refused(slip, self.bank.name)
        with self.assertRaisesRegex(UserError, "no bank"):
            slip.journal_id = self.company_data["default_journal_cash"]

    def test_the_day_is_between_the_receipt_and_today(self):
        day = self.today - timedelta(days=2)
        slip = self.new_bank_slip(self.take("card", date=day))
        for wrong, text in ((-3, "taken on"), (1, "has not come yet")):
            slip.date = self.day(wrong)
            self.assert_refused(slip, text)
        slip.date = day
        slip.action_bank()
        self.assertEqual(slip.sudo().move_id.date, day)

    def test_today_is_that_of_the_company(self):
        methods = self.take("card")
        self.company.partner_id.tz = "Pacific/Kiritimati"
        self.company.partner_id.flush_recordset()
        with freeze_time("2026-12-31 12:00:00"):
            today = self.company._get_today()
            slip = self.new_bank_slip(methods, date=today + timedelta(days=1))
            self.assert_refused(slip, "has not come yet")
            slip.date = today
            slip.action_bank()
        self.assertIn(slip.date, (date(2026, 12, 31), date(2027, 1, 1)))

    def test_number_money_and_sum_are_asked_for_all_at_once(self):
        slip = self.new_bank_slip(self.take("cash"), slip_number="  ")
        slip.amount_stated = 99.99
        self.assert_refused(slip, "(?s)number of the bank.*99.99")
        empty = self.new_bank_slip(slip.method_ids[:0], journal_id=self.bank.id)
        self.assert_refused(empty, "choose the money")
        slip.write({"slip_number": "7", "amount_stated": 100})
        slip.action_bank()

    def test_a_number_of_the_bank_is_given_once_per_bank(self):
        first = self.new_bank_slip(self.take("cash"), slip_number="ab 1")
        methods = self.take("cash")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.new_bank_slip(methods, slip_number="AB 1 ").flush_recordset()
        first.action_cancel()
        self.assertTrue(self.new_bank_slip(methods, slip_number="AB 1"))

    def test_a_payment_drafted_meanwhile_is_refused(self):
        methods = self.take("card")
        slip = self.new_bank_slip(methods)
        payment = methods.payment_id
        with self.assertRaises(UserError), self.cr.savepoint():
            payment.with_user(self.finance).action_draft()
        self.env.cr.execute(
            "UPDATE account_move SET state = 'draft' WHERE id = %s",
            [payment.move_id.id],
        )
        self.env.invalidate_all()
        self.assert_refused(slip, "is not posted")

    def test_transit_that_allows_no_reconciliation_is_named(self):
        closed = self.new_account("101203", "asset_current")
        self.bank.inbound_payment_method_line_ids.payment_account_id = closed
        self.assert_refused(self.new_bank_slip(self.take("card")), "101203")

    def test_a_foreign_account_takes_its_own_currency_as_booked(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        rates = self.env["res.currency.rate"].sudo()
        rate = {"currency_id": euro.id, "company_id": self.company.id}
        rates.create(rate | {"name": self.day(-200), "rate": 0.5})
        self.bank.currency_id = euro
        slip = self.new_slip_over(50, currency=euro)
        receipt = self.collect(slip, 50, "card")
        self.verify(receipt.report_id)
        banked = self.new_bank_slip(receipt.method_ids)
        self.assertEqual((banked.amount, banked.currency_id), (50, euro))
        booked = self.get_balance(self.transit)
        banked.action_bank()
        self.assert_balances(booked, 0)
        other = self.new_bank_slip(self.take("card"))
        self.assert_refused(other, euro.name)

    def test_another_companys_money_and_bank_are_refused(self):
        methods = self.take("card")
        other = self.env["res.company"].sudo().create({"name": "Other"})
        stranger = self.new_user(
            "bank_stranger",
            "group_finance",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        journal = self.env["account.journal"].sudo()
        vals = {"name": "Theirs", "code": "TB", "type": "bank", "company_id": other.id}
        foreign = journal.create(vals)
        with self.assertRaises(UserError), self.cr.savepoint():
            self.new_bank_slip(
                methods, stranger, journal_id=foreign.id, company_id=other.id
            )
        with self.assertRaises(UserError), self.cr.savepoint():
            self.new_bank_slip(methods, journal_id=foreign.id)
        slip = self.new_bank_slip(methods)
        slips = self.env["collection.bank.slip"].with_user(stranger)
        self.assertFalse(slips.search([]))
        with self.assertRaises(AccessError):
            slip.with_user(stranger).action_bank()


@tagged("post_install", "-at_install")
class TestBankSlipFrozen(BankSlipCase):
    """A banked slip and its entry stay; a refusal is an entry of its own (R2.10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.methods = cls.take("cheque", "cash")
        cls.slip = cls.new_bank_slip(cls.methods)
        cls.slip.action_bank()
        cls.other = cls.take("card")

    def assert_stays(self, ways):
        for name, way in ways.items():
            with self.subTest(name), self.assertRaises(UserError):
                with self.cr.savepoint():
                    way()

    def test_nothing_of_it_is_written_given_or_deleted(self):
        given = {
            "date": self.day(-1),
            "slip_number": "Other",
            "method_ids": [Command.link(self.other.id)],
            "amount": 1,
            "amount_stated": 1,
            "note": "Other",
            "kind": "card",
            "state": "draft",
            "move_id": False,
            "banked_by_id": self.seller.id,
        }
        for slip in (self.slip, self.slip.sudo()):
            self.assert_stays(
                {
                    name: partial(slip.write, {name: value})
                    for name, value in given.items()
                }
            )
            self.assert_stays({"unlink": slip.unlink, "cancel": slip.action_cancel})
        methods = self.methods.sudo()
        self.assert_stays(
            {
                "slips of a method": lambda: methods.write(
                    {"bank_slip_ids": [Command.clear()]}
                ),
                "slip of a method": lambda: methods.write({"bank_slip_id": False}),
                "day": lambda: methods.write({"bank_date": False}),
            }
        )
        for name in ("amount", "state", "move_id", "banked_by_id", "kind"):
            with self.subTest(name), self.assertRaises(UserError):
                value = {"amount": 1, "state": "banked"}.get(name, "cash")
                self.new_bank_slip(self.other, **{name: value})

    def test_its_entry_stays_whatever_the_button(self):
        move = self.slip.sudo().move_id
        transaction = move.statement_line_id
        self.assert_stays(
            {
                "draft": move.button_draft,
                "cancel": move.button_cancel,
                "reverse": lambda: move._reverse_moves(cancel=True),
                "unlink": lambda: move.with_context(force_delete=True).unlink(),
                "transaction": transaction.unlink,
                "amount": lambda: transaction.write({"amount": 1}),
                "undo": transaction.action_undo_reconciliation,
                "date": lambda: move.write({"date": self.day(-1)}),
            }
        )
        self.assert_balances(200, 100)

    def test_a_missing_scan_is_added_once_and_stays(self):
        self.slip.write({"scan": b"c2Nhbg==", "scan_name": "slip.pdf"})
        self.env.flush_all()
        with self.assertRaises(UserError):
            self.slip.write({"scan": b"b3RoZXI="})
        kept = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [("res_model", "=", "collection.bank.slip"), ("res_field", "=", "scan")]
            )
        )
        self.assertEqual(kept.res_id, self.slip.id)
        self.assert_stays(
            {
                "unlink": kept.unlink,
                "write": lambda: kept.write({"datas": b"b3RoZXI="}),
            }
        )

    def test_a_scan_of_a_draft_is_free(self):
        slip = self.new_bank_slip(self.other, scan=b"c2Nhbg==")
        slip.scan = b"b3RoZXI="
        slip.action_bank()
        self.assertEqual(slip.scan, b"b3RoZXI=")

    def test_a_cheque_refused_after_banking_is_taken_back_by_the_bank(self):
        cheque = self.methods[0]
        with self.assertRaisesRegex(UserError, "banked on"), self.cr.savepoint():
            self.slip.sudo()._write_protected({"date": self.today})
            cheque.sudo()._write_protected({"bank_date": self.day(1)})
            cheque.with_user(self.finance).action_bounce()
        cheque.with_user(self.finance).action_bounce(reason="No funds")
        self.env.invalidate_all()
        self.assert_balances(100, 100)  # the card is in transit
        self.assertEqual(cheque.payment_id.state, "rejected")
        self.assertEqual(cheque.receipt_id.slip_id.amount_residual, 100)
        self.assertEqual(self.slip.state, "banked")
        self.assertEqual(self.slip.amount, 200)
        back = cheque.sudo().bank_return_move_id
        self.assertEqual(back.date, self.today)
        domain = [("account_id", "=", self.transit.id), ("reconciled", "=", False)]
        left = self.env["account.move.line"].sudo().search(domain)
        self.assertEqual(left, self.get_transit(self.other))
        self.assert_stays({"draft": back.button_draft, "cancel": back.button_cancel})

    def test_finance_may_put_no_slip_into_a_state(self):
        permit = gate.opened(self.slip, {"note"})
        with self.assertRaises(UserError):
            permit.write({"note": "Other", "state": "draft"})


@tagged("post_install", "-at_install")
class TestBankSlipAccess(BankSlipCase):
    """Finance banks; management reads; collectors see none of it (R2.10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.methods = cls.take("card", "cash")
        cls.slip = cls.new_bank_slip(cls.methods[0])

    def test_finance_alone_makes_and_banks_slips(self):
        for name in ("seller", "manager", "director", "deputy", "general", "clerk"):
            user = getattr(self, name)
            slip = self.slip.with_user(user)
            ways = {
                "create": lambda u=user: self.new_bank_slip(self.methods[1], u),
                "write": lambda s=slip: s.write({"note": "Mine"}),
                "bank": slip.action_bank,
                "cancel": slip.action_cancel,
                "unlink": slip.unlink,
            }
            for way, act in ways.items():
                with self.subTest(user=name, way=way):
                    with self.assertRaises(AccessError), self.cr.savepoint():
                        act()
        self.assertEqual(self.slip.state, "draft")

    def test_management_reads_slips_and_others_do_not(self):
        for name in ("finance", "director", "deputy", "general"):
            slip = self.slip.with_user(getattr(self, name))
            self.assertEqual(slip.read(["amount"])[0]["amount"], 100)
        for name in ("seller", "colleague", "manager", "clerk", "rules_admin"):
            user = getattr(self, name)
            with self.subTest(name), self.assertRaises(AccessError):
                self.slip.with_user(user).read(["amount"])

    def test_a_collector_does_not_read_when_the_money_was_banked(self):
        self.slip.action_bank()
        holder = self.methods.receipt_id.collector_id
        method = self.methods[0].with_user(holder)
        self.assertEqual(method.read(["amount"])[0]["amount"], 100)
        for name in ("bank_date", "bank_slip_id", "bank_slip_ids"):
            with self.subTest(name), self.assertRaises(AccessError):
                method.read([name])

    def test_finance_that_counts_blind_finds_counted_money_only(self):
        receipt = self.collect(self.new_slip_over(7777), 7777, "card")
        self.submit(receipt.report_id)
        self.assertTrue(self.finance._is_counting_blind())
        slips = self.env["collection.bank.slip"].with_user(self.finance)
        methods = self.env["collection.receipt.method"].with_user(self.finance)
        action = self.env.ref("receivables_collect.collection_bank_slip_action")
        self.assertEqual(action.res_model, slips._name)
        domain = [("bank_slip_id", "=", False)]
        self.assertEqual(methods.search(domain), self.methods[1])
        draft = slips.new({"method_ids": [Command.link(receipt.method_ids.id)]})
        draft.journal_id = self.bank
        self.assertEqual(draft.amount, 0)
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.new_bank_slip(receipt.method_ids, journal_id=self.bank.id)
        self.verify(receipt.report_id)
        self.assertEqual(self.new_bank_slip(receipt.method_ids).amount, 7777)

    def test_the_filter_finds_what_is_not_banked(self):
        view = self.env.ref("receivables_collect.collection_receipt_method_view_search")
        methods = self.env["collection.receipt.method"].with_user(self.finance)
        arch = methods.get_view(view.id, "search")["arch"]
        self.assertIn("not_banked", arch)
        domain = [
            ("receipt_id.state", "=", "verified"),
            ("payment_id.journal_id.type", "=", "bank"),
            ("bank_date", "=", False),
            ("bounce_date", "=", False),
        ]
        self.assertEqual(methods.search(domain), self.methods)
        self.slip.action_bank()
        self.assertEqual(methods.search(domain), self.methods[1])
