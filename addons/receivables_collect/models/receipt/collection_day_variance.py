from odoo import api, fields, models


class CollectionDayVariance(models.Model):
    """One slip of the day in the variance report F22 (R4.27): due and collected.

    Finance sees it when its own count is saved.
    """

    _name = "collection.day.variance"
    _description = "Due and Collected by Slip"
    _inherit = ["sales.line.mixin"]
    _log_access = False
    _order = "report_id, id"

    _line_parent = "report_id"
    _protected_fields = frozenset({"slip_id", "due", "collected"})

    report_id = fields.Many2one(
        "collection.day.report", required=True, index=True, ondelete="cascade"
    )
    slip_id = fields.Many2one(
        "collection.slip",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(related="slip_id.partner_id")
    currency_id = fields.Many2one(related="slip_id.currency_id")
    due = fields.Monetary(
        string="Due Today",
        readonly=True,
        help="The amount of the slip open in the ledger when the report was summed up.",
    )
    collected = fields.Monetary(readonly=True)
    difference = fields.Monetary(compute="_compute_difference")
    reason = fields.Char(string="Reason of Difference")

    _one_per_slip = models.UniqueIndex(
        "(report_id, slip_id)", "Each slip is on a day report once."
    )

    @api.depends("due", "collected")
    def _compute_difference(self):
        for line in self:
            line.difference = line.collected - line.due

    def _is_line_frozen(self, parent):
        # EXTENDS 'sales.line.mixin'
        return parent.state != "open"
