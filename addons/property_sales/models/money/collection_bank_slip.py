from odoo import models


class CollectionBankSlip(models.Model):
    """Money of homes is banked in time (R2.10)."""

    _inherit = "collection.bank.slip"

    def action_bank(self):
        # EXTENDS 'receivables_collect'
        res = super().action_bank()
        receipts_sudo = self.sudo().method_ids.receipt_id  # whoever took it
        of_homes_sudo = receipts_sudo.filtered("property_unit_id")
        self.env["property.deadline"]._follow(of_homes_sudo)
        return res
