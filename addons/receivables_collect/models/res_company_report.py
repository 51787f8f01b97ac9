from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    journal_acknowledge_days = fields.Integer(
        string="Days to acknowledge the journal",
        default=1,
        help="After so many days an unacknowledged receivables journal is overdue.",
    )
    uncollected_due_days = fields.Integer(
        string="Days to submit the uncollected items report",
        default=1,
        help="Counted from the end of the week or the ten days.",
    )
