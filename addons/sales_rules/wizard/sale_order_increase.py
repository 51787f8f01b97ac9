from odoo import api, fields, models


class SaleOrderIncrease(models.TransientModel):
    """Asks for a confirmed order to be raised, or sold cheaper or longer (R1.7).

    The way out that the order names when an edit is refused. Up to the total that is
    approved, edits pass; what the rules let pass is granted at once.
    """

    _name = "sale.order.increase"
    _description = "Ask for an Increase"

    order_id = fields.Many2one("sale.order", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="order_id.currency_id")
    amount_total = fields.Monetary(
        related="order_id.amount_total", string="Present Total"
    )
    new_total = fields.Monetary(
        required=True,
        compute="_compute_new_total",
        store=True,
        readonly=False,
        help="The order's whole total after the change, taxes included. A lower one is"
        " a discount on the same goods.",
    )
    new_discount = fields.Float(
        string="Discount (%)",
        digits=(16, 2),
        compute="_compute_new_total",
        store=True,
        readonly=False,
        help="The largest discount of a line or of the whole order after the change.",
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        compute="_compute_new_total",
        store=True,
        readonly=False,
        help="The payment term after the change.",
    )
    note = fields.Char(string="Reason", required=True)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "sale.order":
            values.setdefault("order_id", self.env.context.get("active_id"))
        return values

    @api.depends("order_id")
    def _compute_new_total(self):
        for wizard in self:
            order = wizard.order_id
            check = self.env["sales.hold.check"]
            wizard.new_total = order.amount_total
            wizard.new_discount = check._get_effective_discount(order)
            wizard.payment_term_id = order.payment_term_id

    def action_ask(self):
        """Ask the users who may decide; the order's form shows the outcome."""
        self.ensure_one()
        self.order_id._ask_increase(
            self.new_total, self.note, self.new_discount, self.payment_term_id
        )
        return {"type": "ir.actions.act_window_close"}
