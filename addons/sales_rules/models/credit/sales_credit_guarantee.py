from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)


class SalesCreditGuarantee(models.Model):
    """Security for a customer's debt: guarantee, credit insurance or deposit (R1.7).

    Finance enters it with the scan of the paper; the authority over `guarantee`
    decides. The amount, at today's rate, raises the limit until the paper ends; a
    deposit may be without end. Finance or the director revokes one that was called or
    withdrawn.
    """

    _name = "sales.credit.guarantee"
    _description = "Credit Guarantee"
    _inherit = ["sales.credit.increase"]

    _approval_subject = Subject("guarantee", _lt("Credit guarantee"), sequence=80)
    _approval_submit_groups = "sales_rules.group_finance"
    _revoke_groups = "sales_rules.group_finance,sales_rules.group_marketing_director"
    _approval_frozen_fields = frozenset(
        {
            "partner_id",
            "company_id",
            "kind",
            "reference",
            "guarantor",
            "amount",
            "guarantee_currency_id",
            "date_from",
            "date_to",
            "reason",
            "document",
            "document_name",
        }
    )

    kind = fields.Selection(
        [
            ("guarantee", "Guarantee"),
            ("insurance", "Credit Insurance"),
            ("deposit", "Deposit"),
        ],
        required=True,
        default="guarantee",
        tracking=True,
    )
    reference = fields.Char(
        string="Number of the Paper", help="As the bank or the insurer numbers it."
    )
    guarantor = fields.Char(
        string="Given by", help="The bank, the insurer or the person who guarantees."
    )
    guarantee_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of the Paper",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    amount = fields.Monetary(currency_field="guarantee_currency_id")
    amount_company = fields.Monetary(
        string="Amount Today",
        compute="_compute_company_amount",
        help="In the company's currency, at today's rate.",
    )
    document = fields.Binary(string="Scan", attachment=True, copy=False)
    document_name = fields.Char(copy=False)

    _end_unless_deposit = models.Constraint(
        "CHECK(date_to IS NOT NULL OR kind = 'deposit')",
        "Guarantees and insurances have a last day; only a deposit may be without.",
    )

    @api.depends("amount", "guarantee_currency_id", "company_id")
    def _compute_company_amount(self):
        limits = self.env["sales.credit.limit"]
        for document in self:
            document.amount_company = limits._get_increase_amount(
                document.guarantee_currency_id.id, document.amount, document.company_id
            )

    @api.depends_context("lang")
    @api.depends("partner_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for document in self:
            kind = kinds.get(document.kind, "")
            # sudo: the name of the customer, who need not be one's own
            name = document.sudo().partner_id.name
            document.display_name = (
                self.env._("%(kind)s of %(customer)s", kind=kind, customer=name)
                if name
                else kind
            )

    def action_submit(self):
        # EXTENDS 'sales.credit.increase'
        bare = self.filtered(lambda document: not document.document)
        if bare:
            raise UserError(
                self.env._(
                    "Attach the scan of the paper first: %s", bare._get_approval_names()
                )
            )
        return super().action_submit()

    def _get_approval_amount(self):
        # EXTENDS 'sales.approval.mixin'
        return self.amount_company

    def _get_approval_summary(self):
        # EXTENDS 'sales.approval.mixin'
        return self.env._(
            "%(amount)s, given by %(guarantor)s, number %(reference)s, until %(end)s",
            amount=self._format_amount(self.amount, self.guarantee_currency_id),
            guarantor=self.guarantor or "-",
            reference=self.reference or "-",
            end=self._format_date(self.date_to) or "-",
        )

    @api.model
    def _flush_increases(self):
        # EXTENDS 'sales.credit.increase'
        res = super()._flush_increases()
        self.flush_model(["guarantee_currency_id"])
        return res

    @api.model
    def _get_currency_column(self):
        # EXTENDS 'sales.credit.increase'
        return SQL("document.guarantee_currency_id")
