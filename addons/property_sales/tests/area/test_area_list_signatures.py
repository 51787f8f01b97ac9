from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import HOMES, INVESTMENT, PropertyCommon

# a picture of one pixel
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAA"
    "BJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestAreaListSignatures(PropertyCommon):
    """Two persons of two departments sign, in either order (R2.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area_list = cls.new_area_list()

    def test_investment_development_and_then_marketing_sign(self):
        self.area_list.with_user(self.investor).action_sign_investment()
        self.assertEqual(self.area_list.state, "signed_one")
        self.area_list.with_user(self.home_seller).action_sign_marketing()
        self.assertEqual(self.area_list.state, "signed_both")
        self.assertEqual(self.area_list.investment_signer_id, self.investor)
        self.assertEqual(self.area_list.marketing_signer_id, self.home_seller)
        self.assertTrue(self.area_list.investment_signed_at)
        self.assertTrue(self.area_list.marketing_signed_at)

    def test_marketing_signs_first(self):
        self.area_list.with_user(self.director).action_sign_marketing()
        self.assertEqual(self.area_list.state, "signed_one")
        self.area_list.with_user(self.investor).action_sign_investment()
        self.assertEqual(self.area_list.state, "signed_both")
        approval = self.get_approvals(self.area_list)
        self.assertEqual(approval.candidate_ids, self.deputy)
        self.assertEqual(approval.subject, "property_area")

    def test_the_drawn_signature_is_kept(self):
        self.area_list.with_user(self.investor).action_sign_investment(PIXEL)
        self.assertTrue(self.area_list.investment_signature)
        self.assertFalse(self.area_list.marketing_signature)

    def test_what_is_no_picture_signs_nothing(self):
        with self.assertRaises(UserError):
            self.area_list.with_user(self.investor).action_sign_investment("UERG")
        self.assertFalse(self.area_list.investment_signer_id)

    def test_others_do_not_sign_in_superuser_mode_either(self):
        strangers = self.finance, self.deputy, self.general, self.seller, self.clerk
        for user in (*strangers, self.home_seller, self.director):
            for area_list in (
                self.area_list.with_user(user),
                self.area_list.with_user(user).sudo(),
            ):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    area_list.action_sign_investment()
        for user in (*strangers, self.investor):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.area_list.with_user(user).sudo().action_sign_marketing()
        self.assertEqual(self.area_list.state, "draft")

    def test_the_superuser_signs_nothing(self):
        with self.assertRaises(AccessError):
            self.area_list.with_user(SUPERUSER_ID).action_sign_investment()

    def test_an_archived_user_signs_nothing(self):
        self.investor_2.action_archive()
        with self.assertRaises(AccessError):
            self.area_list.with_user(self.investor_2).action_sign_investment()

    def test_a_department_signs_once(self):
        self.area_list.with_user(self.investor).action_sign_investment()
        with self.assertRaisesRegex(UserError, "investor .*already"):
            self.area_list.with_user(self.investor_2).action_sign_investment()
        self.assertEqual(self.area_list.investment_signer_id, self.investor)

    def test_the_holder_of_both_roles_signs_for_one_department(self):
        both = self.new_user("both", INVESTMENT, HOMES)
        self.area_list.with_user(both).action_sign_investment()
        with self.assertRaisesRegex(UserError, "another person of marketing"):
            self.area_list.with_user(both).action_sign_marketing()
        self.area_list.with_user(self.home_seller).action_sign_marketing()
        self.assertEqual(self.area_list.state, "signed_both")

    def test_the_holder_of_both_roles_in_the_other_order(self):
        both = self.new_user("both", INVESTMENT, HOMES)
        self.area_list.with_user(both).action_sign_marketing()
        with self.assertRaisesRegex(UserError, "another person of investment"):
            self.area_list.with_user(both).action_sign_investment()
        self.assertEqual(self.area_list.state, "signed_one")

    def test_the_first_signature_freezes_the_lines(self):
        self.area_list.with_user(self.investor).action_sign_investment()
        line = self.area_list.line_ids[0]
        spare = self.new_units()
        new = {"unit_id": spare.id, "gross_area": 90, "inner_area": 70}
        calls = {
            "write": lambda r: r.line_ids[0].write({"gross_area": 101}),
            "command": lambda r: r.write(
                {"line_ids": [Command.update(line.id, {"inner_area": 1})]}
            ),
            "add": lambda r: r.write({"line_ids": [Command.create(new)]}),
            "create": lambda r: r.line_ids.create(new | {"list_id": r.id}),
            "delete": lambda r: r.line_ids[0].unlink(),
            "report": lambda r: r.write({"report_number": "X"}),
            "fill": lambda r: r.action_fill(),
            "import": lambda r: r.action_import(),
        }
        for area_list in (
            self.area_list.with_user(self.investor),
            self.area_list.with_user(self.home_seller),
            self.area_list,
        ):
            for name, call in calls.items():
                with (
                    self.subTest(name, su=area_list.env.su),
                    self.assertRaisesRegex(UserError, "signed by investor.*Withdraw"),
                ):
                    call(area_list)
        self.assertEqual(line.gross_area, 100)

    def test_an_import_does_not_change_a_signed_list(self):
        self.area_list.with_user(self.investor).action_sign_investment()
        lines = self.env["property.area.list.line"].with_user(self.investor)
        result = lines.with_context(default_list_id=self.area_list.id).load(
            ["unit_id", "gross_area", "inner_area"], [["101", "120", "90"]]
        )
        self.assertFalse(result["ids"])
        self.assertIn("signed by", result["messages"][0]["message"])
        self.assertEqual(self.area_list.line_ids[0].gross_area, 100)

    def test_signatures_and_state_are_not_given(self):
        for vals in (
            {"state": "filed"},
            {"investment_signer_id": self.investor.id},
            {"marketing_signed_at": "2026-01-01 00:00:00"},
            {"investment_signature": PIXEL},
            {"approver_id": self.deputy.id},
            {"filing_number": "X"},
            {"version": 7},
            {"previous_id": self.area_list.id},
            {"kind": "surveyed"},
        ):
            for area_list in (self.area_list.with_user(self.investor), self.area_list):
                with self.subTest(vals), self.assertRaises(UserError):
                    area_list.write(vals)
            if "kind" not in vals:
                with self.subTest(vals), self.assertRaises(UserError):
                    self.new_area_list(**vals)
        result = self.area_list.with_user(self.investor).load(
            [".id", "state"], [[str(self.area_list.id), "Filed"]]
        )
        self.assertFalse(result["ids"])

    def test_an_empty_list_is_not_signed(self):
        empty = self.new_area_list(line_ids=[])
        with self.assertRaisesRegex(UserError, "names no home"):
            empty.with_user(self.investor).action_sign_investment()

    def test_homes_without_area_are_named(self):
        for areas in ((0, 0), (10, 0)):
            area_list = self.new_area_list(self.new_units(), areas=areas)
            name = area_list.line_ids.unit_id.name
            with self.subTest(areas), self.assertRaisesRegex(UserError, name):
                area_list.with_user(self.investor).action_sign_investment()

    def test_an_inner_area_is_not_larger_than_the_gross_area(self):
        with self.assertRaisesRegex(ValidationError, "80.01.*larger"):
            self.new_area_list(areas=(80, 80.01))
        with self.assertRaisesRegex(ValidationError, "larger"):
            self.area_list.line_ids[0].write({"gross_area": 79.99})
        self.area_list.line_ids[0].write({"gross_area": 80})
        self.area_list.with_user(self.investor).action_sign_investment()

    def test_no_area_is_negative(self):
        for areas in ((-1, -2), (10, -0.01)):
            with (
                self.subTest(areas),
                self.assertRaisesRegex(ValidationError, "negative"),
            ):
                self.new_area_list(self.new_units(), areas=areas)

    def test_a_home_of_another_building_is_named(self):
        other = self.new_units(building=self.new_building(name="2"))
        with self.assertRaisesRegex(ValidationError, "2 101"):
            self.new_area_list(self.unit | other)
        with self.assertRaisesRegex(ValidationError, "2 101"):
            self.area_list.line_ids[0].write({"unit_id": other.id})

    def test_a_home_stands_on_a_list_once(self):
        vals = {"list_id": self.area_list.id, "unit_id": self.unit.id}
        with self.assertRaisesRegex(ValidationError, "once.*101"):
            self.area_list.line_ids.with_user(self.investor).create(vals)

    def test_a_surveyed_list_needs_the_report(self):
        for name in ("report_number", "report_date"):
            area_list = self.new_area_list(self.new_units(), "surveyed")
            area_list.write({name: False})
            with (
                self.subTest(name),
                self.assertRaisesRegex(UserError, "housing bureau"),
            ):
                area_list.with_user(self.investor).action_sign_investment()
        # the scan of the report may follow
        without_scan = self.new_area_list(self.new_units(), "surveyed", scan=False)
        without_scan.with_user(self.investor).action_sign_investment()
        self.assertEqual(without_scan.state, "signed_one")

    def test_the_report_is_not_of_tomorrow(self):
        with self.assertRaisesRegex(ValidationError, "still to come"):
            self.new_area_list(kind="surveyed", report_date=self.day(1))
        area_list = self.new_area_list(kind="surveyed", report_date=self.today)
        with self.assertRaisesRegex(ValidationError, "still to come"):
            area_list.write({"report_date": self.day(1)})

    def test_a_signer_withdraws_and_nobody_else(self):
        self.sign_area_list(self.area_list)
        for user in (self.investor_2, self.home_colleague, self.director):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.area_list.with_user(user).action_withdraw()
        self.area_list.with_user(self.home_seller).action_withdraw()
        self.assertEqual(self.area_list.state, "draft")
        self.assertFalse(self.area_list._get_signers())
        self.assertFalse(self.get_approvals(self.area_list, "pending"))
        note = self.area_list.message_ids[:1].body
        self.assertIn("investor", note)
        self.assertIn("home_seller", note)
        self.area_list.line_ids[0].gross_area = 101

    def test_a_void_signature_stays_in_the_chatter(self):
        self.area_list.with_user(self.investor).action_sign_investment(PIXEL)
        self.area_list.with_user(self.investor).action_withdraw()
        self.assertFalse(self.area_list.investment_signature)
        message = self.area_list.message_ids.filtered("attachment_ids")
        self.assertEqual(message.attachment_ids.name, "investor.png")

    def test_a_draft_is_not_withdrawn(self):
        with self.assertRaises(UserError):
            self.area_list.with_user(self.investor).action_withdraw()

    def test_signed_lists_are_not_deleted(self):
        self.sign_area_list(self.area_list)
        with self.assertRaisesRegex(UserError, "new version"):
            self.area_list.with_user(self.investor).unlink()
        self.area_list.with_user(self.investor).action_withdraw()
        self.area_list.with_user(self.investor).unlink()
