from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_sales_homes(self):
        # EXTENDS 'sales_rules': finance starts at its desk
        desk = (
            "sales_rules.group_finance",
            "receivables_collect.collection_desk_action",
        )
        return [desk, *super()._get_sales_homes()]
