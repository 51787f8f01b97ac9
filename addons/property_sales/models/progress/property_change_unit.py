from odoo import api, models


class PropertyChangeUnit(models.AbstractModel):
    """With another building, instalments wait for the stages of that one (R2.10)."""

    _inherit = "property.change.unit"

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property_sales'
        contract = amendment.contract_id
        former = contract.building_id
        res = super()._apply(amendment, figures)
        if contract.building_id != former:
            # a day that was agreed, without a certificate, stays
            rows = contract.instalment_ids.filtered(
                lambda row: row.progress_id or not row.date_due
            )
            rows._wait_for_stages(contract.company_id._get_today())
            rows._claim_due()
            self.env["property.contract.money"]._take(contract)
        return res
