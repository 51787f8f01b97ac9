from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestPapersNotDue(MoneyCommon):
    """Cheques and acceptances that the bank does not pay yet (R4.27, R3.15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(600)
        cls.due = cls.today + timedelta(days=24)
        past = cls.today - timedelta(days=1)
        cls.receipt = cls.collect(
            cls.slip, 600, "cheque", date=str(past), due_date=str(cls.due)
        )
        cls.verify(cls.receipt.report_id)

    def get_notes(self):
        panel = self.env["sales.credit.panel"]
        self.env.invalidate_all()
        notes = panel._get_panel_notes(self.customer.with_user(self.finance))
        return {note["key"]: note["text"] for note in notes}

    def test_case_18_the_panel_shows_what_is_not_due(self):
        """frappe/erpnext#3860."""
        self.assert_exposure(0)
        self.assertIn("600.00", self.get_notes()["undue"])
        with freeze_time(f"{self.due} 08:00:00"):
            self.assertNotIn("undue", self.get_notes())

    def test_case_18_it_uses_credit_where_the_company_says_so(self):
        self.company.collection_count_undue = True
        self.assert_exposure(600)
        self.new_held(400.01)
        self.new_confirmed(400)

    def test_case_18_a_bounced_cheque_counts_once(self):
        self.company.collection_count_undue = True
        self.receipt.with_user(self.finance).action_bounce(reason="No funds")
        self.assert_exposure(600)
        self.assertNotIn("undue", self.get_notes())

    def test_case_18_it_is_expected_in_the_week_of_its_day(self):
        weeks = self.env["collection.cash.forecast"]._get_weeks(
            self.company, self.today
        )
        monday = self.due - timedelta(days=self.due.weekday())
        self.assertEqual(weeks, {monday: (600, 600)})
