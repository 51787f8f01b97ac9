from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..common_amendment import AmendmentCommon


@tagged("post_install", "-at_install")
class TestFeeDeadline(AmendmentCommon):
    """Row 35 of the calendar: paid on within 30 days of the money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_signed()
        fees = cls.env["property.fee"].with_user(cls.home_seller)
        cls.fee = fees.create({"contract_id": cls.contract.id, "amount": 100})

    def get_row(self):
        rows = self.env["property.deadline"].sudo()
        return rows.search([("kind", "=", "fee"), ("res_id", "=", self.fee.id)])

    def test_nothing_is_due_before_the_money(self):
        self.assertFalse(self.get_row())

    def test_the_last_day_is_in_time_and_the_next_is_late(self):
        self.credit(self.contract, 100, fee_id=self.fee.id)
        row = self.get_row()
        self.assertEqual((row.date_due, row.state), (self.day(30), "open"))
        for days, state in ((0, "open"), (1, "late")):
            with freeze_time(row.date_due + timedelta(days=days)):
                row._watch()
                self.assertEqual(row.state, state)

    def test_paid_on_it_is_done(self):
        self.credit(self.contract, 100, fee_id=self.fee.id)
        self.fee.with_user(self.finance).action_pay_on(self.day(0), "LIST-1")
        row = self.get_row()
        self.assertEqual((row.state, row.date_done), ("done", self.day(0)))

    def test_refused_by_the_bank_it_is_void(self):
        paper = {"method": "cheque", "number": "C1", "bank": "B"}
        paper["due_date"] = self.today
        receipt = self.pay_contract(self.contract, 100, fee_id=self.fee.id, **paper)
        methods = receipt.sudo().method_ids.with_user(self.finance)
        methods.action_bounce(self.day(0), "Refused")
        self.assertEqual(self.get_row().state, "void")
