from odoo import api, models


class AccountPartialReconcile(models.Model):
    """Settlements have held orders examined again."""

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account': an overdue invoice may be settled now
        partials = super().create(vals_list)
        partials._push_credit()
        return partials

    def unlink(self):
        # EXTENDS 'account'
        partners = self._get_credit_partners()
        res = super().unlink()
        # sudo: the queue is the module's own
        self.env["sales.credit.queue"].sudo()._push(partners)
        return res

    def _get_credit_partners(self):
        """Return the commercial partners whose credit this settlement frees."""
        lines = (self.debit_move_id | self.credit_move_id).filtered(
            self.env["sales.credit"]._is_credit
        )
        return lines.partner_id.commercial_partner_id

    def _push_credit(self):
        # sudo: the queue is the module's own
        self.env["sales.credit.queue"].sudo()._push(self._get_credit_partners())
