from odoo import models


class ResPartner(models.Model):
    """What is open is judged anew where it comes to another payer (R1.7)."""

    _inherit = "res.partner"

    def _follow_entities(self, before):
        # EXTENDS 'sales_rules': with the tiers that hold now
        res = super()._follow_entities(before)
        self.env["sales.hold.payer"]._judge(self)
        return res
