from odoo.tests import tagged

from ..common_deadline import DeadlineChecks
from ..common_demand import DemandCommon


@tagged("post_install", "-at_install")
class TestDemandDeadline(DeadlineChecks, DemandCommon):
    """Row 17 of the calendar: the right to leave for the buyer's delay (R2.7)."""

    def new_demand(self, days=0):
        self.contract = self.new_overdue()
        self.demand = self.serve(self.contract, days)
        return self.get_row()

    def get_row(self):
        return self.get_deadline("delay_right", self.contract)

    def test_the_director_is_told_a_week_ahead_and_when_it_is_over(self):
        row = self.new_demand(days=80)
        self.assert_around(row, 10, 7, [self.director], [])

    def test_paid_in_time_it_is_done(self):
        row = self.new_demand()
        self.credit(self.contract, 299_999.99)
        self.assertEqual(row.state, "open")
        self.credit(self.contract, 0.01, "ADV-2")
        self.assert_done(row)

    def test_paid_on_its_last_day_it_is_done(self):
        row = self.new_demand(days=90)
        self.assertEqual((row.state, row.date_due), ("open", self.today))
        self.credit(self.contract, 300_000)
        self.assert_done(row)

    def test_a_later_demand_moves_it(self):
        row = self.new_demand(days=80)
        self.serve(self.contract, days=1)
        self.assert_moved(row, 89)

    def test_with_the_contract_it_is_void(self):
        row = self.new_demand(days=91)
        self.assertEqual(row.state, "late")
        self.rescind(self.contract, "buyer", ground="delay")
        self.assertEqual(row.state, "void")

    def test_a_payment_that_the_bank_refused_opens_it_again(self):
        row = self.new_demand()
        paper = {"number": "C1", "bank": "ICBC", "due_date": str(self.today)}
        receipt = self.pay_contract(self.contract, 300_000, method="cheque", **paper)
        self.assertEqual(row.state, "done")
        self.bank(receipt)
        method = receipt.method_ids.with_user(self.finance)
        method.action_bounce(self.today, "No funds")
        self.watch(0)
        self.assertEqual(self.get_row().state, "open")
