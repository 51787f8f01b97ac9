from odoo import models


class ResUsers(models.Model):
    """The first screen of the app for each role."""

    _inherit = "res.users"

    def _get_sales_home(self):
        """Return the action the app opens with, for what the user does next."""
        actions = self.env["ir.actions.actions"]
        for group, xmlid in self._get_sales_homes():
            if self.has_group(group):
                return actions._for_xml_id(xmlid)
        return actions._for_xml_id("sales_rules.sales_approval_action_inbox")

    def _get_sales_homes(self):
        """Return (role, action) pairs, the first role of the user decides.

        Addons put theirs before.
        """
        inbox = "sales_rules.sales_approval_action_inbox"
        return [
            ("sales_rules.group_regional_manager", inbox),
            ("sales_rules.group_general_manager", inbox),
            (
                "sales_rules.group_deputy_general_manager",
                "sales_rules.sale_order_action_held_all",
            ),
            ("sales_rules.group_salesperson", "sales_rules.sale_order_action_held"),
            ("sales_rules.group_finance", "sales_rules.sales_hold_action"),
            ("sales_rules.group_rules_admin", "sales_rules.sales_onboarding_action"),
        ]
