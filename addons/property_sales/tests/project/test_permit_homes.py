from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestPermitHomes(PropertyCommon):
    """A draft takes all homes that no other valid permit names (R2.7)."""

    def add_homes(self, permit, user=None):
        permit.with_user(user or self.investor).action_add_homes()

    def new_empty(self, number="YS-2", **vals):
        return self.new_permit(self.unit.browse(), number=number, **vals)

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
        permit = self.new_valid_permit(self.unit)
        for records in (permit, permit | self.new_empty()):
            with self.assert_refused("possible while it is “Draft”"):
                self.add_homes(records)
            with self.assert_refused("possible while it is “Draft”"):
                records.sudo().action_add_homes()
        self.assertEqual(permit.unit_ids, self.unit)

    def test_investment_development_alone_adds_homes(self):
        permit = self.new_empty()
        people = self.home_seller, self.home_manager, self.director, self.general
        for user in (*people, self.finance, self.seller):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.add_homes(permit, user)
        self.assertFalse(permit.unit_ids)

    def test_no_permit_of_another_company_is_filled(self):
        other = self.setup_other_company(name="Branch")["company"]
        permit = self.new_empty()
        self.investor.write({"company_ids": [(4, other.id)]})
        inside = permit.with_user(self.investor).with_context(
            allowed_company_ids=other.ids
        )
        with self.assertRaises(AccessError):
            inside.action_add_homes()
        self.add_homes(permit)
        self.assertEqual(permit.unit_ids, self.units)

    def test_the_button_stands_above_the_homes_of_a_draft(self):
        for user, count in ((self.investor, 1), (self.director, 0)):
            model = self.env["property.permit"].with_user(user)
            arch = etree.fromstring(model.get_view(view_type="form")["arch"])
            homes = arch.find(".//page[@name='homes']")
            found = homes.findall("./button[@name='action_add_homes']")
            with self.subTest(user.name):
                self.assertEqual(len(found), count)
                for button in found:
                    self.assertEqual(button.get("invisible"), "state != 'draft'")

    def test_ten_times_the_homes_take_no_more_queries(self):
        counts = []
        for number, count in enumerate((3, 40)):
            development = self.new_development(name=f"D{count}", code=f"D{count}")
            self.new_units(count, self.new_building(development))
            permit = self.new_empty(f"YS-{number}", development_id=development.id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.add_homes(permit)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(permit.unit_count, count)
        self.assertLessEqual(counts[1], counts[0])
