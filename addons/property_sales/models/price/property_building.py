from odoo import fields, models


class PropertyBuilding(models.Model):
    """One price for each home: the sheet of a building's permitted homes (R2.4)."""

    _inherit = "property.building"

    def _get_price_sheet_units(self):
        """Return the homes of one building that a running permit names."""
        self.ensure_one()
        units = self.unit_ids.filtered(lambda unit: unit.permit_id._is_running())
        return units.sorted(lambda unit: (unit.floor, unit.name, unit.id))

    def _get_print_moment(self):
        """Return when a sheet is printed: it bears who printed it and when (R2.12)."""
        return fields.Datetime.now()
