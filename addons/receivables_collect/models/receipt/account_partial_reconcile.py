from odoo import models
from odoo.exceptions import UserError


class AccountPartialReconcile(models.Model):
    """Money that a bank slip took out of transit stays matched with it (R2.10)."""

    _inherit = "account.partial.reconcile"

    def unlink(self):
        # EXTENDS 'account'
        self._check_banked_kept()
        return super().unlink()

    def _check_banked_kept(self):
        """Check that none of these matches money with the slip that banked it.

        :raise UserError: naming the money, the slip and the way out
        """
        for partial in self.sudo():  # sudo: slips, whoever undoes it
            moves = (partial.debit_move_id | partial.credit_move_id).move_id
            for part in moves.origin_payment_id.collection_method_id:
                slip = part.bank_slip_id
                if slip.move_id & moves and not part._is_being_refused():
                    raise UserError(
                        self.env._(
                            "%(paper)s of %(receipt)s was banked with %(slip)s and"
                            " stays matched with it. When the bank refused it, use"
                            " “Refused by the bank” on the receipt.",
                            paper=part.display_name,
                            receipt=part.receipt_id.display_name,
                            slip=slip.display_name,
                        )
                    )
