from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    assessment_max_steps = fields.Integer(
        related="company_id.assessment_max_steps", readonly=False
    )
