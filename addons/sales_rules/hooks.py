from odoo.tools import sql

from .tools import open_orders


def pre_init_hook(env):
    """Make the column of the pricelist's price before the ORM does.

    The ORM would look up the pricelist for every line ever sold. Lines written
    before the rules came keep no price: only their discount counts. Nor is any
    order held before: what follows from holds is empty.
    """
    sql.create_column(env.cr, "sale_order_line", "pricelist_price_unit", "numeric")
    sql.create_column(env.cr, "sale_order", "hold_reason", "varchar")
    sql.create_column(env.cr, "sale_order", "held_since", "timestamp")
    open_orders.create_columns(env.cr)


def post_init_hook(env):
    """Store the pricelist's price on the lines that can still be confirmed, and what
    the orders from before count against credit.
    """
    domain = [("state", "in", ("draft", "sent"))]
    lines = env["sale.order.line"].with_context(active_test=False).search(domain)
    env.add_to_compute(lines._fields["pricelist_price_unit"], lines)
    open_orders.fill_columns(env)
