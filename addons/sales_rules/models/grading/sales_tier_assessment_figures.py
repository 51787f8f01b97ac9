from odoo import api, fields, models


class SalesTierAssessment(models.Model):
    _name = "sales.tier.assessment"
    _inherit = ["sales.tier.assessment", "sales.tier.grade.set"]

    company_id = fields.Many2one(required=True)
    overridden_count = fields.Integer(string="Departures", compute="_compute_totals")
    unticked_count = fields.Integer(
        string="To Tick",
        compute="_compute_totals",
        help="Customers of a team whose leader has not looked at them.",
    )
    waiting_names = fields.Char(string="Waits for", compute="_compute_waiting_names")
    can_submit = fields.Boolean(compute="_compute_waiting_names")

    @api.depends_context("uid")
    @api.depends("state", "line_ids.checked_by_id")
    def _compute_waiting_names(self):
        self.waiting_names = False
        self.can_submit = False
        for assessment in self.filtered(lambda doc: doc.state == "computed"):
            leaders = assessment._get_unticked().leader_id
            assessment.waiting_names = ", ".join(leaders.mapped("name"))
            assessment.can_submit = not leaders or self.env.user in leaders

    def action_view_lines(self):
        """Open the customers, filtered as the context's `line_filter` names."""
        self.ensure_one()
        chosen = self.env.context.get("line_filter")
        action = self._get_line_action([])
        return dict(action, context={f"search_default_{chosen}": 1} if chosen else {})

    def _get_tier_table(self):
        """Return the customers by tier as F11 prints them, as far as the user may read
        them: list of (tier, lines), the best tier first and none last.
        """
        self.ensure_one()
        lines = self.env["sales.tier.assessment.line"].search(
            [("assessment_id", "=", self.id)]
        )
        groups = lines.sorted(lambda line: line.partner_id.name or "").grouped(
            "final_tier_id"
        )

        def place(group):
            tier = group[0]
            return (not tier, tier.sequence, tier.id)

        return sorted(groups.items(), key=place)

    def _get_line_action(self, domain):
        # EXTENDS 'sales.tier.grade.set'
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_tier_assessment_line_action"
        )
        inside = [("assessment_id", "=", self.id)]
        return dict(action, domain=inside + domain, context={}, display_name=self.name)

    def _get_total_parts(self):
        # EXTENDS 'sales.tier.grade.set'
        return super()._get_total_parts() | {
            "overridden_count": ([("is_overridden", "=", True)], "__count"),
            "unticked_count": (self._get_unticked_domain(), "__count"),
        }
