from odoo.tests import tagged

from ..common_add_homes import AddHomesCommon


@tagged("post_install", "-at_install")
class TestPermitHomes(AddHomesCommon):
    """A draft takes all homes that no other valid permit names (R2.7)."""

    model = "property.permit"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adder = cls.investor
        cls.others = cls.director, cls.home_seller, cls.home_manager

    def new_empty(self, number="YS-9", **vals):
        return self.new_permit(self.unit.browse(), number=number, **vals)

    def new_done(self):
        return self.new_valid_permit(self.unit)

    def test_all_homes_of_all_buildings_are_added_once(self):
        tower = self.new_units(2, self.new_building(name="2"))
        permit = self.new_permit(self.unit)
        self.add_homes(permit)
        self.assertEqual(permit.unit_ids, self.units | tower)
        self.add_homes(permit)
        self.assertEqual(permit.unit_count, 6)

    def test_homes_of_another_development_are_left_out(self):
        hill = self.new_development(name="Hill", code="HI")
        foreign = self.new_units(2, self.new_building(hill))
        here, there = self.new_empty(), self.new_empty("YS-3", development_id=hill.id)
        self.add_homes(here | there)
        self.assertEqual(here.unit_ids, self.units)
        self.assertEqual(there.unit_ids, foreign)

    def test_homes_on_another_valid_permit_are_left_out(self):
        self.new_valid_permit(self.units[:2])
        # a draft decides nothing
        self.new_permit(self.units[2], number="YS-3")
        permit = self.new_empty()
        self.add_homes(permit)
        self.assertEqual(permit.unit_ids, self.units[2:])
        permit.with_user(self.investor).action_validate()

    def test_a_permit_that_is_over_leaves_its_homes_before_the_job_too(self):
        revoked = self.new_valid_permit(self.units[0])
        revoked.with_user(self.investor).action_revoke("Withdrawn")
        over = self.new_valid_permit(self.units[1], number="YS-3")
        over._write_protected({"date_to": self.day(-1)})
        self.new_valid_permit(self.units[2], number="YS-4", date_to=self.today)
        self.new_valid_permit(self.units[3], number="YS-5", date_from=self.day(1))
        permit = self.new_empty()
        self.add_homes(permit)
        self.assertEqual(permit.unit_ids, self.units[:2])

    def test_archived_homes_are_left_out(self):
        self.unit.with_user(self.investor).action_archive()
        permit = self.new_empty()
        self.add_homes(permit)
        self.assertEqual(permit.unit_ids, self.units[1:])

    def test_without_a_home_to_add_it_is_said(self):
        self.new_valid_permit()
        with self.assert_refused("Riverside has no home to add"):
            self.add_homes(self.new_empty())

    def test_what_is_no_draft_takes_no_more(self):
        self.assert_no_draft_takes_no_more()

    def test_investment_development_alone_adds_homes(self):
        self.assert_one_role_adds_homes()

    def test_no_permit_of_another_company_is_filled(self):
        self.assert_another_company_fills_none()

    def test_the_button_stands_above_the_homes_of_a_draft(self):
        self.assert_button_above_the_homes()

    def test_ten_times_the_homes_take_no_more_queries(self):
        self.assert_queries()
