from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_design import DesignCommon


@tagged("post_install", "-at_install")
class TestRefiling(DesignCommon):
    """Row 23: a kind of amendment that changes what is filed at the bureau."""

    def setUp(self):
        super().setUp()
        service = type(self.env["property.design"])
        changing = patch.object(service, "_changes_filing", lambda *args: True)
        self.startPatcher(changing)

    def new_applied(self, contract=None, number="BA-1"):
        contract = contract or self.new_signed()
        if number:
            contract.with_user(contract.user_id).action_file(number)
        amendment = self.new_told(contract)
        amendment.action_answer("accept")
        return amendment

    def test_the_filing_is_changed_within_fifteen_days(self):
        amendment = self.new_applied()
        row = self.get_deadline("refile", amendment)
        self.assertEqual(row.user_id, self.home_seller)
        self.assert_around(row, 15)
        self.company.sudo().property_unfile_days = 9
        self.env["property.deadline"]._follow(amendment)
        self.assertEqual((row.state, row.date_due), ("open", self.day(9)))
        amendment.action_note_filing()
        self.assertEqual((row.state, row.date_done), ("done", self.day(0)))
        self.assertEqual(amendment.filing_changed_on, self.day(0))
        self.assertEqual(amendment.contract_id.filing_number, "BA-1")

    def test_the_bureau_may_give_another_number(self):
        amendment = self.new_applied()
        other = self.new_units()
        self.new_valid_permit(other, number="YS-78")
        self.new_release(other, name="Of 78")
        second = self.new_signed(self.reserve(other, self.new_buyer("Of 78")))
        second.with_user(second.user_id).action_file("BA-2")
        with self.assert_refused("number of another contract"):
            amendment.action_note_filing("BA-2")
        amendment.action_note_filing(" BA-3 ", self.day(0))
        self.assertEqual(amendment.contract_id.filing_number, "BA-3")
        self.assertEqual(amendment.filing_number, "BA-3")

    def test_what_is_filed_later_is_filed_as_it_was_changed(self):
        contract = self.new_signed()
        amendment = self.new_applied(contract, number=None)
        contract.with_user(contract.user_id).action_file("BA-1")
        self.assertFalse(self.get_deadline("refile", amendment))
        with self.assert_refused("changes nothing that is filed"):
            amendment.action_note_filing()

    def test_a_contract_that_ends_is_unfiled_instead(self):
        amendment = self.new_applied()
        contract = amendment.contract_id
        self.rescind(contract)
        self.assertEqual(self.get_deadline("refile", amendment).state, "void")
        self.assertEqual(self.get_deadline("unfile", contract).state, "open")
        with self.assert_refused("the contract has ended"):
            amendment.action_note_filing()

    def test_it_is_noted_once_by_who_leads_the_sale(self):
        amendment = self.new_applied()
        for user in (self.home_colleague, self.director, self.finance):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                amendment.with_user(user).action_note_filing()
        for day in (-1, 1):
            with self.assert_refused("from then on"):
                amendment.action_note_filing(None, self.day(day))
        amendment.action_note_filing()
        with self.assert_refused("already"):
            amendment.action_note_filing()

    def test_before_it_is_applied_nothing_is_to_be_changed(self):
        amendment = self.new_told()
        with self.assert_refused("Approved"):
            amendment.action_note_filing()
