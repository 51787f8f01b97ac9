from odoo import fields, models


class SalesTierPreviewLine(models.TransientModel):
    """One customer as another standard would grade it (R1.6)."""

    _name = "sales.tier.preview.line"
    _description = "Customer in the Preview"
    _inherit = ["sales.tier.grade"]
    _order = "preview_id desc, move, limit_change, id"

    preview_id = fields.Many2one(
        "sales.tier.preview", required=True, readonly=True, ondelete="cascade"
    )
