from odoo import fields, models


class CollectionDayReport(models.Model):
    """A collector's day: collection report F21 and variance report F22 (R4.27)."""

    _name = "collection.day.report"
    _description = "Day Report"
    _inherit = ["sales.protected.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    _protected_fields = frozenset({"state", "receipt_ids"})

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    collector_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    receipt_ids = fields.One2many("collection.receipt", "report_id", string="Receipts")
    state = fields.Selection(
        [("open", "Open"), ("submitted", "Submitted"), ("verified", "Verified")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
    )

    _one_per_day = models.UniqueIndex(
        "(company_id, collector_id, date)",
        "There is a report of this collector for the day already.",
    )
