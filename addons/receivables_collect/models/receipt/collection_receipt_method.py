from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools import door_kinds, gate

from .account_move import BOUNCE

METHODS = [
    ("cash", "Cash"),
    ("cheque", "Cheque"),
    ("transfer", "Transfer"),
    ("draft", "Bank Draft"),
    ("card", "Card"),
]
# on paper that the bank may refuse
PAPERS = ("cheque", "draft")
# states of a receipt whose papers cannot be taken a second time
_TAKEN = ("collected", "reported", "verified")


class CollectionReceiptMethod(models.Model):
    """How a part of a receipt was paid (R4.27): becomes one payment when verified.

    Cheques and bank drafts carry number, bank and due date; they can be filled in
    until the day report is submitted. A method refused by the bank is reversed. A
    cheque, a draft, a transfer or a card slip is taken once in all companies of a tree:
    its bank and number are on no second receipt, unless the bank refused it or the
    receipt failed. A card slip is of a terminal or of a code that was scanned; its
    number may be missing, and no bank refuses it later.

    Verified money is in transit until finance banks it with a `collection.bank.slip`
    (R2.10), for good: a paper refused after that is taken back from the bank.
    """

    _name = "collection.receipt.method"
    _description = "Method of a Receipt"
    _inherit = ["sales.line.mixin", "sales.reason.mixin"]
    _order = "receipt_id, id"
    _reason_actions = {"bounce": "action_bounce"}

    _line_parent = "receipt_id"
    _protected_fields = frozenset(
        {"payment_id", "bounce_date", "end_reason", "bounce_move_id", "paper_key"}
        | {"bank_slip_ids", "bank_slip_id", "bank_date", "bank_return_move_id"}
    )

    receipt_id = fields.Many2one(
        "collection.receipt", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="receipt_id.company_id")
    currency_id = fields.Many2one(related="receipt_id.currency_id")
    method = fields.Selection(METHODS, required=True, default="cash")
    amount = fields.Monetary(required=True)
    reference = fields.Char(
        string="Number",
        help="Of the cheque, draft or card slip, or the bank's reference.",
    )
    bank = fields.Char(
        help="The bank that pays the cheque or draft; of a card slip, the terminal."
    )
    date_due = fields.Date(
        string="Due", index="btree_not_null", help="When the bank pays it."
    )
    paper_key = fields.Char(
        string="Paper",
        compute="_compute_paper_key",
        store=True,
        copy=False,
        exportable=False,
        help="Of a paper taken and not refused: company, kind, bank and number, without"
        " spaces and in capitals. The number counts as it is written.",
    )
    payment_id = fields.Many2one(
        "account.payment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    bounce_date = fields.Date(string="Refused on", readonly=True, copy=False)
    end_reason = fields.Char(string="Refusal Reason", readonly=True, copy=False)
    bounce_move_id = fields.Many2one(
        "account.move",
        string="Reversal",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    partner_id = fields.Many2one(related="receipt_id.partner_id")
    receipt_date = fields.Date(related="receipt_id.date", string="Taken on")
    bank_slip_ids = fields.Many2many(
        "collection.bank.slip",
        "collection_bank_slip_method_rel",
        "method_id",
        "slip_id",
        string="Bank Slips",
        readonly=True,
        copy=False,
        groups=roles.BANKING,
    )
    bank_slip_id = fields.Many2one(
        "collection.bank.slip",
        compute="_compute_bank_slip_id",
        store=True,
        copy=False,
        index="btree_not_null",
        groups=roles.BANKING,
        help="The one slip, a draft or banked, with which the money goes to the bank.",
    )
    bank_date = fields.Date(
        string="Banked on", readonly=True, copy=False, groups=roles.BANKING
    )
    bank_return_move_id = fields.Many2one(
        "account.move",
        string="Taken Back by the Bank",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=roles.BANKING,
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "The amount of a method must be more than zero."
    )
    _one_per_method = models.UniqueIndex(
        "(receipt_id, method, COALESCE(reference, ''))",
        "A receipt has each method once; several cheques or drafts need their numbers.",
    )
    _one_per_paper = models.UniqueIndex(
        "(paper_key) WHERE paper_key IS NOT NULL",
        "This cheque, draft, transfer or card slip is on another receipt already.",
    )
    _one_per_payment = models.UniqueIndex(
        "(payment_id) WHERE payment_id IS NOT NULL",
        "A payment belongs to one method of one receipt.",
    )

    @api.depends(
        "method",
        "reference",
        "bank",
        "bounce_date",
        "receipt_id.state",
        "receipt_id.company_id",
    )
    def _compute_paper_key(self):
        for part in self:
            taken = part.receipt_id.state in _TAKEN and not part.bounce_date
            part.paper_key = taken and part._get_paper_key()

    @api.depends("bank_slip_ids")
    def _compute_bank_slip_id(self):
        for part in self:
            part.bank_slip_id = part.bank_slip_ids[:1]

    @api.constrains("method", "reference", "bank")
    def _check_not_taken(self):
        for part in self:
            if part.receipt_id.state in _TAKEN and (why := part._get_taken_reason()):
                raise ValidationError(why)

    @api.constrains("amount")
    def _check_amount_rounded(self):
        for part in self:
            if part.currency_id.compare_amounts(
                part.amount, part.currency_id.round(part.amount)
            ) or part.currency_id.is_zero(part.amount):
                raise ValidationError(
                    self.env._("%s is no amount that can be paid.", part.amount)
                )

    @api.depends("method", "reference")
    def _compute_display_name(self):
        labels = dict(self._fields["method"]._description_selection(self.env))
        for part in self:
            label = labels.get(part.method, "")
            part.display_name = f"{label} {part.reference or ''}".strip()

    @door_kinds.takes(date=door_kinds.day, reason=door_kinds.text)
    def action_bounce(self, date=None, reason=None):
        """Book cheques or drafts that the bank refused: their receivables reopen.

        The payment is reversed on the day of the refusal, also when the period of the
        payment is locked by now, and rejected. Printed journals stay true.

        :param date: the day on which the bank refused it, today by default
        :param str reason: the reason given by the bank
        :raise UserError: when it was not verified, or refused already
        """
        self.receipt_id.report_id._check_may_handle()
        date = fields.Date.to_date(date)
        by_company = self.grouped(lambda part: part.receipt_id.company_id)
        days = {company: date or company._get_today() for company in by_company}
        for part in self:
            why = part._get_cannot_bounce_reason(days[part.receipt_id.company_id])
            if why:
                raise UserError(why)
        for company, parts in by_company.items():
            parts._claim_bounce(days[company], reason)
        for part in self:
            part._reverse_payment(days[part.receipt_id.company_id])
            part._tell_bounce()
        return True

    def _get_line_free_fields(self, parents):
        # EXTENDS 'sales.line.mixin'
        if all(parent.state == "collected" for parent in parents):
            return frozenset({"reference", "bank", "date_due"})
        return frozenset()

    def _get_paper_key(self):
        """Return what no two papers have in common, or False for what has no number.

        Of a transfer the reference alone, where no bank is named; of a card slip the
        number alone, where no terminal is.
        """
        self.ensure_one()
        number, bank = (
            "".join((text or "").split()).upper()
            for text in (self.reference, self.bank)
        )
        if self.method == "cash" or not number:
            return False
        # sudo: the head of the tree, which the collector need not work in
        root_sudo = self.receipt_id.company_id.sudo().root_id
        return f"{root_sudo.id}|{self.method}|{bank}|{number}"

    def _get_taken_reason(self):
        """Return that this paper is on another receipt already, or an empty text.

        The other receipt is named where the user may see it.
        """
        self.ensure_one()
        key = self._get_paper_key()
        if not key:
            return ""
        # not searched: that would write this one's key first, and the index speak
        rows = self.env.execute_query(
            SQL(
                "SELECT receipt_id FROM collection_receipt_method"
                " WHERE paper_key = %s AND id <> %s",
                key,
                self._origin.id or 0,
            )
        )
        if not rows:
            return ""
        # of the user, for constraints are in sudo
        other = self.env(su=False)["collection.receipt"].browse(rows[0])
        seen = other._filtered_access("read")
        return self.env._(
            "%(paper)s of %(bank)s is on another receipt already%(receipt)s. It can be"
            " taken again once the bank refused it there.",
            paper=self.display_name,
            bank=self.bank or "-",
            receipt=f" ({seen.display_name})" if seen else "",
        )

    def _is_paper_complete(self):
        """Return whether all that is needed to present it is filled in."""
        self.ensure_one()
        return self.method not in PAPERS or bool(
            self.reference and self.bank and self.date_due
        )

    def _get_amount_company(self):
        """Return the amount in the company's currency, at the rate of its payment."""
        self.ensure_one()
        return abs(self.payment_id.amount_company_currency_signed)

    def _get_bank_amount(self, currency):
        """Return what the method brings to a bank account in `currency`, as it was
        booked when it was verified; nothing before that.
        """
        self.ensure_one()
        if not self.payment_id:
            return 0.0
        if currency == self.receipt_id.company_id.currency_id:
            return self._get_amount_company()
        return self.amount if currency == self.currency_id else 0.0

    def _prepare_payment_vals(self, journal):
        """Return the values of the core payment of this method, posted in `journal`."""
        self.ensure_one()
        receipt = self.receipt_id
        memo = " ".join(filter(None, (receipt.display_name, self.reference)))
        vals = self.env["collection.posting"]._prepare_vals(
            receipt.company_id,
            journal,
            receipt.partner_id.commercial_partner_id,
            self.amount,
            receipt.currency_id,
            receipt.date,
            memo,
            self._get_destination_account(),
        )
        return vals | {"collection_method_id": self.id}

    def _get_posting_journal(self):
        """Return the journal in which the payment is posted, by default the company's
        for this way of paying; to be extended.

        :raise UserError: when there is none
        """
        self.ensure_one()
        return self.receipt_id.company_id._get_collection_journal(self.method)

    def _get_destination_account(self):
        """Return the account of what pays no journal item, by default none: then it is
        the customer's receivable account. To be extended; the account is reconcilable.
        """
        self.ensure_one()
        return self.env["account.account"]

    def _get_cannot_bounce_reason(self, date):
        """Return why the bank cannot refuse this method on `date`, or an empty text."""
        self.ensure_one()
        if self.method not in PAPERS:
            return self.env._("Only cheques and bank drafts are refused by the bank.")
        if not self.payment_id:
            return self.env._(
                "%s is not verified yet: have its receipt corrected instead.",
                self.receipt_id.display_name,
            )
        if self.bounce_date:
            return self.env._(
                "%(paper)s of %(receipt)s was refused on %(date)s already.",
                paper=self.display_name,
                receipt=self.receipt_id.display_name,
                date=format_date(self.env, self.bounce_date),
            )
        receipt = self.receipt_id
        if not receipt.date <= date <= receipt.company_id._get_today():
            return self.env._(
                "The bank refuses it between the day of the receipt and today."
            )
        banked = self.sudo().bank_date  # of a slip, for whoever asks
        if banked and date < banked:
            return self.env._(
                "%(paper)s of %(receipt)s was banked on %(date)s: the bank refuses it"
                " on that day or later.",
                paper=self.display_name,
                receipt=receipt.display_name,
                date=format_date(self.env, banked),
            )
        return ""

    def _claim_bounce(self, date, reason):
        """Note the refusal before anything is reversed: it happens once."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE collection_receipt_method
                   SET bounce_date = %s, end_reason = %s
                 WHERE id IN %s AND bounce_date IS NULL
                RETURNING id
                """,
                date,
                reason or None,
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["bounce_date", "end_reason"])
        self.modified(["bounce_date"])
        if len(rows) != len(self):
            raise UserError(self.env._("It was booked as refused already."))

    def _is_being_refused(self):
        """Return whether the bank refused it, and that is not posted yet."""
        self.ensure_one()
        return bool(self.bounce_date) and not self.bounce_move_id

    def _reverse_payment(self, date):
        """Reverse the payment's entry on `date` and reject the payment."""
        self.ensure_one()
        payment = self.payment_id
        banking = self.env["collection.banking"]
        banked = banking._get_banked_items(self)  # what the reversal sets free
        move = gate.opened_for(payment.move_id, BOUNCE)
        memo = self.env._("Refused by the bank: %s", payment.memo or payment.name)
        reversal = move._reverse_moves([{"date": date, "ref": memo}], cancel=True)
        gate.opened(payment, {"state"}).action_reject()
        # sudo: postings are noted by methods only
        self.sudo()._write_protected({"bounce_move_id": reversal.id})
        banking._take_back(self, banked, date)

    def _tell_bounce(self):
        """Tell the customer, the collector and the regional manager."""
        self.ensure_one()
        receipt_sudo = self.receipt_id.sudo()  # finance needs not write receipts
        collector = receipt_sudo.collector_id
        note = self.env._(
            "%(paper)s over %(amount)s was refused by the bank: %(reason)s",
            paper=self.display_name,
            amount=self.currency_id.format(self.amount),
            reason=self.end_reason or "-",
        )
        receipt_sudo.message_post(body=note, partner_ids=collector.partner_id.ids)
        team = collector._get_last_team()
        concerned = collector | team.user_id
        receiver = receipt_sudo.partner_id._get_collection_receiver(
            receipt_sudo.company_id
        )
        if not receiver:
            note = self.env._(
                "%s The customer has no e-mail address: call or visit.", note
            )
        for user in concerned._get_acting(team, receipt_sudo.company_id):
            receipt_sudo.activity_schedule(
                "receivables_collect.mail_activity_type_bounce",
                receipt_sudo.company_id._get_today(),
                summary=note,
                user_id=user.id,
            )
        template = self.env.ref(
            "receivables_collect.mail_template_bounce", raise_if_not_found=False
        )
        if template and receiver:
            template.sudo().send_mail(  # for all of finance
                self.id,
                email_values={"email_to": False, "recipient_ids": [receiver.id]},
            )
