from odoo import models

SELLER = "property_sales.group_property_sales"
SALES = "sales_rules.group_salesperson"


class ResUsers(models.Model):
    """Sellers of homes start with the board (R2.7)."""

    _inherit = "res.users"

    def _get_sales_homes(self):
        # EXTENDS 'receivables_collect': leaders keep what waits for them first
        homes = super()._get_sales_homes()
        groups = [group for group, _action in homes]
        board = (SELLER, "property_sales.property_unit_board_action")
        homes.insert(groups.index(SALES), board)
        return homes
