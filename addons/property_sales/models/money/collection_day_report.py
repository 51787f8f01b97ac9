from odoo import models

TOLD = ("sales_rules.group_finance", "sales_rules.group_general_manager")


class CollectionDayReport(models.Model):
    """Money of homes that is not handed over at the day's end alarms finance and the
    general manager (R2.10).
    """

    _inherit = "collection.day.report"

    def _get_transit_users(self, stage):
        # EXTENDS 'receivables_collect'
        users = super()._get_transit_users(stage)
        # sudo: whether it is money of homes
        receipts_sudo = self.sudo().receipt_ids  # whether they are for homes
        if stage == "warned" or not any(row._is_for_home() for row in receipts_sudo):
            return users
        for role in TOLD:
            users |= self.company_id._get_role_users(role)
        return users
