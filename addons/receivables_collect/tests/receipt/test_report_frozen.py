from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestReportFrozen(MoneyCommon):
    """A submitted day stays as the collector submitted it, a verified one as finance
    verified it (F21, F22, R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        paper = {"reference": "1", "bank": "ICBC", "date_due": cls.today}
        draft = cls.new_draft(cls.slip, [("cash", 90, {}), ("cheque", 60, paper)])
        draft.action_propose()
        draft.action_collect()
        cls.receipt = draft
        cls.report = draft.report_id.sudo()
        cls.submit(cls.report)

    def assert_refused(self, changes):
        for record, vals in changes:
            for user in (self.seller, self.finance, self.director):
                changed = record.with_user(user)
                with self.subTest(user=user.name, model=record._name, vals=vals):
                    with self.assertRaises(UserError):
                        changed.write(vals)

    def test_every_field_of_the_receipt_is_fixed(self):
        other = self.new_vouchers()
        self.assert_refused(
            (self.receipt, vals)
            for vals in (
                {"voucher_id": other.id},
                {"slip_id": False},
                {"collector_id": self.colleague.id},
                {"date": self.day(-1)},
                {"currency_id": self.env.ref("base.EUR").id},
                {"note": "Later"},
                {"photo": False},
                {"report_id": False},
                {"key": "other"},
                {"method_ids": [Command.clear()]},
                {"allocation_ids": [Command.clear()]},
            )
        )

    def test_every_part_is_fixed(self):
        cash, cheque = self.receipt.method_ids
        self.assert_refused(
            [
                (cash, {"amount": 1}),
                (cash, {"method": "transfer"}),
                (cheque, {"reference": "2"}),
                (cheque, {"bank": "ABC"}),
                (cheque, {"date_due": self.day(5)}),
                (self.receipt.allocation_ids[0], {"amount": 1}),
                (self.report.declaration_ids[0], {"reason": "Lost"}),
                (self.report.declaration_ids[0], {"is_stated": False}),
                (self.report.variance_ids, {"reason": "Away"}),
            ]
        )

    def test_no_part_is_added_or_deleted(self):
        seller = self.seller
        parts = self.receipt.method_ids | self.receipt.method_ids
        for part in (*parts, *self.receipt.allocation_ids):
            with self.subTest(part._name), self.assertRaises(UserError):
                part.with_user(seller).unlink()
        with self.assertRaises(UserError):
            parts.with_user(seller).create(
                {"receipt_id": self.receipt.id, "method": "draft", "amount": 1}
            )
        line = self.slip.line_ids.sorted("date_maturity")[2]
        with self.assertRaises(UserError):
            self.receipt.allocation_ids.with_user(seller).create(
                {"receipt_id": self.receipt.id, "slip_line_id": line.id, "amount": 1}
            )

    def test_a_draft_cannot_be_slipped_into_it(self):
        draft = self.new_draft(self.slip, [("cash", 10, {})])
        with self.assertRaises(UserError):
            draft.report_id = self.report
        with self.assertRaises(UserError):
            self.report.with_user(self.seller).write(
                {"receipt_ids": [Command.link(draft.id)]}
            )

    def test_the_cash_can_be_counted_until_it_is_submitted_and_not_after(self):
        late = self.collect(self.slip, 10)
        cash = late.report_id.declaration_ids.with_user(self.seller)
        cash.stated = 9
        self.assertEqual((cash.in_hand, cash.difference), (9, -1))
        with self.assertRaises(UserError):
            self.report.declaration_ids.with_user(self.seller)[0].stated = 9

    def test_the_count_is_open_to_finance_only_until_it_is_saved(self):
        line = self.report.count_ids[0]
        for user in (self.seller, self.manager, self.director, self.general):
            with self.subTest(user.name), self.assertRaises(AccessError):
                line.with_user(user).counted = 5
        line.with_user(self.finance).counted = 5
        self.count(self.report)
        with self.assertRaises(UserError):
            line.with_user(self.finance).counted = 6

    def test_once_verified_nobody_changes_it(self):
        self.count(self.report, cash=80)
        self.settle(self.report, "debt")
        self.verify(self.report)
        difference = self.report.difference_ids
        self.assert_refused(
            [
                (self.report, {"state": "open"}),
                (self.report, {"verified_by_id": False}),
                (self.report.count_ids[0], {"counted": 90}),
                (difference, {"consequence": False}),
                (difference, {"explanation": "Another"}),
                (difference, {"owner_id": self.manager.id}),
                (self.receipt.method_ids[0], {"payment_id": False}),
                (self.receipt.allocation_ids[0], {"amount_reconciled": 0}),
            ]
        )
        for record in (self.report, difference, self.report.count_ids[0]):
            with self.subTest(record._name), self.assertRaises(UserError):
                record.sudo().unlink()
        for action in ("action_save_count", "action_verify"):
            with self.subTest(action), self.assertRaises(UserError):
                getattr(self.report.with_user(self.finance), action)()
