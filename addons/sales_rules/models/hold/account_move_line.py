from odoo import models

from .sale_order_line import REINVOICED


class AccountMoveLine(models.Model):
    """Order lines that core makes of re-invoiced costs."""

    _inherit = "account.move.line"

    def _sale_prepare_sale_line_values(self, order, price):
        # EXTENDS 'sale': a line that core makes is counted and never refused
        vals = super()._sale_prepare_sale_line_values(order, price)
        return dict(vals, is_expense=REINVOICED)
