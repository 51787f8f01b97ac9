from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_sale import SaleCommon


@tagged("post_install", "-at_install")
class TestHold(SaleCommon):
    """A click holds a home for some minutes, for one customer (R2.7)."""

    def test_a_click_holds_the_home_for_half_an_hour_without_a_number(self):
        before = fields.Datetime.now()
        hold = self.reserve()
        self.assertRecordValues(
            hold,
            [
                {
                    "state": "active",
                    "number": False,
                    "date_end": False,
                    "user_id": self.home_seller.id,
                    "price": 1000000,
                }
            ],
        )
        minutes = (hold.hold_until - before) / timedelta(minutes=1)
        self.assertAlmostEqual(minutes, 30, delta=0.1)
        self.assertEqual(self.unit.state, "reserved")
        self.assertEqual(self.unit.reservation_id, hold)

    def test_homes_that_nobody_has_are_available(self):
        self.reserve()
        found = self.units.sudo().search([("state", "=", "available")])
        self.assertEqual(found & self.units, self.units[1:])
        self.assertEqual(set(self.units[1:].mapped("state")), {"available"})

    def test_a_second_customer_reads_by_whom_and_since_when_it_is_taken(self):
        self.reserve()
        with self.assert_refused("taken by home_seller since"):
            self.reserve(buyer=self.other_buyer, user=self.home_colleague)

    def test_the_message_names_no_customer(self):
        self.reserve()
        with self.assertRaises(UserError) as caught:
            self.reserve(buyer=self.other_buyer, user=self.home_colleague)
        self.assertNotIn(self.buyer.name, str(caught.exception))

    def test_a_lapsed_hold_is_nobodys_though_no_job_ran(self):
        hold = self.reserve()
        self.let_lapse(hold)
        self.assertEqual(self.unit.state, "available")
        second = self.reserve(buyer=self.other_buyer, user=self.home_colleague)
        self.assertEqual(hold.state, "expired")
        self.assertIn("without money", hold.end_reason)
        self.assertEqual(second.state, "active")

    def test_importing_and_code_hold_homes_by_the_same_rules(self):
        self.reserve()
        vals = {
            "unit_id": self.unit.id,
            "partner_id": self.other_buyer.id,
            "money_kind": "advance",
            "amount": 1000,
        }
        reservations = self.env["property.reservation"].with_user(self.home_colleague)
        for model in (reservations, reservations.sudo()):
            with self.subTest(su=model.env.su), self.assertRaises(UserError):
                model.create(vals)
        result = reservations.load(
            ["unit_id/.id", "partner_id/.id", "money_kind", "amount"],
            [[str(self.unit.id), str(self.other_buyer.id), "advance", "1000"]],
        )
        self.assertFalse(result["ids"])
        self.assertIn("taken by", result["messages"][0]["message"])

    def test_nothing_of_a_reservation_is_written(self):
        hold = self.reserve()
        values = {
            "state": "cancelled",
            "number": "F34/2026/00001",
            "date_end": self.day(90),
            "hold_until": fields.Datetime.now() + timedelta(days=1),
            "price": 1,
            "unit_id": self.units[1].id,
            "partner_id": self.other_buyer.id,
            "amount": 1,
            "user_id": self.home_colleague.id,
        }
        for name, value in values.items():
            for record in (hold, hold.with_user(self.home_seller)):
                with self.subTest(name), self.assertRaises(UserError):
                    record.write({name: value})

    def test_nothing_protected_is_given_to_a_new_one(self):
        reservations = self.env["property.reservation"].with_user(self.home_seller)
        vals = {
            "unit_id": self.unit.id,
            "partner_id": self.buyer.id,
            "money_kind": "advance",
            "amount": 1000,
        }
        for name, value in {
            "price": 1,
            "date_end": self.day(9),
            "state": "active",
        }.items():
            with self.subTest(name), self.assertRaises(UserError):
                reservations.create(vals | {name: value})

    def test_a_deposit_is_at_most_a_fifth_of_the_price(self):
        self.assertEqual(self.reserve(amount=200000).amount, 200000)
        with self.assert_refused("200,000.00"):
            self.reserve(self.units[1], amount=200000.01)
        self.assertEqual(self.units[1].state, "available")

    def test_an_advance_has_no_such_limit(self):
        self.assertTrue(self.reserve(kind="advance", amount=200000.01))

    def test_without_a_permit_no_home_is_held(self):
        self.permit.with_user(self.investor).action_revoke("Fire safety")
        with self.assert_refused("revoked"):
            self.reserve()

    def test_without_training_nobody_holds(self):
        untrained = self.new_user("untrained", "property_sales.group_property_sales")
        with self.assert_refused("raining"):
            self.reserve(user=untrained, buyer=self.new_buyer("Li", untrained))

    def test_a_seller_of_products_holds_no_home(self):
        with self.assertRaises(AccessError):
            self.reserve(user=self.seller)

    def test_a_customer_holds_a_home_once(self):
        self.reserve()
        with self.assert_refused("taken by"):
            self.wait(buyer=self.buyer, user=self.home_seller)

    def test_a_reservation_is_cancelled_and_never_deleted(self):
        reservation = self.new_reservation()
        with self.assertRaises(UserError):
            reservation.unlink()
        with self.assert_refused("why"):
            reservation.with_user(self.home_seller).action_cancel(" ")
        reservation.with_user(self.home_seller).action_cancel("No loan")
        self.assertEqual(self.unit.state, "available")
        self.assertTrue(reservation.number)

    def test_a_colleague_gives_no_home_back(self):
        hold = self.reserve()
        with self.assertRaises(AccessError):
            hold.with_user(self.home_colleague).action_cancel("Mine now")

    def test_who_was_faster_is_told_though_this_transaction_does_not_see_it(self):
        # what a transaction that began before sees: nobody has the home
        self.reserve()
        model = type(self.env["property.unit"])
        reservations = self.env["property.reservation"]
        vals = {
            "unit_id": self.unit.id,
            "partner_id": self.other_buyer.id,
            "money_kind": "advance",
            "amount": 1000,
        }
        with (
            patch.object(model, "_get_taken_reason", return_value=""),
            patch.object(model, "_get_faster_text", return_value="taken by X at T"),
            self.assert_refused("taken by X at T"),
        ):
            reservations.with_user(self.home_colleague).create(vals)

    def test_a_price_counts_from_its_day_though_the_job_is_late(self):
        prices = self.new_price_list(price=1200000, date_from=self.day(1))
        prices.with_user(self.director).action_submit()
        prices.with_user(self.general).action_approve()
        self.assertEqual(self.unit.list_price, 1000000)
        prices._write_protected({"date_from": self.today})
        self.assertEqual(self.reserve().price, 1200000)
