from odoo import fields, models


class PropertyVatRate(models.Model):
    """The rate at which tax is prepaid on money before the handover (R2.8)."""

    _inherit = "property.vat.rate"

    method = fields.Selection(
        selection_add=[("prepayment", "Prepayment")],
        ondelete={"prepayment": "cascade"},
    )
