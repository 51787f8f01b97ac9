from odoo import fields, models


class AccountPayment(models.Model):
    """Fees that are paid on, or returned (R2.10)."""

    _inherit = "account.payment"

    _homes_fields = frozenset({"property_fee_id"})

    property_fee_id = fields.Many2one(
        "property.fee",
        string="Fee of a Home",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_reads",
    )

    def _get_contract(self):
        # EXTENDS 'property_sales'
        return super()._get_contract() or self.sudo().property_fee_id.contract_id
