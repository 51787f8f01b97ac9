from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate
from odoo.tools.misc import format_date, formatLang

from odoo.addons.property_sales.models.price.property_discount import DISCOUNT
from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.subject import Subject

from ..contract.property_contract import PREPARED

_lt = LazyTranslate(__name__)

CONTRACT = Subject(
    "property_contract",
    _lt("Sale Contract of a Home"),
    unit="money",
    decider="sales_rules.group_marketing_director",
    setting="has_property_development",
)


class PropertyContract(models.Model):
    """From the disclosures to the signature and the bureau (R2.3, R2.7, R1.11).

    The buyers acknowledge each disclosure, the contract is reviewed whatever its sum,
    a discount over the salesperson's authority is asked for beside it. A pre-sale has
    its agreement F37 first; with the contract F38 the home is sold.
    """

    _inherit = "property.contract"

    _protected_fields = frozenset({"approved_at", "disclosure_ids", "document_ids"})
    _approval_subject = CONTRACT
    _approval_subjects = (CONTRACT, DISCOUNT)

    approved_at = fields.Datetime(string="Approved at", readonly=True, copy=False)
    disclosure_ids = fields.One2many(
        "property.contract.disclosure", "contract_id", string="Disclosures"
    )
    document_ids = fields.One2many("property.document", "contract_id", string="Papers")
    has_agreement = fields.Boolean(
        compute="_compute_has_agreement", help="The pre-sale agreement is signed."
    )
    missing_text = fields.Text(
        string="Missing",
        compute="_compute_missing_text",
        help="All that is missing before it is disclosed, and signed.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'property_sales': with what the buyers are to be told
        contracts = super().create(vals_list)
        for contract in contracts.filtered(lambda row: row.state == "draft"):
            self.env["property.contract.disclosure"]._make_for(contract)
        return contracts

    @api.depends("document_ids.kind")
    def _compute_has_agreement(self):
        for contract in self:
            contract.has_agreement = bool(contract._get_paper("agreement"))

    @api.depends(
        "state",
        "disclosure_ids.date",
        "delivery_date",
        "instalment_ids.amount",
        "price",
    )
    @api.depends_context("lang", "uid")
    def _compute_missing_text(self):
        for contract in self:
            is_draft = contract.state == "draft" and contract._origin
            reasons = contract._get_open_reasons() if is_draft else []
            is_open = contract.state in PREPARED and contract._origin
            hints = contract._get_hints() if is_open else []
            contract.missing_text = "\n".join(reasons + hints)

    def _get_hints(self):
        """Return what is still to be brought of one contract, and stops no step.

        :rtype: list[str]
        """
        return []

    def _get_open_reasons(self):
        """Return all that keeps a draft from being disclosed.

        :rtype: list[str]
        """
        reasons = self._get_term_reasons()
        open_rows = self.disclosure_ids.filtered(lambda row: not row.date)
        if open_rows:
            reasons.append(
                self.env._(
                    "Not yet acknowledged: %s",
                    ", ".join(open_rows.mapped("display_name")),
                )
            )
        return reasons

    def action_disclose(self):
        """Note that the buyers were told all that the law asks (R2.3).

        :raise UserError: all that is missing of the terms and the disclosures
        """
        self._check_seller()
        self._check_state("draft")
        self._take_terms()
        for contract in self:
            contract._refuse(contract._get_open_reasons())
        self._move("disclosed")
        return True

    def action_submit(self):
        # EXTENDS 'sales.approval.mixin': what was disclosed is asked for
        self._check_seller()
        self._check_state("disclosed")
        for contract in self:
            contract._refuse(
                contract._get_sale_reasons()
                + contract._get_changed_reasons()
                + contract._get_term_reasons()
            )
        return super().action_submit()

    def action_withdraw(self):
        """Make contracts drafts again, to change what is agreed.

        :raise UserError: naming those of which a paper is signed
        """
        # REPLACES 'sales.approval.mixin': from every state before the first signature
        self._check_seller()
        self._check_state("disclosed", "approved")
        issued = self.filtered(lambda contract: contract._get_paper("agreement"))
        if issued:
            raise UserError(
                self.env._(
                    "%s: the pre-sale agreement is signed. Cancel the contract, or"
                    " change it by an amendment after its signature.",
                    issued._get_state_names(),
                )
            )
        note = self.env._("Withdrawn by %s.", self.env.user.name)
        self._get_pending_approvals()._cancel(note)
        # sudo: approvals are moved by methods only
        granted_sudo = self.sudo().approval_ids
        granted_sudo.filtered(lambda row: row.state == "approved")._supersede(note)
        self._move("draft", approved_at=False)
        return True

    @door_kinds.takes(date=door_kinds.day)
    def action_sign_agreement(self, date=None):
        """Note that the pre-sale agreement F37 is signed, with its number.

        :param date: the day of the signature, today by default
        :raise UserError: for completed homes, before the approval, or a second time
        """
        self.ensure_one()
        self._check_seller()
        date = self._check_signing(date)
        if self.sale_kind == "completed":
            raise UserError(
                self.env._(
                    "%s: a completed home is sold without a pre-sale agreement. Sign"
                    " the contract.",
                    self.display_name,
                )
            )
        if paper := self._get_paper("agreement"):
            raise UserError(
                self.env._(
                    "%(contract)s has its pre-sale agreement %(number)s already.",
                    contract=self.display_name,
                    number=paper.number,
                )
            )
        self.env["property.document"]._issue(self, "agreement", date)
        return True

    @door_kinds.takes(date=door_kinds.day)
    def action_sign(self, date=None):
        """Note that the sale contract F38 is signed: the home is sold (R2.7).

        All that is due that day is claimed, and the money of the reservation applied.

        :param date: the day of the signature, today by default
        :raise UserError: all reasons why it cannot be signed
        """
        self.ensure_one()
        self._check_seller()
        date = self._check_signing(date)
        agreement = self._get_paper("agreement")
        if self.sale_kind == "presale" and not agreement:
            raise UserError(
                self.env._(
                    "%s: a home before its completion is sold by the pre-sale"
                    " agreement first. Sign that.",
                    self.display_name,
                )
            )
        if agreement and date < agreement.date_issued:
            raise UserError(
                self.env._(
                    "%(contract)s: the pre-sale agreement was signed on %(date)s, and"
                    " the contract not before it.",
                    contract=self.display_name,
                    date=format_date(self.env, agreement.date_issued),
                )
            )
        self._sign(date)
        return True

    def _sign(self, date):
        """Have one contract be signed on `date`, after all checks."""
        self._move("signed", signed_on=date)
        # sudo: the reservation of whoever leads the sale
        self.reservation_id.sudo()._note_contract(self)
        paper = self.env["property.document"]._issue(self, "contract", date)
        self._write_protected({"number": paper.number})
        self.env["property.deadline"]._follow(self)

    def _check_signing(self, date):
        """Check that a paper of one contract can be signed on a day, and return it.

        :raise UserError: all reasons against it
        """
        self._check_state("approved")
        self.unit_id._take_guard()
        self.invalidate_recordset(["state"])
        today = self.company_id._get_today()
        date = date or today
        reasons = self._get_sale_reasons() + self._get_changed_reasons()
        approved_on = self.company_id._get_day(self.approved_at)
        if not approved_on <= date <= today:
            reasons.append(
                self.env._(
                    "It was approved on %(approved)s: the day of the signature is from"
                    " then on, and not after today.",
                    approved=format_date(self.env, approved_on),
                )
            )
        self._refuse(reasons)
        return date

    def _get_sale_reasons(self):
        """Return why this home cannot be sold by this salesperson today.

        :rtype: list[str]
        """
        self.ensure_one()
        reservation = self.reservation_id
        reasons = []
        if reservation._is_lapsed():
            reasons.append(
                self.env._(
                    "%(reservation)s: %(reason)s Reserve the home anew.",
                    reservation=reservation.display_name,
                    reason=reservation._get_lapsed_reason(),
                )
            )
        # sudo: the permit of the home that is sold
        permit_sudo = self.unit_id.sudo().permit_id
        reasons.append(permit_sudo._get_cannot_sell_reason())
        reasons.append(self.user_id._get_cannot_sell_homes_reason(self.company_id))
        return list(filter(None, reasons))

    def _refuse(self, reasons):
        """Refuse a step of one contract for all these reasons, empty ones left out.

        :raise UserError: naming the contract, for any reason
        """
        reasons = list(dict.fromkeys(filter(None, reasons)))
        if reasons:
            raise UserError(
                self.env._(
                    "%(contract)s cannot go on:\n%(reasons)s",
                    contract=self.display_name,
                    reasons="\n".join(reasons),
                )
            )

    def _get_paper(self, kind):
        """Return the papers of a kind that these contracts have, in sudo."""
        # sudo: papers go with the contract
        papers_sudo = self.sudo().document_ids
        return papers_sudo.filtered(lambda paper: paper.kind == kind)

    # approval

    def _get_approval_requests(self):
        # EXTENDS 'sales.approval.mixin': the discount as well, over one's authority
        requests = super()._get_approval_requests()
        offer = self._get_offer()
        discounts = self.env["property.discount"]
        if not discounts._is_covered(offer, self.env.user, self.company_id):
            percent = float(offer.combined)
            requests += [
                request | {"subject": DISCOUNT.key, "amount": percent, "limit": 0.0}
                for request in requests
            ]
        return requests

    def _get_approval_amount(self):
        # EXTENDS 'sales.approval.mixin'
        return self.price

    def _get_approval_requester(self):
        # EXTENDS 'sales.approval.mixin'
        return self.env.user._get_asking() or self.user_id

    def _get_approval_requesters(self):
        # EXTENDS 'sales.approval.mixin': whose sale it is does not decide either
        return super()._get_approval_requesters() | self.user_id

    def _get_approval_summary(self):
        # EXTENDS 'sales.approval.mixin'
        offer = self._get_offer()
        return self.env._(
            "%(home)s to %(buyer)s: %(price)s (list %(list_price)s, discount"
            " %(percent).2f %%), %(plan)s, handover by %(date)s",
            home=self.unit_id.display_name,
            buyer=self.partner_id.display_name,
            price=formatLang(self.env, self.price, currency_obj=self.currency_id),
            list_price=formatLang(
                self.env, self.list_price, currency_obj=self.currency_id
            ),
            percent=offer.combined,
            plan=self.plan_id.name or self.env._("own instalments"),
            date=format_date(self.env, self.delivery_date),
        )

    def _approval_decided(self, approvals):
        # EXTENDS 'sales.approval.mixin'
        res = super()._approval_decided(approvals)
        granted = self.filtered(
            lambda contract: (
                contract.state == "disclosed" and contract.approval_state == "approved"
            )
        )
        if granted:
            # sudo: moved by whoever decides
            granted.sudo()._move("approved", approved_at=fields.Datetime.now())
        return res

    def _is_approval_frozen(self):
        # EXTENDS 'sales.approval.mixin': the states say what is fixed
        return False
