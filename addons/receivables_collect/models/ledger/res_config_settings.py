from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    journal_acknowledge_days = fields.Integer(
        related="company_id.journal_acknowledge_days", readonly=False
    )
    uncollected_due_days = fields.Integer(
        related="company_id.uncollected_due_days", readonly=False
    )
