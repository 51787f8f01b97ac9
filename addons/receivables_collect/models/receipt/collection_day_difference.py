from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from .collection_receipt_method import METHODS

# answers after which a debt is posted
SETTLED = ("accepted", "confirmed")


class CollectionDayDifference(models.Model):
    """A difference between count and declaration: liability and consequence (R4.27).

    Less than declared is the collector's debt or a receipt that was wrong; more is a
    surplus or a receipt that was wrong. Verifying the report carries it out.

    Collectors answer for their own day. Anybody else who is named liable accepts the
    debt, or the collector's manager confirms it, before it is posted
    (`collection.day.answer`); the report is verified meanwhile, and its debt follows.
    """

    _name = "collection.day.difference"
    _description = "Difference of a Day Report"
    _inherit = [
        "sales.line.mixin",
        "sales.reason.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "report_id, id"

    _line_parent = "report_id"
    _reason_actions = {
        "dispute": "action_dispute_debt",
        "confirm": "action_confirm_debt",
    }
    _protected_fields = frozenset(
        {
            "answer",
            "answer_reason",
            "answered_by_id",
            "company_id",
            "collector_id",
            "date",
            "method",
            "currency_id",
            "amount",
            "move_id",
        }
    )

    report_id = fields.Many2one(
        "collection.day.report", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="report_id.company_id", store=True)
    collector_id = fields.Many2one(related="report_id.collector_id", store=True)
    date = fields.Date(related="report_id.date", store=True)
    method = fields.Selection(METHODS, required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(
        required=True,
        readonly=True,
        help="Counted less declared: negative where money is missing.",
    )
    owner_id = fields.Many2one(
        "res.users",
        string="Person Liable",
        ondelete="restrict",
        domain="[('share', '=', False)]",
        help="The person who answers for the difference, by default the collector."
        " Anybody else is asked first.",
    )
    explanation = fields.Char()
    consequence = fields.Selection(
        [
            ("debt", "Debt of the person liable"),
            ("surplus", "Surplus"),
            ("correct", "The receipt is corrected"),
        ]
    )
    receipt_id = fields.Many2one(
        "collection.receipt",
        string="Receipt to Correct",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('report_id', '=', report_id), ('state', '=', 'reported'),"
        " ('method_ids.method', '=', method)]",
    )
    fitting_consequences = fields.Json(
        compute="_compute_fitting_consequences",
        help="The consequences that fit: less money is no surplus, more is no debt, and"
        " only a receipt of this method can be corrected.",
    )
    move_id = fields.Many2one(
        "account.move",
        string="Entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    answer = fields.Selection(
        [
            ("none", "None Needed"),
            ("asked", "Asked"),
            ("accepted", "Accepted"),
            ("disputed", "Contested"),
            ("confirmed", "Confirmed by the Manager"),
        ],
        required=True,
        default="none",
        readonly=True,
        copy=False,
        help="Of a person liable who is not the collector. The debt is posted once it"
        " is accepted or confirmed.",
    )
    answer_reason = fields.Char(readonly=True, copy=False)
    answered_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    can_answer = fields.Boolean(compute="_compute_can_answer")
    can_confirm = fields.Boolean(compute="_compute_can_answer")

    @api.depends_context("uid")
    @api.depends("answer", "owner_id")
    def _compute_can_answer(self):
        user, answers = self.env.user, self.env["collection.day.answer"]
        for line in self:
            line_sudo = line.sudo()  # sudo: who leads the collector
            line.can_answer = line.answer == "asked" and line.owner_id == user
            line.can_confirm = line.answer in ("asked", "disputed") and (
                user in answers._get_confirming(line_sudo)
            )

    @api.depends("method", "amount")
    def _compute_display_name(self):
        labels = dict(self._fields["method"]._description_selection(self.env))
        for line in self:
            amount = line.currency_id.format(line.amount)
            line.display_name = f"{labels.get(line.method, '')} {amount}"

    @api.constrains("amount", "consequence")
    def _check_consequence(self):
        for line in self:
            money = line.currency_id.format(abs(line.amount))
            if line.consequence == "surplus" and line.amount < 0:
                raise ValidationError(
                    self.env._(
                        "%s is missing: it is a debt, or a receipt was wrong. It is no"
                        " surplus.",
                        money,
                    )
                )
            if line.consequence == "debt" and line.amount > 0:
                raise ValidationError(
                    self.env._(
                        "%s is more than declared: it is a surplus, or a receipt was"
                        " wrong. It is no debt.",
                        money,
                    )
                )

    @api.depends("amount", "method", "currency_id", "report_id.receipt_ids.state")
    def _compute_fitting_consequences(self):
        for line in self:
            # sudo: whether a receipt of this method can be corrected
            parts_sudo = line.sudo().report_id.receipt_ids.method_ids
            can_correct = parts_sudo.filtered(
                lambda part, line=line: (
                    part.method == line.method
                    and part.currency_id == line.currency_id
                    and part.receipt_id.state == "reported"
                )
            )
            money = "debt" if line.amount < 0 else "surplus"
            line.fitting_consequences = [money, *(["correct"] if can_correct else [])]

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        self.env["collection.day.answer"]._ask_owner(lines)
        return lines

    def write(self, vals):
        # EXTENDS 'sales.line.mixin': another person or consequence asks anew
        asked = {"owner_id", "consequence"} & vals.keys()
        if not asked:
            return super().write(vals)
        before = {line: (line.owner_id, line.consequence) for line in self}
        res = super().write(vals)
        changed = self.filtered(
            lambda line: before[line] != (line.owner_id, line.consequence)
        )
        self.env["collection.day.answer"]._ask_owner(changed)
        return res

    def action_accept_debt(self):
        """Accept to be liable, as the person named; the debt is posted with the report.

        :raise AccessError: for everybody else
        """
        answers = self.env["collection.day.answer"]
        answers._check_owner(self)
        answers._answer(self, "accepted", False)
        return True

    def action_dispute_debt(self, reason):
        """Refuse to be liable, as the person named: the manager decides.

        :param str reason: why
        :raise AccessError: for everybody else
        :raise UserError: without a reason
        """
        answers = self.env["collection.day.answer"]
        answers._check_owner(self)
        demand = self.env._("Say why you do not answer for it.")
        answers._answer(self, "disputed", self._check_reason(reason, demand))
        return True

    def action_confirm_debt(self, reason):
        """Confirm, as the collector's manager or the director, who is liable.

        :param str reason: why; the person liable reads it
        :raise AccessError: for others, and for the person liable
        :raise UserError: without a reason
        """
        answers = self.env["collection.day.answer"]
        answers._check_confirming(self)
        reason = self._check_reason(reason, self.env._("Say why the debt stands."))
        answers._answer(self, "confirmed", reason)
        return True

    def _is_line_frozen(self, parent):
        # EXTENDS 'sales.line.mixin'
        return parent.state != "submitted" or not parent.counted_at

    def _get_missing_reasons(self):
        """Return what is missing before these differences can be settled."""
        reasons = []
        for line in self:
            if not (line.owner_id and line.explanation and line.consequence):
                reasons.append(
                    self.env._(
                        "%s: enter the person liable, the explanation and the"
                        " consequence.",
                        line.display_name,
                    )
                )
            elif line.consequence == "correct" and not line._get_part_to_correct():
                reasons.append(
                    self.env._(
                        "%s: name the receipt of this report that was wrong, paid in"
                        " this way.",
                        line.display_name,
                    )
                )
            elif line.consequence != "correct" and len(line._get_journals()) > 1:
                reasons.append(
                    self.env._(
                        "%s: the money of this day is posted in several journals. Name"
                        " the receipt that it belongs to.",
                        line.display_name,
                    )
                )
        return reasons

    def _get_journals(self):
        """Return the journals that the money counted here is posted in: that of the
        receipt named, else those of all receipts of the report paid in this way.
        """
        self.ensure_one()
        receipts = self.report_id.receipt_ids
        receipts = (self.receipt_id & receipts) or receipts
        parts = receipts.method_ids.filtered(
            lambda part: (
                part.method == self.method
                and part.currency_id == self.currency_id
                and part.receipt_id.state in ("reported", "verified")
            )
        )
        journals = self.env["account.journal"]
        for part in parts:
            journals |= part.payment_id.journal_id or part._get_posting_journal()
        return journals or self.company_id._get_collection_journal(self.method)

    def _get_part_to_correct(self):
        """Return the method of the receipt that was wrong by this difference."""
        self.ensure_one()
        receipt = self.receipt_id
        if receipt.report_id != self.report_id or receipt.state != "reported":
            return receipt.method_ids.browse()
        return receipt.method_ids.filtered(
            lambda part: (
                part.method == self.method
                and part.currency_id == self.currency_id
                and self.currency_id.compare_amounts(part.amount, -self.amount) >= 0
            )
        )[:1]

    def _post(self):
        """Post debts and surpluses, an entry each."""
        moves = self.env["account.move"].create(
            [line.with_company(line.company_id)._prepare_move_vals() for line in self]
        )
        if moves:
            moves.action_post()
        for line, move in zip(self, moves, strict=True):
            # sudo: postings are noted by methods only
            line.sudo()._write_protected({"move_id": move.id})

    def _prepare_move_vals(self):
        """Return the entry of a debt or a surplus, in the journal of its money."""
        self.ensure_one()
        company = self.company_id
        journal = self._get_journals()[:1]
        liquidity = self.env["collection.posting"]._get_liquidity_account(journal)
        is_debt = self.consequence == "debt"
        account = (
            company.collection_debt_account_id
            if is_debt
            else company.collection_surplus_account_id
        )
        balance = self.currency_id._convert(
            self.amount, company.currency_id, company, self.date
        )
        common = {
            "name": self.explanation,
            "currency_id": self.currency_id.id,
            "partner_id": self.owner_id.partner_id.id,
        }
        return {
            "move_type": "entry",
            "journal_id": journal.id,
            "company_id": company.id,
            "date": self.date,
            "ref": self.report_id.display_name,
            "line_ids": [
                Command.create(
                    common
                    | {
                        "account_id": liquidity.id,
                        "amount_currency": self.amount,
                        "balance": balance,
                    }
                ),
                Command.create(
                    common
                    | {
                        "account_id": account.id,
                        "amount_currency": -self.amount,
                        "balance": -balance,
                    }
                ),
            ],
        }

    def _is_answer_needed(self):
        """Return whether somebody else than the collector is to be charged."""
        self.ensure_one()
        owner = self.owner_id
        return self.consequence == "debt" and owner and owner != self.collector_id

    def _is_pending(self):
        """Return whether the debt must not be posted on the person yet."""
        self.ensure_one()
        return bool(self._is_answer_needed() and self.answer not in SETTLED)

    def _get_line_free_fields(self, parents):
        # EXTENDS 'sales.line.mixin': finance may name another person for a debt that
        # nobody accepted yet
        free = super()._get_line_free_fields(parents)
        if all(parent.state == "verified" for parent in parents) and all(
            line._is_pending() and not line.move_id
            for line in self.sudo()  # facts
        ):
            return free | {"owner_id", "explanation"}
        return free
