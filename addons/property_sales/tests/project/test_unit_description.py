from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import PropertyCommon

CHANGES = (
    {"name": "999"},
    {"floor": 9},
    {"usage": "shop"},
    {"layout": "9 rooms"},
    {"orientation": "North"},
    {"active": False},
)


@tagged("post_install", "-at_install")
class TestUnitDescription(PropertyCommon):
    """A home is as its permit describes it (R2.4, R2.7)."""

    def test_before_a_permit_a_home_is_free(self):
        self.new_permit()
        for vals in CHANGES:
            with self.subTest(vals):
                self.unit.with_user(self.investor).write(vals)
                self.assertRecordValues(self.unit, [vals])

    def test_a_home_on_a_permit_is_fixed(self):
        self.new_valid_permit(self.unit)
        for vals in CHANGES:
            for unit in (self.unit, self.unit.with_user(self.investor)):
                with (
                    self.subTest(vals),
                    self.assertRaisesRegex(UserError, "stands in permit YS-2026-001"),
                ):
                    unit.write(vals)

    def test_one_fixed_home_fixes_the_batch(self):
        self.new_valid_permit(self.unit)
        with self.assertRaisesRegex(UserError, "Riverside 1 101 stands in"):
            self.units.with_user(self.investor).write({"layout": "9 rooms"})
        self.assertEqual(set(self.units.mapped("layout")), {"3 rooms"})

    def test_the_import_changes_no_fixed_home(self):
        self.new_valid_permit(self.unit)
        loaded = self.unit.with_user(self.investor).load(
            [".id", "layout"], [[str(self.unit.id), "9 rooms"]]
        )
        self.assertFalse(loaded["ids"])
        self.assertIn("stands in permit", loaded["messages"][0]["message"])

    def test_an_expired_permit_fixes_as_well(self):
        permit = self.new_valid_permit(self.unit)
        permit._write_protected({"state": "expired"})
        with self.assertRaisesRegex(UserError, "stands in permit"):
            self.unit.with_user(self.investor).write({"floor": 9})

    def test_a_revoked_permit_gives_it_free_to_be_corrected(self):
        permit = self.new_valid_permit(self.unit)
        self.assertTrue(self.unit.is_fixed)
        permit.with_user(self.investor).action_revoke("Wrong floor")
        self.assertFalse(self.unit.is_fixed)
        self.unit.with_user(self.investor).write({"floor": 9})
        self.new_valid_permit(self.unit, number="YS-2")
        with self.assertRaisesRegex(UserError, "stands in permit YS-2"):
            self.unit.with_user(self.investor).write({"floor": 10})

    def test_a_home_never_changes_its_building(self):
        other = self.new_building(name="2")
        for vals in (
            {"building_id": other.id},
            {"development_id": self.development.id},
            {"company_id": self.company.id},
            {"permit_id": False},
            {"guard": 7},
        ):
            for unit in (self.unit, self.unit.with_user(self.investor)):
                with self.subTest(vals), self.assertRaisesRegex(UserError, "directly"):
                    unit.write(vals)

    def test_a_home_is_deleted_before_its_permit_only(self):
        permit = self.new_valid_permit(self.unit)
        self.units[1].with_user(self.investor).unlink()
        for unit in (self.unit, self.unit.with_user(self.investor)):
            with self.assertRaisesRegex(UserError, "stay on record: Riverside 1 101"):
                unit.unlink()
        permit.with_user(self.investor).action_revoke("No more")
        with self.assertRaisesRegex(UserError, "stay on record"):
            self.unit.with_user(self.investor).unlink()

    def test_a_copy_has_another_number_and_no_permit(self):
        self.new_valid_permit(self.unit)
        copy = self.unit.with_user(self.investor).copy()
        self.assertRecordValues(
            copy,
            [{"name": "101 (copy)", "layout": "3 rooms", "permit_id": False}],
        )
        named = self.unit.with_user(self.investor).copy({"name": "102"})
        self.assertEqual(named.name, "102")

    def test_buildings_with_homes_stay(self):
        with self.assertRaisesRegex(UserError, "Riverside 1"):
            self.building.with_user(self.investor).unlink()
        empty = self.new_building(name="2")
        self.units.with_user(self.investor).write({"active": False})
        with self.assertRaisesRegex(UserError, "with homes are not deleted"):
            (self.building | empty).with_user(self.investor).unlink()
        empty.with_user(self.investor).unlink()

    def test_a_copied_building_is_empty(self):
        self.building.completed_on = self.today
        copy = self.building.with_user(self.investor).copy()
        self.assertRecordValues(copy, [{"name": "1 (copy)", "completed_on": False}])
        self.assertFalse(copy.unit_ids)
