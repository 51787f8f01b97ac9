from odoo import fields, models

KINDS = [("own", "Own Money"), ("loan", "Bank Loan"), ("fund", "Housing Fund Loan")]


class PropertyPaymentPlanLine(models.Model):
    """Where the money of a part of the price comes from (R2.11)."""

    _inherit = "property.payment.plan.line"

    source = fields.Selection(
        KINDS,
        string="Paid by",
        required=True,
        default="own",
        help="The part of a loan is paid by the bank, and asked of nobody before.",
    )
