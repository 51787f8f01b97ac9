"""Orders from before: what they count, and the customer's own prices on quotations."""

from odoo import SUPERUSER_ID, api

from odoo.addons.sales_rules.tools import open_orders


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    open_orders.fill_columns(env)
    # elsewhere the price stands as it was when the line was written
    quotations = env["sale.order"].search([("state", "in", ("draft", "sent"))])
    other = quotations.filtered(
        lambda order: (
            order.pricelist_id
            != order.partner_id.with_company(
                order.company_id
            ).property_product_pricelist
        )
    )
    lines = other.order_line
    env.add_to_compute(lines._fields["pricelist_price_unit"], lines)
