from odoo import fields, models


class AccountPayment(models.Model):
    """Payments of contracts: of verified receipts, of what the bank received, and back
    to the buyer (R2.10).
    """

    _inherit = "account.payment"

    _homes_fields = frozenset({"property_credit_id", "property_refund_id"})

    property_credit_id = fields.Many2one(
        "property.bank.credit",
        string="Bank Credit of a Home",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_reads",
    )

    property_refund_id = fields.Many2one(
        "property.refund",
        string="Refund of a Home",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_reads",
    )

    def _is_of_homes(self):
        # EXTENDS 'property_sales'
        return super()._is_of_homes() or bool(
            self.collection_method_id.receipt_id.contract_id
        )

    def _get_contract(self):
        """Return the contract that one payment is for, in sudo."""
        payment_sudo = self.sudo()  # to note it
        receipt_sudo = payment_sudo.collection_method_id.receipt_id
        return (
            receipt_sudo.contract_id
            or payment_sudo.property_credit_id.contract_id
            or payment_sudo.property_refund_id.contract_id
        )

    def _prepare_move_line_default_vals(
        self, write_off_line_vals=None, force_balance=None
    ):
        # EXTENDS 'property_sales': the counterpart names its contract
        lines = super()._prepare_move_line_default_vals(
            write_off_line_vals, force_balance
        )
        if contract := self._get_contract():
            for line in lines[1:]:
                line["contract_id"] = contract.id
        return lines
