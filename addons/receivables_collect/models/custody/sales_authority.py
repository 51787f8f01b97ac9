from odoo import api, models


class SalesAuthority(models.Model):
    _inherit = "sales.authority"

    @api.model
    def _get_subjects(self):
        # EXTENDS 'sales_rules'
        return [
            *super()._get_subjects(),
            ("voucher_loss", self.env._("Loss of vouchers")),
        ]
