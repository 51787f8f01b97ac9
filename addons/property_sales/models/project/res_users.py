from odoo import models

INVESTMENT = "property_sales.group_investment_development"


class ResUsers(models.Model):
    """Investment development starts with the developments (R2.4)."""

    _inherit = "res.users"

    def _get_sales_homes(self):
        # EXTENDS 'receivables_collect': whoever has another role keeps its start
        homes = super()._get_sales_homes()
        return [*homes, (INVESTMENT, "property_sales.property_development_action")]
