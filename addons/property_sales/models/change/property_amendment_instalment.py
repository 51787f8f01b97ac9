from odoo import fields, models

from ..instalment.property_payment_plan_line import KINDS


class PropertyAmendmentInstalment(models.Model):
    """An instalment of the plan that an amendment asks for (R2.7, R2.10).

    In the company's currency.
    """

    _name = "property.amendment.instalment"
    _description = "New Instalment of an Amendment"
    _inherit = ["property.secret.mixin", "sales.line.mixin"]
    _order = "amendment_id, date_due, id"

    _line_parent = "amendment_id"
    _protected_fields = frozenset({"company_id"})

    amendment_id = fields.Many2one(
        "property.amendment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="amendment_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    name = fields.Char(required=True)
    kind = fields.Selection(KINDS, string="Paid by", required=True, default="own")
    date_due = fields.Date(string="Due", required=True)
    amount = fields.Monetary(required=True)

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "An instalment is more than zero."
    )
