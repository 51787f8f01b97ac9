from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestReceivablesCollectSkeleton(TransactionCase):
    def test_app_without_function_is_hidden_even_from_the_administrator(self):
        menu = self.env.ref("receivables_collect.receivables_collect_menu_root")
        admin = self.env.ref("base.user_admin")
        visible = self.env["ir.ui.menu"].with_user(admin)._visible_menu_ids()
        self.assertNotIn(menu.id, visible)
