from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare
from odoo.tools.misc import formatLang

from odoo.addons.property_sales.tools import sent
from odoo.addons.receivables_collect.models.receipt.collection_receipt import IN_TRANSIT
from odoo.addons.sales_rules.tools import door_kinds

from ..contract.property_contract import SIGNED

TAKEN = (*IN_TRANSIT, "verified")
CREDIT_ENTRY = door_kinds.entry(
    amount=door_kinds.plain,
    date=door_kinds.day,
    reference=door_kinds.text,
    payer=door_kinds.text,
    instalment_ids=sent.ids,
    mortgage_id=door_kinds.plain,
    fee_id=door_kinds.plain,
)


class PropertyContract(models.Model):
    """Instalments, what is claimed of them, and what was paid (R2.10, R5.16).

    Their sum is the price to the cent. With the signature what is due is claimed, and
    the money of the reservation pays it; money ahead of its day claims what it pays,
    and what is more than all that is owed waits on the contract.
    """

    _inherit = "property.contract"

    _protected_fields = frozenset(
        {"tax_percent", "bank_credit_ids", "receipt_ids", "refund_ids"}
    )

    instalment_ids = fields.One2many(
        "property.instalment", "contract_id", string="Instalments"
    )
    receipt_ids = fields.One2many(
        "collection.receipt", "contract_id", string="Receipts"
    )
    bank_credit_ids = fields.One2many(
        "property.bank.credit", "contract_id", string="Bank Credits"
    )
    refund_ids = fields.One2many("property.refund", "contract_id", string="Refunds")
    tax_percent = fields.Float(
        string="VAT (%)",
        digits=(5, 2),
        readonly=True,
        copy=False,
        aggregator=None,
        help="In the price, by the method of the development on the day of signature.",
    )
    amount_claimed = fields.Monetary(
        string="Claimed",
        compute="_compute_amounts",
        compute_sudo=True,
        help="Of the price and what else the contract owes, so far.",
    )
    amount_paid = fields.Monetary(
        string="Paid",
        compute="_compute_amounts",
        compute_sudo=True,
        help="Verified by finance, and not refused by the bank.",
    )
    amount_open = fields.Monetary(
        string="Open",
        compute="_compute_amounts",
        compute_sudo=True,
        help="Claimed, and not paid.",
    )
    amount_waiting = fields.Monetary(
        string="Waiting Money",
        compute="_compute_amounts",
        compute_sudo=True,
        help="Paid, more than is owed.",
    )
    amount_collected = fields.Monetary(
        string="Collected",
        compute="_compute_amounts",
        compute_sudo=True,
        help="Taken from the buyers, verified or not.",
    )

    @api.depends_context("uid")
    @api.depends(
        "receipt_ids.state",
        "receipt_ids.is_bounced",
        "reservation_id.receipt_ids.state",
        "bank_credit_ids",
        "refund_ids",
        "instalment_ids.amount_residual",
        "state",
    )
    def _compute_amounts(self):
        money = self.env["property.contract.money"]
        taken = money._get_received(self, TAKEN)
        paid = money._get_received(self, ("verified",))
        # as the caller, not as the superuser who computes
        if self.env.user._is_counting_blind():
            taken = paid
        owed = money._get_owed(self)
        for contract in self:
            key, currency = contract._origin.id, contract.currency_id
            debt, waiting = owed.get(key, (0.0, 0.0))
            contract.amount_collected = taken.get(key, 0.0)
            contract.amount_paid = paid.get(key, 0.0)
            contract.amount_open = currency.round(debt)
            contract.amount_waiting = currency.round(waiting)
            is_signed = contract.state not in ("draft", "disclosed", "approved")
            claimed = paid.get(key, 0.0) + debt - waiting if is_signed else 0.0
            contract.amount_claimed = currency.round(claimed)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'property_sales': a plan gives the instalments
        contracts = super().create(vals_list)
        for contract, vals in zip(contracts, vals_list, strict=True):
            if not vals.get("instalment_ids"):
                self.env["property.instalment"]._plan(contract)
        return contracts

    def write(self, vals):
        # EXTENDS 'property_sales': a plan, or another price, gives them anew
        res = super().write(vals)
        touched = {"plan_id", "discount_percent", "promotion_ids"} & vals.keys()
        if touched and "instalment_ids" not in vals:
            self.env["property.instalment"]._plan(self)
        return res

    def _get_term_reasons(self):
        # EXTENDS 'property_sales': the instalments are the price
        reasons = super()._get_term_reasons()
        total = sum(self.instalment_ids.mapped("amount"))
        digits = self.currency_id.decimal_places
        difference = self.currency_id.round(total - self.price)
        if not self.instalment_ids:
            reasons.append(
                self.env._("Choose a payment plan, or enter the instalments.")
            )
        elif float_compare(difference, 0.0, precision_digits=digits):
            reasons.append(
                self.env._(
                    "The instalments differ by %(difference)s from the price of"
                    " %(price)s.",
                    difference=formatLang(
                        self.env, abs(difference), currency_obj=self.currency_id
                    ),
                    price=formatLang(
                        self.env, self.price, currency_obj=self.currency_id
                    ),
                )
            )
        return reasons + self.instalment_ids._get_term_reasons()

    def _sign(self, date):
        # EXTENDS 'property_sales': what is due is claimed, and the deposit applied
        method = self.development_id.sudo().tax_method  # of the home that is sold
        percent = self.env["property.vat.rate"]._get_percent(
            self.company_id, method, date
        )
        self._write_protected({"tax_percent": percent})
        res = super()._sign(date)
        self.instalment_ids._note_event("signing", date)
        self.instalment_ids._claim_due()
        self.env["property.contract.money"]._take(self)
        return res

    def _note_filed(self):
        # EXTENDS 'property_sales': and what was to wait for the filing
        res = super()._note_filed()
        self.instalment_ids._note_event("filing", self.filing_date)
        self.instalment_ids._claim_due()
        return res

    def action_open_receipts(self):
        """Open the receipts of one contract, and of its reservation."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Receipts"),
            "res_model": "collection.receipt",
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [
                "|",
                ("contract_id", "=", self.id),
                ("reservation_id", "in", self.reservation_id.ids),
            ],
        }

    def _get_cannot_take_reason(self):
        """Return why no money is taken for one contract, or an empty text."""
        self.ensure_one()
        if self.state in ("draft", "disclosed", "approved"):
            return self.env._(
                "%s is not signed: take the money on its reservation.",
                self.display_name,
            )
        if self.state not in SIGNED:
            return self.env._(
                "%(contract)s has ended (%(reason)s) and takes no money.",
                contract=self.display_name,
                reason=self.end_reason or "",
            )
        return ""

    @door_kinds.takes(payload=CREDIT_ENTRY)
    def action_book_bank_credit(self, payload):
        """Book money for one contract that came straight to the bank (R2.10).

        It pays the instalments that are named, else what is owed, the oldest first, and
        what comes next; what is more waits on the contract.

        :param dict payload: `amount` in the company's currency, `date` of the bank
            (today by default), `reference` of its advice, `payer` where it was not the
            buyer, and `instalment_ids`, `mortgage_id` for the payout of a loan, or
            `fee_id` for money that is collected for others
        :return: the id of the payment
        :raise AccessError: for others than finance
        :raise UserError: saying why it cannot be booked so
        """
        self.ensure_one()
        self._check_finance()
        credits = self.env["property.bank.credit"]
        if payment_id := credits._book_named(self, payload):
            return payment_id
        rows = credits._get_named(self, payload)
        return credits._receive(self, payload, rows).payment_id.id

    @door_kinds.takes(journal_id=door_kinds.one("account.journal"))
    def action_refund(self, journal_id=None):
        """Pay the money that waits on one contract back to the buyer (R2.10).

        :param journal_id: the bank it is paid from, the designated one by default
        :return: the id of the payment
        :raise AccessError: for others than finance
        :raise UserError: when nothing waits, or for another journal than a bank
        """
        self.ensure_one()
        self._check_finance()
        journal = journal_id or self.permit_id.sudo().journal_id  # the designated one
        self.company_id._check_homes_bank(journal)
        # paid twice at once: the second is retried, and finds nothing
        self.unit_id._take_guard()
        claims = self.env["property.claim"]
        claims._match(self)
        owed = claims._get_items(self)
        waiting = [item for item, amount in owed.items() if amount < 0]
        if not waiting or len(waiting) < len(owed):
            raise UserError(
                self.env._(
                    "%s: no money waits that is not owed as well.", self.display_name
                )
            )
        refunds = self.env["property.refund"]
        refund = refunds._pay(self, journal, waiting[0].union(*waiting))
        return refund.payment_id.id
