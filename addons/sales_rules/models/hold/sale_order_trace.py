from odoo import api, fields, models


class SaleOrder(models.Model):
    """The money that came of the deal."""

    _inherit = "sale.order"

    # The outcome of the deal, in the currency of the order's company (R5.16).
    deal_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency of the Deal"
    )
    deal_invoiced = fields.Monetary(
        string="Invoiced",
        currency_field="deal_currency_id",
        compute="_compute_deal",
        help="Posted invoices less credit notes, the order's part of them.",
    )
    deal_received = fields.Monetary(
        string="Received",
        currency_field="deal_currency_id",
        compute="_compute_deal",
        help="Money that settled the order's invoices, less what was paid back.",
    )
    deal_owed = fields.Monetary(
        string="Still Owed", currency_field="deal_currency_id", compute="_compute_deal"
    )
    deal_owed_since = fields.Date(
        string="Owed since",
        compute="_compute_deal",
        help="The oldest due date of what is still owed.",
    )
    deal_days = fields.Integer(
        string="Days Overdue", compute="_compute_deal", aggregator=None
    )

    @api.depends("invoice_ids.amount_residual", "order_line.invoice_lines")
    def _compute_deal(self):
        deals = {order_id: [0.0, 0.0, 0.0, False, 0] for order_id in self._origin.ids}
        # sudo: figures for readers of the order, who need not read invoices
        traces = self.env["sales.deal.trace"].sudo()
        rows = traces.search_fetch(
            [("order_id", "in", self._origin.ids), ("kind", "!=", "order")],
            ["order_id", "kind", "amount", "owed", "date_due", "days"],
        )
        for row in rows:
            deal = deals[row.order_id.id]
            deal[0] += row.amount if row.kind in ("invoice", "credit_note") else 0.0
            deal[1] += row.amount if row.kind in ("receipt", "refund") else 0.0
            deal[2] += row.owed
            if row.owed > 0 and row.date_due:
                deal[3] = min(deal[3] or row.date_due, row.date_due)
            deal[4] = max(deal[4], row.days)
        for order in self:
            deal = deals.get(order._origin.id, [0.0, 0.0, 0.0, False, 0])
            order.deal_invoiced, order.deal_received, order.deal_owed = deal[:3]
            order.deal_owed_since, order.deal_days = deal[3:]

    def action_view_deal_trace(self):
        """Open the outcome of these orders: invoices, receipts, open amounts."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_deal_trace_action"
        )
        action["domain"] = [("order_id", "in", self.ids)]
        several = {"group_by": "order_id"} if len(self) > 1 else {"single_deal": True}
        action["context"] = {"create": False, **several}
        if len(self) == 1:
            action["name"] = self.env._("Deal %s", self.name)
        return action
