from odoo import api, fields, models

from odoo.addons.sales_rules.tools import gate


class AccountPayment(models.Model):
    """Payments of contracts: of verified receipts, and of what the bank received
    (R2.10).
    """

    _inherit = "account.payment"

    property_credit_id = fields.Many2one(
        "property.bank.credit",
        string="Bank Credit of a Home",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_reads",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'property_sales'
        permit = gate.get(self)
        is_credit = permit and permit.admits_create(self, {"property_credit_id"})
        payments = super().create(vals_list)
        if not is_credit:  # nor by a default in the context
            payments.sudo().filtered("property_credit_id")._refuse_return()
        return payments

    def write(self, vals):
        # EXTENDS 'property_sales'
        if "property_credit_id" in vals:
            self._refuse_return()
        return super().write(vals)

    def _is_of_homes(self):
        # EXTENDS 'property_sales'
        return (
            super()._is_of_homes()
            or bool(self.collection_method_id.receipt_id.contract_id)
            or bool(self.property_credit_id)
        )

    def _get_kept_collected(self):
        # EXTENDS 'property_sales': what the bank received too
        kept = super()._get_kept_collected()
        posted = self.filtered(lambda payment: payment.move_id.state == "posted")
        # sudo: whether it is money of homes
        credits = posted.filtered(lambda payment: payment.sudo().property_credit_id)
        return kept | credits

    def _get_contract(self):
        """Return the contract that one payment is for, in sudo."""
        payment_sudo = self.sudo()  # to note it
        receipt_sudo = payment_sudo.collection_method_id.receipt_id
        return receipt_sudo.contract_id or payment_sudo.property_credit_id.contract_id

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
