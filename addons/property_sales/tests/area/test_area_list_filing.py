from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import PropertyCommon

FINANCE = "group_finance"


@tagged("post_install", "-at_install")
class TestAreaListFiling(PropertyCommon):
    """Filing by finance alone writes areas on homes (R2.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area_list = cls.new_area_list()

    def test_filing_writes_the_areas(self):
        self.file_area_list(self.area_list, "FZ-1")
        self.assertEqual(self.area_list.state, "filed")
        self.assertEqual(self.area_list.filed_by_id, self.finance)
        for unit in self.units:
            self.assertEqual(unit.presale_gross_area, 100)
            self.assertEqual(unit.presale_inner_area, 80)
            self.assertEqual(unit.presale_area_list_id, self.area_list)
            self.assertFalse(unit.surveyed_gross_area)

    def test_the_survey_is_written_beside(self):
        self.file_area_list(self.area_list)
        self.new_filed_areas(kind="surveyed", areas=(101.25, 80.5))
        self.assertEqual(self.unit.surveyed_gross_area, 101.25)
        self.assertEqual(self.unit.surveyed_inner_area, 80.5)
        self.assertEqual(self.unit.presale_gross_area, 100)
        self.assertEqual(self.building.survey_total, 405)
        self.assertEqual(self.building.area_list_count, 2)

    def test_areas_are_written_nowhere_else(self):
        fields = [
            f"{kind}_{name}"
            for kind in ("presale", "surveyed")
            for name in ("gross_area", "inner_area")
        ]
        vals = {"name": "901", "building_id": self.building.id, "floor": 9}
        for name in fields:
            for units in (
                self.unit.with_user(self.investor),
                self.unit.with_user(self.investor).sudo(),
                self.unit,
            ):
                with self.subTest(name), self.assertRaises(UserError):
                    units.write({name: 55})
                with self.subTest(name), self.assertRaises(UserError):
                    units.create(vals | {name: 55})
            result = self.unit.with_user(self.investor).load(
                [".id", name], [[str(self.unit.id), "55"]]
            )
            self.assertFalse(result["ids"])
            self.assertFalse(self.unit[name])

    def test_finance_does_not_file_before_the_approval(self):
        with self.assertRaisesRegex(UserError, "signature"):
            self.area_list.with_user(self.finance).action_file("FZ-1")
        self.sign_area_list(self.area_list)
        for area_list in (
            self.area_list.with_user(self.finance),
            self.area_list.with_user(self.finance).sudo(),
        ):
            with self.assertRaisesRegex(UserError, "deputy general manager"):
                area_list.action_file("FZ-1")
        self.assertFalse(self.unit.presale_gross_area)

    def test_finance_alone_files(self):
        self.approve_area_list(self.area_list)
        people = self.deputy, self.general, self.director, self.investor
        for user in (*people, self.home_seller):
            for area_list in (
                self.area_list.with_user(user),
                self.area_list.with_user(user).sudo(),
            ):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    area_list.action_file("FZ-1")
                with self.subTest(user.name), self.assertRaises(AccessError):
                    area_list.action_send_back("No")

    def test_who_approved_does_not_file(self):
        deputy = self.new_user("deputy_2", "group_deputy_general_manager", FINANCE)
        self.sign_area_list(self.area_list)
        self.area_list.with_user(deputy).action_approve()
        with self.assertRaisesRegex(AccessError, "another person of finance"):
            self.area_list.with_user(deputy).action_file("FZ-1")
        self.area_list.with_user(self.finance).action_file("FZ-1")

    def test_a_filing_number_is_given_once(self):
        self.approve_area_list(self.area_list)
        for number in ("", "  ", None):
            with self.subTest(number), self.assertRaisesRegex(UserError, "number"):
                self.area_list.with_user(self.finance).action_file(number)
        self.area_list.with_user(self.finance).action_file(" FZ-1 ")
        self.assertEqual(self.area_list.filing_number, "FZ-1")
        other = self.new_area_list(self.new_units())
        self.approve_area_list(other)
        with self.assertRaisesRegex(UserError, "FZ-1 already"):
            other.with_user(self.finance).action_file("FZ-1")
        survey = self.new_area_list(kind="surveyed")
        self.file_area_list(survey, "FZ-1")

    def test_it_is_filed_once(self):
        self.file_area_list(self.area_list)
        with self.assertRaises(UserError):
            self.area_list.with_user(self.finance).action_file("FZ-2")

    def test_finance_sends_back_what_it_does_not_file(self):
        self.approve_area_list(self.area_list)
        with self.assertRaises(UserError):
            self.area_list.with_user(self.finance).action_send_back("")
        self.area_list.with_user(self.finance).action_send_back("Two floors missing")
        self.assertEqual(self.area_list.state, "draft")
        self.assertFalse(self.area_list.approver_id)
        self.file_area_list(self.area_list)
        self.assertEqual(self.area_list.state, "filed")

    def test_a_filed_list_is_fixed(self):
        self.file_area_list(self.area_list, "FZ-1")
        for call in (
            lambda r: r.line_ids[0].write({"gross_area": 1}),
            lambda r: r.line_ids.create({"list_id": r.id, "unit_id": self.unit.id}),
            lambda r: r.line_ids[0].unlink(),
            lambda r: r.write({"line_ids": [(5, 0, 0)]}),
        ):
            for area_list in (self.area_list.with_user(self.investor), self.area_list):
                with self.assertRaisesRegex(UserError, "FZ-1 .*new version"):
                    call(area_list)
        with self.assertRaises(UserError):
            self.area_list.unlink()

    def test_a_second_list_does_not_overwrite_filed_areas(self):
        self.file_area_list(self.area_list)
        second = self.new_area_list(self.unit, areas=(120, 90))
        with self.assertRaisesRegex(UserError, "new version of that list"):
            second.with_user(self.investor).action_sign_investment()

    def test_of_two_lists_signed_before_the_first_is_filed(self):
        second = self.new_area_list(self.unit, areas=(120, 90))
        self.approve_area_list(second)
        self.file_area_list(self.area_list)
        with self.assertRaisesRegex(UserError, "new version of that list"):
            second.with_user(self.finance).action_file("FZ-2")
        self.assertEqual(self.unit.presale_gross_area, 100)

    def test_homes_left_out_get_a_list_of_their_own(self):
        self.file_area_list(self.area_list)
        late = self.new_units()
        self.new_filed_areas(late, areas=(60, 50))
        self.assertEqual(late.presale_gross_area, 60)

    def test_the_number_of_queries_does_not_grow_with_the_homes(self):
        counts = []
        for floors in (20, 200):
            area_list = self.new_area_list(self.new_units(floors))
            self.approve_area_list(area_list)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            area_list.with_user(self.finance).action_file(f"N-{floors}")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_the_queries_of_a_signature_do_not_grow_with_the_homes(self):
        counts = []
        for floors in (20, 200):
            area_list = self.new_area_list(self.new_units(floors))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.sign_area_list(area_list)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
