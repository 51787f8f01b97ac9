from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common_buyer_change import BuyerChangeCommon
from ..common_identity import RESIDENT


@tagged("post_install", "-at_install")
class TestBuyerChangeRows(BuyerChangeCommon):
    """The checks of a draft contract hold for the buyers of an amendment."""

    def in_shares(self, *shares):
        people = (self.next_buyer, self.second_buyer)
        return [
            {"partner_id": partner.id, "share": share}
            for partner, share in zip(people, shares, strict=True)
        ]

    def test_shares_are_exactly_a_hundred_percent(self):
        contract = self.new_signed()
        for shares in ((60, 39.99), (60, 40.01)):
            with self.assert_refused("not to 100 %", ValidationError):
                self.new_change(contract, *self.in_shares(*shares), ownership="shares")
        with self.assert_refused("nobody has a share", ValidationError):
            self.new_change(contract, *self.in_shares(60, 40))
        amendment = self.new_change(
            contract, *self.in_shares(60, 40), ownership="shares"
        )
        with self.assert_refused("not to 100 %", ValidationError):
            amendment.buyer_ids[0].share = 59
        self.approve(amendment).action_apply()
        self.env.invalidate_all()
        self.assertEqual(contract.ownership, "shares")
        self.assertEqual(contract.buyer_ids.mapped("share"), [60, 40])
        self.assertIn("60.00 %", amendment.change_text)

    def test_all_shares_are_changed_at_once(self):
        amendment = self.new_change(None, *self.in_shares(60, 40), ownership="shares")
        first, second = amendment.buyer_ids
        amendment.buyer_ids = [
            Command.update(first.id, {"share": 30}),
            Command.update(second.id, {"share": 70}),
        ]
        self.assertEqual(amendment.buyer_ids.mapped("share"), [30, 70])

    def test_from_shares_to_joint_ownership_and_back(self):
        contract = self.new_signed()
        self.change_buyers(contract, *self.in_shares(60, 40), ownership="shares")
        self.change_buyers(contract, self.next_buyer, self.second_buyer)
        self.assertEqual(contract.ownership, "joint")
        self.assertEqual(contract.buyer_ids.mapped("share"), [0, 0])

    def test_a_wrong_digit_is_refused(self):
        row = self.new_change().buyer_ids
        with self.assert_refused("a digit of the identity number", ValidationError):
            row.id_number = "110105194912310021"
        row.id_number_masked = RESIDENT.lower()
        self.assertEqual(row.sudo().id_number, RESIDENT)

    def test_a_minor_has_a_guardian(self):
        contract = self.new_signed()
        child = self.new_child_number()
        amendment = self.new_change(
            contract, {"partner_id": self.next_buyer.id, "id_number": child}
        )
        with self.assert_refused("is a minor: add a guardian"):
            amendment.action_submit()
        amendment.buyer_ids = [
            Command.create(
                {
                    "partner_id": self.second_buyer.id,
                    "role": "guardian",
                    "of_buyer_id": amendment.buyer_ids.id,
                    "id_number": RESIDENT,
                    "paper": b"UERG",
                    "paper_name": "proof.pdf",
                }
            )
        ]
        self.approve(amendment).action_apply()
        self.env.invalidate_all()
        buyer, guardian = contract.sudo().buyer_ids
        self.assertEqual((buyer.id_number, guardian.id_number), (child, RESIDENT))
        self.assertEqual(guardian.of_buyer_id, buyer)
        self.assertEqual(guardian.paper_name, "proof.pdf")
        self.assertTrue(guardian.paper)
        self.assertEqual(contract.partner_id, self.next_buyer)

    def test_who_acts_acts_for_a_buyer_of_the_same_amendment(self):
        contract = self.new_signed()
        other = self.new_change(contract).buyer_ids
        amendment = self.new_change(contract)
        with self.assert_refused("of the same contract only", ValidationError):
            amendment.buyer_ids = [
                Command.create(
                    {
                        "partner_id": self.second_buyer.id,
                        "role": "agent",
                        "of_buyer_id": other.id,
                    }
                )
            ]

    def test_the_present_buyers_are_taken_to_be_changed(self):
        contract = self.new_signed()
        amendment = self.new_amendment(contract, "buyer")
        amendment.action_take_buyers()
        row = amendment.buyer_ids
        self.assertEqual(row.partner_id, self.buyer)
        self.assertEqual(row.sudo().id_number, RESIDENT)
        self.assertIn("*", row.id_number_masked)
        with self.assertRaises(AccessError):
            row.read(["id_number"])
        with self.assert_refused("has none yet"):
            amendment.action_take_buyers()
        with self.assert_refused("has none yet"):
            self.new_amendment(
                contract, "rescission", fault="none"
            ).action_take_buyers()
        amendment.buyer_ids = [Command.create({"partner_id": self.next_buyer.id})]
        self.approve(amendment).action_apply()
        self.env.invalidate_all()
        self.assertEqual(len(contract.buyer_ids), 2)

    def test_few_read_the_number_and_nobody_elses_rows(self):
        row = self.new_change(
            None, {"partner_id": self.next_buyer.id, "id_number": RESIDENT}
        ).buyer_ids
        self.assertEqual(row.with_user(self.director).id_number, RESIDENT)
        self.assertEqual(row.with_user(self.finance).id_number, RESIDENT)
        with self.assertRaises(AccessError):
            row.with_user(self.home_seller).read(["id_number"])
        rows = self.env["property.amendment.buyer"]
        for user in (self.home_colleague, self.investor):
            self.assertFalse(
                rows.with_user(user).search([("id", "=", row.id)])
                if rows.with_user(user).has_access("read")
                else rows
            )

    def test_the_form_enters_buyers(self):
        contract = self.new_signed()
        amendments = self.env["property.amendment"].with_user(self.home_seller)
        form = Form(amendments.with_context(default_contract_id=contract.id))
        form.kind = "buyer"
        form.reason = "Marriage"
        form.ownership = "shares"
        for partner, share in ((self.buyer, 50), (self.next_buyer, 50)):
            with form.buyer_ids.new() as line:
                line.partner_id = partner
                line.share = share
                line.id_number_masked = RESIDENT
        amendment = form.save()
        self.assertEqual(amendment.buyer_ids.mapped("share"), [50, 50])
        self.assertEqual(amendment.buyer_ids[0].sudo().id_number, RESIDENT)
