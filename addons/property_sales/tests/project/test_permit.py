from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestPermit(PropertyCommon):
    """Homes are sold by a valid permit, and each is on one (R2.7)."""

    def test_a_validated_permit_stands_on_its_homes(self):
        permit = self.new_valid_permit()
        self.assertEqual(self.units.permit_id, permit)
        self.assertEqual(permit.state, "valid")

    def test_a_home_is_on_one_valid_permit(self):
        self.new_valid_permit()
        second = self.new_permit(self.unit, number="YS-2026-002")
        with self.assertRaisesRegex(ValidationError, "YS-2026-001"):
            second.with_user(self.investor).action_validate()

    def test_the_last_day_is_valid_and_the_next_one_is_not(self):
        permit = self.new_valid_permit(date_to=self.today)
        self.assertFalse(permit._get_cannot_sell_reason())
        over = self.new_permit(number="YS-2", date_to=self.day(-1))
        with self.assertRaisesRegex(UserError, "until"):
            over.with_user(self.investor).action_validate()

    def test_before_its_first_day_nothing_is_sold(self):
        permit = self.new_valid_permit(date_from=self.day(1))
        self.assertIn("not valid before", permit._get_cannot_sell_reason())

    def test_a_revoked_permit_gives_its_homes_free_for_another_one(self):
        permit = self.new_valid_permit()
        permit.with_user(self.investor).action_revoke("Withdrawn by the bureau")
        self.assertIn("revoked", permit._get_cannot_sell_reason())
        second = self.new_valid_permit(number="YS-2026-002")
        self.assertEqual(self.units.permit_id, second)

    def test_the_job_ends_what_is_over(self):
        permit = self.new_valid_permit()
        permit._write_protected({"date_to": self.day(-1)})
        self.run_cron("property_sales.ir_cron_permit")
        self.assertEqual(permit.state, "expired")

    def test_a_valid_permit_is_fixed(self):
        permit = self.new_valid_permit()
        for vals in ({"date_to": self.day(999)}, {"state": "draft"}, {"number": "X"}):
            with self.subTest(vals), self.assertRaises(UserError):
                permit.write(vals)

    def test_investment_development_alone_validates(self):
        permit = self.new_permit()
        for user in (self.home_seller, self.director, self.general):
            with self.subTest(user.name), self.assertRaises(AccessError):
                permit.with_user(user).action_validate()

    def test_a_seller_of_products_reads_no_home(self):
        with self.assertRaises(AccessError):
            self.unit.with_user(self.seller).read(["name"])

    def test_every_fact_of_a_valid_permit_is_fixed_on_every_path(self):
        permit = self.new_valid_permit(self.units[:2])
        for vals in (
            {"unit_ids": [(4, self.units[2].id)]},
            {"unit_ids": [(3, self.unit.id)]},
            {"kind": "completed"},
            {"date_from": self.day(-200)},
            {"journal_id": self.permit_journal.copy().id},
            {"end_reason": "X"},
            {"state": "revoked"},
        ):
            for record in (permit, permit.with_user(self.investor)):
                with self.subTest(vals), self.assertRaises(UserError):
                    record.write(vals)
        loaded = permit.with_user(self.investor).load(
            [".id", "date_to"], [[str(permit.id), str(self.day(999))]]
        )
        self.assertFalse(loaded["ids"])
        self.assertEqual(permit.unit_ids, self.units[:2])

    def test_a_permit_is_not_created_valid(self):
        for user in (self.investor, self.env.user):
            with self.subTest(user.name), self.assertRaises(UserError):
                self.new_permit().with_user(user).copy({"state": "valid"})
        columns = ["development_id", "number", "date_from", "date_to", "state"]
        loaded = (
            self.env["property.permit"]
            .with_user(self.investor)
            .load(columns, [["Riverside", "X", "2026-01-01", "2026-12-31", "valid"]])
        )
        self.assertFalse(loaded["ids"])

    def test_the_scan_comes_later_as_well(self):
        permit = self.new_valid_permit().with_user(self.investor)
        permit.write({"scan": b"UERG", "scan_name": "permit.pdf"})
        self.assertEqual(permit.scan_name, "permit.pdf")

    def test_two_drafts_may_name_one_home(self):
        first = self.new_permit()
        self.new_permit(number="YS-2")
        first.with_user(self.investor).action_validate()
        self.assertEqual(self.units.permit_id, first)

    def test_the_homes_of_an_expired_permit_go_on_the_next_one(self):
        old = self.new_valid_permit(date_to=self.today)
        with self.at(1, 12):
            renewed = self.new_valid_permit(number="YS-2", date_to=self.day(365))
        self.assertEqual(self.units.permit_id, renewed)
        self.assertEqual(old.unit_ids, self.units)

    def test_a_permit_that_begins_later_keeps_its_homes(self):
        self.new_valid_permit(date_from=self.day(5))
        second = self.new_permit(number="YS-2")
        with self.assertRaisesRegex(ValidationError, "valid permit already"):
            second.with_user(self.investor).action_validate()

    def test_homes_of_another_development_are_named(self):
        hill = self.new_development(name="Hill", code="HI")
        foreign = self.new_units(1, self.new_building(hill))
        with self.assertRaisesRegex(ValidationError, "take out Hill 1 101"):
            self.new_permit(self.units | foreign)

    def test_a_permit_without_homes_is_not_validated(self):
        permit = self.new_permit(unit_ids=[])
        with self.assertRaisesRegex(UserError, "names no home"):
            permit.with_user(self.investor).action_validate()

    def test_revoking_says_why_and_by_whom(self):
        permit = self.new_valid_permit()
        for reason in ("", " ", None, False):
            with self.subTest(reason), self.assertRaisesRegex(UserError, "Say why"):
                permit.with_user(self.investor).action_revoke(reason)
        for user in (self.home_seller, self.director, self.general):
            with self.subTest(user.name), self.assertRaises(AccessError):
                permit.with_user(user).action_revoke("No")
        self.assertEqual(permit.state, "valid")

    def test_what_was_valid_is_not_deleted_or_validated_again(self):
        permit = self.new_valid_permit()
        with self.assertRaisesRegex(UserError, "revoke these"):
            permit.with_user(self.investor).unlink()
        permit.with_user(self.investor).action_revoke("Withdrawn")
        with self.assertRaises(UserError):
            permit.with_user(self.investor).action_validate()
        with self.assertRaises(UserError):
            permit.with_user(self.investor).action_revoke("Again")
        self.new_permit(number="YS-3").with_user(self.investor).unlink()

    def test_ten_times_the_homes_take_no_more_queries(self):
        tower = self.new_building(name="2")
        few, many = self.new_units(3, tower), self.new_units(40, tower)

        def count(units, number):
            permit = self.new_permit(units, number=number)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            permit.with_user(self.investor).action_validate()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(self.units, "YS-10")
        self.assertLessEqual(count(many, "YS-11"), count(few, "YS-12") + 2)
