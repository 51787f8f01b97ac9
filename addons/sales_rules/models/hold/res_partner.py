from odoo import models


class ResPartner(models.Model):
    """Open orders and entries are judged anew where another payer gets them (R1.7)."""

    _inherit = "res.partner"

    def _get_open(self):
        # EXTENDS 'sales_rules': core books a contact's entries on another partner
        return super()._get_open() | self.env["sales.hold.payer"]._get_open(self)

    def _follow_entities(self, before, opened):
        # EXTENDS 'sales_rules': with the tiers that hold now
        res = super()._follow_entities(before, opened)
        self.env["sales.hold.payer"]._judge(self, opened)
        return res
