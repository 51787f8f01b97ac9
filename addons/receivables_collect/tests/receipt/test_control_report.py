from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestControlReport(MoneyCommon):
    """The director's control report (R1.5), which needs no expenses app."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)

    def rows(self, *kinds, user=None):
        model = self.env["collection.control"].with_user(user or self.director)
        return model.search([("kind", "in", kinds)])

    def test_void_and_missing_vouchers_have_a_row(self):
        void, missing, _used = self.new_vouchers(3)
        void._write_protected({"state": "void"})
        missing._write_protected({"state": "missing"})
        self.assertEqual(
            set(self.rows("void", "missing").mapped("reference")),
            {void.number, missing.number},
        )
        self.assertEqual(self.rows("missing").user_id, self.seller)

    def test_a_difference_has_a_row_of_its_collector(self):
        report = self.collect(self.slip, 100).report_id
        self.submit(report)
        self.count(report, cash=90)
        row = self.rows("difference")
        self.assertRecordValues(row, [{"user_id": self.seller.id, "amount": -10}])
        self.assertEqual(row.action_open()["res_id"], report.id)

    def test_money_handed_in_late_has_a_row_until_it_is_verified(self):
        receipt = self.collect(self.slip, 100)
        self.assertFalse(self.rows("late"))
        with freeze_time(self.today + timedelta(days=3)):
            self.assertRecordValues(
                self.rows("late"),
                [{"user_id": self.seller.id, "days": 3, "amount": 100}],
            )
        self.verify(receipt.report_id)
        self.assertFalse(self.rows("late"))

    def test_a_bounced_cheque_has_a_row_of_its_collector(self):
        receipt = self.collect(self.slip, 100, "cheque")
        self.verify(receipt.report_id)
        receipt.with_user(self.finance).action_bounce()
        self.assertRecordValues(
            self.rows("bounce"), [{"user_id": self.seller.id, "amount": 100}]
        )

    def test_an_approval_has_a_row_of_its_decider(self):
        order = self.new_released(customer=self.new_customer())
        row = self.rows("approval")
        self.assertEqual(row.user_id, self.manager)
        self.assertEqual(row.res_id, self.get_approvals(order, "approved").id)

    def test_director_and_general_manager_read_it_alone(self):
        self.new_vouchers()._write_protected({"state": "missing"})
        self.assertTrue(self.rows("missing", user=self.general))
        for user in (self.seller, self.manager, self.finance):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.rows("missing", user=user)
