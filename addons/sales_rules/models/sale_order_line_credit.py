from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

from ..tools import gate


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    pricelist_price_unit = fields.Float(
        string="Pricelist Price",
        compute="_compute_pricelist_price_unit",
        store=True,
        precompute=True,
        copy=False,
        digits="Product Price",
        help="The pricelist's unit price when the line was written, in the order's"
        " currency; discounts are measured against it.",
    )
    # Prices of the line, watched on confirmed orders.
    _credit_watched_fields = frozenset(
        {
            "product_id",
            "product_uom_id",
            "product_uom_qty",
            "price_unit",
            "discount",
            "tax_ids",
            "order_id",
        }
    )

    @api.depends("product_id", "product_uom_id", "product_uom_qty")
    def _compute_pricelist_price_unit(self):
        for line in self:
            line.pricelist_price_unit = line._get_pricelist_price_unit()

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sale'
        if any("pricelist_price_unit" in vals for vals in vals_list):
            self._raise_pricelist_price()
        orders = self.env["sale.order"].browse(
            {vals["order_id"] for vals in vals_list if vals.get("order_id")}
        )
        if gate.is_watched(self, orders):
            return super().create(vals_list)
        # an order that gets its first lines is entered, not raised
        raised = orders.filtered(lambda o: o.state == "sale" and o.order_line)
        before = raised._get_credit_before()
        watched = gate.opened_watch(self, orders)
        lines = super(SaleOrderLine, watched).create(vals_list)
        lines = lines.with_env(self.env)
        # the price of a combo's item needs the line of the combo
        field = self._fields["pricelist_price_unit"]
        self.env.add_to_compute(field, lines.filtered("combo_item_id"))
        lines._check_order_increase(lines.order_id, before)
        return lines

    def write(self, vals):
        # EXTENDS 'sale'
        if "pricelist_price_unit" in vals:
            self._raise_pricelist_price()
        orders = self.order_id
        if not self._credit_watched_fields & vals.keys() or gate.is_watched(
            self, orders
        ):
            return super().write(vals)
        before = orders._get_credit_before()
        res = super(SaleOrderLine, gate.opened_watch(self, orders)).write(vals)
        self._check_order_increase(orders | self.order_id, before)
        return res

    def unlink(self):
        # EXTENDS 'sale': taking a discount line away raises the order
        orders = self.order_id
        if gate.is_watched(self, orders):
            return super().unlink()
        before = orders._get_credit_before()
        res = super(SaleOrderLine, gate.opened_watch(self, orders)).unlink()
        self._check_order_increase(orders, before)
        return res

    @api.model
    def _check_order_increase(self, orders, before):
        orders = orders.with_env(self.env)
        orders._check_increase(before)
        orders._after_edit()

    @api.model
    def _raise_pricelist_price(self):
        raise UserError(
            self.env._(
                "The pricelist's price of an order line is taken from the pricelist"
                " and cannot be entered."
            )
        )

    def _get_pricelist_price_unit(self):
        """Return the pricelist's price of the line in the order's currency.

        With the taxes of the order's fiscal position, as core puts it into the
        unit price.
        """
        self.ensure_one()
        if (
            self.display_type
            or not self.product_id
            or not self.product_uom_id
            or not self.order_id
            or self.is_downpayment
            or self.product_type == "combo"
        ):
            return 0.0
        line = self.with_company(self.company_id)
        if not line.combo_item_id:
            price = line._get_pricelist_price()
        elif line.linked_line_id:
            price = line._get_combo_item_display_price()
        else:
            return 0.0
        return line.product_id._get_tax_included_unit_price_from_price(
            price,
            product_taxes=line.product_id.taxes_id._filter_taxes_by_company(
                line.company_id
            ),
            fiscal_position=line.order_id.fiscal_position_id,
        )

    def _is_made_by_core(self):
        """Return whether core made the line: such lines are counted, never refused."""
        self.ensure_one()
        return self.is_expense or self.is_downpayment or self._is_delivery()

    def _is_priced_by_hand(self):
        """Return whether a discount can hide in the line's price."""
        self.ensure_one()
        return not (self.display_type or self.product_type == "combo") and not (
            self._is_made_by_core()
        )

    def _get_effective_discount(self):
        """Return how many percent the line is below the pricelist's price (R4.6).

        A lower unit price counts like a discount; lines priced before the rules
        were installed have no stored price and show their discount only.
        """
        self.ensure_one()
        if not self._is_priced_by_hand() or self.price_unit < 0:
            return 0.0
        listed = self.pricelist_price_unit
        if listed <= 0:
            return max(self.discount, 0.0)
        net = self.price_unit * (1 - self.discount / 100)
        return max(0.0, (listed - net) / listed * 100)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _get_effective_discount(self):
        """Return the largest discount of the order in percent.

        Of its lines, or of the whole where a discount has a line of its own.
        """
        self.ensure_one()
        lines = self.order_line.filtered(lambda line: line._is_priced_by_hand())
        discounts = [line._get_effective_discount() for line in lines]
        if any(line.price_unit < 0 for line in lines):
            listed = sum(
                (line.pricelist_price_unit or line.price_unit) * line.product_uom_qty
                for line in lines
                if line.price_unit >= 0
            )
            net = sum(
                line.price_unit * (1 - line.discount / 100) * line.product_uom_qty
                for line in lines
            )
            discounts.append((listed - net) / listed * 100 if listed > 0 else 0.0)
        return max(discounts, default=0.0)

    @api.model
    def _is_discount_over(self, discount, limit):
        """Return whether a discount in percent is over the limit; equal passes."""
        return float_compare(discount, limit, precision_digits=2) > 0
