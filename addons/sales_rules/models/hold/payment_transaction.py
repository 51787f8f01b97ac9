from odoo import models

from .sale_order import ASKED_BY_CUSTOMER


class PaymentTransaction(models.Model):
    """An online payment is the wish of the customer to confirm."""

    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        # EXTENDS 'sale': the customer asked by paying; a held order is confirmed by
        # its release, as core does not try again
        asked = self.with_context(sales_rules_asked_by=ASKED_BY_CUSTOMER)
        orders = super(PaymentTransaction, asked)._check_amount_and_confirm_order()
        return orders.with_env(self.env)
