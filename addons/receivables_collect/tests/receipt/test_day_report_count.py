from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestBlindCount(MoneyCommon):
    """Finance reads nothing that was declared until its own count is saved (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        cls.receipt = cls.collect(cls.slip, 150)
        cls.report = cls.receipt.report_id
        cls.submit(cls.report)

    def found(self, user=None):
        """The report's money that a user finds, by model."""
        parts = {
            "collection.receipt": "report_id",
            "collection.receipt.method": "receipt_id.report_id",
            "collection.receipt.allocation": "receipt_id.report_id",
            "collection.day.declaration": "report_id",
            "collection.day.variance": "report_id",
        }
        return {
            name
            for name, path in parts.items()
            if self.env[name]
            .with_user(user or self.finance)
            .search([(path, "=", self.report.id)])
        }

    def test_nothing_is_found_before_and_all_after(self):
        self.assertFalse(self.found())
        self.count(self.report)
        self.assertEqual(len(self.found()), 5)

    def test_records_known_by_id_cannot_be_read_either(self):
        self.env.invalidate_all()
        for record in (
            self.receipt,
            self.receipt.method_ids,
            self.receipt.allocation_ids,
            self.report.declaration_ids,
            self.report.variance_ids,
        ):
            name = "collected" if "collected" in record else "amount"
            ids = record.ids
            self.env.invalidate_all()
            with self.subTest(record._name), self.assertRaises(AccessError):
                self.env[record._name].with_user(self.finance).browse(ids).read([name])

    def test_the_report_itself_tells_no_sum(self):
        report = self.report.with_user(self.finance)
        self.env.invalidate_all()
        self.assertEqual(report.read(["receipt_ids"])[0]["receipt_ids"], [])
        self.assertEqual(set(report.count_ids.mapped("declared")), {0})
        groups = self.env["collection.receipt"].with_user(self.finance)
        self.assertFalse(
            groups.formatted_read_group(
                [("report_id", "=", report.id)], ["collector_id"], ["amount:sum"]
            )
        )

    def test_finance_keys_its_count_in_on_the_report_and_nothing_else(self):
        report = self.report.with_user(self.finance)
        arch = etree.fromstring(report.get_view(view_type="form")["arch"])
        self.assertNotIn(arch.get("edit"), ("0", "False", "false"))
        cash = report.count_ids.filtered(lambda line: line.method == "cash")
        report.write({"count_ids": [Command.update(cash.id, {"counted": 140})]})
        self.assertEqual(cash.counted, 140)
        for vals in ({"date": "2020-01-01"}, {"collector_id": self.finance.id}):
            with self.assertRaises(UserError):
                report.write(vals)

    def test_the_lines_to_count_do_not_tell_what_was_used(self):
        methods = self.report.with_user(self.finance).count_ids.mapped("method")
        self.assertEqual(methods, ["cash", "cheque", "transfer", "draft", "card"])

    def test_collectors_and_those_who_cannot_count_see_it_at_once(self):
        for user in (self.seller, self.manager, self.director, self.general):
            self.assertEqual(len(self.found(user)), 5, user.name)

    def test_the_collector_sees_no_count_before_it_is_saved(self):
        model = self.env["collection.day.count"].with_user(self.seller)
        self.assertFalse(model.search([]))
        self.count(self.report)
        self.assertTrue(model.search([]))

    def test_a_count_is_saved_once_and_stays(self):
        self.count(self.report, cash=140)
        lines = self.report.count_ids.with_user(self.finance)
        self.assertEqual(lines[0].declared, 150)
        self.assertEqual(lines[0].difference, -10)
        with self.assertRaises(UserError):
            lines[0].counted = 150
        with self.assertRaises(UserError):
            self.report.with_user(self.finance).action_save_count()
        with self.assertRaises(UserError):
            self.report.with_user(self.finance).write({"counted_at": False})


@tagged("post_install", "-at_install")
class TestDayReportDifference(MoneyCommon):
    """Each difference has an owner, an explanation and a consequence (F22, R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        cls.receipt = cls.collect(cls.slip, 150)
        cls.report = cls.receipt.report_id

    def balance(self, account):
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return sum(lines.mapped("balance"))

    def differ(self, **counted):
        self.submit(self.report)
        self.count(self.report, **counted)
        return self.report.difference_ids

    def test_a_shortage_offers_debt_and_correction_and_no_surplus(self):
        line = self.differ(cash=130.80)
        self.assertEqual(line.fitting_consequences, ["debt", "correct"])
        with self.assertRaisesRegex(ValidationError, "19.20 is missing"):
            line.with_user(self.finance).consequence = "surplus"

    def test_money_above_offers_surplus_and_no_debt(self):
        line = self.differ(cash=150.01)
        self.assertEqual(line.fitting_consequences, ["surplus", "correct"])
        with self.assertRaisesRegex(ValidationError, "no debt"):
            line.with_user(self.finance).consequence = "debt"

    def test_without_a_receipt_of_the_method_nothing_can_be_corrected(self):
        lines = self.differ(cash=150, cheque=20)
        self.assertEqual(lines.fitting_consequences, ["surplus"])

    def test_no_difference_asks_nothing(self):
        self.assertFalse(self.differ())

    def test_a_difference_waits_until_it_is_explained(self):
        line = self.differ(cash=140)
        self.assertRecordValues(
            line, [{"amount": -10, "owner_id": self.seller.id, "method": "cash"}]
        )
        with self.assertRaisesRegex(UserError, "person liable"):
            self.report.with_user(self.finance).action_verify()
        line.with_user(self.finance).write({"consequence": "debt"})
        with self.assertRaisesRegex(UserError, "person liable"):
            self.report.with_user(self.finance).action_verify()
        self.assertEqual(self.report.state, "submitted")

    def test_missing_money_is_a_debt_of_the_collector(self):
        self.differ(cash=140)
        self.settle(self.report, "debt")
        self.verify(self.report)
        account = self.company.collection_debt_account_id
        self.assertEqual(self.balance(account), 10)
        move = self.report.difference_ids.move_id
        self.assertEqual(move.state, "posted")
        self.assertEqual(move.line_ids.partner_id, self.seller.partner_id)
        self.assertEqual(self.receipt.method_ids.payment_id.amount, 150)
        liquidity = self.receipt.method_ids.payment_id.outstanding_account_id
        self.assertEqual(self.balance(liquidity), 140)

    def test_too_much_is_a_surplus(self):
        self.differ(cash=155)
        self.settle(self.report, "surplus")
        self.verify(self.report)
        self.assertEqual(self.balance(self.company.collection_surplus_account_id), -5)

    def test_a_debt_is_no_surplus(self):
        self.differ(cash=140, transfer=3)
        with self.assertRaises(ValidationError):
            self.settle(self.report, "surplus")
        with self.assertRaises(ValidationError):
            self.settle(self.report, "debt")

    def test_a_debt_needs_its_account(self):
        self.differ(cash=140)
        self.settle(self.report, "debt")
        self.company.collection_debt_account_id = False
        with self.assertRaisesRegex(UserError, "debts of collectors"):
            self.report.with_user(self.finance).action_verify()

    def test_a_wrong_receipt_is_corrected_and_the_corrected_one_verified(self):
        self.differ(cash=90)
        self.settle(self.report, "correct", receipt_id=self.receipt.id)
        self.verify(self.report)
        self.assertEqual(self.receipt.state, "rejected")
        self.assertEqual(self.receipt.end_reason, "Counted twice")
        corrected = self.report.difference_ids.receipt_id
        self.assertRecordValues(
            corrected,
            [
                {
                    "state": "verified",
                    "amount": 90,
                    "amount_allocated": 90,
                    "corrects_id": self.receipt.id,
                    "voucher_id": self.receipt.voucher_id.id,
                    "collector_id": self.seller.id,
                }
            ],
        )
        self.assertEqual(corrected.method_ids.payment_id.amount, 90)
        self.assertFalse(self.receipt.method_ids.payment_id)
        self.assert_exposure(receivable=600 - 90)

    def test_a_receipt_whose_money_never_came_is_rejected_whole(self):
        transfer = self.collect(self.slip, 50, "transfer")
        self.differ(transfer=0)
        self.settle(self.report, "correct", receipt_id=transfer.id)
        self.verify(self.report)
        self.assertEqual(transfer.state, "rejected")
        self.assertEqual(self.receipt.state, "verified")
        self.assert_exposure(receivable=600 - 150)

    def test_only_a_receipt_of_the_report_in_that_way_can_be_corrected(self):
        other = self.collect(self.slip, 50, "transfer")
        line = self.differ(cash=140)
        self.settle(self.report, "correct", receipt_id=other.id)
        with self.assertRaisesRegex(UserError, "name the receipt"):
            self.report.with_user(self.finance).action_verify()
        self.assertFalse(line.move_id)

    def test_figures_of_a_difference_are_facts(self):
        line = self.differ(cash=140).with_user(self.finance)
        for vals in ({"amount": 0}, {"method": "cheque"}):
            with self.subTest(vals), self.assertRaises(UserError):
                line.write(vals)
        with self.assertRaises(AccessError):
            line.unlink()
        with self.assertRaises(AccessError):
            line.with_user(self.seller).write({"explanation": "Not me"})


@tagged("post_install", "-at_install")
class TestDayReportSubmit(MoneyCommon):
    """The collector states the cash in hand, and submits F21 and F22 (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        cls.report = cls.collect(cls.slip, 150).report_id
        cls.cash = cls.report.declaration_ids.with_user(cls.seller)

    def test_collected_is_summed_up_by_method_and_slip(self):
        self.collect(self.slip, 20.5)
        self.collect(self.slip, 30, "cheque")
        sums = {line.method: line.collected for line in self.report.declaration_ids}
        self.assertEqual(sums, {"cash": 170.5, "cheque": 30})
        self.assertRecordValues(
            self.report.variance_ids,
            [{"slip_id": self.slip.id, "due": 600, "collected": 200.5}],
        )
        self.assertEqual(self.report.variance_ids.difference, -399.5)

    def test_a_slip_of_the_bag_that_nothing_was_paid_on_is_shown_too(self):
        customer = self.new_customer()
        slip = self.new_slip_over(70, customer=customer)
        self.report.with_user(self.seller).action_refresh()
        line = self.report.variance_ids.filtered(lambda line: line.slip_id == slip)
        self.assertEqual((line.due, line.collected), (70, 0))

    def test_cash_that_differs_needs_a_reason(self):
        self.cash.stated = 140
        with self.assertRaisesRegex(UserError, "Say why the cash in hand"):
            self.submit(self.report)
        self.cash.reason = "Change given"
        self.submit(self.report)
        self.assertEqual(self.report.state, "submitted")
        self.assertEqual(self.cash.difference, -10)

    def test_cash_that_was_not_counted_is_said_to_be_so(self):
        self.submit(self.report)
        self.assertFalse(self.cash.is_stated)
        self.assertEqual(self.cash.in_hand, 150)

    def test_the_difference_shows_while_the_cash_is_typed(self):
        with Form(self.report.with_user(self.seller)) as form:
            with form.declaration_ids.edit(0) as line:
                line.stated = 140
                self.assertTrue(line.is_stated)
                self.assertEqual(line.difference, -10)

    def test_an_empty_hand_can_be_stated(self):
        self.cash.write({"is_stated": True, "reason": "Lost"})
        self.assertEqual(self.cash.difference, -150)

    def test_a_cheque_without_number_waits(self):
        self.collect(self.slip, 30, "cheque", number="")
        with self.assertRaisesRegex(UserError, "number, bank and due date"):
            self.submit(self.report)

    def test_submitting_freezes_it_for_the_collector(self):
        self.submit(self.report)
        self.assertEqual(self.report.receipt_ids.state, "reported")
        with self.assertRaises(UserError):
            self.cash.stated = 1
        with self.assertRaises(UserError):
            self.report.variance_ids.with_user(self.seller).reason = "No"
        with self.assertRaises(UserError):
            self.report.receipt_ids.with_user(self.seller).action_cancel()
        with self.assertRaises(UserError):
            self.submit(self.report)

    def test_only_the_collector_submits(self):
        for user in (self.manager, self.director, self.finance, self.colleague):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.report.with_user(user).action_submit()
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.report.declaration_ids.with_user(user).write({"stated": 1})

    def test_a_day_without_receipts_can_be_reported(self):
        self.new_vouchers(1, holder=self.colleague)
        model = self.env["collection.day.report"].with_user(self.colleague)
        report = model.browse(model.action_open_today()["res_id"])
        report.action_submit()
        self.assertEqual(report.state, "submitted")
        self.verify(report.sudo())
        self.assertEqual(report.state, "verified")

    def test_collector_and_day_of_a_report_never_change(self):
        for vals in ({"collector_id": self.colleague.id}, {"date": "2020-01-01"}):
            with self.subTest(vals), self.assertRaises(UserError):
                self.report.with_user(self.seller).write(vals)

    def test_users_who_collect_nothing_open_no_report(self):
        reports = self.env["collection.day.report"]
        for user in (self.finance, self.general, self.clerk):
            with self.subTest(user.name), self.assertRaises(AccessError):
                reports.with_user(user).action_open_today()
        found = reports.sudo().search([("collector_id", "in", self.finance.ids)])
        self.assertFalse(found)

    def test_opening_todays_report_writes_nothing_for_who_has_no_bag(self):
        reports = self.env["collection.day.report"]
        for user in (self.colleague, self.manager, self.director):
            with self.subTest(user.name):
                action = reports.with_user(user).action_open_today()
                self.assertFalse(action.get("res_id"))
                own = [("collector_id", "=", user.id)]
                self.assertFalse(reports.sudo().search(own))

    def test_a_submitted_day_is_shown_again_not_the_next_one_made(self):
        self.submit(self.report)
        model = self.env["collection.day.report"].with_user(self.seller)
        self.assertEqual(model.action_open_today()["res_id"], self.report.id)
