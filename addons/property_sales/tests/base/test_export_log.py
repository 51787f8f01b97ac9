import json

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..common import PropertyCommon

EXPORT = "base.group_allow_export"


class ExportCommon(PropertyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls.director | cls.finance | cls.deputy | cls.general | cls.investor
        people |= cls.home_seller | cls.home_manager | cls.rules_admin | cls.seller
        people.write({"group_ids": [Command.link(cls.env.ref(EXPORT).id)]})

    def get_logs(self):
        return self.env["property.export.log"].sudo().search([])


@tagged("post_install", "-at_install")
class TestExportLog(ExportCommon):
    """Secrets of homes leave by named roles, and each time is on record (R2.12)."""

    def test_the_deciders_export_homes_and_each_time_is_noted(self):
        for user in (self.director, self.finance, self.deputy, self.general):
            rows = self.units.with_user(user).export_data(["name", "floor"])["datas"]
            self.assertEqual(len(rows), 4)
        self.assertRecordValues(
            self.get_logs().sorted("id"),
            [
                {
                    "user_id": user.id,
                    "company_id": self.company.id,
                    "model": "property.unit",
                    "model_label": "Home",
                    "domain": str([("id", "in", self.units.ids)]),
                    "field_names": "name\nfloor",
                    "count": 4,
                }
                for user in (self.director, self.finance, self.deputy, self.general)
            ],
        )

    def test_others_export_no_home(self):
        for user in (self.home_seller, self.home_manager, self.investor):
            with (
                self.subTest(user.name),
                self.assertRaisesRegex(AccessError, "Home.*General Manager"),
            ):
                self.units.with_user(user).export_data(["name"])
        self.assertFalse(self.get_logs())

    def test_investment_development_exports_what_has_no_prices(self):
        permit = self.new_valid_permit()
        for record in (self.development, self.building, permit):
            record.with_user(self.investor).export_data(["display_name"])
        self.assertEqual(len(self.get_logs()), 3)

    def test_no_path_leads_to_homes_past_their_rule(self):
        development = self.development.with_user(self.investor)
        for name in ("unit_ids/name", "unit_ids", "building_ids/unit_ids/floor"):
            with self.subTest(name), self.assertRaises(AccessError):
                development.export_data([name])
        users = self.investor.with_user(self.investor)
        users.export_data(["name"])
        self.assertFalse(self.get_logs())

    def test_a_path_from_another_model_is_noted_too(self):
        permit = self.new_valid_permit()
        permit.with_user(self.director).export_data(["number", "unit_ids/name"])
        self.assertEqual(self.get_logs().field_names, "number\nunit_ids/name")

    def test_what_is_no_secret_is_exported_as_ever(self):
        self.customer.with_user(self.seller).export_data(["name"])
        self.assertFalse(self.get_logs())

    def test_the_filter_of_the_screen_is_kept(self):
        units = self.units.with_user(self.director)
        units.with_context(active_domain=[["floor", "=", 1]]).export_data(["name"])
        self.assertEqual(self.get_logs().active_domain, "[['floor', '=', 1]]")

    def test_records_of_two_companies_are_two_entries(self):
        other = self.env["res.company"].create({"name": "Other Developer"})
        (self.investor | self.director).write({"company_ids": [Command.link(other.id)]})
        foreign = self.new_development(code="EW", company_id=other.id)
        both = (self.development | foreign).with_user(self.director)
        both = both.with_context(allowed_company_ids=[self.company.id, other.id])
        both.export_data(["name"])
        logs = self.get_logs()
        self.assertEqual(logs.company_id, self.company | other)
        self.assertEqual(logs.mapped("count"), [1, 1])

    def test_an_entry_is_never_changed_made_or_deleted(self):
        self.unit.with_user(self.director).export_data(["name"])
        log = self.get_logs()
        for entry in (log, log.with_user(self.director), log.with_user(self.general)):
            with self.assertRaises(UserError):
                entry.write({"count": 0})
            with self.assertRaises(UserError):
                entry.unlink()
            with self.assertRaises(UserError):
                entry.copy()
        vals = {"user_id": self.director.id, "model": "property.unit", "count": 1}
        with self.assertRaises(UserError):
            log.create(vals)
        self.assertTrue(log.exists())
        self.assertEqual(log.count, 1)

    def test_management_alone_reads_it(self):
        self.unit.with_user(self.director).export_data(["name"])
        log = self.get_logs()
        for user in (self.director, self.deputy, self.general):
            self.assertTrue(log.with_user(user).read(["user_id"]))
        for user in (self.home_seller, self.investor, self.finance, self.rules_admin):
            with self.subTest(user.name), self.assertRaises(AccessError):
                log.with_user(user).read(["user_id"])


@tagged("post_install", "-at_install")
class TestExportOfTheBrowser(ExportCommon, HttpCase):
    """The button *Export* goes the same way (R2.12)."""

    def export(self, user, kind="csv"):
        self.authenticate(user.login, user.login.ljust(8, "x"))
        data = {
            "model": "property.unit",
            "fields": [{"name": "name", "label": "Name", "type": "char"}],
            "ids": False,
            "domain": [["id", "in", self.units.ids]],
            "import_compat": False,
            "groupby": ["floor"] if kind == "xlsx" else [],
            "context": {},
        }
        return self.url_open(
            f"/web/export/{kind}",
            {"data": json.dumps(data), "csrf_token": http.Request.csrf_token(self)},
        )

    def test_it_is_noted_and_refused_alike(self):
        for kind in ("csv", "xlsx"):
            self.assertEqual(self.export(self.director, kind).status_code, 200)
        self.assertEqual(self.get_logs().mapped("count"), [4, 4])
        self.assertNotEqual(self.export(self.home_seller).status_code, 200)
        self.assertEqual(len(self.get_logs()), 2)
