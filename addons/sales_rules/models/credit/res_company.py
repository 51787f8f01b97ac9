from odoo import fields, models


class ResCompany(models.Model):
    """The days of notice before a limit ends or is reviewed."""

    _inherit = "res.company"

    credit_notice_days = fields.Integer(
        string="Notice ahead (Days)",
        default=7,
        help="The users responsible are notified this many days before a temporary"
        " limit or a guarantee ends, or a limit is to be reviewed.",
    )

    _credit_notice_days_positive = models.Constraint(
        "CHECK(credit_notice_days >= 0)", "Days of notice cannot be negative."
    )
