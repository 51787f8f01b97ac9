from lxml import etree

from odoo.exceptions import AccessError

from .common import PropertyCommon


class AddHomesCommon(PropertyCommon):
    """A draft with homes, and who adds all of them: tests for each such document.

    A class for a document says its `model`, `adder`, `others`, and how it is made.
    """

    def new_empty(self, **vals):
        """A draft without homes."""
        raise NotImplementedError

    def new_done(self):
        """A document that is a draft no more, with the first home."""
        raise NotImplementedError

    def permit(self, units=None, **vals):
        """Have what homes need, before they may be added."""

    def add_homes(self, document, user=None):
        document.with_user(user or self.adder).action_add_homes()

    def assert_no_draft_takes_no_more(self):
        self.permit()
        done = self.new_done()
        for records in (done, done | self.new_empty()):
            with self.assert_refused("possible while it is “Draft”"):
                self.add_homes(records)
            with self.assert_refused("possible while it is “Draft”"):
                records.sudo().action_add_homes()
        self.assertEqual(done.unit_ids, self.unit)

    def assert_one_role_adds_homes(self):
        self.permit()
        document = self.new_empty()
        for user in (*self.others, self.finance, self.general, self.seller):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.add_homes(document, user)
        self.assertFalse(document.unit_ids)

    def assert_another_company_fills_none(self):
        self.permit()
        other = self.setup_other_company(name="Branch")["company"]
        document = self.new_empty()
        self.adder.write({"company_ids": [(4, other.id)]})
        inside = document.with_user(self.adder)
        with self.assertRaises(AccessError):
            inside.with_context(allowed_company_ids=other.ids).action_add_homes()
        self.add_homes(document)
        self.assertEqual(document.unit_ids, self.units)

    def assert_button_above_the_homes(self):
        for user, count in ((self.adder, 1), (self.others[0], 0)):
            model = self.env[self.model].with_user(user)
            arch = etree.fromstring(model.get_view(view_type="form")["arch"])
            homes = arch.find(".//page[@name='homes']")
            found = homes.findall("./button[@name='action_add_homes']")
            with self.subTest(user.name):
                self.assertEqual(len(found), count)
                for button in found:
                    self.assertEqual(button.get("invisible"), "state != 'draft'")

    def assert_queries(self):
        counts = []
        for number, count in enumerate((3, 40)):
            development = self.new_development(name=f"D{count}", code=f"D{count}")
            units = self.new_units(count, self.new_building(development))
            vals = {"development_id": development.id}
            self.permit(units, number=f"YS-{number}", **vals)
            document = self.new_empty(**vals)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.add_homes(document)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(document.unit_count, count)
        self.assertLessEqual(counts[1], counts[0])
