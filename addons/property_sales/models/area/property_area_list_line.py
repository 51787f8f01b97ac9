from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare, formatLang

from odoo.addons.property_sales.tools import sent

AREA = {"digits": (16, 2)}
SHOWN = 5


class PropertyAreaListLine(models.Model):
    """The areas of one home, in m², on an area list (R2.5).

    Free in a draft; fixed from the first signature on.
    """

    _name = "property.area.list.line"
    _description = "Line of an Area List"
    _inherit = ["sales.line.mixin"]
    _order = "list_id, unit_id, id"
    _rec_name = "unit_id"
    _line_parent = "list_id"
    _protected_fields = frozenset({"company_id"})

    list_id = fields.Many2one(
        "property.area.list",
        string="Area List",
        required=True,
        index=True,
        ondelete="cascade",
    )
    building_id = fields.Many2one(related="list_id.building_id")
    company_id = fields.Many2one(related="list_id.company_id", store=True, index=True)
    unit_id = fields.Many2one(
        "property.unit",
        string="Home",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('building_id', '=', building_id)]",
    )
    gross_area = fields.Float(
        string="Gross Area (m²)", aggregator="sum", help="With its share.", **AREA
    )
    inner_area = fields.Float(
        string="Inner Area (m²)",
        aggregator="sum",
        help="Within its walls; never larger than the gross area.",
        **AREA,
    )
    shared_area = fields.Float(
        string="Shared Area (m²)",
        compute="_compute_shared_area",
        help="Its share of what all homes use: gross less inner area.",
        **AREA,
    )
    old_gross_area = fields.Float(
        string="Old Gross Area (m²)",
        compute="_compute_difference",
        help="In the version before.",
        **AREA,
    )
    old_inner_area = fields.Float(
        string="Old Inner Area (m²)",
        compute="_compute_difference",
        help="In the version before.",
        **AREA,
    )
    difference_percent = fields.Float(
        string="Difference (%)",
        digits=(16, 2),
        compute="_compute_difference",
        aggregator=None,
        help="Of the gross area, in percent of the old one.",
    )
    inner_difference_percent = fields.Float(
        string="Difference of Inner Area (%)",
        digits=(16, 2),
        compute="_compute_difference",
        aggregator=None,
        help="In percent of the old inner area.",
    )
    is_changed = fields.Boolean(
        string="Corrected",
        compute="_compute_difference",
        help="Whether it differs from the version before.",
    )

    @api.depends("gross_area", "inner_area")
    def _compute_shared_area(self):
        for line in self:
            line.shared_area = line.gross_area - line.inner_area

    @api.depends("gross_area", "inner_area", "unit_id", "list_id.previous_id")
    def _compute_difference(self):
        former = self.list_id.previous_id.line_ids
        old = {(line.list_id, line.unit_id): line for line in former}
        for line in self:
            previous = line.list_id.previous_id
            before = old.get((previous, line.unit_id), self.browse())
            line.old_gross_area = before.gross_area
            line.old_inner_area = before.inner_area
            line.difference_percent = get_percent(before.gross_area, line.gross_area)
            line.inner_difference_percent = get_percent(
                before.inner_area, line.inner_area
            )
            line.is_changed = bool(previous) and (
                compare(before.gross_area, line.gross_area) != 0
                or compare(before.inner_area, line.inner_area) != 0
            )

    @api.constrains("gross_area", "inner_area")
    def _check_areas(self):
        for line in self:
            names = {
                "home": line.unit_id.display_name,
                "gross": formatLang(self.env, line.gross_area, digits=2),
                "inner": formatLang(self.env, line.inner_area, digits=2),
            }
            if min(line.gross_area, line.inner_area) < 0:
                raise ValidationError(
                    self.env._(
                        "%(home)s: an area is never negative (gross %(gross)s m²,"
                        " inner %(inner)s m²).",
                        **names,
                    )
                )
            if compare(line.inner_area, line.gross_area) > 0:
                raise ValidationError(
                    self.env._(
                        "%(home)s: the inner area of %(inner)s m² is larger than the"
                        " gross area of %(gross)s m².",
                        **names,
                    )
                )

    @api.constrains("unit_id", "list_id")
    def _check_units(self):
        """Check that the homes are of the building, and each on the list once."""
        for line in self:
            if line.unit_id.building_id != line.list_id.building_id:
                raise ValidationError(
                    self.env._(
                        "%(list)s is for homes of %(building)s; take out %(home)s.",
                        list=line.list_id.display_name,
                        building=line.list_id.building_id.display_name,
                        home=line.unit_id.display_name,
                    )
                )
        twice = self._read_group(
            [
                ("list_id", "in", self.list_id.ids),
                ("unit_id", "in", self.unit_id.ids),
            ],
            ["list_id", "unit_id"],
            having=[("__count", ">", 1)],
            limit=SHOWN,
        )
        for area_list, _unit in twice[:1]:
            raise ValidationError(
                self.env._(
                    "%(list)s names each home once; twice: %(homes)s.",
                    list=area_list.display_name,
                    homes=", ".join(unit.display_name for _list, unit in twice),
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_given_parents(vals_list)
        lines = super().create(vals_list)
        lines.list_id._touch_lines()
        return lines

    def write(self, vals):
        res = super().write(vals)
        self.list_id._touch_lines()
        return res

    def unlink(self):
        area_lists = self.list_id
        res = super().unlink()
        area_lists._touch_lines()
        return res

    @api.model
    def load(self, fields, data):
        # EXTENDS 'base': a number means the home in the building of the list, and a
        # home that has a line already is changed
        sent.check_table(self.env, fields, data)
        list_id = self.env.context.get("default_list_id")
        if not isinstance(list_id, int) or "unit_id" not in fields:
            return super().load(fields, data)
        area_list = self.env["property.area.list"].browse(list_id)
        area_list.check_access("read")
        column = fields.index("unit_id")
        given = [str(row[column]).strip() for row in data]
        ids = area_list.building_id._find_units(given)
        if unknown := area_list.building_id._get_unknown_messages(given, ids):
            return {"ids": False, "messages": unknown, "nextrow": 0}
        lines = {line.unit_id.id: line.id for line in area_list.line_ids}
        rows = []
        for row, name in zip(data, given, strict=True):
            cells = list(row)
            cells[column] = str(ids[name])
            rows.append([*cells, str(lines.get(ids[name], ""))])
        columns = list(fields)
        columns[column] = "unit_id/.id"
        return super().load([*columns, ".id"], rows)

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales_rules': in the words of the list
        parents._raise_frozen()


def compare(area, other):
    """Compare two areas in m² to the second decimal: -1, 0 or 1."""
    return float_compare(area, other, precision_digits=2)


def get_percent(old, new):
    """Return by how many percent of `old` the new area differs, 0 without one."""
    return round((new - old) / old * 100, 2) if old else 0.0
