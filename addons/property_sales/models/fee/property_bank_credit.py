from odoo import api, fields, models


class PropertyBankCredit(models.Model):
    """Money for a fee that came straight to the bank (R2.10)."""

    _inherit = "property.bank.credit"

    _protected_fields = frozenset({"fee_id"})

    fee_id = fields.Many2one(
        "property.fee",
        string="Fee",
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
