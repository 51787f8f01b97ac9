from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPropertyRoles(TransactionCase):
    def test_the_app_is_shown_to_those_who_read_homes_only(self):
        menu = self.env.ref("property_sales.property_sales_menu_root")
        menus = self.env["ir.ui.menu"]
        sellers = {
            group: new_test_user(self.env, group.replace("_", "."), groups=xmlid)
            for group, xmlid in (
                ("home_seller_1", "property_sales.group_property_sales"),
                ("product_seller_1", "sales_rules.group_salesperson"),
            )
        }
        shown = {
            name: menu.id in menus.with_user(user)._visible_menu_ids()
            for name, user in sellers.items()
        }
        self.assertEqual(shown, {"home_seller_1": True, "product_seller_1": False})

    def test_a_seller_of_homes_starts_with_the_board(self):
        user = new_test_user(
            self.env, "home.starter", groups="property_sales.group_property_sales"
        )
        home = user._get_sales_home()
        self.assertEqual(home["tag"], "property_sales.unit_board")

    def test_property_salesperson_is_a_salesperson_too(self):
        user = new_test_user(
            self.env, "home.seller", groups="property_sales.group_property_sales"
        )
        self.assertTrue(user.has_group("sales_rules.group_salesperson"))

    def test_investment_development_sells_nothing(self):
        user = new_test_user(
            self.env, "builder", groups="property_sales.group_investment_development"
        )
        self.assertFalse(user.has_group("sales_team.group_sale_salesman"))

    def test_one_user_can_hold_both_roles(self):
        roles = self.env.ref("property_sales.group_property_sales") + self.env.ref(
            "property_sales.group_investment_development"
        )
        self.assertEqual(len(roles.privilege_id), 2)
