from odoo import api, fields, models

from .collection_receipt_method import METHODS


class CollectionDayCount(models.Model):
    """Finance's count by method (R4.27), before it sees the declared amounts."""

    _name = "collection.day.count"
    _description = "Counted by Method"
    _inherit = ["sales.line.mixin"]
    _order = "report_id, id"

    _line_parent = "report_id"
    _protected_fields = frozenset({"method", "currency_id"})

    report_id = fields.Many2one(
        "collection.day.report", required=True, index=True, ondelete="cascade"
    )
    method = fields.Selection(METHODS, required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    counted = fields.Monetary()
    declared = fields.Monetary(
        compute="_compute_declared", help="By the receipts; shown after the count."
    )
    in_hand = fields.Monetary(
        string="Stated in Hand",
        compute="_compute_declared",
        help="By the collector; shown after the count.",
    )
    difference = fields.Monetary(compute="_compute_declared")

    _one_per_method = models.UniqueIndex(
        "(report_id, method, currency_id)", "Each method is counted once."
    )

    @api.depends_context("uid")
    @api.depends("counted", "report_id.counted_at")
    def _compute_declared(self):
        counted = self.filtered("report_id.counted_at")
        # the record rule hides declarations from finance until the count is saved
        lines = self.env["collection.day.declaration"].search(
            [("report_id", "in", counted.report_id.ids)]
        )
        by_key = {self._get_key(line): line for line in lines}
        for line in self:
            declared = by_key.get(self._get_key(line)) if line in counted else None
            line.declared = declared.collected if declared else 0.0
            line.in_hand = declared.in_hand if declared else 0.0
            line.difference = (
                line.currency_id.round(line.counted - line.declared)
                if line in counted
                else 0.0
            )

    @api.model
    def _get_key(self, line):
        return line.report_id.id, line.method, line.currency_id.id

    def _is_line_frozen(self, parent):
        # EXTENDS 'sales.line.mixin'
        return parent.state != "submitted" or bool(parent.counted_at)
