from odoo.fields import Command
from odoo.tests import tagged

from ..common_demand import PROOF, DemandCommon


@tagged("post_install", "-at_install")
class TestDemand(DemandCommon):
    """A demand comes before the end for the buyer's delay (R2.7)."""

    def leave(self, contract, ground="delay", fault="buyer", **vals):
        vals = {"fault": fault, "ground": ground} | vals
        return self.new_amendment(contract, "rescission", **vals)

    def test_a_demand_notes_what_is_overdue_and_until_when(self):
        contract = self.new_overdue()
        demand = self.serve(contract, days=3)
        self.assertRecordValues(
            demand,
            [
                {
                    "date": self.day(-3),
                    "last_day": self.day(87),
                    "amount": 300_000,
                    "amount_open": 300_000,
                    "instalment_ids": contract.instalment_ids[0].ids,
                    "served_by_id": self.home_seller.id,
                    "user_id": self.home_seller.id,
                }
            ],
        )
        self.assertIn("300,000", contract.message_ids[0].body)
        self.credit(contract, 100_000)
        self.env.invalidate_all()
        self.assertEqual((demand.amount, demand.amount_open), (300_000, 200_000))

    def test_the_director_serves_one_as_well_and_finance_none(self):
        contract = self.new_overdue()
        self.assertTrue(self.serve(contract, days=1, user=self.director))
        with self.assert_refused("asks the buyer to pay", Exception):
            self.serve(contract, user=self.finance)

    def test_the_setting_counts_on_the_day_it_is_served(self):
        self.company.property_delay_days = 120
        contract = self.new_overdue()
        demand = self.serve(contract)
        self.company.property_delay_days = 90
        self.assertEqual(demand.last_day, self.day(120))

    def test_only_what_was_overdue_of_the_buyers_own_money(self):
        contract = self.new_signed()
        with self.assert_refused("was overdue on that day"):
            self.serve(contract)
        other = self.reserve(self.units[1], self.new_buyer("Loan"))
        parts = [
            Command.create(
                {"name": "L", "kind": "loan", "amount": 1e6, "date_due": self.day(-9)}
            )
        ]
        by_loan = self.new_signed(other, instalment_ids=parts)
        with self.assert_refused("was overdue on that day"):
            self.serve(by_loan)

    def test_the_last_day_is_in_time_and_after_it_anybody_may_leave(self):
        contract = self.new_overdue()
        self.serve(contract, days=90)
        with self.assert_refused("the buyer pays in time until"):
            self.leave(contract).action_submit()
        with self.at(1, 4):
            amendment = self.leave(contract, date=self.day(1))
            self.assertIn("demanded on", amendment.change_text)
            self.approve(amendment).action_apply()
        self.assertEqual(contract.state, "rescinded")

    def test_without_a_demand_or_when_it_is_paid_nobody_leaves_for_delay(self):
        contract = self.new_overdue()
        with self.assert_refused("serve a demand first"):
            self.leave(contract).action_submit()
        self.serve(contract, days=100)
        self.credit(contract, 300_000)
        self.env.invalidate_all()
        with self.assert_refused("is paid"):
            self.leave(contract).action_submit()

    def test_the_developer_does_not_answer_for_it(self):
        contract = self.new_overdue()
        self.serve(contract, days=100)
        for fault in ("developer", "none"):
            with self.assert_refused("the buyer answers for the end"):
                self.leave(contract, fault=fault).action_submit()

    def test_other_grounds_need_no_demand(self):
        """The law and the contract allow them as before."""
        for number, ground in enumerate((False, "payment", "other")):
            unit = self.units[number + 1]
            hold = self.reserve(unit, self.new_buyer(f"Buyer {number}"))
            contract = self.new_overdue(hold)
            self.rescind(contract, "buyer", ground=ground)
            self.assertEqual(contract.state, "rescinded")

    def test_the_proof_stays(self):
        demand = self.serve(self.new_overdue())
        files = self.env["ir.attachment"].sudo()
        domain = [("res_model", "=", "property.demand"), ("res_field", "=", "scan")]
        kept = files.search([*domain, ("res_id", "=", demand.id)])
        self.assertEqual(len(kept), 1)
        for step in (kept.unlink, lambda: kept.write({"datas": b"UEY="})):
            with self.assert_refused(demand.display_name):
                step()

    def test_the_dialog_serves_it(self):
        contract = self.new_overdue()
        entries = self.env["property.demand.entry"].with_user(self.home_seller)
        entries = entries.with_context(active_id=contract.id)
        entries.create({"scan": PROOF.encode(), "scan_name": "a.pdf"}).action_apply()
        self.assertEqual(contract.demand_ids.scan_name, "a.pdf")
