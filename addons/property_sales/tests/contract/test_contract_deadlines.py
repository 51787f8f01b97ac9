from odoo.tests import tagged

from ..common_contract import ContractCommon
from ..common_deadline import DeadlineChecks


@tagged("post_install", "-at_install")
class TestContractDeadlines(DeadlineChecks, ContractCommon):
    """Row 1 of the calendar: permits end while homes are to be sold (R2.7)."""

    def setUp(self):
        super().setUp()
        self.date_permit(20)
        self.watch(0)
        self.row = self.get_deadline("permit", self.permit)

    def date_permit(self, days):
        """Have the permit end some days from now."""
        self.permit.sudo()._write_protected({"date_to": self.day(days)})

    def test_it_is_told_of_when_it_is_past(self):
        """Ahead of it permits remind by themselves."""
        self.assertEqual((self.row.state, self.row.date_due), ("open", self.day(20)))
        self.assert_told(self.row, 19, "open")
        self.assert_told(self.row, 20, "open")
        investment = self.investor | self.investor_2
        self.assert_told(self.row, 21, "late", investment, self.director)
        self.permit.sudo()._move("expired")
        self.assert_told(self.row, 22, "late", investment, self.director)

    def test_investment_development_reads_it(self):
        own = self.row.with_user(self.investor)
        self.assertEqual(own.search([("id", "=", self.row.id)]), own)
        self.assertEqual(set(own.search([]).mapped("kind")), {"permit"})

    def test_a_later_end_moves_it(self):
        self.date_permit(50)
        self.watch(0)
        self.assert_moved(self.row, 50)

    def test_the_next_permit_ends_it(self):
        self.date_permit(-1)
        self.watch(0)
        self.assertEqual(self.row.state, "late")
        self.permit.sudo()._move("expired")
        self.new_valid_permit(self.units, number="YS-2")
        self.watch(0)
        self.assert_done(self.row)

    def test_the_last_home_sold_ends_it(self):
        others = (self.units - self.unit).sudo()
        others._write_protected({"permit_id": False})
        self.watch(0)
        self.assertEqual(self.row.state, "open")
        self.new_signed()
        self.watch(0)
        self.assert_done(self.row)

    def test_revoked_it_is_void(self):
        self.permit.with_user(self.investor).action_revoke("Wrong homes")
        self.assertEqual(self.row.state, "void")
