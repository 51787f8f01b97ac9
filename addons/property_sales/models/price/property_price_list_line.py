from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_is_zero, float_round

from odoo.addons.property_sales.tools import sent

BASES = [
    ("unit", "Home"),
    ("inner", "Inner Area"),
    ("gross", "Gross Area"),
]
# columns of a spreadsheet that name a home
NAMING = ("building_id", "unit_id")
# salespeople do not see it, nor does finance
FLOOR = (
    "sales_rules.group_marketing_director,"
    "sales_rules.group_deputy_general_manager,"
    "sales_rules.group_general_manager"
)


class PropertyPriceListLine(models.Model):
    """The price of one home in a price list (R2.4).

    The price is that of the whole home whatever the basis. Its unit price, per m² of
    the basis, is fixed to the cent when the list is submitted.
    """

    _name = "property.price.list.line"
    _description = "Line of a Price List"
    _inherit = ["property.secret.mixin", "sales.line.mixin"]
    _order = "list_id, building_id, floor, unit_id, id"
    _rec_name = "unit_id"

    _line_parent = "list_id"
    _protected_fields = frozenset({"company_id", "building_id", "floor", "unit_price"})

    list_id = fields.Many2one(
        "property.price.list",
        string="Price List",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="list_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    development_id = fields.Many2one(related="list_id.development_id")
    unit_id = fields.Many2one(
        "property.unit",
        string="Home",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('development_id', '=', development_id)]",
    )
    building_id = fields.Many2one(
        related="unit_id.building_id", store=True, precompute=True
    )
    floor = fields.Integer(
        related="unit_id.floor", store=True, precompute=True, aggregator=None
    )
    orientation = fields.Char(related="unit_id.orientation")
    area = fields.Float(
        digits=(12, 2),
        compute="_compute_area",
        aggregator=None,
        help="In m²: the area of the basis that is filed now.",
    )
    price = fields.Monetary(
        required=True, aggregator="sum", help="Of the whole home, whatever the basis."
    )
    pricing_basis = fields.Selection(BASES, required=True, default="gross")
    unit_price = fields.Float(
        digits=(16, 2),
        compute="_compute_unit_price",
        store=True,
        aggregator=None,
        help="The price per m² of the basis, or of the home; rounded to the cent.",
    )
    filed_price = fields.Monetary(
        help="The ceiling that was filed for this home; empty for none.",
    )
    floor_price = fields.Monetary(
        groups=FLOOR,
        help="No discount goes below it; salespeople do not see it. Empty for none.",
    )

    _one_per_home = models.UniqueIndex(
        "(list_id, unit_id)", "A home is in a price list once."
    )

    @api.depends("unit_id", "pricing_basis")
    def _compute_area(self):
        for line in self:
            basis = line.pricing_basis or "unit"
            line.area = 0 if basis == "unit" else line.unit_id._get_area(basis)

    @api.depends(
        "price",
        "pricing_basis",
        "unit_id.presale_gross_area",
        "unit_id.presale_inner_area",
        "unit_id.surveyed_gross_area",
        "unit_id.surveyed_inner_area",
    )
    def _compute_unit_price(self):
        for line in self:
            if line.list_id.state not in ("draft", False):
                # as it was submitted, whatever area is filed since
                line.unit_price = line.unit_price
                continue
            area = line.unit_id._get_area(line.pricing_basis or "unit")
            line.unit_price = area and float_round(
                line.price / area, precision_digits=2
            )

    @api.constrains("unit_id", "list_id")
    def _check_development(self):
        foreign = self.filtered(
            lambda line: line.unit_id.development_id != line.list_id.development_id
        )
        if foreign:
            raise ValidationError(
                self.env._(
                    "%(list)s is for homes of %(development)s; take out %(homes)s.",
                    list=foreign[0].list_id.display_name,
                    development=foreign[0].list_id.development_id.name,
                    homes=", ".join(foreign.unit_id[:5].mapped("display_name")),
                )
            )

    @api.model
    def load(self, fields, data):
        """Import lines; homes are found by their number, in one query for all.

        The columns `building_id` and `unit_id` hold the names of building and home;
        without a building the home is named in full, or its number is the only one of
        the development. The list is the one that is open.
        """
        # EXTENDS 'base'
        sent.check_table(self.env, fields, data)
        list_id = self.env.context.get("default_list_id")
        if not isinstance(list_id, int) or "unit_id" not in fields:
            return super().load(fields, data)
        price_list = self.env["property.price.list"].browse(list_id)
        homes, messages = self._find_homes(price_list, fields, data)
        if messages:
            return {"ids": False, "messages": messages, "nextrow": 0}
        kept = [n for n, name in enumerate(fields) if name not in NAMING]
        lines = self.with_context(import_homes=homes)
        return super(PropertyPriceListLine, lines).load(
            [fields[n] for n in kept], [[row[n] for n in kept] for row in data]
        )

    def _convert_records(self, records, **kwargs):
        # EXTENDS 'base': homes are found already, core would look for one at a time
        homes = self.env.context.get("import_homes")
        for dbid, xid, vals, info in super()._convert_records(records, **kwargs):
            if homes:
                vals["unit_id"] = homes[info["rows"]["from"]]
            yield dbid, xid, vals, info

    @api.model
    def _find_homes(self, price_list, fields, data):
        """Return the ids of the homes that rows name, and messages of those that name
        none or several.
        """
        found = {}
        units = self.env["property.unit"].search(
            [("development_id", "=", price_list.development_id.id)]
        )
        for unit in units:
            building, number = unit.building_id.name, unit.name
            for key in {(building, number), ("", number), ("", unit.display_name)}:
                found.setdefault(key, []).append(unit.id)
        places = [fields.index(name) if name in fields else None for name in NAMING]
        homes, messages = [], []
        for number, row in enumerate(data):
            key = tuple("" if n is None else str(row[n]).strip() for n in places)
            ids = found.get(key, [])
            homes += ids[:1]
            if len(ids) != 1:
                messages.append(
                    {
                        "type": "error",
                        "message": self._get_home_message(price_list, key, ids),
                        "rows": {"from": number, "to": number},
                        "record": number,
                        "field": "unit_id",
                    }
                )
        return homes, messages

    @api.model
    def _get_home_message(self, price_list, key, ids):
        """Return why a row of a spreadsheet names no home."""
        names = {
            "home": " ".join(filter(None, key)),
            "development": price_list.development_id.name,
        }
        if ids:
            return self.env._(
                "Several homes of %(development)s are called %(home)s: add a column"
                " with the building.",
                **names,
            )
        return self.env._("%(development)s has no home %(home)s.", **names)

    def _check_prices(self, price_list):
        """Check that the homes of a list can be priced so (R2.4), all of them at once.

        Equal to the filed or to the floor price passes.

        :raise UserError: naming all homes that cannot
        """
        if not self:
            raise UserError(
                self.env._(
                    "%s has no home; add the homes and their prices first.",
                    price_list.display_name,
                )
            )
        # sudo: floor prices are compared, whoever submits
        lines_sudo = self.sudo()
        # as the areas are today: from now on it is fixed
        self.env.add_to_compute(self._fields["unit_price"], self)
        self.flush_recordset(["unit_price"])
        reasons = [line._get_refusal() for line in lines_sudo]
        refused = list(filter(None, reasons))
        if refused:
            more = len(refused) - 20
            raise UserError(
                self.env._(
                    "%(list)s cannot be submitted:\n%(reasons)s",
                    list=price_list.display_name,
                    reasons="\n".join(refused[:20] + (["…"] if more > 0 else [])),
                )
            )

    def _get_refusal(self):
        """Return why this price cannot be asked for, or an empty text; in sudo."""
        self.ensure_one()
        compare = self.currency_id.compare_amounts
        names = {"home": self.unit_id.display_name, "price": self._show(self.price)}
        if compare(self.price, 0) <= 0:
            return self.env._("%(home)s has no price.", **names)
        if float_is_zero(self.unit_id._get_area(self.pricing_basis), 2):
            return self.env._(
                "%(home)s: no area is filed for the basis “%(basis)s”; file the area"
                " list first, or price it by the home.",
                basis=dict(
                    self._fields["pricing_basis"]._description_selection(self.env)
                )[self.pricing_basis],
                **names,
            )
        if self.filed_price and compare(self.price, self.filed_price) > 0:
            return self.env._(
                "%(home)s: %(price)s is above the filed price %(filed)s.",
                filed=self._show(self.filed_price),
                **names,
            )
        if self.floor_price and compare(self.price, self.floor_price) < 0:
            return self.env._(
                "%(home)s: %(price)s is below the floor price %(floor)s.",
                floor=self._show(self.floor_price),
                **names,
            )
        return ""

    def _show(self, amount):
        """Return an amount as people read it."""
        return self.currency_id.format(amount)

    def _prepare_copy_vals(self, price_list):
        """Return the values of this line in another list, in sudo."""
        return {
            "list_id": price_list.id,
            "unit_id": self.unit_id.id,
            "price": self.price,
            "pricing_basis": self.pricing_basis,
            "filed_price": self.filed_price,
            "floor_price": self.floor_price,
        }

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin': with the way out
        parents[:1]._raise_frozen()
