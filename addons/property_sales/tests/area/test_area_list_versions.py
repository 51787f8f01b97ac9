from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestAreaListVersions(PropertyCommon):
    """Filed areas are corrected by a new version, never under a contract (R2.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area_list = cls.new_filed_areas()

    def new_version(self, user=None):
        area_list = self.area_list.with_user(user or self.investor)
        return self.area_list.browse(area_list.action_new_version())

    def contract(self, units):
        """Have these homes under contract."""
        return patch.object(
            type(self.env["property.unit"]),
            "_get_contracted",
            lambda self: self & self.browse(units.ids),
        )

    def test_a_new_version_has_the_lines_of_the_filed_one(self):
        version = self.new_version(self.home_seller)
        self.assertEqual(version.version, 2)
        self.assertEqual(version.state, "draft")
        self.assertEqual(version.previous_id, self.area_list)
        self.assertEqual(version.line_ids.unit_id, self.units)
        self.assertFalse(version.difference_ids)
        self.assertEqual(self.area_list.state, "filed")

    def test_the_correction_shows_old_new_and_percent(self):
        version = self.new_version()
        line = version.line_ids.filtered(lambda line: line.unit_id == self.unit)
        line.with_user(self.investor).write({"gross_area": 103, "inner_area": 79})
        self.assertEqual(version.difference_ids, line)
        self.assertEqual(line.old_gross_area, 100)
        self.assertEqual(line.old_inner_area, 80)
        self.assertEqual(line.difference_percent, 3)
        self.assertEqual(line.inner_difference_percent, -1.25)
        self.assertEqual(line.shared_area, 24)

    def test_filed_it_takes_the_place_of_the_one_before(self):
        version = self.new_version()
        version.line_ids[0].with_user(self.investor).gross_area = 103
        self.sign_area_list(version)
        self.assertIn("before: 1", self.get_approvals(version).summary)
        version.with_user(self.deputy).action_approve()
        self.assertEqual(self.unit.presale_gross_area, 100)
        version.with_user(self.finance).action_file("FZ-V2")
        self.assertEqual(self.area_list.state, "superseded")
        self.assertEqual(self.unit.presale_gross_area, 103)
        self.assertEqual(self.unit.presale_area_list_id, version)
        self.assertEqual(self.units[1].presale_area_list_id, version)
        self.assertEqual(len(version.difference_ids), 1)

    def test_a_superseded_list_has_no_further_version(self):
        self.file_area_list(self.new_version())
        with self.assertRaises(UserError):
            self.area_list.with_user(self.investor).action_new_version()
        with self.assertRaisesRegex(UserError, "new version"):
            self.area_list.line_ids[0].gross_area = 5
        with self.assertRaises(UserError):
            self.area_list.with_user(self.finance).action_file("X")

    def test_there_is_one_newer_version(self):
        self.new_version()
        with self.assertRaisesRegex(UserError, "version 2"):
            self.new_version()

    def test_a_draft_gets_no_new_version(self):
        draft = self.new_area_list(self.new_units())
        with self.assertRaises(UserError):
            draft.with_user(self.investor).action_new_version()

    def test_finance_and_deputy_make_no_version(self):
        for user in (self.finance, self.deputy, self.general):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.new_version(user)

    def test_under_contract_there_is_no_new_version(self):
        with (
            self.contract(self.unit),
            self.assertRaisesRegex(UserError, "101: under contract.*amendment"),
        ):
            self.new_version()

    def test_a_contract_signed_meanwhile_stops_signature_and_filing(self):
        version = self.new_version()
        with self.contract(self.unit), self.assertRaisesRegex(UserError, "amendment"):
            version.with_user(self.investor).action_sign_investment()
        self.approve_area_list(version)
        with self.contract(self.unit), self.assertRaisesRegex(UserError, "amendment"):
            version.with_user(self.finance).action_file("FZ-9")
        self.assertEqual(self.area_list.state, "filed")

    def test_a_survey_is_corrected_under_contract(self):
        survey = self.new_filed_areas(kind="surveyed")
        with self.contract(self.units):
            version = survey.browse(
                survey.with_user(self.investor).action_new_version()
            )
            version.line_ids[0].with_user(self.investor).gross_area = 99
            self.file_area_list(version)
        self.assertEqual(self.unit.surveyed_gross_area, 99)
        self.assertEqual(version.report_number, "SV-1")

    def test_a_new_version_names_all_homes_of_the_one_before(self):
        version = self.new_version()
        version.line_ids[0].with_user(self.investor).unlink()
        with self.assertRaisesRegex(UserError, "missing: .*101"):
            version.with_user(self.investor).action_sign_investment()

    def test_versions_are_counted_by_building_and_kind(self):
        self.assertEqual(self.area_list.version, 1)
        self.assertEqual(self.new_area_list(kind="surveyed").version, 1)
        self.assertEqual(self.new_area_list(self.new_units()).version, 2)
        other = self.new_units(building=self.new_building(name="2"))
        self.assertEqual(self.new_area_list(other).version, 1)
