from odoo.tests import tagged

from ..common_contract import ContractCommon
from ..common_deadline import DeadlineChecks
from ..common_handover import PICTURE


@tagged("post_install", "-at_install")
class TestSigningDeadlines(DeadlineChecks, ContractCommon):
    """Row 14 of the calendar: the buyer has copies of F37 and F38 (R2.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_signed()
        cls.own = cls.contract.with_user(cls.home_seller)
        by_kind = cls.own.document_ids.grouped("kind")
        cls.agreement, cls.paper = by_kind["agreement"], by_kind["contract"]

    def test_the_copy_of_the_agreement_is_due_after_its_signature(self):
        row = self.get_deadline("copy", self.agreement)
        self.assert_around(row, 7, 2, [self.home_seller], [self.director])
        # the number alone does not say of which home
        names = self.agreement.number, self.unit.display_name
        self.assertEqual(row.document, " · ".join(names))

    def test_that_of_the_contract_after_its_filing(self):
        self.assertFalse(self.get_deadline("copy", self.paper))
        self.own.action_file("BA-1")
        row = self.get_deadline("copy", self.paper)
        self.assert_around(row, 7, 2, [self.home_seller], [self.director])

    def test_another_day_of_the_filing_moves_it(self):
        self.own.action_file("BA-1")
        self.contract._write_protected({"filing_date": self.day(-2)})
        self.follow(self.contract)
        self.assert_moved(self.get_deadline("copy", self.paper), 5)
        self.assert_moved(self.get_deadline("copy", self.agreement), 7)

    def test_a_copy_received_in_time_is_done(self):
        row = self.get_deadline("copy", self.agreement)
        self.agreement.action_receive(PICTURE)
        self.assert_done(row)

    def test_it_goes_to_a_colleague_with_the_contract(self):
        leader = self.contract.with_user(self.home_manager)
        leader.action_transfer(self.home_colleague.id, "Left")
        row = self.get_deadline("copy", self.agreement)
        self.assertEqual(row.user_id, self.home_colleague)

    def test_with_the_contract_it_is_void(self):
        self.end(self.contract)
        self.assertEqual(self.get_deadline("copy", self.agreement).state, "void")

    def test_papers_from_elsewhere_have_none(self):
        paper = self.agreement.sudo()
        paper._write_protected({"user_id": False})
        self.follow(paper)
        self.assertEqual(self.get_deadline("copy", paper).state, "void")
