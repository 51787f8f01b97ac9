from odoo import fields, models


class SalesRulesSettings(models.TransientModel):
    """Settings of the collection, made by the administrator of rules (R4.7, R4.23)."""

    _inherit = "sales.rules.settings"

    collection_run_day = fields.Integer(
        related="company_id.collection_run_day", readonly=False
    )
    collection_watcher_ids = fields.Many2many(
        related="company_id.collection_watcher_ids", readonly=False
    )
    collection_promise_grace_days = fields.Integer(
        related="company_id.collection_promise_grace_days", readonly=False
    )
    collection_promise_kept_percent = fields.Float(
        related="company_id.collection_promise_kept_percent", readonly=False
    )
    collection_untouched_days = fields.Integer(
        related="company_id.collection_untouched_days", readonly=False
    )
    collection_credit_note_days = fields.Integer(
        related="company_id.collection_credit_note_days", readonly=False
    )
    collection_cash_allowed = fields.Boolean(
        related="company_id.collection_cash_allowed", readonly=False
    )
    collection_cheque_allowed = fields.Boolean(
        related="company_id.collection_cheque_allowed", readonly=False
    )
    collection_transfer_allowed = fields.Boolean(
        related="company_id.collection_transfer_allowed", readonly=False
    )
    collection_draft_allowed = fields.Boolean(
        related="company_id.collection_draft_allowed", readonly=False
    )
    collection_card_allowed = fields.Boolean(
        related="company_id.collection_card_allowed", readonly=False
    )
    collection_cash_journal_id = fields.Many2one(
        related="company_id.collection_cash_journal_id", readonly=False
    )
    collection_cheque_journal_id = fields.Many2one(
        related="company_id.collection_cheque_journal_id", readonly=False
    )
    collection_transfer_journal_id = fields.Many2one(
        related="company_id.collection_transfer_journal_id", readonly=False
    )
    collection_draft_journal_id = fields.Many2one(
        related="company_id.collection_draft_journal_id", readonly=False
    )
    collection_card_journal_id = fields.Many2one(
        related="company_id.collection_card_journal_id", readonly=False
    )
    collection_debt_account_id = fields.Many2one(
        related="company_id.collection_debt_account_id", readonly=False
    )
    collection_surplus_account_id = fields.Many2one(
        related="company_id.collection_surplus_account_id", readonly=False
    )
    collection_remit_days = fields.Integer(
        related="company_id.collection_remit_days", readonly=False
    )
    collection_escalation_days = fields.Integer(
        related="company_id.collection_escalation_days", readonly=False
    )
    collection_legal_days = fields.Integer(
        related="company_id.collection_legal_days", readonly=False
    )
    collection_legal_user_id = fields.Many2one(
        related="company_id.collection_legal_user_id", readonly=False
    )
    collection_count_collected = fields.Boolean(
        related="company_id.collection_count_collected", readonly=False
    )
    collection_count_undue = fields.Boolean(
        related="company_id.collection_count_undue", readonly=False
    )
    collection_journal_acknowledge_days = fields.Integer(
        related="company_id.collection_journal_acknowledge_days", readonly=False
    )
    collection_uncollected_due_days = fields.Integer(
        related="company_id.collection_uncollected_due_days", readonly=False
    )
