from odoo import api, models


class PropertyTakeoverCheck(models.AbstractModel):
    """Prepaid tax of what is taken over is part of what was paid (R2.8)."""

    _inherit = "property.takeover.check"

    @api.model
    def _get_money_reasons(self, line):
        # EXTENDS 'property_sales'
        reasons = super()._get_money_reasons(line)
        compare = line.company_id.currency_id.compare_amounts
        if compare(line.prepaid_vat, 0.0) < 0:
            reasons.append(self.env._("Prepaid tax is not negative."))
        elif compare(line.prepaid_vat, max(line.amount_paid, 0.0)) > 0:
            reasons.append(
                self.env._(
                    "Prepaid tax of %(tax)s is more than the %(paid)s that were paid.",
                    tax=self._format(line, line.prepaid_vat),
                    paid=self._format(line, line.amount_paid),
                )
            )
        return reasons
