from datetime import date, datetime

from freezegun import freeze_time

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.base.tests.common import BaseCommon

SHANGHAI, ANGELES = "Asia/Shanghai", "America/Los_Angeles"


@tagged("post_install", "-at_install")
class TestCompanyDay(BaseCommon):
    """The day is the company's, whoever asks and from wherever (rule 9, case 13)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        companies = cls.env["res.company"].create([{"name": "East"}, {"name": "West"}])
        cls.east, cls.west = companies
        cls.east.resource_calendar_id.tz = SHANGHAI
        cls.west.resource_calendar_id.tz = ANGELES

    def test_midnight_in_shanghai_is_four_in_the_afternoon_of_utc(self):
        for clock, day in (("15:59:59", 27), ("16:00:00", 28)):
            with freeze_time(f"2026-11-27 {clock}"):
                self.assertEqual(self.east._get_today(), date(2026, 11, day))

    def test_midnight_in_los_angeles_moves_with_daylight_saving(self):
        for moment, day in (
            ("2026-11-28 07:59:59", date(2026, 11, 27)),
            ("2026-11-28 08:00:00", date(2026, 11, 28)),
            ("2026-07-28 06:59:59", date(2026, 7, 27)),
            ("2026-07-28 07:00:00", date(2026, 7, 28)),
        ):
            with freeze_time(moment):
                self.assertEqual(self.west._get_today(), day)

    @freeze_time("2026-11-27 17:00:00")
    def test_neither_context_nor_user_changes_the_day(self):
        for zone in ("Etc/GMT+12", "Pacific/Kiritimati", "No/Where", False):
            self.env.user.tz = zone if zone != "No/Where" else False
            company = self.east.with_context(tz=zone)
            self.assertEqual(company._get_today(), date(2026, 11, 28))

    @freeze_time("2026-11-27 17:00:00")
    def test_a_day_begins_and_a_moment_has_its_day(self):
        moment = datetime(2026, 11, 27, 16, 0)
        self.assertEqual(self.east._get_midnight(date(2026, 11, 28)), moment)
        self.assertEqual(self.east._get_day(moment), date(2026, 11, 28))
        self.assertEqual(self.west._get_day(moment), date(2026, 11, 27))

    def test_other_working_hours_are_another_zone_at_once(self):
        self.assertEqual(self.west._get_zone(), ANGELES)
        self.west.resource_calendar_id.tz = "UTC"
        self.assertEqual(self.west._get_zone(), "UTC")
        self.west.resource_calendar_id = self.east.resource_calendar_id
        self.assertEqual(self.west._get_zone(), SHANGHAI)

    def test_a_branch_without_working_hours_has_the_day_of_the_company_above(self):
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.east.id}
        )
        branch.resource_calendar_id = False
        self.assertEqual(branch._get_zone(), SHANGHAI)
        self.east.resource_calendar_id = False
        self.assertEqual(branch._get_zone(), "UTC")

    @freeze_time("2026-11-27 17:00:00")
    def test_no_company_is_the_current_one(self):
        nobody = self.env["res.company"]
        for company in (self.east, self.west):
            day = nobody.with_company(company)._get_today()
            self.assertEqual(day, company._get_today())

    @freeze_time("2026-11-27 17:00:00")
    def test_a_search_judges_each_record_on_the_day_of_its_company(self):
        def begun(company):
            return Domain("create_date", "<", company._get_midnight("2026-11-28"))

        users = self.env["res.users"].create(
            [
                {
                    "name": company.name,
                    "login": f"crt_{company.name}",
                    "company_id": company.id,
                    "company_ids": company.ids,
                }
                for company in (self.east, self.west)
            ]
        )
        users.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE res_users SET create_date = '2026-11-27 17:00' WHERE id IN %s",
                tuple(users.ids),
            )
        )
        found = self.env["res.users"].search(
            Domain("id", "in", users.ids)
            & self.env["res.company"]._get_domain_by_day(begun)
        )
        self.assertEqual(found, users[1])

    @freeze_time("2026-11-27 17:00:00")
    def test_sql_knows_the_day_of_each_company(self):
        companies = self.env["res.company"].with_company(self.west)
        rows = self.env.execute_query(
            SQL(
                "SELECT id, %s, %s FROM res_company WHERE id IN %s",
                companies._query_today(SQL("id")),
                companies._query_day(SQL("'2026-11-27 07:59'::timestamp"), SQL("id")),
                (self.east | self.west)._ids,
            )
        )
        self.assertEqual(
            dict((row[0], row[1:]) for row in rows),
            {
                self.east.id: (date(2026, 11, 28), date(2026, 11, 27)),
                self.west.id: (date(2026, 11, 27), date(2026, 11, 26)),
            },
        )
