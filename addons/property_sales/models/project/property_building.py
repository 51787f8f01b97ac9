from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.property_sales.tools import unit_kinds
from odoo.addons.property_sales.tools.full_name import find_full_names
from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

from ..base import property_secret_mixin

INVESTMENT = "property_sales.group_investment_development"
# homes made at once; larger buildings in several parts
MAX_UNITS = 3000


class PropertyBuilding(models.Model):
    """A building of a development (R2.4)."""

    _name = "property.building"
    _description = "Building"
    _inherit = ["property.secret.mixin", "sales.protected.mixin", "mail.thread"]
    _order = "development_id, sequence, name, id"

    # no prices: those who keep the record take it along as well
    _export_groups = property_secret_mixin.WITH_INVESTMENT
    _protected_fields = frozenset({"company_id"})
    _immutable_fields = frozenset({"development_id"})

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    development_id = fields.Many2one(
        "property.development", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="development_id.company_id", store=True, index=True
    )
    completed_on = fields.Date(
        string="Completed",
        copy=False,
        tracking=True,
        help="The day of the completion record, from which homes are sold completed.",
    )
    unit_ids = fields.One2many("property.unit", "building_id", string="Homes")
    unit_count = fields.Integer(string="Number of Homes", compute="_compute_unit_count")

    _one_per_name = models.UniqueIndex(
        "(development_id, name)",
        "The development has a building of this name already.",
    )

    def _compute_unit_count(self):
        counts = dict(
            self.env["property.unit"]._read_group(
                [("building_id", "in", self.ids)], ["building_id"], ["__count"]
            )
        )
        for building in self:
            building.unit_count = counts.get(building._origin, 0)

    @api.depends("name", "development_id.name")
    def _compute_display_name(self):
        full_names = self._get_full_names()
        for building in self:
            name = full_names.get(building.id)
            if not name:  # a new one, as it is typed
                names = building.development_id.name, building.name
                name = " ".join(filter(None, names))
            building.display_name = name

    def _get_full_names(self):
        """Return {id: name with the development's}: every list of homes shows it."""
        if not self.ids:
            return {}
        self.flush_model(["name", "development_id"])
        self.env["property.development"].flush_model(["name"])
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT building.id, concat_ws(' ', development.name, building.name)
                      FROM property_building building
                      JOIN property_development development
                        ON development.id = building.development_id
                     WHERE building.id IN %s
                    """,
                    tuple(self.ids),
                )
            )
        )

    @api.model
    def _search_display_name(self, operator, value):
        # EXTENDS 'base': a whole name, as imports give it, is one of one development
        if operator in ("=", "in"):
            return find_full_names(value, "development_id.name")
        return super()._search_display_name(operator, value)

    def copy_data(self, default=None):
        # EXTENDS 'base': the name is one of the development's
        vals_list = super().copy_data(default)
        if "name" not in (default or {}):
            for building, vals in zip(self, vals_list, strict=True):
                vals["name"] = self.env._("%s (copy)", building.name)
        return vals_list

    @ondelete_always
    def _unlink_except_with_homes(self):
        # archived homes too
        units = self.env["property.unit"].with_context(active_test=False)
        groups = units._read_group([("building_id", "in", self.ids)], ["building_id"])
        kept = self.browse(building.id for (building,) in groups)
        if kept:
            raise UserError(
                self.env._(
                    "Buildings with homes are not deleted: %s. Delete homes that are on"
                    " no permit first.",
                    ", ".join(kept[:10].mapped("display_name")),
                )
            )

    @door_kinds.takes(floors=unit_kinds.floors, layouts=unit_kinds.layouts)
    def action_generate_units(self, floors, layouts):
        """Make the homes of a building: one for each floor and layout.

        A home is named by its floor and the name of its layout: 01 on floor 3 is 301,
        on floor -1 it is B101. It has neither area nor price.

        :param list floors: the numbers of the floors, those below the ground negative
        :param list layouts: dicts of `name`, and optionally `layout`, `orientation` and
            `usage`
        :return: the ids of the homes, floor by floor
        :raise AccessError: for others than investment development
        :raise UserError: naming homes that there are already, and for more than 3,000
        """
        self.ensure_one()
        self._check_investment()
        self.check_access("write")
        vals_list = [
            self._prepare_unit_vals(floor, layout)
            for floor in floors
            for layout in layouts
        ]
        self._check_generated([vals["name"] for vals in vals_list])
        return self.env["property.unit"].create(vals_list).ids

    def _prepare_unit_vals(self, floor, layout):
        """Return the values of the home of a layout on a floor."""
        prefix = str(floor) if floor >= 0 else f"B{-floor}"
        return layout | {
            "name": prefix + layout["name"],
            "floor": floor,
            "building_id": self.id,
        }

    def _check_generated(self, names):
        """Check that homes of these names can be made.

        :raise UserError: for none or too many, or naming what there would be twice
        """
        if not names:
            raise UserError(self.env._("Name at least one floor and one layout."))
        if len(names) > MAX_UNITS:
            raise UserError(
                self.env._(
                    "%(building)s: %(count)s homes are too many at once; make them in"
                    " parts of %(max)s.",
                    building=self.display_name,
                    count=len(names),
                    max=MAX_UNITS,
                )
            )
        units = self.env["property.unit"].with_context(active_test=False)
        domain = [("building_id", "=", self.id), ("name", "in", names)]
        twice = units.search_fetch(domain, ["name"]).mapped("name")
        twice += [name for name, count in Counter(names).items() if count > 1]
        if twice:
            raise UserError(
                self.env._(
                    "%(building)s has these homes already, or would have them twice:"
                    " %(names)s. Leave out their floors or layouts.",
                    building=self.display_name,
                    names=", ".join(twice[:10]) + ("…" if twice[10:] else ""),
                )
            )

    def _check_investment(self):
        """Check that the caller works in investment development.

        :raise AccessError: for everybody else, the superuser excepted
        """
        if not self.env.su and not self.env.user.has_group(INVESTMENT):
            raise AccessError(
                self.env._(
                    "%s: homes are the matter of investment development.",
                    self.display_name,
                )
            )

    def _get_permitted(self):
        """Return those of which a permit that was not revoked names a home."""
        # sudo: permits of whoever keeps them; archived homes too
        units_sudo = self.env["property.unit"].sudo().with_context(active_test=False)
        groups = units_sudo._read_group(
            [
                ("building_id", "in", self.ids),
                ("permit_id", "!=", False),
                ("permit_id.state", "!=", "revoked"),
            ],
            ["building_id"],
        )
        return self.browse(building.id for (building,) in groups)

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': a permit names it
        touched = super()._get_protected_touched(vals)
        if self and "name" in vals and self._get_permitted():
            touched |= {"name"}
        return touched

    def _raise_protected(self, names):
        # EXTENDS 'sales.protected.mixin': says what fixes it
        if set(names) == {"name"} and (fixed := self._get_permitted()):
            raise UserError(
                self.env._(
                    "%s stands in a permit by this name. To correct it, revoke the"
                    " permit and validate another one.",
                    ", ".join(fixed[:5].mapped("display_name")),
                )
            )
        return super()._raise_protected(names)
