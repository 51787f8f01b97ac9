from odoo import models


class CollectionReceiptMethod(models.Model):
    """Money of homes goes into the designated account of the permit (R2.10)."""

    _inherit = "collection.receipt.method"

    def _get_posting_journal(self):
        # EXTENDS 'receivables_collect'
        # sudo: the home, whoever verifies
        reservation_sudo = self.receipt_id.sudo().reservation_id
        if reservation_sudo:
            return reservation_sudo.unit_id.permit_id.journal_id.with_env(self.env)
        return super()._get_posting_journal()

    def _get_destination_account(self):
        # EXTENDS 'receivables_collect'
        if self.receipt_id.sudo().reservation_id:  # as above
            return self.company_id._get_property_account("deposit")
        return super()._get_destination_account()

    def action_bounce(self, date=None, reason=None):
        # EXTENDS 'receivables_collect': the money may have moved on by then
        reservations_sudo = self.sudo().receipt_id.reservation_id  # theirs
        reservations_sudo.unit_id._take_guard()
        res = super().action_bounce(date, reason)
        self.env["property.deposit"]._match_refused(reservations_sudo)
        deadlines = self.env["property.deadline"]
        deadlines._follow(reservations_sudo)
        receipts_sudo = self.sudo().receipt_id  # as above
        deadlines._follow(receipts_sudo.filtered("property_unit_id"))
        return res
