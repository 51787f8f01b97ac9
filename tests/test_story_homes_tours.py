"""The story of a home in the browser, each role under its own login."""

from datetime import timedelta
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from odoo.addons.property_sales.tests.common_sale import SaleCommon

PHONE, DESK = "390x844", "1366x820"
INBOX = "/odoo/action-sales_rules.sales_approval_action_inbox"


class StoryTours(HttpCase):
    """The steps of the story by real clicks, on a phone or at a desk."""

    def tour(self, step, user, url):
        self.start_tour(url, f"property_story_{step}", login=user.login)
        self.env.invalidate_all()

    def use_screen(self, size):
        """Go on with a screen of this size."""
        self.browser_size = size
        self.touch_enabled = size == PHONE

    def sell(self):
        """The seller: hold, deposit by card and in cash, handed over."""
        # the tour names them; what another test made is gone
        type(self).voucher_number = 0
        self.vouchers = self.new_vouchers(2, holder=self.home_seller)
        self.tour("sell", self.home_seller, "/odoo/unit-board")
        hold = self.unit.reservation_id
        self.assertEqual(hold.amount_collected, 50000)
        self.assertRegex(hold.number, "^F34")
        self.assertEqual(self.vouchers.mapped("state"), ["used", "used"])
        report = hold.receipt_ids.report_id
        url = "/odoo/action-receivables_collect.collection_day_report_action_today"
        self.tour("hand_in", self.home_seller, url)
        self.assertEqual(report.state, "submitted")
        return hold

    def bank(self):
        """Finance: counted blind, verified, banked, and the day closed."""
        day = (
            self.env["property.ledger.day"]
            .sudo()
            .search([("company_id", "=", self.company.id), ("date", "=", self.today)])
        )
        self.tour("bank", self.finance, f"/odoo/property-days/{day.id}")
        self.assertRecordValues(
            day,
            [{"state": "closed", "amount_received": 50000, "amount_banked": 50000}],
        )

    def end(self, hold):
        """The time is over: the next one has the home, the money goes back."""
        waiting = self.wait(hold.unit_id)
        later = self.today + timedelta(days=8)
        companies = self.registry["res.company"]
        with patch.object(companies, "_get_today", lambda company: later):
            hold._end_lapsed()
            self.assertEqual((hold.state, waiting.state), ("expired", "active"))
            hold.with_user(self.home_seller).action_return()
            hold.with_user(self.director).action_approve()
            url = f"/odoo/property-reservations/{hold.id}"
            self.tour("return", self.finance, url)
            self.assertEqual((hold.amount_held, hold.amount_returned), (0, 50000))
        self.use_screen(PHONE)
        self.tour("moved_up", self.home_colleague, "/odoo/property-reservations")


@tagged("post_install", "-at_install", "is_tour")
class TestStoryHomesTours(SaleCommon, StoryTours):
    """Seller on the phone, finance at the desk, every day (R2.7 to R2.10)."""

    def test_from_the_hold_to_the_closed_day_and_the_one_who_moves_up(self):
        self.use_screen(PHONE)
        hold = self.sell()
        self.use_screen(DESK)
        self.bank()
        self.end(hold)


@tagged("post_install", "-at_install", "is_tour", "long")
class TestStoryHomesWholeTours(SaleCommon, StoryTours):
    """All steps from the plan on, each on both screens (R2.4 to R2.10)."""

    @classmethod
    def open_sale(cls):
        """Leave the way to the opening to the tours."""

    def walk(self, size):
        self.use_screen(size)
        plan = self.new_plan(user=self.director)
        self.tour("plan", self.director, f"/odoo/marketing-plans/{plan.id}")
        self.tour("decide_plan", self.general, INBOX)
        self.assertEqual(plan.state, "approved")
        permit = self.new_permit()
        self.tour("permit", self.investor, f"/odoo/home-permits/{permit.id}")
        self.assertEqual(permit.state, "valid")
        areas = self.new_area_list()
        url = f"/odoo/area-lists/{areas.id}"
        self.tour("sign_investment", self.investor, url)
        self.tour("sign_marketing", self.home_seller, url)
        self.tour("decide_areas", self.deputy, INBOX)
        self.tour("file", self.finance, url)
        self.assertEqual((areas.state, areas.filing_number), ("filed", "FB-2026-7"))
        prices = self.new_price_list()
        self.tour("prices", self.director, f"/odoo/home-price-lists/{prices.id}")
        self.tour("decide_prices", self.general, INBOX)
        self.assertEqual(prices.state, "active")
        release = self.new_draft_release()
        self.tour("release", self.director, f"/odoo/home-releases/{release.id}")
        self.assertEqual(self.development.state, "selling")
        for seller in self.home_seller | self.home_colleague:
            self.new_training(seller)
        hold = self.sell()
        self.bank()
        self.end(hold)

    def test_the_whole_story_at_a_desk(self):
        self.walk(DESK)

    def test_the_whole_story_on_a_phone(self):
        self.walk(PHONE)
