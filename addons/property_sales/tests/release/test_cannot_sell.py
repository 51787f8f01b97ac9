from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestCannotSell(PropertyCommon):
    """All that keeps a home from sale is said at once (rows 14, 15)."""

    def get_reasons(self, user=None):
        """The reasons of permits and releases, as a salesperson hears them."""
        unit = self.unit.with_user(user or self.home_seller)
        return " ".join(unit._get_cannot_sell_reasons())

    def put_on_sale(self):
        self.permit = self.new_valid_permit()
        self.release = self.new_release()
        self.development._write_protected({"state": "selling"})

    def test_at_first_all_is_missing(self):
        reasons = self.get_reasons()
        for words in (
            "Riverside 1 101 is on no permit; no fee of any kind",
            "Riverside 1 101 has no pre-sale area",
            "Riverside 1 101 has no active price",
            "Riverside is not on sale but “Planning”",
            "Riverside 1 101 is not released",
        ):
            self.assertIn(words, reasons)

    def test_on_sale_nothing_of_it_is_missing(self):
        self.put_on_sale()
        self.assertFalse(self.get_reasons())

    def test_a_block_says_until_when_and_why(self):
        self.put_on_sale()
        block = self.new_block()
        self.assertIn("Riverside 1 101 is blocked until", self.get_reasons())
        self.assertIn("For a partner of the bank", self.get_reasons())
        with self.at(10, 12):
            self.assertIn("blocked until", self.get_reasons())
        with self.at(11, 0):
            self.env.invalidate_all()
            self.assertNotIn("blocked", self.get_reasons())
        block.with_user(self.director).action_lift("Declined")
        self.assertNotIn("blocked", self.get_reasons())

    def test_a_permit_that_ends_stops_the_sale_at_once(self):
        self.put_on_sale()
        self.permit.with_user(self.investor).action_revoke("Withdrawn")
        self.assertIn("YS-2026-001 was revoked", self.get_reasons())
        self.new_valid_permit(number="YS-2")
        self.assertNotIn("permit", self.get_reasons())

    def test_a_permit_not_begun_sells_nothing(self):
        self.put_on_sale()
        self.permit._write_protected({"date_from": self.day(1)})
        self.assertIn("not valid before", self.get_reasons())
        with self.at(1, 0):
            self.assertNotIn("not valid before", self.get_reasons())

    def test_a_closed_release_and_a_closed_development_end_it(self):
        self.put_on_sale()
        self.release.with_user(self.director).action_close("Prices go up")
        self.assertIn("not released", self.get_reasons())
        self.development.with_user(self.director).action_close("Sold out")
        self.assertIn("not on sale but “Closed”", self.get_reasons())

    def test_the_permit_is_said_first(self):
        self.put_on_sale()
        self.new_block()
        self.permit.with_user(self.investor).action_revoke("Withdrawn")
        reasons = self.unit._get_cannot_sell_reasons()
        self.assertIn("Permit", reasons[0])
        self.assertIn("blocked", reasons[-1])
