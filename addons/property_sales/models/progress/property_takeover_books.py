from odoo import api, models


class PropertyTakeoverBooks(models.AbstractModel):
    """Instalments that are taken over wait for stages of their building (R2.10)."""

    _inherit = "property.takeover.books"

    @api.model
    def _prepare_instalment_vals(self, row):
        # EXTENDS 'property_sales'
        vals = super()._prepare_instalment_vals(row)
        if row.anchor == "progress":
            vals |= {"stage_id": row.stage_id.id, "months": row.months}
        return vals

    @api.model
    def _make_instalments(self, lines, items):
        # EXTENDS 'property_sales': stages that were reached before
        res = super()._make_instalments(lines, items)
        rows = lines.contract_id.instalment_ids.filtered(
            lambda row: row.anchor == "progress" and not row.date_due
        )
        dates = self.env["property.progress.dates"]
        for company, own in rows.grouped("company_id").items():
            dates._date_instalments(own, company._get_today())
        return res
