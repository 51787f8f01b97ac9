from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_buyer_change import BuyerChangeCommon
from ..common_identity import RESIDENT


@tagged("post_install", "-at_install")
class TestBuyerChange(BuyerChangeCommon):
    def test_the_buyers_are_replaced_and_the_former_stay_on_record(self):
        contract = self.new_signed()
        former = contract.buyer_ids
        amendment = self.change_buyers(contract, self.next_buyer, self.second_buyer)
        people = self.next_buyer | self.second_buyer
        self.assertEqual(amendment.state, "applied")
        self.assertEqual(contract.buyer_ids.partner_id, people)
        self.assertEqual(contract.partner_id, self.next_buyer)
        self.assertEqual(contract.former_buyer_ids, former)
        self.assertEqual(former.former_since, self.day(0))
        self.assertEqual(former.partner_id, self.buyer)
        self.assertEqual(contract.reservation_id.partner_id, self.buyer)
        found = contract.search([("buyer_ids.partner_id", "=", self.buyer.id)])
        self.assertNotIn(contract, found)
        self.assertIn("Li Na, Chen Guo", amendment.change_text)
        self.assertEqual(contract.state, "signed")

    def test_the_paper_names_the_present_buyers(self):
        contract = self.new_signed()
        self.change_buyers(contract)
        printed = self.env["property.contract.print"].sudo()
        names = [row["name"] for row in printed._get_printed_buyers(contract, True)]
        self.assertEqual(names, ["Li Na"])

    def test_a_second_change_brings_the_first_buyer_back(self):
        """Former buyers may be buyers again; each change leaves its rows."""
        contract = self.new_signed()
        self.change_buyers(contract)
        self.change_buyers(contract, self.buyer)
        self.assertEqual(contract.partner_id, self.buyer)
        self.assertEqual(len(contract.former_buyer_ids), 2)
        self.assertEqual(contract.buyer_ids.partner_id, self.buyer)

    def test_former_buyers_are_fixed(self):
        contract = self.new_signed()
        self.change_buyers(contract)
        row = contract.former_buyer_ids.with_user(self.home_seller)
        self.assertEqual(row.id_number_masked[:3], "110")
        for vals in ({"is_former": False}, {"share": 5}, {"former_since": False}):
            with self.assert_refused(""):
                row.write(vals)
        with self.assert_refused("by an amendment only"):
            row.unlink()

    def test_the_same_buyers_are_no_change(self):
        contract = self.new_signed()
        with self.assert_refused("These are the buyers that it has"):
            self.new_change(contract, self.buyer).action_submit()
        self.change_buyers(contract, self.buyer, self.next_buyer)
        with self.assert_refused("These are the buyers that it has"):
            self.new_change(contract, self.buyer, self.next_buyer).action_submit()
        # the first buyer is another one
        self.change_buyers(contract, self.next_buyer, self.buyer)
        self.assertEqual(contract.partner_id, self.next_buyer)

    def test_without_buyers_nothing_is_asked(self):
        with self.assert_refused("one at least"):
            self.new_amendment(self.new_signed(), "buyer").action_submit()

    def test_after_the_handover_the_owner_sells(self):
        contract = self.new_handed_over()
        with self.assert_refused("sold by its owner"):
            self.new_change(contract).action_submit()

    def test_a_contract_that_ended_or_is_not_signed_keeps_its_buyers(self):
        contract = self.new_contract()
        with self.assert_refused("not signed"):
            self.new_change(contract).action_submit()

    def test_another_salespersons_customer_is_not_taken(self):
        """Nor does the leader, who sees them, give the contract to them."""
        contract = self.new_signed()
        foreign = self.new_buyer("Foreign", self.home_colleague)
        self.env["sales.private"]._make(foreign)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.new_change(contract, foreign)
        amendments = self.env["property.amendment"].with_user(self.home_manager)
        amendment = amendments.create(
            {
                "contract_id": contract.id,
                "kind": "buyer",
                "reason": "Asked for",
                "buyer_ids": [Command.create({"partner_id": foreign.id})],
            }
        )
        with self.assert_refused("is the customer of"):
            amendment.action_submit()
        contract.with_user(self.home_manager).action_transfer(
            self.home_colleague.id, "As well"
        )
        amendment.action_submit()
        self.assertEqual(amendment.state, "submitted")

    def test_a_protected_customer_is_not_taken(self):
        """R2.6: whose reception it is, is told."""
        contract = self.new_signed()
        receptions = self.env["property.reception"].with_user(self.home_colleague)
        vals = {"name": "Known", "phone": "13811112222", "channel": "walk_in"}
        reception = receptions.create(vals | {"company_id": self.company.id}).sudo()
        reception._write_protected({"partner_id": self.next_buyer.id})
        amendment = self.new_change(contract)
        with self.assert_refused("registered on"):
            amendment.action_submit()
        reception._write_protected({"protected_until": self.day(-1)})
        self.approve(amendment).action_apply()
        self.assertFalse(reception.is_current)

    def test_a_colleague_who_gets_the_contract_gets_who_is_to_buy(self):
        contract = self.new_signed()
        amendment = self.new_change(contract)
        contract.with_user(self.home_manager).action_transfer(
            self.home_colleague.id, "As well"
        )
        self.assertEqual(self.next_buyer.user_id, self.home_colleague)
        own = amendment.with_user(self.home_colleague)
        own.action_submit()
        own.with_user(self.director).action_approve()
        own.action_apply()
        self.assertEqual(contract.partner_id, self.next_buyer)

    def test_a_wrong_number_of_the_same_buyer_is_corrected(self):
        contract = self.new_signed()
        number = self.new_child_number(30)
        vals = {"partner_id": self.buyer.id}
        same = self.new_change(contract, vals | {"id_number": RESIDENT})
        with self.assert_refused("These are the buyers that it has"):
            same.action_submit()
        self.change_buyers(contract, vals | {"id_number": number})
        self.assertEqual(contract.sudo().buyer_ids.id_number, number)
        self.assertEqual(contract.sudo().former_buyer_ids.id_number, RESIDENT)

    def test_a_new_customer_becomes_the_salespersons(self):
        free = self.env["res.partner"].create({"name": "Free"})
        contract = self.new_signed()
        self.change_buyers(contract, free)
        self.assertEqual(free.sudo().user_id, contract.user_id)
        self.assertTrue(free.sudo().is_private)

    def test_customers_of_another_company_are_refused(self):
        other = self.env["res.company"].sudo().create({"name": "Other"})
        partner = self.new_buyer("Theirs")
        partner.company_id = other
        with self.assert_refused("compan"):
            self.new_change(self.new_signed(), partner)

    def test_the_filing_is_changed_after_it(self):
        contract = self.new_signed()
        contract.with_user(contract.user_id).action_file("BA-1")
        amendment = self.change_buyers(contract)
        row = self.get_deadline("refile", amendment)
        self.assertEqual((row.state, row.date_due), ("open", self.day(15)))
        amendment.action_note_filing("BA-2")
        self.assertEqual(row.state, "done")
        self.assertEqual(contract.filing_number, "BA-2")

    def test_nobody_else_applies_it(self):
        amendment = self.approve(self.new_change())
        for user in (self.home_colleague, self.director, self.finance, self.investor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                amendment.with_user(user).action_apply()
        amendment.with_user(self.home_manager).action_apply()

    def test_what_was_asked_for_is_fixed(self):
        amendment = self.new_change()
        row = amendment.buyer_ids
        amendment.action_submit()
        self.assertEqual(amendment.state, "submitted")
        with self.assert_refused("Withdraw it first"):
            amendment.write({"ownership": "shares"})
        for vals in ({"partner_id": self.second_buyer.id}, {"id_number": False}):
            with self.assert_refused("withdraw it to change them"):
                row.write(vals)
        with self.assert_refused("withdraw it to change them"):
            row.unlink()
        with self.assert_refused("withdraw it to change them"):
            row.create(
                {"amendment_id": amendment.id, "partner_id": self.second_buyer.id}
            )

    def test_leaving_afterwards_pays_the_new_buyer_back(self):
        contract = self.new_paid()
        self.change_buyers(contract)
        leaving = self.rescind(contract)
        leaving.with_user(self.finance).action_refund()
        self.env.invalidate_all()
        self.assertEqual(contract.refund_ids.partner_id, self.next_buyer)
        self.assert_zero(contract)

    def test_the_one_invoice_goes_to_the_new_buyer(self):
        contract = self.new_settled()
        self.change_buyers(contract)
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_inspect()
        handover.action_accept(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
            "awAAAABJRU5ErkJggg=="
        )
        self.env.invalidate_all()
        self.assertEqual(contract.state, "handed_over")
        self.assert_zero(contract)
