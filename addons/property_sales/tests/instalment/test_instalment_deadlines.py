from odoo.fields import Command
from odoo.tests import tagged

from ..common_contract import ContractCommon
from ..common_deadline import DeadlineChecks


@tagged("post_install", "-at_install")
class TestInstalmentDeadlines(DeadlineChecks, ContractCommon):
    """Row 16 of the calendar: instalments are paid on their day (R2.7, R2.10)."""

    def new_parts(self):
        """A signed contract: 300,000 today, 700,000 in sixty days."""
        self.contract = self.new_signed()
        return self.contract.instalment_ids.sorted("date_due")

    def get_row(self, part):
        return self.get_deadline("instalment", part)

    def test_it_is_told_of_a_week_ahead(self):
        _first, second = self.new_parts()
        self.watch(52)
        self.assertFalse(self.get_row(second), "there is none for the years before")
        self.watch(53)
        row = self.get_row(second)
        self.assertEqual((row.state, row.date_due), ("open", self.day(60)))
        self.assertIn(self.unit.display_name, row.document)
        self.assert_told(row, 53, "open", self.home_seller)
        self.assert_told(row, 60, "open", self.home_seller)
        self.assert_told(row, 61, "late", self.home_seller, self.director)

    def test_paid_in_time_it_is_done(self):
        first, _second = self.new_parts()
        row = self.get_row(first)
        self.assertEqual(row.state, "open")
        self.credit(self.contract, 299_999.99)
        self.assertEqual(row.state, "open")
        self.credit(self.contract, 0.01, "ADV-2")
        self.assert_done(row)

    def test_paid_ahead_it_has_none(self):
        _first, second = self.new_parts()
        self.credit(self.contract, 1_000_000)
        self.watch(58)
        self.assertFalse(self.get_row(second))

    def test_another_day_moves_it(self):
        _first, second = self.new_parts()
        for days in (5, 3):
            second._write_protected({"date_due": self.day(days)})
            self.follow(self.contract)
            self.assert_moved(self.get_row(second), days)

    def test_cancelled_it_is_void(self):
        _first, second = self.new_parts()
        second._write_protected({"date_due": self.day(5)})
        self.follow(self.contract)
        row = self.get_row(second)
        second._write_protected({"is_cancelled": True})
        self.follow(self.contract)
        self.assertEqual(row.state, "void")

    def test_with_the_contract_it_is_void(self):
        first, _second = self.new_parts()
        row = self.get_row(first)
        self.end(self.contract)
        self.assertEqual(row.state, "void")

    def test_the_part_of_a_loan_has_none_until_it_is_refused(self):
        rows = [("Down Payment", "own", 600_000), ("Bank", "loan", 400_000)]
        parts = [
            Command.create(
                {"name": name, "kind": kind, "amount": amount, "date_due": self.today}
            )
            for name, kind, amount in rows
        ]
        contract = self.new_signed(instalment_ids=parts)
        own, by_bank = contract.instalment_ids
        self.assertEqual(self.get_row(own).state, "open")
        self.assertFalse(self.get_row(by_bank))
        bank = self.env["res.bank"].create({"name": "City Bank"})
        loans = self.env["property.mortgage"].with_user(self.home_seller)
        vals = {"contract_id": contract.id, "bank_id": bank.id, "amount": 400_000}
        loans.create(vals).action_refuse("buyer", "Credit report")
        self.assertEqual(self.get_row(by_bank).state, "open")
