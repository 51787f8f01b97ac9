from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

_TODO = "mail.mail_activity_data_todo"


class CollectionDispute(models.Model):
    """A receivable that the customer contests (R4.23).

    While it is open, and when it is accepted, the line is left out of what the slip
    asks and of further slips, and shown apart; refused, it is asked for again. Finance
    or the director decides, never the user who noted it. Amounts are in the slip's
    currency.
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
    _reason_actions = {"accept": "action_accept", "refuse": "action_refuse"}

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
        }
    )
    # another receivable is another dispute
    _immutable_fields = frozenset({"slip_line_id"})
    # the matter decided on, and its owner until it is over
    _claim_fields = frozenset({"kind", "reason", "amount"})
    _task_fields = frozenset({"owner_id", "date_due"})
    _state_moves = {"accepted": ("open",), "refused": ("open",), "open": ("accepted",)}

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
        default=lambda self: fields.Date.add(fields.Date.context_today(self), days=14),
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    state = fields.Selection(
        [("open", "Pending"), ("accepted", "Accepted"), ("refused", "Refused")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
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

    @api.depends("date_due", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for dispute in self:
            late = dispute.date_due and dispute.date_due < today
            dispute.is_late = late and dispute.state == "open"

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "open"), ("date_due", "<", "today")]

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
            dispute._write_protected({"move_line_id": line.sudo().move_line_id.id})
        disputes._plan()
        return disputes

    def write(self, vals):
        """Refuse changes of the matter and of decided disputes."""
        if self._claim_fields & vals.keys():
            self._check_move("accepted", ("open",))
        if self._task_fields & vals.keys():
            self._check_move("open", ("open", "accepted"))
        return super().write(vals)

    @ondelete_always
    def _unlink_except_never(self):
        raise UserError(
            self.env._("Disputes stay on record. Finance or the director refuses it.")
        )

    def action_accept(self, reason=None):
        """Agree with the customer: the receivable stays out until it is credited.

        :param str reason: why
        :raise AccessError: when the caller is neither finance nor the director
        :raise UserError: without a reason, or for a dispute that the caller noted
        """
        self._decide("accepted", reason)
        return True

    def action_refuse(self, reason=None):
        """Disagree: the receivable is asked for again.

        :param str reason: why
        :raise AccessError: when the caller is neither finance nor the director
        :raise UserError: without a reason, or for a dispute that the caller noted
        """
        self._decide("refused", reason)
        return True

    def _decide(self, state, reason):
        message = self.env._("Disputes are decided by finance or the director.")
        roles.check(self.env, roles.FINANCE_OR_DIRECTOR, message)
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
        disputes_sudo._move(
            state,
            decided_by_id=self.env.uid,
            decided_on=fields.Date.context_today(self),
            end_reason=reason,
        )
        self.env["sales.notice"]._end(self, _TODO)

    def _plan(self):
        """Plan the clearing up for the owner, until the deadline."""
        wanted = {}
        for dispute in self:
            vals = {
                "summary": self.env._("Clear up the dispute of %s", dispute.document),
                "date_deadline": dispute.date_due,
            }
            wanted[dispute.id] = {dispute.owner_id.id: vals}
        self.env["sales.notice"]._plan(self, _TODO, wanted, mail=True)
