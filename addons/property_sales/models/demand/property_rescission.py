from odoo import api, models
from odoo.tools.misc import format_date


class PropertyRescission(models.AbstractModel):
    """For the buyer's delay a contract ends after a demand and its days (R2.7)."""

    _inherit = "property.rescission"

    @api.model
    def _get_ground_reasons(self, amendment):
        # EXTENDS 'property_sales'
        reasons = super()._get_ground_reasons(amendment)
        if amendment.ground == "delay":
            if amendment.fault not in (False, "buyer", "agreed"):
                reasons.append(
                    self.env._("On this ground the buyer answers for the end.")
                )
            reason = self.env["property.demand"]._get_leave_reason(
                amendment.contract_id, amendment.date
            )
            reasons += [reason] if reason else []
        return reasons

    @api.model
    def _get_change_text(self, amendment):
        # EXTENDS 'property_sales': on which demand it stands
        text = super()._get_change_text(amendment)
        demand = amendment.contract_id.demand_ids[:1]
        if amendment.ground != "delay" or not demand:
            return text
        note = self.env._(
            "demanded on %(date)s, to be paid by %(last)s",
            date=format_date(self.env, demand.date),
            last=format_date(self.env, demand.last_day),
        )
        return ", ".join(filter(None, [text, note]))
