from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestControlRows(MoneyCommon):
    """Some events get a row in the control report, others none (R1.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)

    def rows(self, *kinds, user=None, **context):
        self.env.invalidate_all()
        model = self.env["collection.control"].with_user(user or self.director)
        return model.with_context(**context).search([("kind", "in", kinds)])

    def test_vouchers_in_a_bag_or_used_are_no_matter(self):
        self.new_vouchers(2)
        self.collect(self.slip, 100)
        self.assertFalse(self.rows("void", "missing"))

    def test_the_day_money_has_to_be_in_is_not_late(self):
        receipt = self.collect(self.slip, 100)
        for days, late in ((0, []), (1, [1])):
            with freeze_time(receipt.remit_by + timedelta(days=days)):
                self.assertEqual(self.rows("late").mapped("days"), late)

    def test_money_that_came_in_late_stays_on_the_report(self):
        receipt = self.collect(self.slip, 100)
        report = receipt.report_id
        self.verify(report)
        moment = receipt.remit_by + timedelta(days=2)
        report.sudo()._write_protected({"verified_at": moment})
        self.assertRecordValues(
            self.rows("late"), [{"days": 2, "reference": receipt.voucher_id.number}]
        )

    def test_a_count_that_is_right_has_no_row(self):
        report = self.collect(self.slip, 100).report_id
        self.verify(report)
        self.assertFalse(self.rows("difference"))

    def test_too_much_is_a_difference_as_well(self):
        report = self.collect(self.slip, 100).report_id
        self.submit(report)
        self.count(report, cash=100.01)
        self.assertRecordValues(self.rows("difference"), [{"amount": 0.01}])

    def test_each_cheque_refused_is_its_own_part_of_the_receipt(self):
        receipt = self.collect(self.slip, 100, "cheque")
        self.verify(receipt.report_id)
        self.assertFalse(self.rows("bounce"))
        receipt.with_user(self.finance).action_bounce()
        row = self.rows("bounce")
        self.assertEqual(row.action_open()["res_id"], receipt.id)
        self.assertEqual(row.reference, receipt.method_ids.reference)

    def test_a_rejection_is_another_kind_of_row_than_an_approval(self):
        order = self.new_held(customer=self.new_customer())
        self.assertFalse(self.rows("approval", "rejection"))
        approval = self.get_approvals(order)
        approval.with_user(self.manager).action_reject("Too much")
        row = self.rows("approval", "rejection")
        self.assertRecordValues(
            row, [{"kind": "rejection", "user_id": self.manager.id}]
        )
        self.assertEqual((row.res_model, row.res_id), ("sales.approval", approval.id))

    def test_rows_are_of_the_companies_at_hand(self):
        self.new_vouchers()._write_protected({"state": "missing"})
        other = self.setup_other_company(name="Second")["company"]
        self.director.company_ids |= other
        ids = (self.company.id, other.id)
        self.assertFalse(self.rows("missing", allowed_company_ids=[ids[1]]))
        self.assertEqual(len(self.rows("missing", allowed_company_ids=list(ids))), 1)
