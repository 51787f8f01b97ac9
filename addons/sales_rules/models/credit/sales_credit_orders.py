from odoo import api, models
from odoo.tools import SQL


class SalesCredit(models.AbstractModel):
    _inherit = "sales.credit"

    @api.model
    def _query_all_open_orders(self, company):
        """Return the SQL of `_query_open_orders` for the customers all at once."""
        condition = SQL(
            "(so.invoice_status IS DISTINCT FROM 'invoiced' OR so.id IN (%s))",
            self._query_orders_of_all_drafts(),
        )
        return self._query_orders_where(condition, None, company)

    @api.model
    def _query_orders_of_all_drafts(self):
        """Return the SQL of the `order_id` of all draft invoices."""
        return SQL(
            """
            SELECT sol.order_id
              FROM account_move move
              JOIN account_move_line line ON line.move_id = move.id
              JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
              JOIN sale_order_line sol ON sol.id = rel.order_line_id
             WHERE move.state = 'draft' AND move.move_type = 'out_invoice'
            """
        )
