from odoo import api, models


class SalesAuthority(models.Model):
    _inherit = "sales.authority"

    @api.model
    def _get_subjects(self):
        # EXTENDS 'sales_rules'
        return [
            *super()._get_subjects(),
            ("assessment", self.env._("Monthly assessment")),
        ]

    @api.model
    def _get_missing_subjects(self, company):
        # EXTENDS 'sales_rules': the marketing director decides where nobody ever said
        # who does, see `sales.tier.assessment._ensure_authority`
        missing = super()._get_missing_subjects(company)
        # sudo: whether it was ever said
        rows = self.sudo().with_context(active_test=False)
        domain = [("company_id", "=", company.id), ("subject", "=", "assessment")]
        if "assessment" in missing and not rows.search_count(domain, limit=1):
            missing.remove("assessment")
        return missing
