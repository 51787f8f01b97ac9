from odoo import models


class IrAttachment(models.Model):
    """The supervisor's report stays with its certificate (R2.10)."""

    _inherit = "ir.attachment"

    _fixed_files = {("property.progress", "scan"): "certified_on"}
