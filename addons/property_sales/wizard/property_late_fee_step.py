from odoo import api, fields, models

from odoo.addons.property_sales.models.late_fee.property_late_fee_claim import KINDS


class PropertyLateFeeStep(models.TransientModel):
    """Dialog in which finance sees what accrued, and claims or settles it (R2.11)."""

    _name = "property.late.fee.step"
    _description = "Late Fee to Claim"

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    kind = fields.Selection(KINDS, required=True, default="late_fee")
    date = fields.Date(
        string="Counted until",
        required=True,
        default=lambda self: self.env.company._get_today(),
        help="The last day that counts.",
    )
    amount_total = fields.Monetary(string="Accrued", compute="_compute_amount")
    amount_claimed = fields.Monetary(string="Claimed before", compute="_compute_amount")
    amount = fields.Monetary(compute="_compute_amount")
    rows_text = fields.Text(string="Counted from", compute="_compute_amount")

    @api.depends("contract_id", "kind", "date")
    def _compute_amount(self):
        fees, claims = (
            self.env["property.late.fee"],
            self.env["property.late.fee.claim"],
        )
        for step in self:
            contract = step.contract_id
            day = step.date or contract.company_id._get_today()
            accrued, rows = fees._get_accrued(contract, step.kind, day)
            claimed = fees._get_claimed(contract, step.kind)
            step.amount_total, step.amount_claimed = accrued, claimed
            step.amount = contract.currency_id.round(accrued - claimed)
            step.rows_text = claims._format_rows(claims._pack(rows), step.currency_id)

    def action_apply(self):
        """Claim or settle it; the contract checks who may, and what."""
        self.ensure_one()
        if self.kind == "late_fee":
            self.contract_id.action_claim_late_fee(self.date)
        else:
            self.contract_id.action_settle_penalty(self.date)
        return {"type": "ir.actions.act_window_close"}
