from odoo import api, models


class PropertyLateFee(models.AbstractModel):
    """Money of former buyers counts as it did before the change (R2.7, R2.11)."""

    _inherit = "property.late.fee"

    @api.model
    def _get_parts(self, items):
        # EXTENDS 'property_sales': under whatever name, but not the change of the name
        parts = super()._get_parts(items)
        former, closing = self.env["property.buyer.money"]._get_former(items)
        if not former:
            return parts
        return parts | self._get_parts(former).filtered(
            lambda part: part.credit_move_id not in closing
        )
