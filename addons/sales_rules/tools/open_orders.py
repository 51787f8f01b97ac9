"""The amounts of orders from before against credit: filled in SQL, where the ORM would
compute every order ever sold (hooks.py, migrations/).
"""

from odoo.tools import sql

COLUMNS = {"amount_over_delivered": "numeric", "is_invoiced_in_full": "bool"}


def create_columns(cr):
    """Make the columns before the ORM does, so that it computes nothing."""
    for name, kind in COLUMNS.items():
        if not sql.column_exists(cr, "sale_order", name):
            sql.create_column(cr, "sale_order", name, kind)


def fill_columns(env):
    """Say which orders posted invoices took in full, and what was delivered beyond an
    order; and which lines core made for the delivery.

    Orders in doubt are left to the ORM: those delivered beyond, and those invoiced for
    less than they say.
    """
    if sql.column_exists(env.cr, "sale_order_line", "is_delivery"):
        env.cr.execute(
            "UPDATE sale_order_line SET is_carrier_made = TRUE WHERE is_delivery"
        )
    env.cr.execute(
        """
        WITH taken AS (
            SELECT so.id,
                   SUM(line.price_total) >= so.amount_total AS is_all,
                   bool_and(move.state = 'posted'
                            AND move.move_type = 'out_invoice'
                            AND move.currency_id = so.currency_id
                            AND NOT EXISTS (
                                SELECT FROM account_move reversal
                                 WHERE reversal.reversed_entry_id = move.id
                            )) AS is_plain
              FROM sale_order so
              JOIN sale_order_line sol ON sol.order_id = so.id
              JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sol.id
              JOIN account_move_line line ON line.id = rel.invoice_line_id
              JOIN account_move move ON move.id = line.move_id
             WHERE move.state != 'cancel'
             GROUP BY so.id
        ), over AS (
            SELECT DISTINCT order_id AS id
              FROM sale_order_line
             WHERE abs(qty_delivered) > abs(product_uom_qty)
        ), filled AS (
            UPDATE sale_order so
               SET is_invoiced_in_full = TRUE
              FROM taken
             WHERE taken.id = so.id
               AND taken.is_plain
               AND taken.is_all
               AND so.id NOT IN (SELECT id FROM over)
        )
        SELECT id FROM over
         UNION
        SELECT id FROM taken WHERE is_plain AND NOT is_all
        """
    )
    orders = env["sale.order"].browse(id_ for (id_,) in env.cr.fetchall())
    orders.invalidate_model([*COLUMNS])
    for name in COLUMNS:
        env.add_to_compute(orders._fields[name], orders)
