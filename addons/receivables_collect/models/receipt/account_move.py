from odoo import models

from odoo.addons.sales_rules.tools import gate


class AccountMove(models.Model):
    _inherit = "account.move"

    def button_draft(self):
        # EXTENDS 'account'
        self._check_not_collected()
        return super().button_draft()

    def button_cancel(self):
        # EXTENDS 'account'
        self._check_not_collected()
        return super().button_cancel()

    def _reverse_moves(self, default_values_list=None, cancel=False):
        # EXTENDS 'account'
        permit = gate.get(self)
        if not (permit and permit.admits(self, {"reversal_move_ids"})):
            self._check_not_collected()
        moves = gate.closed(self)
        return super(AccountMove, moves)._reverse_moves(default_values_list, cancel)

    def _check_not_collected(self):
        """Check that no entry is of a payment that came of a receipt.

        :raise UserError: naming those payments
        """
        self.origin_payment_id._get_kept_collected()._refuse_collected()
