from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools.misc import format_date

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class CollectionBankSlip(models.Model):
    """The bank's slip: verified money has reached our account (R2.10).

    Finance chooses methods of verified receipts, in cash, by card, transfer or cheque;
    the amount is their sum in the currency of the account, as they were booked. Banked
    is for good: entry and slip stay as they are, and a scan that was missing is added
    once. A cheque refused later is taken back by an entry of its own.
    `collection.banking` says what is posted.
    """

    _name = "collection.bank.slip"
    _description = "Bank Slip"
    _inherit = ["sales.state.mixin", "mail.thread"]
    _order = "date desc, id desc"

    _protected_fields = frozenset(
        {"amount", "currency_id", "kind", "move_id", "banked_by_id"}
    )
    _frozen_fields = frozenset(
        {
            "company_id",
            "journal_id",
            "date",
            "slip_number",
            "amount_stated",
            "scan",
            "scan_name",
            "method_ids",
            "note",
        }
    )
    _state_moves = {"banked": ("draft",), "cancelled": ("draft",)}

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Bank",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('type', '=', 'bank'), ('company_id', 'parent_of', company_id)]",
    )
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", store=True
    )
    date = fields.Date(
        required=True,
        default=lambda self: self.env.company._get_today(),
        tracking=True,
        help="The day of the slip: the bank has the money.",
    )
    slip_number = fields.Char(copy=False, index="trigram", help="As the bank gave it.")
    kind = fields.Selection(
        [
            ("cash", "Cash Deposit"),
            ("card", "Card Batch"),
            ("transfer", "Transfer List"),
            ("paper", "Cheques and Drafts"),
            ("mixed", "Several Methods"),
        ],
        compute="_compute_amount",
        store=True,
        help="By the methods on it.",
    )
    method_ids = fields.Many2many(
        "collection.receipt.method",
        "collection_bank_slip_method_rel",
        "slip_id",
        "method_id",
        string="Money",
        copy=False,
        domain="[('receipt_id.state', '=', 'verified'), ('bounce_date', '=', False),"
        " ('receipt_id.company_id', '=', company_id),"
        " ('payment_id.journal_id', '=', journal_id), ('bank_slip_id', '=', False)]",
    )
    amount = fields.Monetary(compute="_compute_amount", store=True, tracking=True)
    amount_stated = fields.Monetary(
        string="Amount on the Slip",
        copy=False,
        help="The amount by the bank, compared with the sum. Zero: not compared.",
    )
    scan = fields.Binary(attachment=True, copy=False)
    scan_name = fields.Char(copy=False)
    note = fields.Char(copy=False)
    move_id = fields.Many2one(
        "account.move",
        string="Entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="None where nothing of it was in transit any more.",
    )
    banked_by_id = fields.Many2one(
        "res.users", string="Banked by", readonly=True, copy=False
    )
    state = fields.Selection(
        [("draft", "Draft"), ("banked", "Banked"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

    _number_per_journal = models.UniqueIndex(
        "(journal_id, UPPER(BTRIM(slip_number))) WHERE state <> 'cancelled'"
        " AND BTRIM(slip_number) <> ''",
        "This slip number of the bank is on another bank slip already.",
    )

    @api.depends("journal_id.currency_id", "company_id.currency_id")
    def _compute_currency_id(self):
        for slip in self:
            slip.currency_id = (
                slip.journal_id.currency_id or slip.company_id.currency_id
            )

    @api.depends(
        "currency_id",
        "method_ids.amount",
        "method_ids.method",
        "method_ids.payment_id",
    )
    def _compute_amount(self):
        kinds = {"cheque": "paper", "draft": "paper"}
        for slip in self:
            parts = slip.method_ids._origin
            amounts = [part._get_bank_amount(slip.currency_id) for part in parts]
            slip.amount = slip.currency_id.round(sum(amounts)) if amounts else 0.0
            found = {kinds.get(part.method, part.method) for part in parts}
            several = "mixed" if found else False
            slip.kind = found.pop() if len(found) == 1 else several

    @api.depends("slip_number", "journal_id", "date")
    def _compute_display_name(self):
        for slip in self:
            slip.display_name = self.env._(
                "Bank slip %(number)s of %(bank)s",
                number=slip.slip_number or format_date(self.env, slip.date),
                bank=slip.journal_id.name or "-",
            )

    @api.onchange("method_ids")
    def _onchange_method_ids(self):
        if not self.journal_id:
            # the bank that the money was taken for; several do not go on one slip
            self.journal_id = self.method_ids._origin.payment_id.journal_id[:1]

    @api.constrains("journal_id", "company_id")
    def _check_journal(self):
        for slip in self:
            journal = slip.journal_id
            if journal.type != "bank" or journal.company_id not in (
                slip.company_id.parent_ids
            ):
                raise ValidationError(
                    self.env._(
                        "%(journal)s is no bank of %(company)s.",
                        journal=journal.display_name,
                        company=slip.company_id.name,
                    )
                )

    @api.constrains("method_ids", "company_id")
    def _check_methods(self):
        banking = self.env["collection.banking"]
        for slip in self:
            roles.check_readable(
                slip.method_ids,
                self.env._("Only verified money of your company goes on a bank slip."),
            )
            reasons = [
                banking._get_cannot_draft_reason(slip, part) for part in slip.method_ids
            ]
            if any(reasons):
                raise ValidationError("\n".join(filter(None, reasons)))

    @ondelete_always
    def _unlink_except_draft(self):
        kept = self.filtered(lambda slip: slip.state == "banked")
        if kept:
            raise UserError(
                self.env._("%s: banked, so it stays as it is.", kept._get_state_names())
            )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': banked and cancelled slips are fixed
        touched = super()._get_protected_touched(vals)
        if any(slip.state != "draft" for slip in self):
            frozen = self._frozen_fields
            if not self._has_scan():
                frozen -= {"scan", "scan_name"}
            touched |= frozen & vals.keys()
        return touched

    def action_bank(self):
        """Book that the money is on the account of the bank.

        It happens once: a concurrent call is retried and refused.

        :raise AccessError: for users who are not of finance
        :raise UserError: all reasons why it cannot be banked so
        """
        self._check_finance()
        self._check_move("banked", self._get_state_moves()["banked"])
        for slip in self:
            if reasons := slip._get_cannot_bank_reasons():
                raise UserError("\n".join(reasons))
        self._move("banked", claim=True, banked_by_id=self.env.uid)
        banking = self.env["collection.banking"]
        for slip in self.sudo():  # sudo: postings are noted by methods only
            # a refusal by the bank at the same moment writes the same rows
            slip.method_ids._write_protected({"bank_date": slip.date})
            slip.method_ids.flush_recordset(["bank_date"])
            items = banking._get_transit_items(slip.method_ids).filtered(
                lambda item: not item.reconciled
            )
            if items:
                text = slip.slip_number
                move = banking._post_transaction(slip, items, slip.date, text)
                slip._write_protected({"move_id": move.id})
        return True

    def action_cancel(self):
        """Give up drafts; their money can be put on other slips.

        :raise AccessError: for users who are not of finance
        :raise UserError: for banked slips
        """
        self._check_finance()
        self._move("cancelled", method_ids=[Command.clear()])
        # their numbers and money are free for others from now on
        self.flush_recordset(["state"])
        return True

    def _check_finance(self):
        """Check that the user is of finance.

        :raise AccessError: for others
        """
        self.check_access("write")
        roles.check(
            self.env,
            roles.FINANCE,
            self.env._("Finance brings money to the bank and books it."),
        )

    def _has_scan(self):
        """Return whether one of these has a scan."""
        return any(slip.scan for slip in self.with_context(bin_size=True))

    def _get_cannot_bank_reasons(self):
        """Return why the slip cannot be banked, all reasons at once."""
        self.ensure_one()
        names = {"slip": self.display_name}
        banking = self.env["collection.banking"]
        reasons = [
            banking._get_cannot_bank_reason(self, part) for part in self.method_ids
        ]
        if not self.method_ids:
            reasons.append(
                self.env._("%(slip)s: choose the money that is on it.", **names)
            )
        if not (self.slip_number or "").strip():
            reasons.append(
                self.env._("%(slip)s: enter the number of the bank's slip.", **names)
            )
        if self.date > self.company_id._get_today():
            reasons.append(self.env._("%(slip)s: its day has not come yet.", **names))
        if not self.journal_id.default_account_id:
            reasons.append(
                self.env._(
                    "%(bank)s has no account of its own: name one on the journal.",
                    bank=self.journal_id.display_name,
                )
            )
        stated, currency = self.amount_stated, self.currency_id
        if not currency.is_zero(stated) and currency.compare_amounts(
            stated, self.amount
        ):
            reasons.append(
                self.env._(
                    "%(slip)s is over %(stated)s, but the money on it is %(amount)s:"
                    " choose what was deposited.",
                    stated=currency.format(stated),
                    amount=currency.format(self.amount),
                    **names,
                )
            )
        return list(filter(None, reasons))
