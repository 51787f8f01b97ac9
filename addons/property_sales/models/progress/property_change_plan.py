from odoo import api, models


class PropertyChangePlan(models.AbstractModel):
    """New instalments wait for stages of the building as well (R2.10)."""

    _inherit = "property.change.plan"

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property_sales'
        reasons = super()._get_reasons(amendment)
        unclear = amendment.instalment_ids.filtered(
            lambda row: bool(row.date_due) == bool(row.stage_id)
        )
        if unclear:
            reasons.append(
                self.env._(
                    "Enter the day or the stage of the building, one of them: %s",
                    ", ".join(unclear.mapped("name")),
                )
            )
        return reasons

    @api.model
    def _prepare_instalment_vals(self, row):
        # EXTENDS 'property_sales'
        vals = super()._prepare_instalment_vals(row)
        if row.stage_id:
            vals |= {
                "anchor": "progress",
                "stage_id": row.stage_id.id,
                "months": row.months,
            }
        return vals

    @api.model
    def _note_made(self, instalments):
        # EXTENDS 'property_sales': of stages that are reached already
        res = super()._note_made(instalments)
        for company, rows in instalments.grouped("company_id").items():
            rows._wait_for_stages(company._get_today())
        return res
