from odoo import fields, models


class PropertyTakeoverLine(models.Model):
    """Tax that was prepaid on a contract before it is taken over (R2.8)."""

    _inherit = "property.takeover.line"

    prepaid_vat = fields.Monetary(
        string="Prepaid VAT",
        help="Prepaid on what was paid, and not deducted yet; it is with the handover.",
    )
