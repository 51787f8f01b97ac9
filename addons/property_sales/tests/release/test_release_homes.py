from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestReleaseHomes(PropertyCommon):
    """A draft takes all permitted homes that no other release names (R2.4)."""

    def add_homes(self, release, user=None):
        release.with_user(user or self.director).action_add_homes()

    def new_empty(self, name="Second", **vals):
        return self.new_draft_release(self.unit.browse(), name=name, **vals)

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
        self.new_valid_permit()
        release = self.new_release(self.unit)
        for records in (release, release | self.new_empty()):
            with self.assert_refused("possible while it is “Draft”"):
                self.add_homes(records)
            with self.assert_refused("possible while it is “Draft”"):
                records.sudo().action_add_homes()
        self.assertEqual(release.unit_ids, self.unit)

    def test_the_director_alone_adds_homes(self):
        self.new_valid_permit()
        release = self.new_empty()
        people = self.home_seller, self.home_manager, self.investor, self.general
        for user in (*people, self.finance, self.seller):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.add_homes(release, user)
        self.assertFalse(release.unit_ids)

    def test_no_release_of_another_company_is_filled(self):
        self.new_valid_permit()
        other = self.setup_other_company(name="Branch")["company"]
        release = self.new_empty()
        self.director.write({"company_ids": [(4, other.id)]})
        inside = release.with_user(self.director).with_context(
            allowed_company_ids=other.ids
        )
        with self.assertRaises(AccessError):
            inside.action_add_homes()
        self.add_homes(release)
        self.assertEqual(release.unit_ids, self.units)

    def test_the_button_stands_above_the_homes_of_a_draft(self):
        for user, count in ((self.director, 1), (self.home_seller, 0)):
            model = self.env["property.release"].with_user(user)
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
            units = self.new_units(count, self.new_building(development))
            vals = {"development_id": development.id}
            self.new_valid_permit(units, number=f"YS-{number}", **vals)
            release = self.new_empty(**vals)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.add_homes(release)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(release.unit_count, count)
        self.assertLessEqual(counts[1], counts[0])
