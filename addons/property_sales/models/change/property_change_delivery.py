from odoo import api, models
from odoo.tools.misc import format_date


class PropertyChangeDelivery(models.AbstractModel):
    """Another last day of the handover (R2.7); a penalty counts from the new one."""

    _name = "property.change.delivery"
    _description = "Change of the Delivery Date"
    _inherit = ["property.amendment.kind"]

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property.amendment.kind'
        reasons = super()._get_reasons(amendment)
        contract = amendment.contract_id
        if contract.state == "handed_over":
            reasons.append(self.env._("The home is handed over already."))
        if not amendment.new_date or amendment.new_date == contract.delivery_date:
            reasons.append(self.env._("Enter the new day of the handover."))
        elif amendment.new_date < contract.signed_on:
            reasons.append(
                self.env._("The home is handed over after the signature only.")
            )
        return reasons

    @api.model
    def _get_change_text(self, amendment):
        # EXTENDS 'property.amendment.kind'
        before = amendment.old_date or amendment.contract_id.delivery_date
        days = before, amendment.new_date
        return " → ".join(format_date(self.env, day) or "?" for day in days)

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        contract = amendment.contract_id
        amendment._write_protected({"old_date": contract.delivery_date})
        contract._write_protected({"delivery_date": amendment.new_date})
