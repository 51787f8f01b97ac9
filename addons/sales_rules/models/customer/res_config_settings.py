from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_approval = fields.Boolean(
        related="company_id.customer_approval", readonly=False
    )
    contract_review = fields.Boolean(related="company_id.contract_review")
    contract_review_amount = fields.Monetary(
        related="company_id.contract_review_amount",
        currency_field="currency_id",
    )
    contract_review_since = fields.Date(related="company_id.contract_review_since")
