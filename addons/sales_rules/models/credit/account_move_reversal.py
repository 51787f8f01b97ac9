from odoo import models


class AccountMoveReversal(models.TransientModel):
    """Invoices made anew know which they replace."""

    _inherit = "account.move.reversal"

    def _modify_default_reverse_values(self, origin_move):
        # EXTENDS 'account'
        vals = super()._modify_default_reverse_values(origin_move)
        return dict(vals, reissue_of_id=origin_move.id)
