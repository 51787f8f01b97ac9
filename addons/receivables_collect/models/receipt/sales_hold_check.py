from odoo import api, models


class SalesHoldCheck(models.AbstractModel):
    """Refusals name no figures to those who count blind (R4.27)."""

    _inherit = "sales.hold.check"

    @api.model
    def _get_findings_text(self, findings):
        # EXTENDS 'sales_rules'
        companies = self.env["res.company"].browse({row.company_id for row in findings})
        # sudo: a setting
        counting = any(companies.sudo().mapped("collection_count_collected"))
        if not (counting and self.env.user._is_counting_blind()):
            return super()._get_findings_text(findings)
        reasons = dict(self.env["sales.hold"]._get_reasons())
        names = (reasons.get(row.reason, row.reason) for row in findings)
        return "\n".join(f"• {name}" for name in names)
