from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import HOMES, PropertyCommon

DEPUTY = "group_deputy_general_manager"


@tagged("post_install", "-at_install")
class TestAreaListDecision(PropertyCommon):
    """The deputy general manager alone decides, and signed for nobody (R2.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area_list = cls.new_area_list()

    def test_the_deputy_approves_what_both_have_signed(self):
        self.sign_area_list(self.area_list)
        self.area_list.with_user(self.deputy).action_approve("Checked")
        self.assertEqual(self.area_list.state, "approved")
        self.assertEqual(self.area_list.approver_id, self.deputy)
        self.assertTrue(self.area_list.approved_at)
        self.assertFalse(self.unit.presale_gross_area)

    def test_one_signature_is_not_decided_on(self):
        with self.assertRaisesRegex(UserError, "both departments"):
            self.area_list.with_user(self.deputy).action_approve()
        self.area_list.with_user(self.investor).action_sign_investment()
        with self.assertRaisesRegex(UserError, "signature of marketing"):
            self.area_list.with_user(self.deputy).action_approve()
        with self.assertRaisesRegex(UserError, "signature of marketing"):
            self.area_list.with_user(self.deputy).action_reject("No")
        self.area_list.with_user(self.investor).action_withdraw()
        self.area_list.with_user(self.director).action_sign_marketing()
        with self.assertRaisesRegex(UserError, "investment development"):
            self.area_list.with_user(self.deputy).action_approve()

    def test_nobody_else_approves(self):
        self.sign_area_list(self.area_list)
        people = self.general, self.director, self.investor, self.home_seller
        for user in (*people, self.investor_2, self.finance, self.home_manager):
            for area_list in (
                self.area_list.with_user(user),
                self.area_list.with_user(user).sudo(),
            ):
                with (
                    self.subTest(user.name),
                    self.assertRaisesRegex(AccessError, "deputy general manager"),
                ):
                    area_list.action_approve()
                with self.subTest(user.name), self.assertRaises(AccessError):
                    area_list.action_reject("No")
            row = self.get_approvals(self.area_list, "pending").with_user(user)
            with self.subTest(user.name), self.assertRaises(AccessError):
                row.action_approve()
        self.assertEqual(self.area_list.state, "signed_both")

    def test_a_deputy_who_signed_does_not_decide(self):
        signer = self.new_user("deputy_signer", DEPUTY, HOMES)
        self.area_list.with_user(self.investor).action_sign_investment()
        self.area_list.with_user(signer).action_sign_marketing()
        with self.assertRaisesRegex(AccessError, "signed for neither"):
            self.area_list.with_user(signer).action_approve()
        self.area_list.with_user(self.deputy).action_approve()

    def test_no_authority_gives_it_to_another_role(self):
        for holder in ("group_general_manager", "group_marketing_director"):
            with self.subTest(holder), self.assertRaises(ValidationError):
                self.new_authority(0, holder, "property_area", unlimited=True)

    def test_a_rejection_voids_both_signatures(self):
        self.sign_area_list(self.area_list)
        self.area_list.with_user(self.deputy).action_reject("Floor 3 is wrong")
        self.assertEqual(self.area_list.state, "draft")
        self.assertFalse(self.area_list._get_signers())
        self.assertFalse(self.area_list.investment_signed_at)
        note = self.area_list.message_ids[:1].body
        for text in ("Floor 3 is wrong", "investor", "home_seller"):
            self.assertIn(text, note)

    def test_a_rejection_says_why(self):
        self.sign_area_list(self.area_list)
        with self.assertRaises(UserError):
            self.area_list.with_user(self.deputy).action_reject(" ")
        self.assertEqual(self.area_list.state, "signed_both")

    def test_after_a_rejection_others_may_sign_and_it_is_approved(self):
        self.sign_area_list(self.area_list)
        self.area_list.with_user(self.deputy).action_reject("Again")
        self.area_list.line_ids[0].with_user(self.home_seller).gross_area = 101
        self.area_list.with_user(self.home_colleague).action_sign_marketing()
        self.area_list.with_user(self.investor_2).action_sign_investment()
        self.area_list.with_user(self.deputy).action_approve()
        self.assertEqual(self.area_list.state, "approved")

    def test_it_is_decided_once(self):
        self.approve_area_list(self.area_list)
        for call in (
            lambda r: r.action_approve(),
            lambda r: r.action_reject("No"),
            lambda r: r.action_withdraw(),
        ):
            with self.assertRaises(UserError):
                call(self.area_list.with_user(self.deputy))
        with self.assertRaises(UserError):
            self.area_list.with_user(self.investor).action_withdraw()
        self.assertEqual(self.area_list.state, "approved")

    def test_it_is_asked_by_signatures_only(self):
        for user in (self.investor, self.home_seller, self.director):
            with (
                self.subTest(user.name),
                self.assertRaisesRegex(UserError, "signature"),
            ):
                self.area_list.with_user(user).action_submit()

    def test_it_is_asked_in_companies_with_a_development_only(self):
        subjects = self.env["sales.subject"]
        self.assertIn("property_area", subjects._get_asked(self.company))
        other = self.env["res.company"].create({"name": "Factory"})
        self.assertNotIn("property_area", subjects._get_asked(other))

    def test_the_inbox_of_the_deputy_shows_the_figures(self):
        self.sign_area_list(self.area_list)
        row = self.get_approvals(self.area_list).with_user(self.deputy)
        self.assertTrue(row.can_decide)
        self.assertIn("400.00", row.summary)
        self.assertIn("320.00", row.summary)
        self.assertTrue(self.area_list.with_user(self.deputy).can_decide_approval)
