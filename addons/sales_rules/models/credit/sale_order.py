from odoo import api, fields, models


class SaleOrder(models.Model):
    """The amount that an order takes of its payer's credit (R1.7).

    Its total, more where more was delivered than ordered, less what posted invoices
    took of it. Nothing that a client can write says that an order is settled.
    """

    _inherit = "sale.order"

    # computed and stored: the ORM lets RPC write them
    _protected_fields = frozenset({"amount_over_delivered", "is_invoiced_in_full"})

    amount_over_delivered = fields.Monetary(
        string="Delivered beyond the Order",
        compute="_compute_amount_over_delivered",
        store=True,
        copy=False,
        help="Delivered beyond the quantities ordered and still to be invoiced, taxes"
        " included.",
    )
    is_invoiced_in_full = fields.Boolean(
        compute="_compute_is_invoiced_in_full",
        store=True,
        copy=False,
        help="Posted invoices took the whole order. Drafts do not count, nor does an"
        " invoice that was reversed.",
    )

    _credit_open_idx = models.Index(
        "(partner_invoice_id)"
        " WHERE state = 'sale' AND is_invoiced_in_full IS NOT TRUE"
        " AND remainder_closed IS NOT TRUE"
    )

    @api.depends(
        "order_line.product_id",
        "order_line.product_uom_qty",
        "order_line.qty_delivered",
        "order_line.price_total",
    )
    def _compute_amount_over_delivered(self):
        for order in self:
            order.amount_over_delivered = sum(
                line._get_over_delivered() for line in order.order_line
            )

    @api.depends(
        "amount_total",
        "amount_over_delivered",
        "currency_id",
        "order_line.product_uom_qty",
        "order_line.qty_delivered",
        "order_line.invoice_lines.quantity",
        "order_line.invoice_lines.price_total",
        "order_line.invoice_lines.move_id.state",
        "order_line.invoice_lines.move_id.reversal_move_ids",
    )
    def _compute_is_invoiced_in_full(self):
        # by amount, or all quantities at a price that finance lowered; where anything
        # else is linked the order counts what `sales.credit` finds it to count
        for order in self:
            taken = order.order_line.invoice_lines.filtered(
                lambda line: line.parent_state != "cancel"
            )
            currency, total = order.currency_id, order._get_credit_total()
            lines = order.order_line.filtered(lambda line: not line.display_type)
            order.is_invoiced_in_full = (
                bool(taken)
                and all(move._is_plain_invoice(currency) for move in taken.move_id)
                and (
                    currency.compare_amounts(sum(taken.mapped("price_total")), total)
                    >= 0
                    or all(line._is_quantity_invoiced() for line in lines)
                )
            )

    def _get_credit_total(self):
        """Return what will be invoiced of the order, in its currency (R1.7): as
        ordered, or more where more was delivered.
        """
        self.ensure_one()
        return self.amount_total + self.amount_over_delivered
