from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    approval_reminder_days = fields.Integer(
        related="company_id.approval_reminder_days", readonly=False
    )
    approval_escalation_days = fields.Integer(
        related="company_id.approval_escalation_days", readonly=False
    )
