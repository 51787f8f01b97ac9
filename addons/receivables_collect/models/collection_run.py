from odoo import fields, models


class CollectionRun(models.Model):
    """Finance's batch of collection slips for a date (R4.23, R1.8)."""

    _name = "collection.run"
    _description = "Collection Run"
    _inherit = ["sales.protected.mixin", "mail.thread"]
    _order = "date desc, id desc"

    _protected_fields = frozenset({"state", "slip_ids"})

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="Receivables due on or before this day are asked for.",
    )
    slip_ids = fields.One2many("collection.slip", "run_id", string="Slips")
    state = fields.Selection(
        [("draft", "Draft"), ("done", "Done")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )

    def _compute_name(self):
        for run in self:
            run.name = self.env._("Run of %s", run.date)
