from odoo import api, fields, models


class SalesRulesSettings(models.TransientModel):
    """How the company collects, set by the administrator of rules (R4.7, R4.23)."""

    _inherit = "sales.rules.settings"

    collection_run_day = fields.Integer(
        string="Day of the Collection Run",
        help="The day of the month on which slips are prepared by themselves, once"
        " dunning levels are in force. Zero: never.",
    )
    collection_watcher_ids = fields.Many2many(
        "res.users",
        "sales_rules_settings_watcher_rel",
        string="Also Told of Each Run",
        help="Besides branch heads, the persons concerned and the director.",
    )
    promise_grace_days = fields.Integer(
        string="Days of Grace of a Promise",
        help="What is paid so many days after the promised day still keeps it.",
    )
    promise_kept_percent = fields.Float(
        string="Promise Kept From (%)",
        digits=(16, 2),
        help="The part of the promised amount that keeps the promise.",
    )
    collection_untouched_days = fields.Integer(
        string="Untouched After (Days)",
        help="A slip without any contact for so many days is shown as untouched.",
    )
    collection_cash_allowed = fields.Boolean(string="Cash")
    collection_cheque_allowed = fields.Boolean(string="Cheques")
    collection_transfer_allowed = fields.Boolean(string="Transfers")
    collection_draft_allowed = fields.Boolean(string="Bank Drafts")
    collection_cash_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Cash",
        help="Where empty, the first cash journal is used.",
    )
    collection_cheque_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Cheques",
        help="Where empty, the first bank journal is used.",
    )
    collection_transfer_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Transfers",
        help="Where empty, the first bank journal is used.",
    )
    collection_draft_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Bank Drafts",
        help="Where empty, the first bank journal is used.",
    )
    collection_debt_account_id = fields.Many2one(
        "account.account",
        string="Debts of Collectors",
        help="What finance counts less than was declared, where the collector owes it.",
    )
    collection_surplus_account_id = fields.Many2one(
        "account.account",
        string="Surplus of Collectors",
        help="What finance counts more than was declared.",
    )
    collection_remit_days = fields.Integer(
        string="Days to Remit",
        help="By when collected money is handed in to finance. Zero: the same day.",
    )
    collection_escalation_days = fields.Integer(
        string="Days to Escalation",
        help="So many days late, finance and the marketing director are told.",
    )
    collection_legal_days = fields.Integer(
        string="Days to Referral",
        help="So many days after it was collected, money that was not handed in is"
        " referred to legal. Zero: after three months, which is also the latest.",
    )
    collection_legal_user_id = fields.Many2one(
        "res.users",
        string="Legal Affairs",
        help="Gets what is referred to legal; the marketing director where empty.",
    )
    collection_count_collected = fields.Boolean(
        string="Collected Money Frees Credit",
        help="Money that was collected and is not yet verified reduces what the"
        " customer has used of the credit limit.",
    )
    journal_acknowledge_days = fields.Integer(
        string="Days to Acknowledge the Journal",
        help="After so many days an unacknowledged receivables journal is overdue.",
    )
    uncollected_due_days = fields.Integer(
        string="Days to Submit Uncollected Items",
        help="Counted from the end of the week or the ten days.",
    )

    @api.model
    def _get_settings(self):
        # EXTENDS 'sales_rules'
        return super()._get_settings() | {
            name
            for name, field in self._fields.items()
            if field._module == "receivables_collect"
        }
