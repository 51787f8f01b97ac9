from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPropertySalesSkeleton(TransactionCase):
    def test_app_without_function_is_hidden_even_from_the_administrator(self):
        menu = self.env.ref("property_sales.property_sales_menu_root")
        admin = self.env.ref("base.user_admin")
        visible = self.env["ir.ui.menu"].with_user(admin)._visible_menu_ids()
        self.assertNotIn(menu.id, visible)

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
