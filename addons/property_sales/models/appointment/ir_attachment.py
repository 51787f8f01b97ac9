from odoo import models


class IrAttachment(models.Model):
    """Photos of defects stay as they were taken (R2.7)."""

    _inherit = "ir.attachment"

    _fixed_files = {("property.defect.photo", "image"): "date"}
    _step_files = frozenset({("property.defect.photo", "image")})
