from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_notice_days = fields.Integer(
        string="Notice ahead (Days)",
        default=7,
        help="So many days before a temporary limit or a guarantee ends, and before a"
        " limit is to be reviewed, whoever is responsible is told.",
    )

    _credit_notice_days_positive = models.Constraint(
        "CHECK(credit_notice_days >= 0)", "Days of notice cannot be negative."
    )
