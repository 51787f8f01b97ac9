from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_notice_days = fields.Integer(
        related="company_id.credit_notice_days", readonly=False
    )
