from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common import PropertyCommon

MODELS = (
    "property.price.list",
    "property.price.list.line",
    "property.promotion",
    "property.payment.plan",
    "property.payment.plan.line",
)


@tagged("post_install", "-at_install")
class TestPriceRights(PropertyCommon):
    """Prices are read by the roles of homes, and entered by marketing (R2.4, R2.12)."""

    def test_who_has_to_do_with_homes_reads(self):
        readers = (
            self.home_seller,
            self.home_manager,
            self.investor,
            self.director,
            self.finance,
            self.deputy,
            self.general,
        )
        for name in MODELS:
            for user in readers:
                with self.subTest(name, user=user.name):
                    self.assertTrue(self.env[name].with_user(user).has_access("read"))

    def test_who_sells_products_reads_nothing(self):
        for name in (*MODELS, "property.price.list.fill"):
            for user in (self.seller, self.manager, self.clerk, self.rules_admin):
                with self.subTest(name, user=user.name):
                    model = self.env[name].with_user(user)
                    self.assertFalse(model.has_access("read"))

    def test_marketing_alone_writes(self):
        for name in MODELS:
            lists = name.startswith("property.price.list")
            for user, may in (
                (self.director, True),
                (self.home_seller, lists),
                (self.investor, False),
                (self.finance, False),
                (self.deputy, False),
                (self.general, False),
            ):
                for right in ("create", "write", "unlink"):
                    with self.subTest(name, user=user.name, right=right):
                        model = self.env[name].with_user(user)
                        self.assertEqual(model.has_access(right), may)

    def test_the_whole_way_over_rpc(self):
        line = {
            "unit_id": self.unit.id,
            "price": 800_000,
            "pricing_basis": "unit",
            "floor_price": 700_000,
            "filed_price": 900_000,
        }
        vals = {
            "development_id": self.development.id,
            "name": "Opening",
            "line_ids": [Command.create(line)],
        }
        lists = self.env["property.price.list"].with_user(self.director)
        ids = call_kw(lists, "create", [vals], {})
        self.assertTrue(call_kw(lists, "action_submit", [ids], {}))
        lists = lists.with_user(self.general)
        self.assertTrue(call_kw(lists, "action_approve", [ids], {"reason": "Good"}))
        self.assertEqual(self.unit.list_price, 800_000)
        lists = lists.with_user(self.home_seller)
        version = call_kw(lists, "action_new_version", [ids], {})
        self.assertIsInstance(version, int)
        self.assertNotEqual([version], [ids])

    def test_the_director_alone_withdraws_cancels_and_reopens(self):
        price_list = self.new_price_list()
        seller = price_list.with_user(self.home_seller)
        director = price_list.with_user(self.director)
        with self.assertRaises(AccessError):
            seller.action_cancel()
        director.action_submit()
        for method in ("action_withdraw", "action_cancel"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(seller, method)()
        director.action_withdraw()
        self.assertEqual(price_list.state, "draft")
        director.action_submit()
        price_list.with_user(self.general).action_reject("No")
        with self.assertRaises(AccessError):
            seller.action_draft()
        director.action_cancel()
        self.assertEqual(price_list.state, "cancelled")

    def test_a_submitted_list_is_fixed_for_everybody(self):
        price_list = self.new_price_list()
        price_list.with_user(self.director).action_submit()
        for user in (self.home_seller, self.director):
            lists = price_list.with_user(user)
            for vals in (
                {"date_from": self.day(3)},
                {"name": "Other"},
                {"line_ids": [Command.clear()]},
            ):
                with self.subTest(vals, user=user.name), self.assertRaises(UserError):
                    lists.write(vals)
            with self.subTest(user=user.name), self.assertRaises(UserError):
                lists.line_ids.write({"price": 1})

    def test_a_list_stays_with_its_development(self):
        other = self.new_development(name="Hillside", code="HS")
        with self.assertRaises(UserError):
            self.new_price_list().development_id = other

    def test_plans_and_promotions_of_another_company_are_not_seen(self):
        company = self.env["res.company"].create({"name": "Developer B"})
        plan = self.env["property.payment.plan"].sudo()
        plan = plan.create({"name": "B", "company_id": company.id})
        development = self.development.sudo().create(
            {"name": "B", "code": "B", "company_id": company.id}
        )
        promotion = self.env["property.promotion"].sudo()
        promotion = promotion.create(
            {
                "name": "B",
                "development_id": development.id,
                "percent": 1,
                "date_from": self.today,
                "date_to": self.today,
            }
        )
        self.assertEqual(promotion.company_id, company)
        for record in (plan, promotion):
            found = record.with_user(self.director).with_context(active_test=False)
            self.assertNotIn(record, found.search([]))
            with self.assertRaises(AccessError):
                found.read(["name"])

    def test_activation_takes_the_guards_of_its_homes(self):
        before = self.units.mapped("guard")
        self.new_active_prices(self.units[:2])
        grown = [
            now - old
            for now, old in zip(self.units.mapped("guard"), before, strict=True)
        ]
        self.assertEqual(grown, [1, 1, 0, 0])
