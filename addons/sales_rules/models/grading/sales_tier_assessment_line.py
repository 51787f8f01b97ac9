from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.sales_rules.tools import gate
from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class SalesTierAssessmentLine(models.Model):
    """One customer in the monthly assessment (R4.13).

    The regional manager who leads the salesperson's team ticks the line; a departure
    from the proposal needs a reason.
    """

    _name = "sales.tier.assessment.line"
    _description = "Customer in the Assessment"
    _inherit = ["sales.tier.grade", "sales.line.mixin"]
    _order = "assessment_id desc, move, limit_change, id"

    _line_parent = "assessment_id"
    # the fields that users change; all others are written by the formula and by methods
    _open_fields = frozenset({"final_tier_id", "override_reason"})

    assessment_id = fields.Many2one(
        "sales.tier.assessment", required=True, readonly=True, ondelete="cascade"
    )
    state = fields.Selection(related="assessment_id.state", string="Assessment State")
    month = fields.Date(readonly=True, index=True)
    leader_id = fields.Many2one(related="team_id.user_id", string="Team Leader")
    override_reason = fields.Char(
        string="Reason",
        help="Why the final tier is another than the proposed one.",
    )
    is_overridden = fields.Boolean(readonly=True)
    checked_by_id = fields.Many2one("res.users", string="Reviewed by", readonly=True)
    checked_at = fields.Datetime(string="Reviewed on", readonly=True)
    outcome = fields.Selection(
        [
            ("applied", "Applied"),
            ("unchanged", "Unchanged"),
            ("superseded", "Got another tier meanwhile"),
            ("not_in_force", "Tier not in force any more"),
            ("archived", "Customer archived"),
        ],
        readonly=True,
        help="The outcome of the line when the assessment was applied.",
    )
    can_tick = fields.Boolean(compute="_compute_can_tick")

    # not unique: merged customers keep both lines
    _partner_idx = models.Index("(assessment_id, partner_id)")

    @api.depends_context("uid")
    @api.depends("assessment_id.state", "checked_by_id", "team_id")
    def _compute_can_tick(self):
        for line in self:
            line.can_tick = (
                line.assessment_id.state == "computed"
                and not line.checked_by_id
                and line.leader_id == self.env.user
            )

    @api.constrains("final_tier_id", "override_reason")
    def _check_override(self):
        for line in self:
            tier = line.final_tier_id
            if line.is_overridden and not (line.override_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say why %(customer)s gets tier %(tier)s and not the proposed"
                        " one.",
                        customer=line.partner_id.display_name,
                        tier=tier.name or "-",
                    )
                )
            if line.is_overridden and not (
                tier.active and tier.company_id == line.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(customer)s: choose a tier that is in force in %(company)s.",
                        customer=line.partner_id.display_name,
                        company=line.company_id.name,
                    )
                )

    def write(self, vals):
        permit = gate.get(self)
        if not self._open_fields & vals.keys() or (
            permit and permit.admits(self, vals.keys())
        ):
            return super().write(vals)
        self._check_may_override()
        others = vals.keys() - self._open_fields
        if others:
            self._raise_protected(others)
        for line in self:
            tier = line.final_tier_id
            if "final_tier_id" in vals:
                tier = tier.browse(vals["final_tier_id"])
            line._write_protected(vals | line._prepare_final_vals(tier))
        self.assessment_id._sync_activities()
        return True

    def action_tick(self):
        """Tick lines of the teams that the user leads.

        :raise AccessError: for lines of other teams
        """
        self._check_line_open()
        others = self.filtered(lambda line: line.leader_id != self.env.user)
        if others:
            raise AccessError(
                self.env._(
                    "Only the leader of the salesperson's team reviews a customer: %s.",
                    ", ".join(others[:5].partner_id.mapped("display_name")),
                )
            )
        self._tick()
        self.assessment_id._sync_activities()
        return True

    def action_accept_proposal(self):
        """Withdraw a departure from the proposal."""
        self._check_may_override()
        for line in self:
            tier = line.proposed_tier_id or line.old_tier_id
            line.write({"final_tier_id": tier.id, "override_reason": False})
        return True

    def _tick(self):
        self._write_protected(
            {"checked_by_id": self.env.uid, "checked_at": fields.Datetime.now()}
        )

    def _prepare_final_vals(self, tier):
        """Return the values that follow from another final tier."""
        self.ensure_one()
        default = self.proposed_tier_id or self.old_tier_id
        vals = {
            "is_overridden": tier != default,
            "new_limit": tier.credit_limit,
            "limit_change": tier.credit_limit - self.old_limit,
            "move": self._get_move(self.old_tier_id, tier),
        }
        if self.leader_id != self.env.user:
            vals |= {"checked_by_id": False, "checked_at": False}
        return vals

    def _check_may_override(self):
        """Refuse when the assessment is decided, or for lines of other teams.

        :raise UserError: when the assessment was submitted
        :raise AccessError: for others than director and team leader
        """
        self._check_line_open()
        self.check_access("write")
        if self.env.su or self.env.user.has_group(
            "sales_rules.group_marketing_director"
        ):
            return
        if any(line.leader_id != self.env.user for line in self):
            raise AccessError(
                self.env._(
                    "Only the leader of the salesperson's team and the marketing"
                    " director change the tier of a customer here."
                )
            )

    @ondelete_always
    def _unlink_except_frozen(self):
        # OVERRIDES 'sales.line.mixin'
        raise UserError(
            self.env._("Lines of an assessment come and go with computing it.")
        )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': people change two fields, by `write` above
        return set(vals)

    def _is_line_frozen(self, parent):
        # EXTENDS 'sales.line.mixin': there are lines when it was computed
        return parent.state != "computed"

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin'
        parents._raise_frozen()
