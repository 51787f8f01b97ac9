from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.property_sales.models.price.property_price_list_line import (
    BASES,
    FLOOR,
)


class PropertyPriceListFill(models.TransientModel):
    """Computes the prices of a draft by floor and orientation (R2.4).

    A home costs the base, a step for each floor above the first one counted, and the
    amount and percent of its orientation; times its area where the base is per m².
    """

    _name = "property.price.list.fill"
    _description = "Fill a Price List"

    list_id = fields.Many2one(
        "property.price.list", string="Price List", required=True, ondelete="cascade"
    )
    development_id = fields.Many2one(related="list_id.development_id")
    currency_id = fields.Many2one(related="list_id.currency_id")
    building_ids = fields.Many2many(
        "property.building",
        string="Buildings",
        domain="[('development_id', '=', development_id)]",
        help="Empty for all buildings of the development.",
    )
    usage = fields.Selection(
        selection=lambda self: (
            self.env["property.unit"]._fields["usage"]._description_selection(self.env)
        ),
        required=True,
        default="home",
    )
    pricing_basis = fields.Selection(BASES, required=True, default="gross")
    base_price = fields.Monetary(
        required=True, help="Per m² of the basis, or per home."
    )
    floor_from = fields.Integer(
        string="Steps from Floor", default=1, help="The floor that costs the base."
    )
    floor_step = fields.Monetary(
        string="Step per Floor", help="Per m² of the basis, or per home; may be minus."
    )
    floor_percent = fields.Float(
        string="Floor Price (%)",
        digits=(5, 2),
        groups=FLOOR,
        help="Of the price; empty to leave floor prices as they are.",
    )
    side_ids = fields.One2many(
        "property.price.list.fill.side", "fill_id", string="Orientations"
    )

    def action_fill(self):
        """Write the prices of all homes asked for into the draft.

        Homes that are in the list already get the new price, and keep filed and floor
        price.

        :raise UserError: where no home is found, or one would cost nothing
        """
        self.ensure_one()
        price_list = self.list_id
        price_list.check_access("write")
        units = self._find_units()
        if not units:
            raise UserError(
                self.env._("%s: no such home is found.", price_list.display_name)
            )
        prices = self._compute_prices(units)
        known = {line.unit_id: line for line in price_list.line_ids}
        lines = self.env["property.price.list.line"]
        for unit in units & price_list.line_ids.unit_id:
            known[unit].write(self._prepare_vals(prices[unit]))
        lines.create(
            [
                {"list_id": price_list.id, "unit_id": unit.id}
                | self._prepare_vals(prices[unit])
                for unit in units - price_list.line_ids.unit_id
            ]
        )
        return {"type": "ir.actions.act_window_close"}

    def _find_units(self):
        """Return the homes to price."""
        domain = [
            ("development_id", "=", self.list_id.development_id.id),
            ("usage", "=", self.usage),
        ]
        if self.building_ids:
            domain.append(("building_id", "in", self.building_ids.ids))
        return self.env["property.unit"].search(domain)

    def _compute_prices(self, units):
        """Return the price of each home, rounded in the currency.

        :raise UserError: naming homes that would cost nothing
        """
        sides = {side.orientation: side for side in self.side_ids}
        currency = self.currency_id
        prices = {}
        for unit in units:
            rate = self.base_price + self.floor_step * (unit.floor - self.floor_from)
            if side := sides.get(unit.orientation):
                rate = (rate + side.amount) * (1 + side.percent / 100)
            prices[unit] = currency.round(rate * unit._get_area(self.pricing_basis))
        free = units.filtered(lambda u: currency.compare_amounts(prices[u], 0) <= 0)
        if free:
            raise UserError(
                self.env._(
                    "These homes would have no price, as the rule or their filed area"
                    " gives none: %s",
                    ", ".join(free[:5].mapped("display_name")),
                )
            )
        return prices

    def _prepare_vals(self, price):
        """Return the values of a line with this price."""
        vals = {"price": price, "pricing_basis": self.pricing_basis}
        # sudo: given by those only who may see it
        if percent := self.sudo().floor_percent:
            vals["floor_price"] = self.currency_id.round(price * percent / 100)
        return vals
