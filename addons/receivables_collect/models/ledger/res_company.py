from odoo import fields, models


class ResCompany(models.Model):
    """Deadlines of the receivables journal and of uncollected items."""

    _inherit = "res.company"

    collection_journal_acknowledge_days = fields.Integer(
        string="Days to Acknowledge the Journal",
        default=1,
        groups="base.group_user",
        help="After so many days an unacknowledged receivables journal is overdue.",
    )
    collection_uncollected_due_days = fields.Integer(
        string="Days to Submit Uncollected Items",
        default=1,
        groups="base.group_user",
        help="Counted from the end of the week or the ten days.",
    )

    _collection_report_days = models.Constraint(
        "CHECK(collection_journal_acknowledge_days >= 0"
        " AND collection_uncollected_due_days >= 0)",
        "Days to acknowledge the journal and to submit the report of uncollected items"
        " are not negative.",
    )
