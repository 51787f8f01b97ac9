from odoo import fields, models


class SalesTierPreviewTier(models.TransientModel):
    """A tier in the preview, with the values to try out (R1.6)."""

    _name = "sales.tier.preview.tier"
    _description = "Tier to Try Out"
    _rec_name = "tier_id"

    preview_id = fields.Many2one(
        "sales.tier.preview", required=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="preview_id.currency_id")
    tier_id = fields.Many2one("sales.tier", required=True, ondelete="cascade")
    in_force = fields.Boolean()
    credit_limit = fields.Monetary()
    unlimited = fields.Boolean()
    min_turnover = fields.Monetary()
    max_days_late = fields.Float(digits=(16, 2))
    max_overdue_ratio = fields.Float(digits=(16, 4))
    min_credit_standing = fields.Integer()
