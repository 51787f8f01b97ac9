from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

TODO = "mail.mail_activity_data_todo"
# states in which the contested part rests
ACTIVE = ("open", "accepted")
# the days that clearing up may take, unless the user says otherwise
CLEARING_DAYS = 14


class CollectionDispute(models.Model):
    """A receivable that the customer contests, or a part of it (R4.23).

    While it is open, and when it is accepted, the contested part is left out of what
    the slip asks and of further slips, and shown apart; the rest is asked for. Refused,
    all of it is asked for again. Finance or the director decides, never the user who
    noted it. Amounts are in the slip's currency.

    It ends by itself with the credit note over it, and comes back when that is undone.
    An acceptance can be taken back. One that no credit note followed until its
    deadline lapses: the part is asked for again, and those concerned are told.

    Users who are told of it, and its end: `collection.dispute.deadline`.
    """

    _name = "collection.dispute"
    _description = "Disputed Receivable"
    _inherit = [
        "sales.state.mixin",
        "sales.reason.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_due, id"
    _rec_name = "document"
    _reason_actions = {
        "accept": "action_accept",
        "refuse": "action_refuse",
        "reopen": "action_reopen",
    }

    _protected_fields = frozenset(
        {
            "slip_id",
            "company_id",
            "partner_id",
            "document",
            "move_line_id",
            "decided_by_id",
            "decided_on",
            "end_reason",
            "credited_before",
            "amount_credited",
            "amount_rest",
            "state_before",
        }
    )
    # another receivable is another dispute
    _immutable_fields = frozenset({"slip_line_id"})
    # the matter decided on, and its owner until it is over
    _claim_fields = frozenset({"kind", "reason", "amount"})
    _task_fields = frozenset({"owner_id", "date_due"})
    # besides them credit notes end and reopen, see `_compute_state`
    _state_moves = {
        "accepted": ("open",),
        "refused": ("open",),
        "open": ("accepted", "lapsed"),
        "lapsed": ("accepted",),
    }

    slip_line_id = fields.Many2one(
        "collection.slip.line",
        string="Receivable",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_open', '=', True), ('is_credit', '=', False)]",
    )
    slip_id = fields.Many2one(related="slip_line_id.slip_id", store=True, index=True)
    company_id = fields.Many2one(related="slip_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="slip_id.partner_id", store=True, index=True)
    currency_id = fields.Many2one(related="slip_id.currency_id")
    document = fields.Char(related="slip_line_id.document", store=True)
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Journal Item",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    kind = fields.Selection(
        [
            ("goods", "Goods or Quality"),
            ("quantity", "Quantity"),
            ("price", "Price"),
            ("delivery", "Delivery"),
            ("paid", "Paid Already"),
            ("other", "Other"),
        ],
        required=True,
        default="goods",
        tracking=True,
    )
    reason = fields.Text(required=True, help="The customer's statement.")
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        precompute=True,
        readonly=False,
        tracking=True,
        help="The contested part of the receivable.",
    )
    credited_before = fields.Monetary(
        readonly=True,
        copy=False,
        help="Credited on the receivable before it was disputed.",
    )
    amount_credited = fields.Monetary(
        string="Credited",
        compute="_compute_amount_credited",
        store=True,
        help="By credit notes and write-offs on the receivable since it was disputed.",
    )
    amount_rest = fields.Monetary(
        string="Not Asked",
        compute="_compute_amount_rest",
        store=True,
        help="The contested part that is not credited yet, and rests meanwhile.",
    )
    owner_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
        tracking=True,
        domain="[('share', '=', False)]",
        help="The user who clears it up.",
    )
    date_due = fields.Date(
        string="Deadline",
        required=True,
        tracking=True,
        default=lambda self: fields.Date.add(
            self.env.company._get_today(), days=CLEARING_DAYS
        ),
        help="The day by which it is cleared up, or its credit note written once it is"
        " accepted.",
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    state = fields.Selection(
        [
            ("open", "Pending"),
            ("accepted", "Accepted"),
            ("credited", "Credited"),
            ("refused", "Refused"),
            ("lapsed", "Lapsed"),
        ],
        compute="_compute_state",
        store=True,
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        help="Credited: the credit note over it is there. Lapsed: it was accepted, and"
        " no credit note came in time.",
    )
    state_before = fields.Char(
        compute="_compute_state",
        store=True,
        copy=False,
        help="The state of the dispute when it was credited.",
    )
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_on = fields.Date(readonly=True, copy=False)
    end_reason = fields.Char(
        string="Decision", readonly=True, copy=False, help="Why it was so decided."
    )

    _one_open = models.UniqueIndex(
        "(move_line_id) WHERE state IN ('open', 'accepted')",
        "This receivable is disputed already.",
    )

    @api.depends("slip_line_id")
    def _compute_amount(self):
        for dispute in self:
            dispute.amount = dispute.amount or dispute.slip_line_id.amount_residual

    @api.depends(
        "move_line_id.matched_credit_ids.debit_amount_currency",
        "move_line_id.matched_credit_ids.credit_move_id.parent_state",
        "credited_before",
    )
    def _compute_amount_credited(self):
        ledger = self.env["sales.ledger"]
        for dispute in self:
            credited = ledger._get_credited(dispute.move_line_id)
            dispute.amount_credited = max(credited - dispute.credited_before, 0.0)

    @api.depends("amount", "amount_credited", "move_line_id")
    def _compute_state(self):
        # as in account.payment: facts of the ledger move a state set by methods
        for dispute in self:
            dispute.state = dispute.state or "open"
            dispute.state_before = dispute.state_before
            rest = dispute.amount - dispute.amount_credited
            is_over = dispute.move_line_id and (
                dispute.currency_id.compare_amounts(rest, 0) <= 0
            )
            if dispute.state in ACTIVE and is_over:
                dispute.state_before, dispute.state = dispute.state, "credited"
            elif dispute.state == "credited" and not is_over:
                others = dispute.move_line_id.collection_dispute_ids - dispute
                if not any(other.state in ACTIVE for other in others):
                    dispute.state = dispute.state_before or "accepted"

    @api.depends("amount", "amount_credited", "state")
    def _compute_amount_rest(self):
        for dispute in self:
            rest = max(dispute.amount - dispute.amount_credited, 0.0)
            dispute.amount_rest = rest if dispute.state in ACTIVE else 0.0

    @api.depends("date_due", "state", "company_id")
    def _compute_is_late(self):
        for dispute in self:
            today = dispute.company_id._get_today()
            late = dispute.date_due and dispute.date_due < today
            dispute.is_late = late and dispute.state in ACTIVE

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        past = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_due", "<", company._get_today())
        )
        late = Domain("state", "in", ACTIVE) & past
        return late if True in value else ~late

    @api.constrains("amount", "slip_line_id")
    def _check_amount(self):
        for dispute in self:
            compare = dispute.currency_id.compare_amounts
            most = dispute.slip_line_id.amount_due
            if compare(dispute.amount, 0) <= 0 or compare(dispute.amount, most) > 0:
                raise ValidationError(
                    self.env._(
                        "%s: the disputed amount must be above zero and within the"
                        " amount due.",
                        dispute.document,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Note disputes of open lines and plan their clearing up."""
        deadlines = self.env["collection.dispute.deadline"]
        disputes = super().create(vals_list)
        for dispute in disputes:
            dispute.slip_id._check_living()
            line = dispute.slip_line_id
            if not line.is_open or line.is_credit:
                raise UserError(
                    self.env._(
                        "%s is not open on this slip: there is nothing to dispute.",
                        line.document,
                    )
                )
            # sudo: the item behind the line, without accounting rights
            item_sudo = line.sudo().move_line_id
            dispute._write_protected(
                {
                    "move_line_id": item_sudo.id,
                    "credited_before": self.env["sales.ledger"]._get_credited(
                        item_sudo
                    ),
                }
            )
        deadlines._plan(disputes)
        return disputes

    def write(self, vals):
        """Refuse changes of the matter and of decided disputes."""
        if self._claim_fields & vals.keys():
            self._check_move("accepted", ("open",))
        if self._task_fields & vals.keys():
            self._check_move("open", (*ACTIVE, "lapsed"))
        if "date_due" in vals and not self.env.su:
            # the deadline of the credit note is not its owner's
            if any(dispute.state != "open" for dispute in self):
                self._check_decides()
        return super().write(vals)

    @ondelete_always
    def _unlink_except_never(self):
        raise UserError(
            self.env._("Disputes stay on record. Finance or the director refuses it.")
        )

    @door_kinds.takes(reason=door_kinds.text)
    def action_accept(self, reason=None):
        """Agree with the customer: the part rests until it is credited.

        For the days that the settings give for the credit note, at most; finance has it
        among its activities.

        :param str reason: why
        :raise AccessError: when the caller is neither finance nor the director
        :raise UserError: without a reason, or for a dispute that the caller noted
        """
        self._decide("accepted", reason)
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_refuse(self, reason=None):
        """Disagree: the receivable is asked for again.

        :param str reason: why
        :raise AccessError: when the caller is neither finance nor the director
        :raise UserError: without a reason, or for a dispute that the caller noted
        """
        self._decide("refused", reason)
        return True

    def action_reopen(self, reason=None):
        """Take back an acceptance, or have a lapsed one examined again.

        :param str reason: why
        :raise AccessError: when the caller is neither finance nor the director
        :raise UserError: without a reason, or for disputes that are not accepted
        """
        self._check_decides()
        self.check_access("read")
        reason = self._check_reason(reason, self.env._("Say why it is taken back."))
        vals = dict.fromkeys(("decided_by_id", "decided_on", "end_reason"), False)
        # sudo: the director decides, and need not write the records of finance
        disputes_sudo = self.sudo()
        for company, disputes in disputes_sudo.grouped("company_id").items():
            due = fields.Date.add(company._get_today(), days=CLEARING_DAYS)
            disputes._move("open", date_due=due, **vals)
        self.env["sales.notice"]._end(self, TODO)
        for dispute in disputes_sudo:
            dispute.message_post(body=self.env._("Taken back: %s", reason))
        self.env["collection.dispute.deadline"]._plan(disputes_sudo)
        return True

    def _decide(self, state, reason):
        self._check_decides()
        self.check_access("read")
        if own := self.filtered(lambda dispute: dispute.create_uid == self.env.user):
            raise AccessError(
                self.env._(
                    "You noted the dispute of %s yourself: a colleague in finance or"
                    " the director has to decide.",
                    own[0].document,
                )
            )
        demand = self.env._("Say why: the customer will be told.")
        reason = self._check_reason(reason, demand)
        # sudo: the director decides, and need not write the records of finance
        disputes_sudo = self.sudo()
        for company, disputes in disputes_sudo.grouped("company_id").items():
            disputes._move(
                state,
                decided_by_id=self.env.uid,
                decided_on=company._get_today(),
                end_reason=reason,
            )
        self.env["sales.notice"]._end(self, TODO)
        if state == "accepted":
            deadlines = self.env["collection.dispute.deadline"]
            deadlines._await_credit_note(disputes_sudo)

    @api.model
    def _check_decides(self):
        """Check that the user decides on disputes."""
        message = self.env._("Disputes are decided by finance or the director.")
        roles.check(self.env, roles.FINANCE_OR_DIRECTOR, message)
