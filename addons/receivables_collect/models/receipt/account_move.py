from odoo import models

from odoo.addons.sales_rules.tools import gate

# the step that reverses the entry of a payment the bank refused
BOUNCE = "bounce"


class AccountMove(models.Model):
    """Entries of collected payments stay posted; only a bounce reverses them."""

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
        if not gate.passes(self, BOUNCE):
            self._check_not_collected()
        moves = gate.closed(self)
        return super(AccountMove, moves)._reverse_moves(default_values_list, cancel)

    def _check_not_collected(self):
        """Check that no entry is of a payment that came of a receipt.

        :raise UserError: naming those payments
        """
        self.origin_payment_id._get_kept_collected()._refuse_collected()
