from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date


class PropertyDevelopment(models.Model):
    """The development and its marketing plan, which it opens by (R2.4)."""

    _inherit = "property.development"

    _protected_fields = frozenset({"plan_id"})

    plan_ids = fields.One2many(
        "property.marketing.plan", "development_id", string="Marketing Plans"
    )
    plan_id = fields.Many2one(
        "property.marketing.plan",
        string="Marketing Plan",
        compute="_compute_plan_id",
        compute_sudo=True,
        help="The version that is approved.",
    )

    @api.depends("plan_ids.state")
    def _compute_plan_id(self):
        for development in self:
            development.plan_id = development.plan_ids.filtered(
                lambda plan: plan.state == "approved"
            )[:1]

    def action_show_plans(self):
        """Open the versions of the marketing plan."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "property_sales.property_marketing_plan_action"
            ),
            "domain": [("development_id", "=", self.id)],
            "context": {"default_development_id": self.id},
        }

    def _check_no_open_plan(self):
        """Check that no version of the plan is drafted or waits for its decision.

        :raise UserError: naming the version that does
        """
        plans_sudo = self.sudo().plan_ids  # whoever made it
        open_sudo = plans_sudo.filtered(lambda p: p.state in ("draft", "submitted"))
        if open_sudo:
            raise UserError(
                self.env._(
                    "%s is in the works already: go on with it, or cancel it first.",
                    open_sudo[0].display_name,
                )
            )

    def _get_cannot_open_reasons(self):
        # EXTENDS 'project': the plan comes first of all
        reasons = super()._get_cannot_open_reasons()
        if self.plan_id:
            return reasons
        return [self._get_no_plan_reason(), *reasons]

    def _get_no_plan_reason(self):
        """Return what to do about the plan that one development lacks.

        One that was submitted waits: since when and for whom.
        """
        self.ensure_one()
        plans_sudo = self.sudo().plan_ids  # whoever made it
        waiting_sudo = plans_sudo.filtered(lambda plan: plan.state == "submitted")
        approval_sudo = waiting_sudo._get_pending_approvals()[:1]
        if not approval_sudo:
            return self.env._(
                "There is no approved marketing plan of %s; submit it to the general"
                " manager.",
                self.display_name,
            )
        asked_on = self.company_id._get_day(approval_sudo.asked_at)
        names = {
            "plan": waiting_sudo.display_name,
            "date": format_date(self.env, asked_on),
            "users": ", ".join(approval_sudo.candidate_ids.mapped("name")),
        }
        if not names["users"]:
            return self.env._(
                "%(plan)s was submitted on %(date)s, and nobody decides on it: give"
                " somebody the role of general manager.",
                **names,
            )
        return self.env._(
            "%(plan)s was submitted on %(date)s and waits for the general manager:"
            " %(users)s.",
            **names,
        )
