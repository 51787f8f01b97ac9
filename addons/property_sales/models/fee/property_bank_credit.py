from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyBankCredit(models.Model):
    """Money for a fee that came straight to the bank (R2.10)."""

    _inherit = "property.bank.credit"

    _protected_fields = frozenset({"fee_id"})

    fee_id = fields.Many2one(
        "property.fee",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model
    def _get_destination(self, credit):
        # EXTENDS 'property_sales'
        if credit.fee_id:
            return self.env["property.fee.money"]._get_account(credit.company_id)
        return super()._get_destination(credit)

    @api.model
    def _receive(self, contract, payload, rows, **origin):
        # EXTENDS 'property_sales'
        credit = super()._receive(contract, payload, rows, **origin)
        credit.fee_id._follow_money()
        return credit

    @api.model
    def _book_named(self, contract, payload):
        # EXTENDS 'property_sales'
        if not payload["fee_id"]:
            return super()._book_named(contract, payload)
        fee = contract.fee_ids.filtered(lambda row: row.id == payload["fee_id"])
        if not fee:
            raise UserError(
                self.env._("%s: name a fee of this contract.", contract.display_name)
            )
        contract.unit_id._take_guard()
        fee.invalidate_recordset(["amount_collected", "state"])
        amount = payload["amount"]
        is_number = isinstance(amount, (int, float)) and not isinstance(amount, bool)
        reason = fee._get_cannot_take_reason(contract, amount if is_number else 0.0)
        contract._refuse([reason])
        rows = contract.instalment_ids.browse()
        return self._receive(contract, payload, rows, fee=fee).payment_id.id
