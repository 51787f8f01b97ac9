from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import gate, watch

# The value of `is_expense` by which core's own re-invoicing is told from a client's:
# an object, so that no client can send it.
REINVOICED = object()
# The step that takes core's mark off a line, see `gate.opened_for`.
UNMARKED = "unmarked"
# The most that rounding moves the amounts of a line by, in units of its currency.
ROUNDING_UNITS = 10


class SaleOrderLine(models.Model):
    """The pricelist's price and the discount of a line; changes on confirmed orders."""

    _inherit = "sale.order.line"

    # Computed and figures' source, or set here only: the ORM lets RPC write them.
    _credit_computed_fields = frozenset(
        {
            "pricelist_price_unit",
            "is_reinvoiced",
            "is_carrier_made",
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
        groups="base.group_user",
        help="The unit price of the customer's own pricelist when the line was written,"
        " in the order's currency; discounts are measured against it.",
    )
    is_reinvoiced = fields.Boolean(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Core made the line of a cost that is re-invoiced: it is counted and never"
        " refused. Nobody else can mark a line so.",
    )
    is_carrier_made = fields.Boolean(
        string="Made for Delivery",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Core made the line for the delivery, at the carrier's price. Nobody else"
        " can mark a line so; one that a user prices is the user's.",
    )
    # Prices of the line, watched on confirmed orders.
    _credit_watched_fields = frozenset(
        {
            "product_id",
            "product_uom_id",
            "product_uom_qty",
            "qty_delivered",
            "price_unit",
            "discount",
            "tax_ids",
            "extra_tax_data",
            "order_id",
        }
    )

    @api.depends(
        "product_id",
        "product_uom_id",
        "product_uom_qty",
        "order_id.partner_id",
        "order_id.currency_id",
    )
    def _compute_pricelist_price_unit(self):
        for line in self:
            # the price of a cost that core re-invoices is core's own
            own = line.is_reinvoiced and (line.pricelist_price_unit or line.price_unit)
            line.pricelist_price_unit = own or line._get_pricelist_price_unit()

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
        vals_list = [self._mark_made_by_core(vals) for vals in vals_list]
        orders = self.env["sale.order"].browse(
            {vals["order_id"] for vals in vals_list if vals.get("order_id")}
        )
        if watch.covers(self, orders):
            return super().create(vals_list)._after_created()
        # an order that gets its first lines is entered, not raised; one to which core
        # adds is not raised either
        entered = any(not self._is_marked(vals) for vals in vals_list)
        raised = orders.filtered(lambda o: o.state == "sale" and o.order_line)
        increase = self.env["sales.hold.increase"]
        before = increase._get_counted(raised) if entered else {}
        watched = watch.opened(self, orders)
        lines = super(SaleOrderLine, watched).create(vals_list)
        lines = lines.with_env(self.env)._after_created()
        if entered:
            increase._judge(lines.order_id, before)
        return lines

    def write(self, vals):
        # EXTENDS 'sale'
        if "is_carrier_made" in vals and gate.passes(self, UNMARKED):
            return super().write(vals)
        self._check_not_computed(vals)
        if not self._credit_watched_fields & vals.keys():
            return super().write(vals)
        orders = self.order_id | self.order_id.browse(vals.get("order_id"))
        if self._is_priced_by_core() or watch.covers(self, orders):
            self._unmark_raised(vals)
            res = super().write(vals)
            self._check_tax_amounts()
            return res
        increase = self.env["sales.hold.increase"]
        before = increase._get_counted(orders)
        self._unmark_raised(vals)
        res = super(SaleOrderLine, watch.opened(self, orders)).write(vals)
        self._check_tax_amounts()
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
    def _mark_made_by_core(self, vals):
        """Return `vals` with core's own making noted: a cost that is re-invoiced, or
        the delivery, which core adds as superuser only.
        """
        if vals.get("is_expense") is REINVOICED:
            return dict(vals, is_expense=True, is_reinvoiced=True)
        if vals.get("is_delivery") and self.env.su:
            return dict(vals, is_carrier_made=True)
        return vals

    @api.model
    def _is_marked(self, vals):
        """Return whether `vals` were noted as core's own."""
        return vals.get("is_reinvoiced") or vals.get("is_carrier_made")

    def _is_priced_by_core(self):
        """Return whether core writes the carrier's price on the line it made for it."""
        return self.env.su and bool(self) and all(self.mapped("is_carrier_made"))

    def _unmark_raised(self, vals):
        """Let lines that core made count as the user's, once a user raises them.

        Called when the orders were counted without these lines, so that each counts as
        a whole then.
        """
        if self._is_priced_by_core():
            return
        raised = self.filtered(
            lambda line: line._is_made_by_core() and line._is_raised_by(vals)
        )
        if raised:
            marks = {"is_reinvoiced": False, "is_carrier_made": False}
            gate.opened_for(raised, UNMARKED).write(marks)

    def _is_raised_by(self, vals):
        """Return whether `vals` are other goods, or more of them, or a higher price."""
        self.ensure_one()
        others = ("product_id", "product_uom_id", "extra_tax_data", "order_id")
        if any(
            self._fields[name].convert_to_cache(vals[name], self)
            != self._fields[name].convert_to_cache(self[name], self)
            for name in others
            if name in vals
        ):
            return True
        if "discount" in vals and (vals["discount"] or 0) < self.discount:
            return True
        return any(
            not 0 <= (vals[name] or 0) <= self[name]
            for name in ("product_uom_qty", "qty_delivered", "price_unit")
            if name in vals
        )

    def _after_created(self):
        """Price the items of combos, which needs the line of the combo, and check the
        amounts that a client gave with the lines.
        """
        items = self.filtered("combo_item_id")
        self.env.add_to_compute(self._fields["pricelist_price_unit"], items)
        self._check_tax_amounts()
        return self

    def _check_tax_amounts(self):
        """Refuse amounts given beside the price, other than what rounding leaves.

        Core keeps them for discounts and down payments, and counts them instead of
        quantity and price: an order must not count less than it is invoiced for.

        :raise UserError: naming the line
        """
        lines = self.filtered("extra_tax_data")
        if not lines or not self.env["sales.tier"]._get_configured_companies():
            return
        for line in lines:
            # as they will be computed: core keeps them without computing anew
            given = line._get_amount_of(line.product_uom_qty)
            plain = line._get_amount_of(line.product_uom_qty, extra_tax_data={})
            if abs(given - plain) > ROUNDING_UNITS * line.currency_id.rounding:
                raise UserError(
                    self.env._(
                        "%s: the amounts given do not fit quantity and price. Change"
                        " the price or the discount instead.",
                        line.display_name,
                    )
                )

    def _get_pricelist_price_unit(self):
        """Return the price of the customer's own pricelist in the order's currency.

        On the order's day, whichever pricelist was chosen on the order. With the taxes
        of the order's fiscal position, as core puts it into the unit price.
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
            price = line._get_own_combo_item_price()
        else:
            price = line._get_own_price()
        return line.product_id._get_tax_included_unit_price_from_price(
            price,
            product_taxes=line.product_id.taxes_id._filter_taxes_by_company(
                line.company_id
            ),
            fiscal_position=line.order_id.fiscal_position_id,
        )

    def _get_own_price(self):
        """Return the price of the line's product on the customer's own pricelist: that
        of the company or person behind a contact.
        """
        self.ensure_one()
        customer = self.order_id.partner_id.commercial_partner_id
        pricelist = customer.with_company(self.company_id).property_product_pricelist
        product = self.product_id.with_context(**self._get_product_price_context())
        kwargs = self._get_pricelist_kwargs()
        # in its own currency first: core takes a fixed price for one of the currency
        # that is asked for
        own = pricelist.currency_id or self.currency_id
        price = pricelist._get_product_price(product, **dict(kwargs, currency=own))
        if own == self.currency_id:
            return price
        return own._convert(
            price, self.currency_id, self.company_id, kwargs["date"], round=False
        )

    def _get_own_combo_item_price(self):
        """Return the share of an item in the price of its combo, on the customer's own
        pricelist: core shares out the price of the pricelist chosen.
        """
        self.ensure_one()
        combo = self._get_linked_line()
        own, chosen = combo._get_own_price(), combo._get_display_price_ignore_combo()
        share = self._get_combo_item_display_price()
        if own == chosen or not chosen:
            return share
        extra = self.combo_item_id.extra_price
        return (share - extra) * own / chosen + extra

    def _is_made_by_core(self):
        """Return whether core made the line: such lines are counted, never refused."""
        self.ensure_one()
        return self.is_reinvoiced or self.is_carrier_made

    def _get_values(self):
        """Return what the line costs by the pricelist and what is paid, before taxes
        that are added.

        A product without a price on the pricelist is listed at its own, less nothing.
        Quantity and price below zero are a sale like any other; a quantity alone is a
        return, a price alone a discount.

        :return: tuple (listed, paid) in the order's currency
        """
        self.ensure_one()
        if self.display_type:
            return 0.0, 0.0
        quantity, price = self.product_uom_qty, self.price_unit
        paid = price * (1 - self.discount / 100) * quantity
        if self.is_carrier_made:
            return max(paid, 0.0), paid
        listed = self.pricelist_price_unit
        if listed <= 0:
            return max(price * quantity, 0.0), paid
        if quantity < 0 and price < 0:
            quantity = -quantity
        elif price < 0:
            return 0.0, paid
        return listed * quantity, paid

    def _get_effective_discount(self):
        """Return how many percent the line is below the pricelist's price (R4.6).

        A lower unit price counts like a discount; lines priced before the rules
        were installed have no stored price and show their discount only. A return or a
        price below zero shows in the whole order only.
        """
        self.ensure_one()
        is_combo = self.product_type == "combo"
        if self.display_type or is_combo or self.is_carrier_made:
            return 0.0
        listed = self.pricelist_price_unit
        if listed <= 0:
            return max(self.discount, 0.0)
        price = self.price_unit
        if self.product_uom_qty < 0:
            price = -price
        if price < 0:
            return 0.0
        net = price * (1 - self.discount / 100)
        return max(0.0, (listed - net) / listed * 100)
