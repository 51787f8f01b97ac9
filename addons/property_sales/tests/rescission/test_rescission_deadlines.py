from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..common_amendment import AmendmentCommon


@tagged("post_install", "-at_install")
class TestRescissionDeadlines(AmendmentCommon):
    """Rows 22 and 23 of the calendar."""

    def get_deadline(self, kind, record):
        return (
            self.env["property.deadline"]
            .sudo()
            .search(
                [("kind", "=", kind), ("res_id", "=", record.id)],
                order="id desc",
                limit=1,
            )
        )

    def assert_around(self, row, due):
        """Open on its last day, late on the next."""
        self.assertEqual((row.date_due, row.state), (due, "open"))
        for days, state in ((0, "open"), (1, "late")):
            with freeze_time(due + timedelta(days=days)):
                row._watch()
                self.assertEqual(row.state, state)
        row._watch()

    def test_money_goes_back_within_thirty_days_of_the_declaration(self):
        contract = self.new_paid()
        amendment = self.rescind(contract)
        row = self.get_deadline("refund", amendment)
        self.assert_around(row, amendment.date + timedelta(days=30))
        amendment.with_user(self.finance).action_refund()
        self.assertEqual((row.state, row.date_done), ("done", self.day(0)))

    def test_where_nothing_goes_back_nothing_is_due(self):
        amendment = self.rescind(self.new_signed())
        self.assertFalse(self.get_deadline("refund", amendment))

    def test_a_filing_is_cancelled_within_fifteen_days(self):
        contract = self.new_signed()
        contract.with_user(contract.user_id).action_file("BA-1")
        self.assertFalse(self.get_deadline("unfile", contract))
        self.rescind(contract)
        row = self.get_deadline("unfile", contract)
        self.assertEqual(row.user_id, contract.user_id)
        self.assert_around(row, self.day(15))
        contract.with_user(contract.user_id).action_cancel_filing()
        self.assertEqual((row.state, row.date_done), ("done", self.day(0)))

    def test_what_was_never_filed_is_not_unfiled(self):
        contract = self.new_signed()
        self.rescind(contract)
        self.assertFalse(self.get_deadline("unfile", contract))
