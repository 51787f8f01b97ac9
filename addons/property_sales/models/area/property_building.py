from odoo import api, fields, models


class PropertyBuilding(models.Model):
    """The area lists of a building, and what the survey came to (R2.5)."""

    _inherit = "property.building"

    area_list_ids = fields.One2many(
        "property.area.list", "building_id", string="Area Lists"
    )
    area_list_count = fields.Integer(
        string="Number of Area Lists", compute="_compute_area_list_count"
    )
    survey_total = fields.Float(
        string="Surveyed Area (m²)",
        digits=(16, 2),
        compute="_compute_survey_total",
        help="Gross area in m² of all homes by the survey that is filed.",
    )

    def _compute_area_list_count(self):
        counts = dict(
            self.env["property.area.list"]._read_group(
                [("building_id", "in", self.ids)], ["building_id"], ["__count"]
            )
        )
        for building in self:
            building.area_list_count = counts.get(building._origin, 0)

    @api.depends("unit_ids.surveyed_gross_area")
    def _compute_survey_total(self):
        units = self.env["property.unit"].with_context(active_test=False)
        totals = dict(
            units._read_group(
                [("building_id", "in", self.ids)],
                ["building_id"],
                ["surveyed_gross_area:sum"],
            )
        )
        for building in self:
            building.survey_total = totals.get(building._origin, 0.0)

    def _find_units(self, names):
        """Return the ids of homes of this building by what a spreadsheet calls them.

        :param names: numbers on the doors, or the whole names
        :return: dict of name to id, without names that are none or more than one
        """
        self.ensure_one()
        found = {}
        # archived ones as well: an area list names all homes of a building
        units = self.env["property.unit"].with_context(active_test=False)
        for unit in units.search([("building_id", "=", self.id)]):
            for name in {unit.name, unit.display_name}:
                found.setdefault(name, set()).add(unit.id)
        wanted = {name: found.get(name, ()) for name in names}
        return {name: next(iter(ids)) for name, ids in wanted.items() if len(ids) == 1}

    def _get_unknown_messages(self, names, ids):
        """Return the messages of an import about rows that name no home from here.

        :param list names: of the homes, by row
        :param dict ids: see `_find_units`
        """
        return [
            {
                "type": "error",
                "record": row,
                "rows": {"from": row, "to": row},
                "field": "unit_id",
                "message": self.env._(
                    "%(building)s has no home “%(home)s”: write the number on its"
                    " door.",
                    building=self.display_name,
                    home=name,
                ),
            }
            for row, name in enumerate(names)
            if name not in ids
        ]
