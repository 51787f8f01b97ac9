from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.translate import LazyTranslate

from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)


class SalesTierChange(models.Model):
    """Another tier for one customer, apart from the monthly assessment (R1.6, R4.13).

    The authority over `tier_change` decides, by the credit limit of the new tier; once
    approved, the tier is the customer's at once.
    """

    _name = "sales.tier.change"
    _description = "Change of Tier"
    _inherit = ["sales.approval.document"]
    _order = "id desc"
    _rec_name = "partner_id"

    _approval_subject = Subject("tier_change", _lt("Change of tier"), sequence=60)
    _approval_frozen_fields = frozenset(
        {"partner_id", "new_tier_id", "reason", "company_id"}
    )
    _protected_fields = frozenset({"old_tier_id", "old_limit"})

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_commercial_entity', '=', True)]",
    )
    current_tier_id = fields.Many2one(
        "sales.tier", string="Present Tier", compute="_compute_current_tier_id"
    )
    old_tier_id = fields.Many2one(
        "sales.tier",
        string="Tier before",
        readonly=True,
        copy=False,
        help="The tier when it was submitted.",
    )
    old_limit = fields.Monetary(string="Credit Limit before", readonly=True, copy=False)
    new_tier_id = fields.Many2one(
        "sales.tier",
        required=True,
        ondelete="restrict",
        domain="[('company_id', '=', company_id), ('active', '=', True)]",
    )
    new_limit = fields.Monetary(
        related="new_tier_id.credit_limit", string="New Credit Limit"
    )
    reason = fields.Text(required=True)

    _one_submitted = models.UniqueIndex(
        "(partner_id, company_id) WHERE state = 'submitted'",
        "A change of this customer's tier waits for its decision already.",
    )

    @api.depends("partner_id.credit_tier_id", "company_id")
    def _compute_current_tier_id(self):
        for change in self:
            change.current_tier_id = change._get_current_tier()

    @api.depends_context("lang")
    @api.depends("partner_id", "new_tier_id")
    def _compute_display_name(self):
        for change in self:
            # sudo: the name of the customer, who need not be one's own
            partner_sudo = change.sudo().partner_id
            change.display_name = (
                self.env._(
                    "%(customer)s: tier %(tier)s",
                    customer=partner_sudo.name,
                    tier=change.new_tier_id.name or "",
                )
                if partner_sudo
                else self.env._("Another tier")
            )

    @api.constrains("new_tier_id", "company_id")
    def _check_new_tier(self):
        for change in self:
            tier = change.new_tier_id
            if tier.company_id != change.company_id or not tier.active:
                raise ValidationError(
                    self.env._(
                        "Tier %(tier)s is not in force in %(company)s.",
                        tier=tier.name,
                        company=change.company_id.name,
                    )
                )

    @api.constrains("partner_id")
    def _check_partner(self):
        for change in self:
            if change.partner_id.commercial_partner_id != change.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s has the tier of %(customer)s: change it there.",
                        contact=change.partner_id.display_name,
                        customer=change.partner_id.commercial_partner_id.display_name,
                    )
                )

    def action_submit(self):
        # EXTENDS 'sales.approval.document'
        self.check_access("write")
        for change in self:
            tier = change._get_current_tier()
            if tier == change.new_tier_id:
                raise UserError(
                    self.env._("%s has this tier already.", change.partner_id.name)
                )
            change._write_protected(
                {"old_tier_id": tier.id, "old_limit": tier.credit_limit}
            )
        return super().action_submit()

    def _on_approved(self):
        # EXTENDS 'sales.approval.document'
        res = super()._on_approved()
        for change in self:
            tier = change._get_current_tier()
            if tier != change.old_tier_id:
                raise UserError(
                    self.env._(
                        "%(customer)s has tier %(tier)s by now, and the change was"
                        " asked from another. Reject it; it can be asked anew.",
                        customer=change.partner_id.name,
                        tier=tier.name or "-",
                    )
                )
            change.partner_id.with_company(change.company_id)._apply_tier(
                change.new_tier_id, change.reason, change
            )
        return res

    def _get_current_tier(self):
        """Return the customer's tier in the company of the change."""
        self.ensure_one()
        return self.partner_id.with_company(self.company_id).credit_tier_id

    def _get_approval_amount(self):
        # EXTENDS 'sales.approval.mixin'
        tier = self.new_tier_id
        return float("inf") if tier.unlimited else tier.credit_limit

    def _get_approval_limit(self):
        # EXTENDS 'sales.approval.mixin'
        return self.old_limit

    def _get_approval_team(self):
        # EXTENDS 'sales.approval.mixin': the leader of the customer's salesperson;
        # sudo: requesters need not read teams
        return self.sudo().partner_id.user_id.sale_team_id or (
            super()._get_approval_team()
        )

    def _get_approval_summary(self):
        # EXTENDS 'sales.approval.mixin'
        return self.env._(
            "From tier %(old)s to %(new)s: %(reason)s",
            old=self.old_tier_id.name or "-",
            new=self.new_tier_id.name,
            reason=self.reason,
        )
