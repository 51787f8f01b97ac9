from odoo import api, models


class AccountAccount(models.Model):
    """Trade receivable accounts, whose ids the reading of the ledger caches."""

    _inherit = "account.account"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        accounts = super().create(vals_list)
        self.env.registry.clear_cache()
        return accounts

    def write(self, vals):
        # EXTENDS 'account'
        res = super().write(vals)
        if not vals.keys().isdisjoint(("account_type", "non_trade")):
            self.env.registry.clear_cache()
        return res

    def unlink(self):
        # EXTENDS 'account'
        res = super().unlink()
        self.env.registry.clear_cache()
        return res
