from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    collection_run_day = fields.Integer(
        related="company_id.collection_run_day", readonly=False
    )
    collection_watcher_ids = fields.Many2many(
        related="company_id.collection_watcher_ids", readonly=False
    )
    promise_grace_days = fields.Integer(
        related="company_id.promise_grace_days", readonly=False
    )
    promise_kept_percent = fields.Float(
        related="company_id.promise_kept_percent", readonly=False
    )
    collection_untouched_days = fields.Integer(
        related="company_id.collection_untouched_days", readonly=False
    )
