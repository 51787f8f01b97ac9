from odoo import models


class IrAttachment(models.Model):
    """The proof of a demand stays with it (R2.7)."""

    _inherit = "ir.attachment"

    _fixed_files = {("property.demand", "scan"): "date"}
    _step_files = frozenset({("property.demand", "scan")})
