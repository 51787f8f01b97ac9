from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_sweep import RpcSweep

from ..common_sweep_records import CollectionSweepRecords

LED = "seller manager director finance"
SELLERS = "seller colleague other_seller manager director"
COLLECTORS = "seller colleague other_seller"


@tagged("post_install", "-at_install")
class TestCollectionRpcSweep(RpcSweep, CollectionSweepRecords):
    """Nobody writes over RPC what the methods of receivables_collect decide (R4.23)."""

    addon = "receivables_collect"
    roles = (
        "clerk",
        "seller",
        "colleague",
        "other_seller",
        "manager",
        "director",
        "finance",
        "rules_admin",
        "system",
    )
    writable = f"""
account.move posted new | finance | collection_exclusion | not asked
account.move.line posted | finance | collection_exclusion | not asked
collection.bank.order new | {SELLERS} | amount company_id currency_id date_due | new
collection.bank.order new | {SELLERS} | invoice_ids journal_id note partner_id | new
collection.bank.order new | {SELLERS} | payer_account payer_bank user_id | new
collection.bank.slip new draft | finance | amount_stated company_id date | a draft
collection.bank.slip new draft | finance | journal_id method_ids note | a draft
collection.bank.slip new draft | finance | scan scan_name slip_number | a draft
collection.bank.slip banked | finance | scan scan_name | one that was missing
collection.book new | finance | active company_id digits kind_id name number_from | new
collection.book new | finance | number_to prefix | new
collection.book registered | finance | active name | what is not printed
collection.contact new | colleague other_seller | date kind next_action | new
collection.contact new | colleague other_seller | next_action_date note | new
collection.contact new | colleague other_seller | promise_amount promise_date | new
collection.contact new | colleague other_seller | result slip_id user_id | own slips
collection.contact new | {LED} | date kind next_action next_action_date note | new
collection.contact new | {LED} | promise_amount promise_date result slip_id | new
collection.contact new | {LED} | user_id | new
collection.contact promised kept | {LED} | next_action next_action_date | how to go on
collection.contact promised kept | {LED} | note | how to go on
collection.day.count submitted | finance | counted | finance counts
collection.day.declaration open | seller | is_stated reason stated | declared
collection.day.difference counted | finance | consequence explanation owner_id | why
collection.day.difference counted | finance | receipt_id | why
collection.day.variance open | seller | reason | the collector says why
collection.dispute new | {SELLERS} finance | amount date_due kind owner_id reason | new
collection.dispute new | {SELLERS} finance | slip_line_id | new
collection.dispute open | {LED} | amount date_due kind owner_id reason | not decided yet
collection.dispute accepted | {LED} | owner_id | whoever sees to it
collection.dispute accepted | director finance | date_due | of the credit note
collection.handover new | finance | absent_id absent_reason company_id | new
collection.handover new | finance | fill_book_id fill_count kind line_ids note | new
collection.handover new | finance director | receiver_id team_id | new
collection.handover new | manager director | absent_id absent_reason company_id | new
collection.handover new | manager director | fill_book_id fill_count line_ids | new
collection.handover new | director | kind | new
collection.handover new | manager director | note receiver_id | new
collection.handover new | {COLLECTORS} | absent_id absent_reason fill_book_id | own bag
collection.handover new | {COLLECTORS} | fill_count line_ids note | own bag
collection.handover new | {COLLECTORS} | receiver_id team_id | own bag
collection.handover.line new | {SELLERS} finance | slip_id voucher_id | new
collection.income.plan new | finance | line_ids month_count note | new
collection.income.plan.line new | finance | month planned team_id | new
collection.level force | director | active can_skip days_overdue interval_days | decides
collection.level force | director | mail_template_id name responsible user_id | decides
collection.level new | director | active | decides
collection.level new | director rules_admin | can_skip days_overdue interval_days | new
collection.level new | director rules_admin | mail_template_id name responsible | new
collection.level new | director rules_admin | user_id | new
collection.level force | rules_admin | name | renames
collection.receipt open | seller | note photo | until it is submitted
collection.receipt new | {SELLERS} | allocation_ids collector_id company_id | new
collection.receipt new | {SELLERS} | currency_id date method_ids note partner_id | new
collection.receipt new | {SELLERS} | photo slip_id voucher_id | new
collection.receipt.allocation new | {SELLERS} | amount receipt_id slip_line_id | new
collection.receipt.allocation new | seller director manager | move_line_id | new
collection.receipt.method open | seller | bank date_due | until it is submitted
collection.receipt.method open | seller | reference | until it is submitted
collection.receipt.method new | {SELLERS} | amount bank date_due method receipt_id | new
collection.receipt.method new | {SELLERS} | reference | new
collection.run new | finance | date min_age_days min_amount | new
collection.voucher.kind kept new | director | active name sequence | keeps the list
collection.voucher.loss new | {SELLERS} finance | company_id date reason | new
collection.voucher.loss new | {SELLERS} finance | voucher_ids | new
crm.team standing new | director | main_collector_id | leads all teams
res.company new | system | collection_card_allowed | core's settings
res.company new | system | collection_card_journal_id | core's settings
res.company new | system | collection_cash_allowed | core's settings
res.company new | system | collection_cash_journal_id | core's settings
res.company new | system | collection_cheque_allowed | core's settings
res.company new | system | collection_cheque_journal_id | core's settings
res.company new | system | collection_count_collected | core's settings
res.company new | system | collection_count_undue | core's settings
res.company new | system | collection_credit_note_days | core's settings
res.company new | system | collection_debt_account_id | core's settings
res.company new | system | collection_draft_allowed | core's settings
res.company new | system | collection_draft_journal_id | core's settings
res.company new | system | collection_escalation_days | core's settings
res.company new | system | collection_legal_days | core's settings
res.company new | system | collection_legal_user_id | core's settings
res.company new | system | collection_remit_days collection_run_day | core's settings
res.company new | system | collection_surplus_account_id | core's settings
res.company new | system | collection_transfer_allowed | core's settings
res.company new | system | collection_transfer_journal_id | core's settings
res.company new | system | collection_untouched_days | core's settings
res.company new | system | collection_watcher_ids | core's settings
res.company new | system | collection_journal_acknowledge_days | core's settings
res.company new | system | collection_promise_grace_days | core's settings
res.company new | system | collection_promise_kept_percent | core's settings
res.company new | system | collection_uncollected_due_days | core's settings
res.company standing | system | collection_card_allowed | core's settings
res.company standing | system | collection_card_journal_id | core's settings
res.company standing | system | collection_cash_allowed | core's settings
res.company standing | system | collection_cash_journal_id | core's settings
res.company standing | system | collection_cheque_allowed | core's settings
res.company standing | system | collection_cheque_journal_id | core's settings
res.company standing | system | collection_count_collected | core's settings
res.company standing | system | collection_count_undue | core's settings
res.company standing | system | collection_credit_note_days | core's settings
res.company standing | system | collection_debt_account_id | core's settings
res.company standing | system | collection_draft_allowed | core's settings
res.company standing | system | collection_draft_journal_id | core's settings
res.company standing | system | collection_escalation_days | core's settings
res.company standing | system | collection_legal_days | core's settings
res.company standing | system | collection_legal_user_id | core's settings
res.company standing | system | collection_remit_days | core's settings
res.company standing | system | collection_run_day | core's settings
res.company standing | system | collection_surplus_account_id | core's settings
res.company standing | system | collection_transfer_allowed | core's settings
res.company standing | system | collection_transfer_journal_id | core's settings
res.company standing | system | collection_untouched_days | core's settings
res.company standing | system | collection_journal_acknowledge_days | core's settings
res.company standing | system | collection_promise_grace_days | core's settings
res.company standing | system | collection_promise_kept_percent | core's settings
res.company standing | system | collection_uncollected_due_days | core's settings
res.partner standing new | director | collection_exclusion | not asked
"""
    unseen = f"""
collection.bank.order new | {SELLERS} | company_id | not their company
collection.bank.slip new | finance | company_id | not their company
collection.bank.slip draft | finance | company_id journal_id | of another company
collection.book new | finance | company_id | not their company
collection.day.difference counted | finance | receipt_id | a receipt not counted yet
collection.handover new | director finance manager | company_id | not their company
collection.receipt new | {SELLERS} | company_id | not their company
collection.voucher.loss new | finance {SELLERS} | company_id | not their company
"""
    deletable = """
collection.bank.slip draft | finance | never banked
collection.slip draft | finance | never issued
"""
    copyable = """
account.move posted | finance | core's right
account.payment posted | finance | core's right
collection.bank.order presented paid refused | seller | a draft
collection.bank.slip draft banked | finance | a draft
collection.book registered | finance | a draft
collection.contact promised | seller | a draft
collection.handover issued refused | finance | a draft
collection.handover signed rising | seller manager director finance | a draft
collection.income.plan submitted | finance | a draft
collection.level force | director rules_admin | a draft
collection.receipt cancelled | seller | a draft
collection.run done | finance | a draft
collection.voucher.kind kept | director | a draft
collection.voucher.loss approved | seller director finance | a draft
collection.voucher.loss submitted | seller manager director finance | a draft
crm.team standing | director | core's right
res.partner standing | seller director rules_admin system | core's right
res.users seller | system | core's right
"""
    dialogs = f"""
collection.bounce | finance | the bank refused
collection.journal.wizard | {SELLERS} finance | prints
sales.rules.settings | rules_admin | keeps the settings
"""

    def get_new_vals(self, model, name):
        move = self.swept["account.move", "posted"]
        needed = {
            "account.move.line": {"move_id": move.id},
            "collection.level": {"name": "New", "days_overdue": 99},
            "res.company": {"name": "New"},
            "res.partner": {"name": "New"},
            "res.users": {"name": "New", "login": "crt_new"},
        }
        return needed.get(model._name, {})
