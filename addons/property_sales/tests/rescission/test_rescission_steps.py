from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_amendment import AmendmentCommon


@tagged("post_install", "-at_install")
class TestRescissionSteps(AmendmentCommon):
    def new_rescission(self, contract, **vals):
        return self.new_amendment(contract, "rescission", **{"fault": "none"} | vals)

    def test_it_is_applied_once_and_when_approved(self):
        """Row 40."""
        contract = self.new_paid()
        amendment = self.new_rescission(contract)
        with self.assert_refused("Draft"):
            amendment.action_apply()
        amendment.action_submit()
        with self.assert_refused("Submitted"):
            amendment.action_apply()
        amendment.with_user(self.director).action_approve()
        amendment.action_apply()
        with self.assert_refused("Applied"):
            amendment.action_apply()

    def test_whose_sale_it_is_does_not_approve_it(self):
        amendment = self.new_rescission(self.new_paid())
        amendment.action_submit()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            amendment.with_user(self.home_colleague).action_approve()
        with self.assert_refused("asked for it yourself", AccessError):
            amendment.action_approve()
        self.assertEqual(amendment.state, "submitted")

    def test_money_that_came_since_is_asked_for_anew(self):
        contract = self.new_paid()
        amendment = self.approve(self.new_rescission(contract))
        self.credit(contract, 1_000, "LATER")
        with self.assert_refused("not as it was approved any more"):
            amendment.action_apply()
        amendment.action_cancel()
        self.rescind(contract)
        self.assertEqual(contract.state, "rescinded")

    def test_money_on_its_way_is_waited_for(self):
        contract = self.new_paid()
        self.collect_contract(contract, 1_000)
        with self.assert_refused("not verified by finance yet"):
            self.new_rescission(contract).action_submit()

    def test_the_home_is_on_sale_when_the_filing_is_cancelled(self):
        """Row 42."""
        contract = self.new_signed()
        own = contract.with_user(contract.user_id)
        own.action_file("BA-1")
        with self.assert_refused("this is possible while"):
            own.action_cancel_filing()
        self.rescind(contract)
        self.assertEqual(self.unit.state, "contracted")
        buyer = self.new_buyer("Next")
        with self.assert_refused("cancel the filing first"):
            self.reserve(self.unit, buyer)
        with self.assert_refused("from then on"):
            own.action_cancel_filing(self.day(1))
        own.action_cancel_filing()
        self.assertEqual(contract.unfiled_on, self.day(0))
        self.unit.invalidate_recordset()
        self.assertEqual(self.unit.state, "available")
        self.assertTrue(self.reserve(self.unit, buyer))
        with self.assert_refused("no filing"):
            own.action_cancel_filing()

    def test_a_home_that_was_not_filed_is_on_sale_at_once(self):
        contract = self.new_signed()
        self.rescind(contract)
        self.assertEqual(self.unit.state, "available")
        hold = self.reserve(self.unit, self.new_buyer("Next"))
        self.assertEqual(self.new_signed(hold).state, "signed")

    def test_the_right_to_leave_for_the_area_has_its_bounds(self):
        """Row 39: equal to 3 % is within; the last day is in time, the next is not."""
        contract = self.new_settled(gross=103)
        vals = {"fault": "developer", "ground": "area"}
        with self.assert_refused("3.00 %"):
            self.new_rescission(contract, **vals).action_submit()
        contract._write_protected({"rescind_until": self.day(-1)})
        with self.assert_refused("ended on"):
            self.new_rescission(contract, **vals).action_submit()
        contract._write_protected({"rescind_until": self.day(0)})
        with self.assert_refused("the developer answers"):
            self.new_rescission(contract, fault="buyer", ground="area").action_submit()
        self.rescind(contract, **vals)
        self.assertEqual(contract.state, "rescinded")

    def test_a_refused_loan_ends_it_by_the_same_fault(self):
        contract = self.new_signed()
        vals = {"fault": "none", "ground": "loan"}
        with self.assert_refused("No loan of it was refused"):
            self.new_rescission(contract, **vals).action_submit()
        bank = self.env["res.bank"].create({"name": "Bank of Homes"})
        contract.instalment_ids[1].sudo()._write_protected({"kind": "loan"})
        loans = self.env["property.mortgage"].with_user(contract.user_id)
        loan = loans.create(
            {"contract_id": contract.id, "bank_id": bank.id, "amount": 1000}
        )
        with self.assert_refused("Turned down"):
            loan.action_end_contract()
        loan.action_refuse("buyer", "Income")
        with self.assert_refused("another one's fault"):
            self.new_rescission(contract, **vals).action_submit()
        action = loan.action_end_contract()
        drafts = self.env["property.amendment"].with_user(contract.user_id)
        draft = drafts.with_context(**action["context"]).create({})
        self.assertEqual((draft.kind, draft.fault), ("rescission", "buyer"))
        self.approve(draft).action_apply()
        self.assertEqual(contract.state, "rescinded")

    def test_what_is_kept_is_at_most_what_was_paid(self):
        contract = self.new_paid()
        vals = {"fault": "agreed", "agreed_amount": 300_000.01}
        with self.assert_refused("at most what was paid"):
            self.new_rescission(contract, **vals).action_submit()
        self.rescind(contract, "agreed", agreed_amount=300_000)
        self.assert_zero(contract)

    def test_a_home_that_was_handed_over_is_not_taken_back(self):
        contract = self.new_handed_over()
        with self.assert_refused("handed over on"):
            self.new_rescission(contract).action_submit()

    def test_unsigned_contracts_are_cancelled_instead(self):
        contract = self.new_contract()
        with self.assert_refused("not signed"):
            self.new_rescission(contract).action_submit()

    def test_finance_pays_back_and_nobody_else_nor_twice(self):
        """Row 42."""
        contract = self.new_paid()
        amendment = self.approve(self.new_rescission(contract))
        with self.assert_refused("Approved"):
            amendment.with_user(self.finance).action_refund()
        amendment.action_apply()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            amendment.action_refund()
        cash = self.env["account.journal"].sudo()
        cash = cash.search(
            [("type", "=", "cash"), ("company_id", "=", self.company.id)], limit=1
        )
        with self.assert_refused("bank account"):
            amendment.with_user(self.finance).action_refund(cash.id)
        contract.with_user(self.finance).action_refund()
        self.assert_zero(contract)
        with self.assert_refused("nothing is left"):
            amendment.with_user(self.finance).action_refund()

    def test_what_runs_beside_it_ends(self):
        """Handovers that were told, loans that wait, other amendments."""
        contract = self.new_settled()
        self.pay_all(contract)
        handover = self.notify(contract)
        other = self.new_rescission(contract, fault="buyer")
        self.rescind(contract)
        self.assertEqual(handover.state, "refused")
        self.assertEqual(other.state, "cancelled")
        still_open = contract.deadline_ids.filtered(lambda row: row.state == "open")
        self.assertEqual(still_open.mapped("kind"), ["unfile"])

    def test_another_salesperson_sees_and_makes_none(self):
        amendment = self.new_rescission(self.new_paid())
        own = amendment.with_user(self.home_colleague)
        self.assertFalse(own.search([("id", "=", amendment.id)]))
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            own.create(
                {
                    "contract_id": amendment.contract_id.id,
                    "kind": "rescission",
                    "reason": "Mine",
                }
            )

    def test_what_was_asked_for_is_fixed(self):
        amendment = self.new_rescission(self.new_paid())
        amendment.action_submit()
        for vals in ({"fault": "buyer"}, {"agreed_amount": 1}, {"reason": "Other"}):
            with self.assert_refused("Withdraw it first"):
                amendment.write(vals)
        for vals in ({"state": "applied"}, {"figures": {"moved": 0}}):
            with self.assert_refused(""):
                amendment.write(vals)
