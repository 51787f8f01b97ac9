from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_journal import AMOUNTS, JournalCommon


@tagged("post_install", "-at_install")
class TestJournalSalesperson(JournalCommon):
    """A customer who moves breaks nobody's opening (R4.23, F16)."""

    def test_a_customer_who_moves_takes_the_balance_along(self):
        self.invoice_on(-9, 100)
        self.move_to(self.other_seller, -4)
        self.invoice_on(-4, 20)
        self.pay_on(-1, 50)
        self.assert_row([100, 0, 0, 0, -100, 0], -4, user=self.seller)
        self.assert_row([0, 20, 0, 0, 100, 120], -4, user=self.other_seller)
        self.assert_row([0, 0, 0, 0, 0, 0], -3, user=self.seller)
        self.assert_row([120, 0, 50, 0, 0, 70], -1, user=self.other_seller)
        self.assert_closes(-9, 0)

    def test_a_period_shows_both_salespeople_of_a_moved_customer(self):
        self.invoice_on(-9, 100)
        self.move_to(self.colleague, -4)
        self.pay_on(-1, 30)
        self.assert_row([100, 0, 0, 0, -100, 0], -8, 0, user=self.seller)
        self.assert_row([0, 0, 30, 0, 100, 70], -8, 0, user=self.colleague)

    def test_a_transfer_on_the_first_day_of_the_period_is_one(self):
        self.invoice_on(-9, 100)
        self.move_to(self.colleague, -4)
        self.assert_row([100, 0, 0, 0, -100, 0], -4, 0, user=self.seller)
        self.assert_row([100, 0, 0, 0, 0, 100], -3, 0, user=self.colleague)

    def test_entries_backdated_before_the_move_are_the_old_ones(self):
        self.move_to(self.colleague, -4)
        self.invoice_on(-6, 40)
        self.assert_row([0, 40, 0, 0, 0, 40], -6, user=self.seller)
        self.assert_closes(-7, 0)

    def test_there_and_back_is_three_rows(self):
        self.invoice_on(-9, 100)
        self.move_to(self.colleague, -6)
        self.move_to(self.seller, -3)
        self.assert_row([100, 0, 0, 0, -100, 0], -3, user=self.colleague)
        self.assert_row([0, 0, 0, 0, 100, 100], -3, user=self.seller)
        self.assert_closes(-9, 0)

    def test_rows_per_day_are_those_of_each_day_by_itself(self):
        contact = self.new_contact(self.customer)
        self.invoice_on(-20, 100)
        self.invoice_on(-7, 50, contact)
        self.pay_on(-5, 150)  # nothing is owed for some days
        self.invoice_on(-3, 70, self.new_customer())
        self.invoice_on(-2, 30)
        self.move_to(self.other_seller, -6)
        self.pay_on(-8, 10, contact)  # backdated
        self.entry_on(-1, 40, self.env["res.partner"])
        keys = ("date", "partner_id", "user_id", "team_id")
        by_day, by_itself = (
            [
                tuple(row[key] for key in keys) + tuple(float(row[n]) for n in AMOUNTS)
                for row in rows
            ]
            for rows in (
                self.read_journal(-10, 0, by_day=True),
                sum((self.read_journal(days) for days in range(-10, 1)), []),
            )
        )
        self.assertCountEqual(by_day, by_itself)
        self.assertGreater(len(by_day), 11)

    def test_a_salesperson_who_changes_team_takes_the_customers_along(self):
        self.invoice_on(-2, 100)
        self.env["crm.team.member"].sudo().create(
            {"user_id": self.seller.id, "crm_team_id": self.other_team.id}
        )
        self.assertEqual(self.seller.sale_team_id, self.other_team)
        rows = [
            (row["team_id"], float(row["transferred"]), float(row["closing"]))
            for row in self.read_journal(0)
            if row["partner_id"] == self.customer.id
        ]
        expected = [(self.team.id, -100, 0), (self.other_team.id, 100, 100)]
        self.assertCountEqual(rows, expected)
        self.assert_closes(-3, 0)

    def test_without_history_the_present_salesperson_counts(self):
        self.invoice_on(-2, 100)
        history = self.env["collection.assignment"].sudo()
        self.assertFalse(history.search([("partner_id", "=", self.customer.id)]))
        self.assert_row([0, 100, 0, 0, 0, 100], -2, user=self.seller)

    def test_two_changes_on_a_day_are_the_last_one(self):
        self.invoice_on(-2, 100)
        self.customer.user_id = self.colleague
        self.customer.user_id = self.other_seller
        history = self.customer.sudo().collection_assignment_ids
        self.assertEqual(history.user_id, self.seller | self.other_seller)
        self.assert_row([0, 0, 0, 0, 100, 100], 0, user=self.other_seller)
        self.assert_closes(-3, 0)

    def test_history_cannot_be_written(self):
        self.customer.user_id = self.colleague
        row = self.customer.sudo().collection_assignment_ids[0]
        with self.assertRaisesRegex(UserError, "cannot be changed directly"):
            row.user_id = self.seller
