from odoo import api, models


class AccountAccount(models.Model):
    """Receivable accounts, whose ids the credit figures cache."""

    _inherit = "account.account"

    # The ids of receivable accounts are cached for the credit figures.

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        accounts = super().create(vals_list)
        self.env.registry.clear_cache()
        return accounts

    def write(self, vals):
        # EXTENDS 'account'
        res = super().write(vals)
        if "account_type" in vals:
            self.env.registry.clear_cache()
        return res

    def unlink(self):
        # EXTENDS 'account'
        res = super().unlink()
        self.env.registry.clear_cache()
        return res
