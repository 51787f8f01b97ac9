from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import PropertyCommon

CRON = "property_sales.ir_cron_price_list"


@tagged("post_install", "-at_install")
class TestPriceActivation(PropertyCommon):
    """A list is active from its day on, and supersedes home by home (R2.4)."""

    def test_a_list_of_a_day_gone_is_active_when_it_is_approved(self):
        price_list = self.new_active_prices(date_from=self.day(-3))
        self.assertEqual(price_list.state, "active")
        self.assertEqual(price_list.activated_on, self.today)

    def test_a_list_of_tomorrow_waits_for_its_day(self):
        price_list = self.new_active_prices(date_from=self.day(1))
        self.assertEqual(price_list.state, "approved")
        self.assertFalse(self.unit.price_line_id)
        self.run_cron(CRON)
        self.assertEqual(price_list.state, "approved")
        with freeze_time(self.day(1)):
            self.run_cron(CRON)
        self.assertEqual(price_list.state, "active")
        self.assertEqual(self.unit.list_price, 1_000_000)

    def test_where_the_job_is_late_it_is_active_when_a_home_is_decided_on(self):
        price_list = self.new_active_prices(date_from=self.day(1))
        lists = self.env["property.price.list"].with_user(self.home_seller)
        with freeze_time(self.day(3)):
            lists._activate_due(self.development)
        self.assertEqual(price_list.state, "active")
        self.assertEqual(self.unit.list_price, 1_000_000)

    def test_other_developments_wait_for_their_own(self):
        other = self.new_development(name="Hillside", code="HS")
        price_list = self.new_active_prices(date_from=self.day(1))
        with freeze_time(self.day(1)):
            self.env["property.price.list"]._activate_due(other)
        self.assertEqual(price_list.state, "approved")

    def test_the_day_is_the_company_s(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        with freeze_time("2026-03-01 15:30:00"):
            price_list = self.new_active_prices(date_from="2026-03-02")
            self.assertEqual(price_list.state, "approved")
            self.run_cron(CRON)
            self.assertEqual(price_list.state, "approved")
        with freeze_time("2026-03-01 16:00:01"):
            self.run_cron(CRON)
        self.assertEqual(price_list.state, "active")
        self.assertEqual(price_list.activated_on, fields.Date.to_date("2026-03-02"))

    def test_the_job_is_woken_at_midnight_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        triggers = self.env["ir.cron.trigger"]
        known = triggers.search([])
        with freeze_time("2026-03-01 09:00:00"):
            self.new_active_prices(date_from="2026-03-04")
        new = triggers.search([("cron_id", "=", self.env.ref(CRON).id)]) - known
        self.assertEqual(str(new.call_at), "2026-03-03 16:00:00")

    def test_a_list_of_some_homes_leaves_the_others(self):
        first = self.new_active_prices()
        second = self.new_active_prices(self.units[:2], 1_100_000)
        self.assertEqual(
            self.units.mapped("list_price"), [1_100_000] * 2 + [1_000_000] * 2
        )
        self.assertEqual((first | second).mapped("state"), ["active", "active"])

    def test_a_list_is_superseded_when_no_home_has_its_price_from_it(self):
        first = self.new_active_prices()
        self.new_active_prices(self.units[:2], 1_100_000)
        third = self.new_active_prices(self.units[2:], 1_200_000)
        self.assertEqual(first.state, "superseded")
        self.assertEqual(third.state, "active")
        self.assertTrue(self.units[0].price_line_id.list_id.state, "active")

    def test_of_two_late_lists_the_later_day_wins(self):
        later = self.new_active_prices(price=2_000_000, date_from=self.day(2))
        earlier = self.new_active_prices(price=1_000_000, date_from=self.day(1))
        with freeze_time(self.day(5)):
            self.run_cron(CRON)
        self.assertEqual(set(self.units.mapped("list_price")), {2_000_000})
        self.assertRecordValues(
            later | earlier, [{"state": "active"}, {"state": "superseded"}]
        )

    def test_of_two_lists_of_one_day_the_later_decision_wins(self):
        first = self.new_price_list(price=1_000_000, date_from=self.day(1))
        second = self.new_price_list(price=2_000_000, date_from=self.day(1))
        (first | second).with_user(self.director).action_submit()
        second.with_user(self.general).action_approve()
        with freeze_time(fields.Datetime.now() + timedelta(seconds=1)):
            first.with_user(self.general).action_approve()
        with freeze_time(self.day(2)):
            self.run_cron(CRON)
        self.assertEqual(set(self.units.mapped("list_price")), {1_000_000})
        self.assertEqual(second.state, "superseded")

    def test_a_late_job_does_not_undo_what_was_decided_since(self):
        waiting = self.new_active_prices(price=2_000_000, date_from=self.day(1))
        with freeze_time(self.day(3)):
            decided = self.new_active_prices(price=1_000_000, date_from=self.today)
            self.run_cron(CRON)
        self.assertEqual(set(self.units.mapped("list_price")), {1_000_000})
        self.assertRecordValues(
            waiting | decided, [{"state": "superseded"}, {"state": "active"}]
        )

    def test_a_home_without_a_price_is_not_sold(self):
        self.new_valid_permit()
        reasons = " ".join(self.unit._get_cannot_sell_reasons())
        self.assertIn("has no active price", reasons)
        self.new_active_prices(self.units[0])
        reasons = " ".join(self.unit._get_cannot_sell_reasons())
        self.assertNotIn("price", reasons)

    def test_a_development_opens_when_every_permitted_home_has_a_price(self):
        self.new_valid_permit(self.units[:3])
        self.new_active_prices(self.units[:2])
        reasons = " ".join(self.development._get_cannot_open_reasons())
        self.assertIn("1 permitted homes have no active price", reasons)
        self.assertIn(self.units[2].display_name, reasons)
        self.new_active_prices(self.units[2])
        reasons = " ".join(self.development._get_cannot_open_reasons())
        self.assertNotIn("no active price", reasons)

    def test_publishing_goes_by_the_prices_of_the_day(self):
        permit = self.new_valid_permit()
        price_list = self.new_active_prices(date_from=self.day(1))
        with freeze_time(self.day(1)):
            permit.with_user(self.director).action_publish()
            self.assertEqual(permit.published_on, self.day(1))
        self.assertEqual(price_list.state, "active")

    @mute_logger("odoo.addons.property_sales.models.price.property_price_list")
    def test_a_development_that_fails_does_not_keep_the_others(self):
        other = self.new_development(name="Hillside", code="HS")
        units = self.new_units(2, self.new_building(other))
        self.new_active_prices(date_from=self.day(1))
        self.new_active_prices(units, date_from=self.day(1))
        done = []

        def activate(_model, development):
            done.append(development)
            raise ValueError("refused")

        lists = type(self.env["property.price.list"])
        self.patch(lists, "_activate_due", activate)
        # nothing is left by this test that a roll-back could take away
        self.patch(type(self.env.cr), "rollback", lambda _cr: None)
        with freeze_time(self.day(1)):
            self.run_cron(CRON)
        self.assertEqual(set(done), {self.development, other})

    def test_a_second_version_changes_only_what_it_changes(self):
        first = self.new_active_prices()
        version = first.browse(first.with_user(self.director).action_new_version())
        version.line_ids.sorted("unit_id")[0].with_user(self.director).price = 5
        version.with_user(self.director).action_submit()
        version.with_user(self.general).action_approve()
        self.assertEqual(self.units.mapped("list_price"), [5] + 3 * [1_000_000])
        self.assertEqual(self.units.price_line_id.list_id, version)
        self.assertEqual(first.state, "superseded")
