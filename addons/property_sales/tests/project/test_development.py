from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestDevelopment(PropertyCommon):
    """A development is opened by the director when all stands (R2.4; rows 1, 2)."""

    def setUp(self):
        super().setUp()
        # plan, areas and prices are the matter of the topics above
        self.development._write_protected({"state": "approved"})

    def get_permit_reasons(self):
        """The reasons that the topic of permits gives."""
        folder = "odoo.addons.property_sales.models.project.property_development"
        for base in type(self.development).__mro__:
            if base.__module__ == folder:
                return base._get_cannot_open_reasons(self.development)
        raise AssertionError(folder)

    def test_the_director_alone_opens_and_closes(self):
        for user in (
            self.home_seller,
            self.home_manager,
            self.investor,
            self.deputy,
            self.general,
            self.finance,
            self.seller,
        ):
            development = self.development.with_user(user)
            with self.subTest(user.name):
                with self.assertRaises(AccessError):
                    development.action_open()
                with self.assertRaises(AccessError):
                    development.action_close("No")

    def test_the_director_opens_what_lacks_nothing(self):
        folder = type(self.development)
        with patch.object(folder, "_get_cannot_open_reasons", lambda development: []):
            self.development.with_user(self.director).action_open()
            self.assertEqual(self.development.state, "selling")
            with self.assertRaisesRegex(UserError, "cannot become"):
                self.development.with_user(self.director).action_open()

    def test_all_that_is_missing_is_named_at_once(self):
        folder = type(self.development)
        missing = ["No plan.", "No permit.", "No areas.", "No price."]
        with (
            patch.object(
                folder, "_get_cannot_open_reasons", lambda development: missing
            ),
            self.assertRaisesRegex(UserError, "\n".join(missing)),
        ):
            self.development.with_user(self.director).action_open()
        self.assertEqual(self.development.state, "approved")

    def test_the_director_closes_what_is_on_sale(self):
        self.development._write_protected({"state": "selling"})
        self.development.with_user(self.director).action_close(" Sold out ")
        self.assertRecordValues(
            self.development, [{"state": "closed", "end_reason": "Sold out"}]
        )
        with self.assertRaises(UserError):
            self.development.with_user(self.director).action_close("Again")

    def test_closing_says_why(self):
        self.development._write_protected({"state": "selling"})
        for reason in ("", " ", False, None):
            with self.subTest(reason), self.assertRaisesRegex(UserError, "Say why"):
                self.development.with_user(self.director).action_close(reason)

    def test_without_a_permit_it_is_named(self):
        self.new_permit()
        with self.assertRaisesRegex(UserError, "No permit is valid for Riverside"):
            self.development.with_user(self.director).action_open()
        self.assertEqual(self.development.state, "approved")

    def test_the_last_permit_says_why_it_does_not_hold(self):
        permit = self.new_valid_permit()
        for vals, words in (
            ({"date_to": self.day(-1)}, "YS-2026-001 expired on"),
            ({"date_from": self.day(1)}, "YS-2026-001 is not valid before"),
            ({"state": "revoked"}, "YS-2026-001 was revoked"),
        ):
            before = {name: permit[name] for name in vals}
            permit._write_protected(vals)
            with self.subTest(vals), self.assertRaisesRegex(UserError, words):
                self.development.with_user(self.director).action_open()
            permit._write_protected(before)
        self.assertEqual(self.get_permit_reasons(), [])

    def test_one_running_permit_of_several_is_enough(self):
        self.new_valid_permit(self.units[:2], date_from=self.day(1))
        self.assertEqual(len(self.get_permit_reasons()), 1)
        self.new_valid_permit(self.units[2:], number="YS-2")
        self.assertEqual(self.get_permit_reasons(), [])

    def test_the_state_is_written_by_nobody(self):
        for vals in ({"state": "selling"}, {"end_reason": "X"}):
            for development in (
                self.development,
                self.development.with_user(self.investor),
                self.development.with_user(self.director),
            ):
                with self.subTest(vals), self.assertRaises(UserError):
                    development.write(vals)
        with self.assertRaises(UserError):
            self.new_development(code="X", name="X", state="selling")
        loaded = (
            self.env["property.development"]
            .with_user(self.investor)
            .load(["name", "code", "state"], [["X", "X", "selling"]])
        )
        self.assertFalse(loaded["ids"])

    def test_one_code_per_company(self):
        loaded = (
            self.env["property.development"]
            .with_user(self.investor)
            .load(["name", "code"], [["Other", "RS"]])
        )
        self.assertFalse(loaded["ids"])
        self.assertIn("code already", loaded["messages"][0]["message"])

    def test_on_sale_it_is_not_archived(self):
        with self.assertRaisesRegex(ValidationError, "close it before"):
            self.development.with_user(self.investor).action_archive()
        self.development._write_protected({"state": "closed"})
        self.development.with_user(self.investor).action_archive()

    def test_an_empty_one_in_planning_is_deleted(self):
        empty = self.new_development(name="Empty", code="EM")
        empty.with_user(self.investor).unlink()
        for development in (
            self.development,
            self.development.with_user(self.investor),
        ):
            with self.assertRaisesRegex(UserError, "archive these instead: Riverside"):
                development.unlink()

    def test_a_copy_is_in_planning_and_has_no_buildings(self):
        copy = self.development.with_user(self.investor).copy()
        self.assertRecordValues(
            copy,
            [{"name": "Riverside (copy)", "code": "RS (copy)", "state": "planning"}],
        )
        self.assertFalse(
            copy.building_ids | copy.permit_ids.development_id.building_ids
        )
