from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import float_compare
from odoo.tools.misc import formatLang

from odoo.addons.property_sales.tools import sent
from odoo.addons.receivables_collect.models.receipt.collection_receipt import IN_TRANSIT
from odoo.addons.sales_rules.tools import door_kinds

from ..contract.property_contract import SIGNED
from .property_instalment import LOANS

FINANCE = "sales_rules.group_finance"
TAKEN = (*IN_TRANSIT, "verified")
CREDIT_ENTRY = door_kinds.entry(
    amount=door_kinds.plain,
    date=door_kinds.day,
    reference=door_kinds.text,
    payer=door_kinds.text,
    instalment_ids=sent.ids,
    mortgage_id=door_kinds.plain,
)


class PropertyContract(models.Model):
    """Instalments, what is claimed of them, and what was paid (R2.10, R5.16).

    Their sum is the price to the cent. With the signature what is due is claimed, and
    the money of the reservation pays it; money ahead of its day claims what it pays,
    and what is more than all that is owed waits on the contract.
    """

    _inherit = "property.contract"

    _protected_fields = frozenset({"tax_percent", "bank_credit_ids", "receipt_ids"})

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
        taken, paid = self._get_received(TAKEN), self._get_received(("verified",))
        # as the caller, not as the superuser who computes
        if self.env.user._is_counting_blind():
            taken = paid
        owed = self._get_owed()
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

    def _get_received(self, states):
        """Return the money of contracts, by id: receipts in `states`, also those of
        their reservations, and bank credits, less what was paid back.
        """
        sums = {}
        by_reservation = {
            contract.reservation_id.id: contract.id
            for contract in self
            if contract.state != "cancelled"
        }
        rows = self.env["collection.receipt.method"]._read_group(
            [
                "|",
                ("receipt_id.contract_id", "in", self.ids),
                ("receipt_id.reservation_id", "in", list(by_reservation)),
                ("receipt_id.state", "in", states),
                ("bounce_date", "=", False),
            ],
            ["receipt_id"],
            ["amount:sum"],
        )
        rows = [
            (
                receipt.contract_id.id or by_reservation[receipt.reservation_id.id],
                amount,
            )
            for receipt, amount in rows
        ]
        for model, sign in (("property.bank.credit", 1), ("property.refund", -1)):
            rows += [
                (contract.id, sign * amount)
                for contract, amount in self.env[model]._read_group(
                    [("contract_id", "in", self.ids)], ["contract_id"], ["amount:sum"]
                )
            ]
        for key, amount in rows:
            sums[key] = sums.get(key, 0.0) + amount
        return sums

    def _get_owed(self):
        """Return what contracts owe, and the money that waits on them, by id."""
        owed = {}
        for item, amount in self.env["property.claim"]._get_items(self).items():
            debt, waiting = owed.get(item.contract_id.id, (0.0, 0.0))
            if amount > 0:
                debt += amount
            else:
                waiting -= amount
            owed[item.contract_id.id] = debt, waiting
        return owed

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'property_sales': a plan gives the instalments
        contracts = super().create(vals_list)
        for contract, vals in zip(contracts, vals_list, strict=True):
            if not vals.get("instalment_ids"):
                contract._plan_instalments()
        return contracts

    def write(self, vals):
        # EXTENDS 'property_sales': a plan, or another price, gives them anew
        res = super().write(vals)
        touched = {"plan_id", "discount_percent", "promotion_ids"} & vals.keys()
        if touched and "instalment_ids" not in vals:
            self._plan_instalments()
        return res

    def _plan_instalments(self):
        """Have drafts with a plan have its instalments, as if they were signed today."""
        for contract in self.filtered(lambda row: row.state == "draft" and row.plan_id):
            lang = contract.company_id.partner_id.lang
            draft = contract.with_context(lang=lang)
            days = {"signing": contract.company_id._get_today()}
            lines = contract.plan_id.line_ids.sorted(lambda row: (row.sequence, row.id))
            payments = contract.plan_id._get_payments(contract.price, days)
            contract.instalment_ids = [Command.clear()] + [
                Command.create(
                    {
                        "sequence": number,
                        "name": draft.env._("Instalment %s", number),
                        "kind": lines[payment.line].source,
                        "anchor": payment.anchor,
                        "months": lines[payment.line].months * payment.number,
                        "date_due": payment.date,
                        "amount": float(payment.amount),
                    }
                )
                for number, payment in enumerate(payments, 1)
                if payment.amount
            ]

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
        undated = self.instalment_ids.filtered(
            lambda row: row.anchor == "date" and not row.date_due
        )
        if undated:
            reasons.append(
                self.env._(
                    "Enter the day on which these are due: %s",
                    ", ".join(undated.mapped("name")),
                )
            )
        return reasons

    def _sign(self, date):
        # EXTENDS 'property_sales': what is due is claimed, and the deposit applied
        method = self.development_id.sudo().tax_method  # of the home that is sold
        percent = self.env["property.vat.rate"]._get_percent(
            self.company_id, method, date
        )
        self._write_protected({"tax_percent": percent})
        res = super()._sign(date)
        self.instalment_ids._note_event("signing", date)
        self._claim_due()
        self._take_money()
        return res

    def _note_filed(self):
        # EXTENDS 'property_sales': and what was to wait for the filing
        res = super()._note_filed()
        self.instalment_ids._note_event("filing", self.filing_date)
        self._claim_due()
        return res

    def _claim_due(self):
        """Claim the instalments of these contracts whose day has come."""
        for contract in self:
            today = contract.company_id._get_today()
            contract.sudo().instalment_ids.filtered(  # claimed by methods only
                lambda row, today=today: row.date_due and row.date_due <= today
            )._claim()

    def _take_money(self):
        """Have all money of these contracts pay what they owe, and what comes next.

        Called after each way on which money comes.
        """
        claims = self.env["property.claim"]
        claims._apply_deposits(self)
        claims._match(self)
        waiting = self._get_waiting()
        for contract in self.filtered(lambda row: row.id in waiting):
            contract._claim_ahead(waiting[contract.id])

    def _get_waiting(self):
        """Return the money that waits for something to pay, by id of contract."""
        loans = self._get_loan_items()
        waiting = {}
        for item, amount in self.env["property.claim"]._get_items(self).items():
            if amount < 0 and item not in loans:
                key = item.contract_id.id
                waiting[key] = waiting.get(key, 0.0) - amount
        return waiting

    def _claim_ahead(self, waiting):
        """Claim the next instalments of one contract that waiting money pays."""
        self.ensure_one()
        by_loan = self._get_loan_kinds()
        # sudo: claimed by methods only
        planned_sudo = self.sudo().instalment_ids.filtered(
            lambda row: (
                row.state == "planned" and row.date_due and row.kind not in by_loan
            )
        )
        ahead = planned_sudo.browse()
        for row in planned_sudo.sorted(lambda row: (row.date_due, row.id)):
            if self.currency_id.compare_amounts(waiting, 0.0) <= 0:
                break
            ahead |= row
            waiting -= row.amount
        ahead._claim()

    def _get_loan_items(self):
        """Return the claims of these contracts that a loan pays, in sudo."""
        # sudo: the salesperson reads no entries
        rows_sudo = self.sudo().instalment_ids.browse()
        for contract_sudo in self.sudo():
            kinds = contract_sudo._get_loan_kinds()
            rows_sudo |= contract_sudo.instalment_ids.filtered(
                lambda row, kinds=kinds: row.kind in kinds
            )
        return rows_sudo.move_line_id

    def _get_loan_kinds(self):
        """Return the kinds of instalments of one contract that loans are to pay."""
        return set(LOANS)

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
                ("reservation_id", "=", self.reservation_id.id),
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
            buyer, and `instalment_ids`, or `mortgage_id` for the payout of a loan
        :return: the id of the payment
        :raise AccessError: for others than finance
        :raise UserError: saying why it cannot be booked so
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(FINANCE):
            raise AccessError(
                self.env._(
                    "%s: what the bank received is booked by finance.",
                    self.display_name,
                )
            )
        if payload["mortgage_id"]:
            return self._book_payout(payload)
        return self._receive_credit(payload, self._get_named_instalments(payload))

    def _book_payout(self, payload):
        """Book what a lender paid for one contract, and return the id of the payment.

        A hook, filled by the topic that knows loans.
        """

    def _receive_credit(self, payload, rows, **origin):
        """Book what the bank received for one contract, of whoever checked that.

        :param rows: the instalments that it pays first
        :param origin: fields of the credit that say what it is of, as records
        :return: the id of the payment
        """
        vals = self._check_credit(payload)
        self.unit_id._take_guard()
        # sudo: claimed by methods only; what waits for an event is paid before it
        rows.sudo().filtered(lambda row: not row.date_due)._write_protected(
            {"date_due": vals["date"]}
        )
        rows.sudo()._claim()  # as above
        parts = self._get_credit_parts(vals["amount"], rows)
        vals |= {f"{name}_id": record.id for name, record in origin.items()}
        credit = self.env["property.bank.credit"]._receive(self, vals, parts)
        self._take_money()
        return credit.payment_id.id

    @door_kinds.takes(journal_id=door_kinds.one("account.journal"))
    def action_refund(self, journal_id=None):
        """Pay the money that waits on one contract back to the buyer (R2.10).

        :param journal_id: the bank it is paid from, the designated one by default
        :return: the id of the payment
        :raise AccessError: for others than finance
        :raise UserError: when nothing waits, or for another journal than a bank
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(FINANCE):
            raise AccessError(
                self.env._("%s: money is paid back by finance.", self.display_name)
            )
        journal = journal_id or self.permit_id.sudo().journal_id  # the designated one
        self.company_id._check_homes_bank(journal)
        # paid twice at once: the second is retried, and finds nothing
        self.unit_id._take_guard()
        claims = self.env["property.claim"]
        claims._match(self)
        items_sudo = self._get_loan_items().browse(
            item.id for item, amount in claims._get_items(self).items() if amount < 0
        )
        if not items_sudo or self._get_owed()[self.id][0] > 0:
            raise UserError(
                self.env._(
                    "%s: no money waits that is not owed as well.", self.display_name
                )
            )
        refund = self.env["property.refund"]._pay(self, journal, items_sudo)
        return refund.payment_id.id

    def _check_credit(self, payload):
        """Check what the bank received for one contract, and return its values.

        :raise UserError: all reasons against it
        """
        company = self.company_id
        amount = payload["amount"]
        date = payload["date"] or company._get_today()
        reference = (payload["reference"] or "").strip()
        reasons = [self._get_cannot_take_reason()]
        is_number = isinstance(amount, (int, float)) and not isinstance(amount, bool)
        if not is_number or self.currency_id.compare_amounts(amount, 0.0) <= 0:
            reasons.append(self.env._("Enter the amount that the bank received."))
        if not reference:
            reasons.append(self.env._("Enter the reference of the bank's advice."))
        if date > company._get_today():
            reasons.append(self.env._("The bank receives no money in the future."))
        if day_sudo := company._get_closed_day(date):
            reasons.append(
                self.env._(
                    "%s is closed: date it on the next open day.", day_sudo.display_name
                )
            )
        credits_sudo = self.sudo().bank_credit_ids  # whoever booked them
        if reference in credits_sudo.mapped("reference"):
            reasons.append(
                self.env._("The advice %s is booked on this contract.", reference)
            )
        self._refuse(reasons)
        return {
            "amount": self.currency_id.round(amount),
            "date": date,
            "reference": reference,
            "payer": (payload["payer"] or "").strip(),
        }

    def _get_named_instalments(self, payload):
        """Return the instalments that a payload names.

        :raise UserError: for instalments of another contract
        """
        named = payload["instalment_ids"] or []
        rows = self.instalment_ids.filtered(lambda row: row.id in named)
        if set(named) - set(rows.ids):
            raise UserError(
                self.env._("%s: name instalments of this contract.", self.display_name)
            )
        return rows

    def _get_credit_parts(self, amount, rows):
        """Return the parts of money for named instalments, and what is left of it.

        :return: list of (journal item in sudo or none, amount)
        """
        parts = []
        for row in rows.sudo().sorted(lambda row: (row.date_due, row.id)):  # as above
            part = self.currency_id.round(min(amount, row.amount_residual))
            if self.currency_id.compare_amounts(part, 0.0) > 0:
                parts.append((row.move_line_id, part))
                amount = self.currency_id.round(amount - part)
        if not self.currency_id.is_zero(amount):
            parts.append((self.env["account.move.line"], amount))
        return parts
