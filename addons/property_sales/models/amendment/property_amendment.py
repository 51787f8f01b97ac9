from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from odoo.addons.sales_rules.models.approval.sales_approval_document import STATES
from odoo.addons.sales_rules.models.approval.sales_approval_mixin import APPROVAL_STATES
from odoo.addons.sales_rules.tools.inherited import add_up

from ..contract.property_contract import SELLER, SIGNED
from ..reservation.property_reservation_change import AMENDMENT
from .property_amendment_kind import FIGURES


class PropertyAmendment(models.Model):
    """A change of a signed contract, or its end (R2.7).

    Its money is shown before it is asked, frozen with the request, counted again when
    it is applied, and moved exactly once; what was paid, and days that are closed, are
    never rewritten. Each kind has a service of its own. Amounts are in the
    company's currency.
    """

    _name = "property.amendment"
    _description = "Amendment of a Contract"
    _inherit = [
        "property.secret.mixin",
        "property.refiling.mixin",
        "sales.approval.document",
    ]
    _order = "id desc"

    _approval_subject = AMENDMENT
    _approval_submit_groups = SELLER
    _approval_frozen_fields = frozenset({"reason", "date"})
    _protected_fields = frozenset(
        {"company_id", "unit_id", "user_id", "figures", "applied_on", "applied_by_id"}
    )
    _immutable_fields = frozenset({"contract_id", "kind"})
    _state_moves = {
        "applied": ("approved",),
        "cancelled": ("draft", "submitted", "approved", "rejected"),
    }
    # kind: its service; adds up over the classes of the model
    _services = {}

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("state", "in", SIGNED)],
    )
    kind = fields.Selection([], required=True, index=True)
    reason = fields.Char(required=True, help="Why; stays on record.")
    date = fields.Date(
        string="Day of the Declaration",
        required=True,
        copy=False,
        default=lambda self: self.env.company._get_today(),
        help="On which the buyer, or the company, declared it. Interest runs until this"
        " day, and the days to refund from it on.",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, default=None
    )
    unit_id = fields.Many2one(
        related="contract_id.unit_id", store=True, index=True, string="Home"
    )
    partner_id = fields.Many2one(related="contract_id.partner_id")
    user_id = fields.Many2one(
        related="contract_id.user_id", store=True, index=True, string="Salesperson"
    )
    figures = fields.Json(
        readonly=True, copy=False, help="Of the day on which it was asked."
    )
    amount_claims = fields.Monetary(
        string="Claims Taken back", compute="_compute_amounts"
    )
    amount_paid = fields.Monetary(string="Paid", compute="_compute_amounts")
    amount_deposit = fields.Monetary(
        string="Deposit",
        compute="_compute_amounts",
        help="Paid on top where positive, kept where negative.",
    )
    amount_interest = fields.Monetary(string="Interest", compute="_compute_amounts")
    amount_fee = fields.Monetary(
        string="Owed besides",
        compute="_compute_amounts",
        help="Late fees and the like, set off against the refund.",
    )
    amount_refund = fields.Monetary(string="Refund", compute="_compute_amounts")
    amount_moved = fields.Monetary(
        string="Money Moved",
        compute="_compute_amounts",
        help="With which the authority of who decides is compared.",
    )
    reasons_text = fields.Text(
        string="In the Way", compute="_compute_reasons_text", compute_sudo=True
    )
    change_text = fields.Char(
        string="Change", compute="_compute_change_text", compute_sudo=True
    )
    applied_on = fields.Date(string="Applied on", readonly=True, copy=False)
    applied_by_id = fields.Many2one(
        "res.users", string="Applied by", readonly=True, copy=False
    )
    # the labels are this addon's to translate
    state = fields.Selection(
        selection_add=[*STATES, ("applied", "Applied")],
        ondelete={"applied": "cascade"},
    )
    approval_state = fields.Selection(selection_add=APPROVAL_STATES)

    @api.depends("kind", "contract_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            names = kinds.get(row.kind), row.contract_id.display_name
            row.display_name = " · ".join(filter(None, names))

    @api.depends("kind", "contract_id", "date", "figures", "state")
    def _compute_amounts(self):
        for row in self:
            is_open = row.state == "draft" and row.contract_id and row.kind
            # sudo: sums of the contract, whoever reads it
            figures = row.sudo()._count() if is_open else row.figures or {}
            for name in FIGURES:
                row[f"amount_{name}"] = figures.get(name, 0.0)

    @api.depends("amount_moved")
    @api.depends_context("lang")
    def _compute_reasons_text(self):
        for row in self:
            is_open = row.state in ("draft", "submitted", "approved")
            asked = is_open and row.contract_id and row.kind
            row.reasons_text = "\n".join(row._get_reasons()) if asked else False

    @api.depends("amount_moved")
    @api.depends_context("lang")
    def _compute_change_text(self):
        for row in self:
            known = row.contract_id and row.kind
            row.change_text = row._get_service()._get_change_text(row) if known else ""

    @api.model_create_multi
    def create(self, vals_list):
        """Draw amendments up, by who leads the sale.

        :raise AccessError: for everybody else
        """
        contracts = self.env["property.contract"].browse(
            {vals["contract_id"] for vals in vals_list if vals.get("contract_id")}
        )
        for contract in contracts:
            contract._check_seller()
        return super().create(vals_list)

    def action_preview(self):
        """Return the money of one amendment, before it is asked; changes nothing.

        :return: `claims` taken back, what was `paid`, `deposit` (paid on top positive,
            kept negative), `interest`, `fee` owed besides, `refund`, money `moved`, and
            `accounts` after it by name; all that stands in its way as `reasons`
        :rtype: dict
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: sums of the contract, whoever reads it
        row_sudo = self.sudo()
        is_over = self.state in ("applied", "rejected", "cancelled")
        figures = dict.fromkeys(FIGURES, 0.0)
        figures |= (self.figures or {}) if is_over else row_sudo._count()
        return {
            **figures,
            "accounts": self._get_service()._get_accounts_after(row_sudo, figures),
            "reasons": [] if is_over else row_sudo._get_reasons(),
        }

    def action_submit(self):
        """Ask for amendments, whose money is fixed with the request.

        :raise UserError: all that stands in the way of one
        """
        for row in self:
            row.contract_id._check_seller()
            row._check_state("draft")
            row.contract_id._refuse(row.sudo()._get_reasons())  # as in the preview
            row._write_protected({"figures": row.sudo()._count()})  # as above
        return super().action_submit()

    def action_apply(self):
        """Do what one approved amendment says (R2.7).

        :raise AccessError: for others than those who apply such amendments
        :raise UserError: while it is not approved, or was applied; all that stands in
            its way; or that its money is not what was approved
        """
        self.ensure_one()
        service = self._get_service()
        service._check_role(self)
        service._get_units(self)._take_guard()
        self.invalidate_recordset(["state"])
        self.contract_id.invalidate_recordset()
        self._check_state("approved")
        row_sudo = self.sudo()  # approved: done by whoever may apply it
        self.contract_id._refuse(row_sudo._get_reasons())
        figures = row_sudo._count()
        self._check_figures(figures)
        row_sudo._note_filing_due()
        service._apply(row_sudo, figures)
        row_sudo._move(
            "applied",
            applied_on=self.company_id._get_today(),
            applied_by_id=self.env.uid,
        )
        self.env["property.document"]._issue(
            self.contract_id, "amendment", row_sudo.applied_on
        )
        words = [self.display_name, self.change_text, self.reason]
        body = ". ".join(filter(None, words))
        self.contract_id.sudo().message_post(body=body)  # as above
        deadlines = self.env["property.deadline"]
        deadlines._follow(row_sudo.contract_id.amendment_ids)
        deadlines._follow(self.contract_id)
        return True

    def action_open_contract(self):
        """Open the contract of one amendment."""
        self.ensure_one()
        return self.contract_id._get_open_action(self.contract_id)

    def _check_figures(self, figures):
        """Check that the money is what was asked for and approved.

        :raise UserError: naming what differs
        """
        self.ensure_one()
        before, currency = self.figures or {}, self.currency_id
        differing = [
            name
            for name in FIGURES
            if currency.compare_amounts(figures.get(name, 0.0), before.get(name, 0.0))
        ]
        if differing:
            labels = [self._fields[f"amount_{name}"] for name in differing]
            raise UserError(
                self.env._(
                    "%(amendment)s: %(figures)s: not as it was approved any more, as"
                    " money came or was claimed since. Cancel it, and ask anew.",
                    amendment=self.display_name,
                    figures=", ".join(
                        label._description_string(self.env) for label in labels
                    ),
                )
            )

    def _get_service(self):
        """Return the service of the kind of one amendment."""
        return self.env[add_up(type(self), "_services")[self.kind]]

    def _count(self):
        """Return the money of one amendment; in sudo."""
        return self._get_service()._count(self)

    def _get_reasons(self):
        """Return all that stands in the way of one amendment; in sudo.

        :rtype: list[str]
        """
        contract = self.contract_id
        today = self.company_id._get_today()
        reasons = []
        if contract.state not in SIGNED:
            reasons.append(
                self.env._("It is not signed, or has ended: no amendment changes it.")
            )
        elif not contract.signed_on <= self.date <= today:
            reasons.append(
                self.env._(
                    "The day of the declaration is from the signature on, and not after"
                    " today."
                )
            )
        return reasons or self._get_service()._get_reasons(self)

    def _format(self, amount):
        """Return an amount in words."""
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    # approval

    def _get_approval_amount(self):
        # EXTENDS 'sales.approval.mixin': the money that it moves
        return abs((self.figures or {}).get("moved", 0.0))

    def _get_approval_requesters(self):
        # EXTENDS 'sales.approval.mixin': whose sale it is does not decide either
        return super()._get_approval_requesters() | self.user_id

    def _get_approval_summary(self):
        # EXTENDS 'sales.approval.mixin'
        parts = [self.display_name, self.change_text, self.reason]
        figures = self.figures or {}
        parts += [
            f"{self._fields[f'amount_{name}']._description_string(self.env)}:"
            f" {self._format(figures[name])}"
            for name in FIGURES
            if figures.get(name)
        ]
        return ". ".join(filter(None, parts))
