from odoo import models


class Base(models.AbstractModel):
    """Values of homes are exported by their roles, and each time is noted (R2.12).

    From any model: a path may lead from a customer to a home.
    """

    _inherit = "base"

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        # EXTENDS 'base'
        if _is_toplevel_call:
            self.env["property.export.log"]._note_export(self, fields)
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
