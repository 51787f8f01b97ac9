from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ResUsers(models.Model):
    """The first screen of the app for each role, and the private persons it sees."""

    _inherit = "res.users"

    @api.constrains("partner_id", "group_ids")
    def _check_not_private(self):
        """Check that no employee is private: colleagues have to see whom they work
        with.
        """
        for user in self.filtered(lambda user: not user.share):
            if user.partner_id.is_private:
                raise ValidationError(
                    self.env._(
                        "%s is private, and only few see it: give the employee a"
                        " contact of its own.",
                        user.partner_id.display_name,
                    )
                )

    def _get_private_partner_domain(self):
        """Return the partners that this user may see, as far as private ones go: the
        domain of a rule without a group, which no other rule widens.

        That is every partner that is not private; of the private ones the user's own
        customers, those of the teams led, and oneself with one's family. An addon adds
        further readers by `|`: it is called on one user in superuser mode and kept for
        as long as rules are. The domain it adds should join nothing where the rules of
        that user's groups do not.
        """
        self.ensure_one()
        if self.has_group("sales_rules.group_overview"):
            return Domain.TRUE
        domain = Domain("is_private", "=", False) | Domain("user_id", "=", self.id)
        domain |= Domain("commercial_partner_id", "=", self.commercial_partner_id.id)
        if self.has_group("sales_rules.group_salesperson"):
            domain |= Domain("commercial_partner_id.user_id", "=", self.id)
        if self.has_group("sales_rules.group_regional_manager"):
            team = "user_id.sale_team_id.user_id"
            domain |= Domain(team, "=", self.id)
            domain |= Domain(f"commercial_partner_id.{team}", "=", self.id)
        return domain

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
