from odoo import models


class AccountMove(models.Model):
    """Entries that name a contract are those of homes (R2.10)."""

    _inherit = "account.move"

    def _filter_property_items(self, items):
        # EXTENDS 'property_sales'
        found = super()._filter_property_items(items)
        return found | items.filtered("contract_id")
