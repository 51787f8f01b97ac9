import re

from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyUnitGenerator(models.TransientModel):
    """Dialog that makes the homes of a building, by floors and layouts (R2.4).

    The building makes them, and checks who may.
    """

    _name = "property.unit.generator"
    _description = "Homes of a Building"

    building_id = fields.Many2one("property.building", required=True)
    floor_from = fields.Integer(
        string="From Floor",
        required=True,
        default=1,
        help="Floors below the ground are negative: -1 is B1.",
    )
    floor_to = fields.Integer(string="To Floor", required=True, default=1)
    skipped = fields.Char(
        string="Without Floors", help="Numbers that the building leaves out: 13, 14."
    )
    line_ids = fields.One2many(
        "property.unit.generator.line", "generator_id", string="Layouts of a Floor"
    )
    unit_count = fields.Integer(string="Number of Homes", compute="_compute_unit_count")

    @api.depends("floor_from", "floor_to", "skipped", "line_ids")
    def _compute_unit_count(self):
        for generator in self:
            count = len(generator._get_floors()) * len(generator.line_ids)
            generator.unit_count = count

    def action_generate(self):
        """Make the homes and show them."""
        self.ensure_one()
        if unread := self._get_unread():
            raise UserError(
                self.env._("Floors are whole numbers with commas between: %s", unread)
            )
        ids = self.building_id.action_generate_units(
            self._get_floors(), [line._prepare_layout() for line in self.line_ids]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_sales.property_unit_action"
        )
        return action | {"domain": [("id", "in", ids)], "context": {}}

    def _get_floors(self):
        """Return the numbers of the floors, from the lowest; there is no floor 0
        between the first below the ground and the first above it.
        """
        skipped = {int(word) for word in self._get_words() if self._is_number(word)}
        if self.floor_from < 0:
            skipped.add(0)
        highest = min(self.floor_to, self.floor_from + 1000)
        return [
            floor
            for floor in range(self.floor_from, highest + 1)
            if floor not in skipped
        ]

    def _get_unread(self):
        """Return what in the floors left out is no number, or an empty text."""
        words = [word for word in self._get_words() if not self._is_number(word)]
        return ", ".join(words)

    def _get_words(self):
        """Return what stands between commas and blanks, Chinese commas too."""
        return re.findall(r"[^\s,;，、；]+", self.skipped or "")

    @staticmethod
    def _is_number(word):
        return bool(re.fullmatch(r"-?\d{1,4}", word))
