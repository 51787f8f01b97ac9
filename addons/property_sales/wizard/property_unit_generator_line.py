from odoo import fields, models


class PropertyUnitGeneratorLine(models.TransientModel):
    """A layout that each of the floors has (R2.4)."""

    _name = "property.unit.generator.line"
    _description = "Layout of a Floor"

    generator_id = fields.Many2one(
        "property.unit.generator", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(
        string="Number", required=True, help="Stands behind the floor: 01 makes 301."
    )
    layout = fields.Char(help="The type of the plan, as “3 rooms”.")
    orientation = fields.Char()
    usage = fields.Selection(
        selection=lambda self: self.env["property.unit"]._fields["usage"].selection,
        required=True,
        default="home",
    )

    def _prepare_layout(self):
        """Return the layout as the building takes it."""
        self.ensure_one()
        return {name: self[name] for name in ("name", "layout", "orientation", "usage")}
