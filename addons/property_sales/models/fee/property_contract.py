from odoo import fields, models
from odoo.exceptions import UserError


class PropertyContract(models.Model):
    """Fees collected for others beside the price of a home (R2.7, R2.10)."""

    _inherit = "property.contract"

    fee_ids = fields.One2many(
        "property.fee", "contract_id", string="Fees Collected for Others"
    )

    def _book_fee(self, payload):
        # EXTENDS 'property_sales'
        fee = self.fee_ids.filtered(lambda row: row.id == payload["fee_id"])
        if not fee:
            raise UserError(
                self.env._("%s: name a fee of this contract.", self.display_name)
            )
        self.unit_id._take_guard()
        fee.invalidate_recordset(["amount_collected", "state"])
        amount = payload["amount"]
        is_number = isinstance(amount, (int, float)) and not isinstance(amount, bool)
        reason = fee._get_cannot_take_reason(self, amount if is_number else 0.0)
        self._refuse([reason])
        none = self.instalment_ids.browse()
        credits = self.env["property.bank.credit"]
        return credits._receive(self, payload, none, fee=fee).payment_id.id
