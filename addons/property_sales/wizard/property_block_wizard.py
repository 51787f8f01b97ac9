from odoo import fields, models


class PropertyBlockWizard(models.TransientModel):
    """Dialog that blocks the selected homes, all or none (R2.4).

    The blocks check who may, and which homes.
    """

    _name = "property.block.wizard"
    _description = "Block Homes"

    unit_ids = fields.Many2many(
        "property.unit",
        string="Homes",
        required=True,
        default=lambda self: self._default_unit_ids(),
    )
    date_end = fields.Date(string="Until", required=True, help="The last blocked day.")
    reason = fields.Char(required=True)

    def _default_unit_ids(self):
        """Return the homes that were selected in their list."""
        if self.env.context.get("active_model") != "property.unit":
            return self.unit_ids
        return self.unit_ids.browse(self.env.context.get("active_ids", ()))

    def action_block(self):
        """Block the homes."""
        self.ensure_one()
        self.env["property.block"].create(
            [
                {"unit_id": unit.id, "date_end": self.date_end, "reason": self.reason}
                for unit in self.unit_ids
            ]
        )
        return {"type": "ir.actions.act_window_close"}
