from odoo.tests import tagged

from ..common_add_homes import AddHomesCommon


@tagged("post_install", "-at_install")
class TestReleaseHomes(AddHomesCommon):
    """A draft takes all permitted homes that no other release names (R2.4)."""

    model = "property.release"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adder = cls.director
        cls.others = cls.home_seller, cls.home_manager, cls.investor

    def new_empty(self, name="Second", **vals):
        return self.new_draft_release(self.unit.browse(), name=name, **vals)

    def new_done(self):
        return self.new_release(self.unit)

    def permit(self, units=None, **vals):
        self.new_valid_permit(units, **vals)

    def test_all_permitted_homes_of_all_buildings_are_added_once(self):
        tower = self.new_units(2, self.new_building(name="2"))
        self.new_valid_permit(self.units[:2] | tower)
        release = self.new_draft_release(self.unit)
        self.add_homes(release)
        self.assertEqual(release.unit_ids, self.units[:2] | tower)
        self.add_homes(release)
        self.assertEqual(release.unit_count, 4)

    def test_homes_of_another_development_are_left_out(self):
        self.new_valid_permit()
        hill = self.new_development(name="Hill", code="HI")
        foreign = self.new_units(2, self.new_building(hill))
        self.new_valid_permit(foreign, number="YS-2", development_id=hill.id)
        here, there = self.new_empty(), self.new_empty(development_id=hill.id)
        self.add_homes(here | there)
        self.assertEqual(here.unit_ids, self.units)
        self.assertEqual(there.unit_ids, foreign)

    def test_homes_on_sale_or_on_another_draft_are_left_out(self):
        self.new_valid_permit()
        self.new_release(self.units[0])
        self.new_draft_release(self.units[1], name="Planned")
        release = self.new_empty()
        self.add_homes(release)
        self.assertEqual(release.unit_ids, self.units[2:])

    def test_homes_of_a_closed_release_come_back(self):
        self.new_valid_permit()
        first = self.new_release()
        first.with_user(self.director).action_close("Too early")
        release = self.new_empty()
        self.add_homes(release)
        release.with_user(self.director).action_release()
        self.assertEqual(self.units.release_id, release)

    def test_homes_on_no_running_permit_are_left_out(self):
        self.new_valid_permit(self.units[0])
        revoked = self.new_valid_permit(self.units[1], number="YS-2")
        revoked.with_user(self.investor).action_revoke("Withdrawn")
        over = self.new_valid_permit(self.units[2], number="YS-3")
        over._write_protected({"date_to": self.day(-1)})
        self.new_permit(self.units[3], number="YS-4")
        release = self.new_empty()
        self.add_homes(release)
        self.assertEqual(release.unit_ids, self.units[0])

    def test_without_a_home_to_add_it_is_said(self):
        with self.assert_refused("Riverside has no home to add"):
            self.add_homes(self.new_empty())

    def test_what_is_no_draft_takes_no_more(self):
        self.assert_no_draft_takes_no_more()

    def test_the_director_alone_adds_homes(self):
        self.assert_one_role_adds_homes()

    def test_no_release_of_another_company_is_filled(self):
        self.assert_another_company_fills_none()

    def test_the_button_stands_above_the_homes_of_a_draft(self):
        self.assert_button_above_the_homes()

    def test_ten_times_the_homes_take_no_more_queries(self):
        self.assert_queries()
