from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestPriceList(PropertyCommon):
    """Marketing fills, the director submits, the general manager decides (R2.4)."""

    def test_an_approved_list_gives_its_homes_their_prices(self):
        self.give_areas(self.units, gross=89.37)
        price_list = self.new_price_list(pricing_basis="gross")
        price_list.with_user(self.director).action_submit()
        self.assertEqual(price_list.state, "submitted")
        self.assertFalse(any(self.units.mapped("list_price")))
        price_list.with_user(self.general).action_approve("As planned")
        self.assertEqual(price_list.state, "active")
        self.assertRecordValues(
            self.units,
            [
                {
                    "list_price": 1_000_000,
                    "unit_price": 11189.44,
                    "pricing_basis": "gross",
                    "price_line_id": line.id,
                }
                for line in price_list.line_ids.sorted("unit_id")
            ],
        )

    def test_a_salesperson_of_homes_fills_and_the_director_submits(self):
        price_list = self.env["property.price.list"].with_user(self.home_seller)
        price_list = price_list.create(
            {
                "name": "Prices",
                "development_id": self.development.id,
                "line_ids": [
                    Command.create(
                        {"unit_id": self.unit.id, "price": 5, "pricing_basis": "unit"}
                    )
                ],
            }
        )
        self.assertEqual(price_list.date_from, self.today)
        with self.assertRaisesRegex(AccessError, "marketing director"):
            price_list.action_submit()
        price_list.with_user(self.director).action_submit()
        self.assertEqual(price_list.requester_id, self.director)

    def test_others_neither_fill_nor_submit(self):
        for user in (self.finance, self.investor, self.general, self.deputy):
            lists = self.env["property.price.list"].with_user(user)
            with self.subTest(user.name), self.assertRaises(AccessError):
                lists.create({"name": "X", "development_id": self.development.id})
        price_list = self.new_price_list()
        for user in (self.finance, self.investor, self.general, self.deputy):
            with self.subTest(user.name), self.assertRaises(AccessError):
                price_list.with_user(user).action_submit()

    def test_the_general_manager_alone_decides(self):
        price_list = self.new_price_list()
        price_list.with_user(self.director).action_submit()
        self.assertEqual(price_list.approval_ids.candidate_ids, self.general)
        for user in (self.director, self.deputy, self.home_manager, self.finance):
            with self.subTest(user.name), self.assertRaises(AccessError):
                price_list.with_user(user).action_approve()
        self.assertEqual(price_list.state, "submitted")

    def test_no_authority_gives_it_to_anybody_else(self):
        for holder in ("group_marketing_director", self.director):
            with self.assertRaisesRegex(ValidationError, "alone"):
                self.new_authority(5, holder, "property_price")

    def test_the_general_manager_does_not_decide_on_a_list_of_their_own(self):
        both = self.new_user(
            "both", "group_marketing_director", "group_general_manager"
        )
        price_list = self.new_price_list()
        price_list.with_user(both).action_submit()
        with self.assertRaises(AccessError):
            price_list.with_user(both).action_approve()
        price_list.with_user(self.general).action_approve()
        self.assertEqual(price_list.state, "active")

    def test_a_rejected_list_changes_nothing_and_is_taken_up_again(self):
        price_list = self.new_price_list()
        price_list.with_user(self.director).action_submit()
        price_list.with_user(self.general).action_reject("Too low")
        self.assertEqual(price_list.state, "rejected")
        self.assertFalse(self.unit.price_line_id)
        price_list.with_user(self.director).action_draft()
        price_list.line_ids.with_user(self.director).price = 1_100_000
        price_list.with_user(self.director).action_submit()
        price_list.with_user(self.general).action_approve()
        self.assertEqual(self.unit.list_price, 1_100_000)

    def test_it_is_asked_only_where_homes_are_sold(self):
        subjects = self.env["sales.subject"]
        other = self.env["res.company"].create({"name": "Factory"})
        self.assertIn("property_price", subjects._get_asked(self.company))
        self.assertNotIn("property_price", subjects._get_asked(other))
        self.assertIn("credit_release", subjects._get_asked(other))

    def test_a_home_of_another_development_is_refused(self):
        other = self.new_development(name="Hillside", code="HS")
        foreign = self.new_units(building=self.new_building(other))
        with self.assertRaisesRegex(ValidationError, "is for homes of Riverside"):
            self.new_price_list(self.unit | foreign, development_id=self.development.id)

    @mute_logger("odoo.sql_db")
    def test_a_home_stands_in_a_list_once(self):
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.new_price_list(line_ids=self.twice(self.unit))

    def twice(self, unit):
        return 2 * [
            Command.create({"unit_id": unit.id, "price": 5, "pricing_basis": "unit"})
        ]

    def test_a_list_of_another_company_is_not_seen(self):
        company = self.env["res.company"].create({"name": "Developer B"})
        # sudo: nobody of the department works there
        development = self.env["property.development"].sudo()
        development = development.create(
            {"name": "B", "code": "B", "company_id": company.id}
        )
        price_list = (
            self.env["property.price.list"]
            .sudo()
            .create({"name": "B", "development_id": development.id})
        )
        self.assertEqual(price_list.company_id, company)
        lists = self.env["property.price.list"].with_user(self.director)
        self.assertNotIn(price_list, lists.search([]))
        with self.assertRaises(AccessError):
            price_list.with_user(self.director).action_submit()
        with self.assertRaises(AccessError):
            lists.create({"name": "X", "development_id": development.id})

    def test_a_new_version_has_the_prices_of_now(self):
        first = self.new_active_prices(floor_price=900_000, filed_price=1_200_000)
        self.new_active_prices(self.unit, 1_050_000)
        version = first.with_user(self.home_seller).action_new_version()
        version = first.browse(version)
        self.assertEqual(version.state, "draft")
        self.assertRecordValues(
            version.line_ids.sorted("unit_id"),
            [
                {"price": 1_050_000, "floor_price": 0, "filed_price": 0},
                *3 * [{"price": 1e6, "floor_price": 9e5, "filed_price": 1_200_000}],
            ],
        )
        self.assertEqual(version.create_uid, self.home_seller)

    def test_a_draft_has_no_new_version(self):
        with self.assertRaises(UserError):
            self.new_price_list().with_user(self.director).action_new_version()

    def test_only_drafts_are_deleted(self):
        price_list = self.new_active_prices()
        with self.assertRaises(UserError):
            price_list.unlink()
        self.new_price_list().with_user(self.director).unlink()
