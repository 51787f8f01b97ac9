from odoo import models

from .sale_order import ASKED_KEY, AskedOnline


class PaymentTransaction(models.Model):
    """An online payment is the wish to confirm of the customer, or of who made it."""

    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        # EXTENDS 'sale': the customer asked by paying; a held order is confirmed by
        # its release, as core does not try again
        confirmed = self.env["sale.order"]
        # sudo: whose payment it is
        for staff, paid in self.grouped(lambda tx: tx.sudo()._get_paying()).items():
            asked = paid.with_context(**{ASKED_KEY: AskedOnline(staff)})
            confirmed |= super(
                PaymentTransaction, asked
            )._check_amount_and_confirm_order()
        return confirmed.with_env(self.env)

    def _get_paying(self):
        """Return the staff who paid in the customer's place, or an empty recordset.

        Core notes the partner of whoever is logged in on the page of the order; who
        happens to process the payment says nothing.
        """
        self.ensure_one()
        return self.partner_id.user_ids._get_asking()
