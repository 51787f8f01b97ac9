from odoo import api, models


class AccountPaymentTermLine(models.Model):
    """The parts of payment terms, whose days are cached."""

    _inherit = "account.payment.term.line"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        parts = super().create(vals_list)
        self.env.registry.clear_cache()
        return parts

    def write(self, vals):
        # EXTENDS 'account'
        res = super().write(vals)
        self.env.registry.clear_cache()
        return res

    def unlink(self):
        # EXTENDS 'account'
        res = super().unlink()
        self.env.registry.clear_cache()
        return res
