from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_contract import ContractCommon


@tagged("post_install", "-at_install")
class TestContractSteps(ContractCommon):
    def test_a_reservation_becomes_a_signed_contract(self):
        """R2.7, R2.11: in the order of the law, with a number for each paper."""
        self.take_verified(50_000)
        contract = self.new_contract()
        self.assertEqual(contract.state, "draft")
        self.assertEqual(contract.price, 1_000_000)
        self.assertEqual(contract.reservation_id, self.hold)
        self.assertEqual(self.hold.state, "active")
        self.disclose(contract)
        self.assertEqual(contract.state, "disclosed")
        contract.with_user(self.home_seller).action_submit()
        self.assertEqual(contract.approval_state, "pending")
        contract.with_user(self.director).action_approve()
        self.assertEqual(contract.state, "approved")
        contract.with_user(self.home_seller).action_sign_agreement()
        self.assertEqual(contract.state, "approved")
        self.assertFalse(contract.number)
        contract.with_user(self.home_seller).action_sign()
        self.assertEqual(contract.state, "signed")
        self.assertEqual(contract.signed_on, self.today)
        self.assertEqual(self.hold.state, "converted")
        self.assertEqual(self.unit.state, "contracted")
        year = self.today.year
        numbers = contract.document_ids.mapped("number")
        self.assertEqual(numbers, [f"F37/{year}/00001", f"F38/{year}/00001"])
        self.assertEqual(contract.number, f"F38/{year}/00001")

    def test_a_contract_is_filed(self):
        contract = self.new_signed()
        seller = contract.with_user(self.home_seller)
        seller.action_register_online("WQ-1")
        seller.action_file("BA-1")
        self.assertEqual(contract.state, "filed")
        self.assertEqual(contract.filing_date, self.today)
        still_open = contract.deadline_ids.filtered(lambda row: row.state == "open")
        self.assertEqual(still_open.mapped("kind"), ["handover_notice", "delivery"])

    def test_the_director_reviews_every_contract(self):
        """R1.11: whatever its sum; nobody signs before, and not the salesperson."""
        contract = self.new_contract()
        seller = contract.with_user(self.home_seller)
        with self.assert_refused("Not yet acknowledged"):
            seller.action_disclose()
        with self.assert_refused("Draft"):
            seller.action_submit()
        self.disclose(contract)
        with self.assert_refused("Disclosed"):
            seller.action_sign_agreement()
        seller.action_submit()
        with self.assertRaises(AccessError):
            seller.action_approve()
        with self.assert_refused("Disclosed"):
            seller.action_sign()

    def test_the_agreement_comes_first(self):
        contract = self.new_approved()
        seller = contract.with_user(self.home_seller)
        with self.assert_refused("pre-sale agreement first"):
            seller.action_sign()
        seller.action_sign_agreement()
        with self.assert_refused("already"):
            seller.action_sign_agreement()
        seller.action_sign()

    def test_what_is_agreed_is_fixed_with_the_disclosures(self):
        contract = self.new_contract()
        self.disclose(contract)
        seller = contract.with_user(self.home_seller)
        for vals in (
            {"discount_percent": 1},
            {"delivery_date": self.day(10)},
            {"late_fee_rate": 1},
            {"pricing_basis": "gross"},
        ):
            with self.assert_refused("withdraw it to change"):
                seller.write(vals)
        with self.assert_refused("withdraw it to change"):
            seller.instalment_ids[0].amount = 1
        with self.assert_refused("approved price list"):
            seller.write({"price": 1})
        seller.action_withdraw()
        seller.delivery_date = self.day(10)
        self.assertEqual(contract.state, "draft")

    def test_an_approved_contract_is_asked_for_anew_once_withdrawn(self):
        contract = self.new_approved()
        seller = contract.with_user(self.home_seller)
        seller.action_withdraw()
        self.assertEqual(contract.approval_state, "none")
        seller.action_disclose()
        seller.action_submit()
        self.assertEqual(contract.approval_state, "pending")

    def test_a_contract_ends_with_its_reservation(self):
        contract = self.new_approved()
        self.hold.with_user(self.home_seller).action_cancel("No loan")
        self.assertEqual(contract.state, "cancelled")
        self.assertEqual(self.unit.state, "available")

    def test_a_contract_is_given_up_and_the_reservation_goes_on(self):
        contract = self.new_approved()
        contract.with_user(self.home_seller).action_cancel("Other plan")
        self.assertEqual(self.hold.state, "active")
        self.assertEqual(self.new_contract().state, "draft")

    def test_a_home_has_one_contract(self):
        contract = self.new_contract()
        with self.assert_refused("has contract"):
            self.hold.with_user(self.home_seller).action_convert()
        self.disclose(contract)
        contract.with_user(self.home_seller).action_submit()
        contract.with_user(self.director).action_approve()
        self.sign(contract)
        with self.assert_refused("is sold by"):
            self.reserve(buyer=self.other_buyer, user=self.home_colleague)

    def test_without_a_reservation_the_home_is_held_first(self):
        unit = self.units[1]
        contracts = self.env["property.contract"].with_user(self.home_seller)
        contract = contracts.create(
            {"unit_id": unit.id, "partner_id": self.buyer.id} | self.new_terms()
        )
        self.assertEqual(contract.reservation_id.unit_id, unit)
        self.assertEqual(unit.state, "reserved")

    def test_nothing_is_signed_when_the_time_of_the_reservation_is_over(self):
        contract = self.new_approved()
        seller = contract.with_user(self.home_seller)
        seller.action_sign_agreement()
        self.let_lapse(self.hold)
        with self.assert_refused("Reserve the home anew"):
            seller.action_sign()

    def test_a_discount_over_the_authority_is_asked_for_beside(self):
        """R2.4: as one percent, however it is made up."""
        contract = self.new_contract()
        seller = contract.with_user(self.home_seller)
        seller.discount_percent = 2
        self.assertEqual(contract.price, 980_000)
        seller.instalment_ids[1].amount = 680_000
        self.disclose(contract)
        seller.action_submit()
        rows = contract.approval_ids
        subjects = sorted(rows.mapped("subject"))
        self.assertEqual(subjects, ["property_contract", "property_discount"])
        rows.filtered(lambda row: row.subject == "property_contract").with_user(
            self.director
        ).action_approve()
        self.assertEqual(contract.state, "disclosed")
        contract.with_user(self.director).action_approve()
        self.assertEqual(contract.state, "approved")

    def test_instalments_are_the_price_to_the_cent(self):
        contract = self.new_contract()
        seller = contract.with_user(self.home_seller)
        for amount in (699_999.99, 700_000.01):
            seller.instalment_ids[1].amount = amount
            contract.disclosure_ids.with_user(self.home_seller).action_acknowledge()
            with self.assert_refused("differ by"):
                seller.action_disclose()
        seller.instalment_ids[1].amount = 700_000
        seller.action_disclose()
