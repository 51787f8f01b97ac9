from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import watch
from odoo.addons.sales_rules.tools.roles import is_closed

# The value of `is_expense` by which core's own re-invoicing is told from a client's:
# an object, so that no client can send it.
REINVOICED = object()


class SaleOrderLine(models.Model):
    """The pricelist's price and the discount of a line; changes on confirmed orders."""

    _inherit = "sale.order.line"

    # Computed and figures' source, or set here only: the ORM lets RPC write them.
    _credit_computed_fields = frozenset(
        {
            "pricelist_price_unit",
            "is_reinvoiced",
            "price_subtotal",
            "price_tax",
            "price_total",
            "qty_invoiced",
            "invoice_lines",
        }
    )

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
    is_reinvoiced = fields.Boolean(
        readonly=True,
        copy=False,
        help="Core made the line of a cost that is re-invoiced: it is counted and never"
        " refused. Nobody else can mark a line so.",
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

    @api.model
    def _has_field_access(self, field, operation):
        # EXTENDS 'base': as of the order
        allowed = super()._has_field_access(field, operation)
        return allowed and not is_closed(self, field, "sales_rules")

    @api.model
    def default_get(self, fields):
        # EXTENDS 'sale': `default_x` in a client's context does not enter them either
        if self.env["sales.tier"]._get_configured_companies():
            closed = self._credit_computed_fields | {"invoice_status"}
            fields = [name for name in fields if name not in closed]
        return super().default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'sale'
        for vals in vals_list:
            self._check_not_computed(vals)
        vals_list = [self._mark_reinvoiced(vals) for vals in vals_list]
        orders = self.env["sale.order"].browse(
            {vals["order_id"] for vals in vals_list if vals.get("order_id")}
        )
        if watch.covers(self, orders):
            return super().create(vals_list)._price_combo_items()
        # an order that gets its first lines is entered, not raised
        raised = orders.filtered(lambda o: o.state == "sale" and o.order_line)
        increase = self.env["sales.hold.increase"]
        before = increase._get_counted(raised)
        watched = watch.opened(self, orders)
        lines = super(SaleOrderLine, watched).create(vals_list)
        lines = lines.with_env(self.env)._price_combo_items()
        increase._judge(lines.order_id, before)
        return lines

    def write(self, vals):
        # EXTENDS 'sale'
        self._check_not_computed(vals)
        orders = self.order_id | self.order_id.browse(vals.get("order_id"))
        if not self._credit_watched_fields & vals.keys() or watch.covers(self, orders):
            return super().write(vals)
        increase = self.env["sales.hold.increase"]
        before = increase._get_counted(orders)
        res = super(SaleOrderLine, watch.opened(self, orders)).write(vals)
        increase._judge(orders, before)
        return res

    def unlink(self):
        # EXTENDS 'sale': taking a discount line away raises the order
        orders = self.order_id
        if watch.covers(self, orders):
            return super().unlink()
        increase = self.env["sales.hold.increase"]
        before = increase._get_counted(orders)
        res = super(SaleOrderLine, watch.opened(self, orders)).unlink()
        increase._judge(orders, before)
        return res

    def _check_not_computed(self, vals):
        """Refuse computed figures of a line, from every user.

        Where no company has tiers, core's behaviour is left alone.

        :raise UserError: naming the fields
        """
        if not self.env["sales.tier"]._get_configured_companies():
            return
        given = self._credit_computed_fields & vals.keys()
        if not (self.invoice_lines or self._has_links(vals.get("invoice_lines"))):
            given -= {"invoice_lines"}  # the client sends the empty list along
        if vals.get("invoice_status") == "invoiced" and not self._is_invoiced():
            given |= {"invoice_status"}
        if given:
            labels = (self._fields[f]._description_string(self.env) for f in given)
            raise UserError(
                self.env._(
                    "%s: these are computed from the pricelist, the line and its"
                    " invoices, and cannot be entered.",
                    ", ".join(sorted(labels)),
                )
            )

    @api.model
    def _has_links(self, commands):
        """Return whether x2many `commands` bring any record in."""
        clearing = (Command.CLEAR, Command.UNLINK, Command.DELETE)
        return any(
            command[0] not in clearing
            and not (command[0] == Command.SET and not command[2])
            for command in commands or ()
        )

    def _is_invoiced(self):
        """Return whether invoices took all that these lines ordered."""
        return bool(self) and all(
            line.display_type
            or line.is_downpayment
            or line.product_uom_id.compare(line.qty_invoiced, line.product_uom_qty) >= 0
            for line in self
        )

    @api.model
    def _mark_reinvoiced(self, vals):
        """Return `vals` with core's own re-invoicing noted."""
        if vals.get("is_expense") is REINVOICED:
            return dict(vals, is_expense=True, is_reinvoiced=True)
        return vals

    def _price_combo_items(self):
        """Price the items of combos, which needs the line of the combo."""
        items = self.filtered("combo_item_id")
        self.env.add_to_compute(self._fields["pricelist_price_unit"], items)
        return self

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
            or self.product_type == "combo"
        ):
            return 0.0
        line = self.with_company(self.company_id)
        if line.combo_item_id and line.linked_line_id:
            price = line._get_combo_item_display_price()
        else:
            price = line._get_pricelist_price()
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
        return (
            self.is_reinvoiced
            or (self.is_downpayment and not self.product_uom_qty)
            or self._is_delivery()
        )

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
