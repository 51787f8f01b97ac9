from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .collection_receipt_method import METHODS

# R5.15: money collected outside is handed in within three months
LEGAL_MONTHS = 3


class ResCompany(models.Model):
    """How a company collects: approved methods, journals, remittance (R4.7, R5.15)."""

    _inherit = "res.company"

    collection_cash_allowed = fields.Boolean(
        string="Cash", default=True, groups="base.group_user"
    )
    collection_cheque_allowed = fields.Boolean(
        string="Cheques", default=True, groups="base.group_user"
    )
    collection_transfer_allowed = fields.Boolean(
        string="Transfers", default=True, groups="base.group_user"
    )
    collection_draft_allowed = fields.Boolean(
        string="Bank Drafts", default=True, groups="base.group_user"
    )
    collection_card_allowed = fields.Boolean(
        string="Cards",
        default=True,
        groups="base.group_user",
        help="Bank cards and codes scanned at a terminal.",
    )
    collection_cash_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Cash",
        groups="base.group_user",
        help="Where empty, the first cash journal is used.",
    )
    collection_cheque_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Cheques",
        groups="base.group_user",
        help="Where empty, the first bank journal is used.",
    )
    collection_transfer_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Transfers",
        groups="base.group_user",
        help="Where empty, the first bank journal is used.",
    )
    collection_draft_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Bank Drafts",
        groups="base.group_user",
        help="Where empty, the first bank journal is used.",
    )
    collection_card_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Cards",
        groups="base.group_user",
        help="Where empty, the first bank journal is used.",
    )
    collection_debt_account_id = fields.Many2one(
        "account.account",
        string="Debts of Collectors",
        groups="base.group_user",
        help="Money counted less than was declared, where the collector owes it.",
    )
    collection_surplus_account_id = fields.Many2one(
        "account.account",
        string="Surplus of Collectors",
        groups="base.group_user",
        help="Money that finance counts above the declared amount.",
    )
    collection_remit_days = fields.Integer(
        string="Days to Remit",
        groups="base.group_user",
        help="By when collected money is handed in to finance. Zero: the same day.",
    )
    collection_escalation_days = fields.Integer(
        string="Days to Escalation",
        default=2,
        groups="base.group_user",
        help="So many days late, finance and the marketing director are told.",
    )
    collection_legal_days = fields.Integer(
        string="Days to Referral",
        groups="base.group_user",
        help="So many days after it was collected, money that was not handed in is"
        " referred to legal. Zero: after three months, which is also the latest.",
    )
    collection_legal_user_id = fields.Many2one(
        "res.users",
        string="Legal Affairs",
        groups="base.group_user",
        help="Gets what is referred to legal; the marketing director where empty.",
    )
    collection_count_collected = fields.Boolean(
        string="Collected Money Frees Credit",
        groups="base.group_user",
        help="Money that was collected and is not yet verified reduces what the"
        " customer has used of the credit limit.",
    )
    collection_count_undue = fields.Boolean(
        string="Cheques Not Due Use Credit",
        groups="base.group_user",
        help="Cheques and bank drafts that the bank does not pay yet count as owed"
        " until their due day, though they are verified.",
    )

    @api.constrains(
        "collection_remit_days", "collection_escalation_days", "collection_legal_days"
    )
    def _check_collection_days(self):
        for company in self:
            if (
                company.collection_remit_days < 0
                or company.collection_escalation_days < 0
                or not 0 <= company.collection_legal_days <= 92
            ):
                raise ValidationError(
                    self.env._(
                        "Days cannot be negative, and money that was not handed in is"
                        " referred to legal after three months at the latest."
                    )
                )

    @api.constrains(
        "collection_cash_journal_id",
        "collection_cheque_journal_id",
        "collection_transfer_journal_id",
        "collection_draft_journal_id",
        "collection_card_journal_id",
    )
    def _check_collection_journals(self):
        for company in self:
            for method, _label in METHODS:
                journal = company[f"collection_{method}_journal_id"]
                if journal and (
                    journal.company_id not in company.parent_ids
                    or journal.type not in ("bank", "cash", "credit")
                ):
                    raise ValidationError(
                        self.env._(
                            "%(journal)s is no bank or cash journal of %(company)s.",
                            journal=journal.display_name,
                            company=company.name,
                        )
                    )

    def _get_collection_methods(self):
        """Return the set of methods by which money may be taken (R4.7)."""
        self.ensure_one()
        company_sudo = self.sudo()  # settings, for all collectors
        return {
            method
            for method, _label in METHODS
            if company_sudo[f"collection_{method}_allowed"]
        }

    def _get_collection_journal(self, method):
        """Return the journal in which payments by `method` are posted.

        :raise UserError: when there is none
        """
        self.ensure_one()
        journal = self[f"collection_{method}_journal_id"]
        if not journal:
            kind = "cash" if method == "cash" else "bank"
            journal = self.env["account.journal"].search(
                [
                    *self.env["account.journal"]._check_company_domain(self),
                    ("type", "=", kind),
                    ("inbound_payment_method_line_ids", "!=", False),
                ],
                limit=1,
            )
        if not journal:
            field = self.env["collection.receipt.method"]._fields["method"]
            labels = dict(field._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(company)s has no journal for “%(method)s”: name one in the"
                    " settings of the collection.",
                    company=self.name,
                    method=labels[method],
                )
            )
        return journal

    def _get_remit_by(self, date):
        """Return the day by which money of `date` is handed in."""
        self.ensure_one()
        return date + timedelta(days=self.sudo().collection_remit_days)  # a setting

    def _get_legal_date(self, date):
        """Return the day on which money of `date` is referred to legal (R5.15)."""
        self.ensure_one()
        latest = date + relativedelta(months=LEGAL_MONTHS)
        days = self.collection_legal_days
        return min(latest, date + timedelta(days=days)) if days else latest

    def _get_payee_account(self, journal):
        """Return the company's account that a customer's bank pays to, in sudo.

        That of the journal, else of the journals of transfers, else the first one.
        """
        self.ensure_one()
        company_sudo = self.sudo()  # our account, for all who print an order
        domain = self.env["account.journal"]._check_company_domain(company_sudo)
        journals_sudo = journal.sudo()  # as above
        journals_sudo |= company_sudo.collection_transfer_journal_id
        journals_sudo |= journals_sudo.search([*domain, ("type", "=", "bank")])
        return (journals_sudo.bank_account_id | company_sudo.partner_id.bank_ids)[:1]
