from odoo import models


class CollectionReceiptMethod(models.Model):
    """Money for a contract goes into the designated account, too (R2.10)."""

    _inherit = "collection.receipt.method"

    def _get_posting_journal(self):
        # EXTENDS 'property_sales'
        # sudo: the home, whoever verifies
        contract_sudo = self.receipt_id.sudo().contract_id
        if contract_sudo:
            return contract_sudo.permit_id.journal_id.with_env(self.env)
        return super()._get_posting_journal()

    def _get_destination_account(self):
        # EXTENDS 'property_sales'
        if self.receipt_id.sudo().contract_id:  # as above
            return self.env["property.claim"]._get_account(self.company_id)
        return super()._get_destination_account()

    def action_bounce(self, date=None, reason=None):
        # EXTENDS 'property_sales': what it paid is owed again
        receipts_sudo = self.sudo().receipt_id  # theirs
        contracts_sudo = receipts_sudo.contract_id
        contracts_sudo |= receipts_sudo.reservation_id._get_signed_contracts()
        contracts_sudo.unit_id._take_guard()
        res = super().action_bounce(date, reason)
        self.env["property.contract.money"]._take(contracts_sudo)
        return res
