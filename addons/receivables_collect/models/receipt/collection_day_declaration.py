from odoo import api, fields, models

from .collection_receipt_method import METHODS


class CollectionDayDeclaration(models.Model):
    """A collector's declaration by method (R4.27): collected, and the cash in hand.

    Finance sees it when its own count is saved.
    """

    _name = "collection.day.declaration"
    _description = "Declared by Method"
    _inherit = ["sales.line.mixin"]
    _log_access = False
    _order = "report_id, method, id"

    _line_parent = "report_id"
    _protected_fields = frozenset({"method", "currency_id", "collected"})

    report_id = fields.Many2one(
        "collection.day.report", required=True, index=True, ondelete="cascade"
    )
    method = fields.Selection(METHODS, required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    collected = fields.Monetary(readonly=True, help="By the receipts of the day.")
    stated = fields.Monetary(
        string="In Hand", help="The money in hand, counted by the collector."
    )
    is_stated = fields.Boolean(
        string="Counted",
        help="Whether the collector stated the money in hand; if not, as collected.",
    )
    in_hand = fields.Monetary(
        string="Stated in Hand",
        compute="_compute_in_hand",
    )
    difference = fields.Monetary(compute="_compute_in_hand")
    reason = fields.Char(string="Reason for Difference")

    _one_per_method = models.UniqueIndex(
        "(report_id, method, currency_id)", "Each method is declared once."
    )

    @api.depends("collected", "stated", "is_stated")
    def _compute_in_hand(self):
        for line in self:
            line.in_hand = line.stated if line.is_stated else line.collected
            line.difference = line.currency_id.round(line.in_hand - line.collected)

    @api.onchange("stated")
    def _onchange_stated(self):
        self.is_stated = True

    def write(self, vals):
        # EXTENDS 'sales.protected.mixin': a user who types an amount counted
        if "stated" in vals:
            vals = {"is_stated": True} | vals
        return super().write(vals)

    def _is_line_frozen(self, parent):
        # EXTENDS 'sales.line.mixin'
        return parent.state != "open"
