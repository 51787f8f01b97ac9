from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare
from odoo.tools.translate import LazyTranslate

from odoo.addons.sales_rules.tools.ondelete import ondelete_always
from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)


class SalesHold(models.Model):
    """One reason why an order was held, with the figures it was decided on.

    Rules R1.7, R1.11 and, for discounts, R4.6. Made and moved by the order's
    examination only. Amounts are in the currency of the order's company.

    In files by step: the record, what it covers and what is asked for it (here), how
    it reads (`_message`), its buttons (`_action`).
    """

    _name = "sales.hold"
    _description = "Credit Hold"
    _inherit = ["sales.state.mixin"]
    _order = "id desc"
    _rec_name = "order_id"

    _protected_fields = frozenset({"order_id", "reason", "approval_id"})
    _state_moves = {
        "released": ("held", "lapsed"),
        "lapsed": ("held", "released"),
    }

    # The subject that decides on a reason; reasons without one lapse by themselves
    # when they are lifted or paid.
    _reason_subjects = {
        "credit_limit": Subject("credit_release", _lt("Credit release"), sequence=10),
        "overdue": Subject(
            "overdue_release",
            _lt("Release of overdue customers"),
            unit="days",
            unit_label=_lt("days past due"),
            sequence=20,
        ),
        "contract_review": Subject(
            "contract", _lt("Contract review"), setting="contract_review", sequence=40
        ),
        "payment_term": Subject(
            "payment_term",
            _lt("Payment term"),
            unit="days",
            decider="sales_rules.group_marketing_director",
            sequence=25,
        ),
        "discount": Subject("discount", _lt("Discount"), unit="percent", sequence=30),
    }
    _approval_subjects = tuple(_reason_subjects.values())
    _subjects = {reason: subject.key for reason, subject in _reason_subjects.items()}
    # The figures whose change makes the question of a reason another one.
    _compared_figures = {
        "credit_limit": ("amount", "over", "limit", "exposure"),
        "payment_first": ("amount", "over"),
        "manual_stop": ("note",),
        "customer_pending": (),
        "discount": ("discount", "discount_limit"),
        "payment_term": ("days", "days_limit"),
    }

    order_id = fields.Many2one(
        "sale.order", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner", string="Payer", required=True, index=True
    )
    user_id = fields.Many2one(
        related="order_id.user_id", store=True, index="btree_not_null"
    )
    team_id = fields.Many2one(
        related="order_id.team_id", store=True, index="btree_not_null"
    )
    reason = fields.Selection(selection="_get_reasons", required=True, index=True)
    state = fields.Selection(
        [("held", "Held"), ("released", "Released"), ("lapsed", "Lapsed")],
        required=True,
        default="held",
    )
    tier_id = fields.Many2one("sales.tier")
    credit_group_id = fields.Many2one(
        "sales.credit.group",
        help="Its limit, invoices and orders were compared, not the customer's alone.",
    )
    amount = fields.Monetary(string="This Order")
    limit = fields.Monetary(
        help="The limit that held when it was decided: of credit, or the amount from"
        " which contracts are reviewed."
    )
    base_limit = fields.Monetary(
        string="Limit of Tier or Group", help="The limit before any increase."
    )
    temporary_limit = fields.Monetary()
    guaranteed_limit = fields.Monetary(string="Guaranteed Amount")
    receivable = fields.Monetary(string="Invoices")
    orders_amount = fields.Monetary(string="Open Orders")
    exposure = fields.Monetary(help="Invoices, open orders and this order.")
    over = fields.Monetary(string="Excess", help="Exposure less limit.")
    overdue_amount = fields.Monetary(string="Overdue")
    date_oldest = fields.Date(string="Oldest Due Date")
    days = fields.Integer(
        string="Days Overdue",
        help="Of the oldest invoice; or the days beyond the payment term of the tier.",
    )
    days_limit = fields.Integer(
        string="Days of Grace",
        help="As the tier allows; for a payment term, the days of the tier's.",
    )
    discount = fields.Float(string="Discount (%)", digits=(16, 2))
    discount_limit = fields.Float(string="Allowed Discount (%)", digits=(16, 2))
    note = fields.Char(help="The reason of a stop, or of an increase asked for.")
    increase_total = fields.Monetary(
        currency_field="order_currency_id",
        help="The total asked for a confirmed order, in the order's currency.",
    )
    order_currency_id = fields.Many2one(
        related="order_id.currency_id", string="Order Currency"
    )
    item_ids = fields.One2many("sales.hold.item", "hold_id", string="Overdue Invoices")
    approval_id = fields.Many2one("sales.approval", string="Decision")
    decided_by_id = fields.Many2one(related="approval_id.decided_by_id")
    lapsed_at = fields.Datetime()
    is_outgrown = fields.Boolean(
        string="Outgrown",
        help="Released, then the order grew beyond what was approved.",
    )

    _one_open = models.UniqueIndex(
        "(order_id, reason, (increase_total IS NULL OR increase_total = 0))"
        " WHERE state <> 'lapsed'",
        "An order has one open hold per reason.",
    )

    @api.model
    def _get_reasons(self):
        """Return the reasons an order is held for; addons add theirs."""
        return [
            ("credit_limit", self.env._("Over the credit limit")),
            ("overdue", self.env._("Invoices overdue")),
            ("manual_stop", self.env._("Customer stopped")),
            ("customer_pending", self.env._("Customer not approved")),
            ("contract_review", self.env._("Contract review")),
            ("discount", self.env._("Discount not approved")),
            ("payment_term", self.env._("Payment term too long")),
            ("payment_first", self.env._("Payment first")),
        ]

    @ondelete_always
    def _unlink_except_history(self):
        raise UserError(
            self.env._("Holds are kept as the record of what was decided and why.")
        )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': every figure is a record of the decision
        return set(vals)

    def _covers(self, finding):
        """Return whether this released hold covers what is found now.

        An approval is of a total exposure and of its excess: a larger one of either
        holds again.

        :param finding: `HoldFinding` of the same reason
        """
        self.ensure_one()
        return self.state == "released" and self._covers_figures(finding)

    def _covers_figures(self, finding):
        """Return whether the figures of this hold are as large as those found."""
        self.ensure_one()
        if not self._is_for_payer(finding):
            return False
        if self.reason == "credit_limit":
            # a limit that rose or fell since says nothing about what was approved
            compare = self.currency_id.compare_amounts
            return (
                compare(finding.exposure, self.exposure) <= 0
                and compare(finding.over, self.over) <= 0
            )
        if self.reason == "overdue":
            # the days grow by themselves, an older invoice is a new fact
            return finding.date_oldest >= self.date_oldest
        if self.reason == "payment_term":
            return finding.days <= self.days
        if self.reason == "discount":
            return float_compare(finding.discount, self.discount, 2) <= 0
        if self.reason == "contract_review":
            return self.currency_id.compare_amounts(finding.amount, self.amount) <= 0
        return False

    def _is_for_payer(self, finding):
        """Return whether the hold is about the payer and company of `finding`."""
        self.ensure_one()
        return (self.partner_id.id, self.company_id.id) == (
            finding.partner_id,
            finding.company_id,
        )

    def _stays(self, finding):
        """Return whether the hold stands as it is when `finding` is found now.

        :param finding: `HoldFinding` of the same reason, or None where it is gone
        """
        self.ensure_one()
        if not finding:
            return False
        return self._covers(finding) or (
            self.state == "held" and self._is_same(finding)
        )

    def _is_same(self, finding):
        """Return whether the question is the one asked, on the figures found now.

        Of each reason only its own figures count: money that came in asks nothing
        anew about a discount.
        """
        self.ensure_one()
        if not self._is_for_payer(finding):
            return False
        if self.reason == "overdue":
            return self._is_same_overdue(finding)
        names = self._compared_figures.get(self.reason, ("amount",))
        return all(self._is_equal(name, getattr(finding, name)) for name in names)

    def _is_equal(self, name, value):
        """Return whether figure `name` equals `value`, in its own precision."""
        if self._fields[name].type == "monetary":
            return self.currency_id.compare_amounts(self[name], value) == 0
        if self._fields[name].type == "float":
            return float_compare(self[name], value, precision_digits=2) == 0
        return (self[name] or False) == (value or False)

    def _is_same_overdue(self, finding):
        """Return whether a request on overdue invoices need not be repeated.

        Days grow by themselves: while the oldest invoice is the same the question is,
        unless the days outgrew the users asked.
        """
        if finding.date_oldest != self.date_oldest:
            return False
        if finding.days <= self.days:
            return True
        asked = self.order_id._get_pending_approvals().filtered(
            lambda row: row.subject == self._subjects["overdue"]
        )
        return all(
            row.level_unlimited or finding.days <= row.level or not row.authority_id
            for row in asked
        )

    def _get_approval_amount(self):
        """Return the amount that the authority must cover: money, days or percent."""
        self.ensure_one()
        return {
            "credit_limit": self.over,
            "overdue": self.days,
            "payment_term": self.days,
            "discount": self.discount,
            "contract_review": self.amount,
        }.get(self.reason, 0.0)

    def _get_approval_limit(self):
        """Return the limit shown beside that amount, in the same unit."""
        self.ensure_one()
        return {
            "credit_limit": self.limit,
            "overdue": self.days_limit,
            "payment_term": self.days_limit,
            "discount": self.discount_limit,
            "contract_review": self.limit,
        }.get(self.reason, 0.0)

    def _lapse(self):
        """End holds whose reason is gone; asks still waiting end with them."""
        if self:
            self._move("lapsed", lapsed_at=fields.Datetime.now())
            # the next hold for the same reason is inserted at once
            self.flush_recordset(["state"])

    def _reopen(self):
        """Restore releases that an increase outgrew and that cover again."""
        self._move("released", lapsed_at=False, is_outgrown=False)

    def _use_up(self):
        """End releases that would cover again if an increase were taken back."""
        outgrown = self.filtered("is_outgrown")
        if outgrown:
            outgrown._write_protected({"is_outgrown": False})

    def _release(self, approval):
        """Release the holds that `approval` decided on."""
        self._move("released", approval_id=approval.id)

    def _ask_release(self):
        """Ask the roles that decide on these holds, all in one go (R1.1)."""
        asked = self.filtered(lambda hold: hold.reason in self._subjects)
        if not asked:
            return
        # sudo: approvals are written by the module only
        self.env["sales.approval"].sudo()._ask(
            [hold._prepare_approval_request() for hold in asked]
        )

    def _end_asks(self, found_again):
        """End requests and approvals of these holds, before they lapse.

        Superseded, with the figures it was given on, where the reason stands with
        other figures; cancelled where the reason is gone.

        :param set found_again: pairs (order id, reason) that hold anew
        """
        pending = self.order_id._get_pending_approvals()
        again = self.filtered(lambda h: (h.order_id.id, h.reason) in found_again)
        gone = self - again
        note = self.env._("The order or the customer's figures changed.")
        released = again.filtered(lambda hold: hold.state == "released")
        released._write_protected({"is_outgrown": True})
        (again._get_asked_of(pending) | again.approval_id)._supersede(note)
        gone._get_asked_of(pending)._cancel(note)

    def _get_asked_of(self, approvals):
        """Return which of the `approvals` of their orders are asked for these holds."""
        asked = {
            (hold.order_id.id, self._subjects.get(hold.reason))
            for hold in self
            if hold.state == "held"
        }
        return approvals.filtered(lambda row: (row.res_id, row.subject) in asked)

    def _prepare_approval_request(self):
        """Return the request that `sales.approval._ask` takes for this hold."""
        self.ensure_one()
        order = self.order_id
        requester = order._get_approval_requester()
        # requests of a customer or a job are worded for the staff
        hold = self.with_context(lang=requester.lang or self.env.lang)
        return {
            "document": order,
            "subject": self._subjects[self.reason],
            "amount": self._get_approval_amount(),
            "compared": self._get_approval_compared(),
            "limit": self._get_approval_limit(),
            "over": self.over
            or self._get_approval_compared() - self._get_approval_limit(),
            "partner": self.partner_id,
            "requester": requester,
            "requesters": order._get_approval_requesters(),
            "company": self.company_id,
            "team": order.team_id,
            "summary": hold.message,
        }

    def _get_added_amount(self):
        """Return what the exposure grows by once the order is confirmed or raised, in
        the company's currency: 0 where that happened.
        """
        self.ensure_one()
        order = self.order_id
        if self.increase_total:
            counted = order._get_company_amount(order.amount_total)
            return max(self.amount - counted, 0.0)
        return self.amount if order.state in ("draft", "sent") else 0.0

    def _get_approval_compared(self):
        """Return the figure compared with the limit, in the unit of the subject."""
        self.ensure_one()
        if self.reason == "credit_limit":
            return self.exposure
        if self.reason == "payment_term":
            return self.days + self.days_limit
        return self._get_approval_amount()

    def _prepare_item_vals(self, line, amount):
        """Return the values that keep overdue journal item `line` on the hold.

        :param float amount: what is open of it, in the company's currency
        """
        self.ensure_one()
        today = self.company_id._get_today()
        due_date = line.date_maturity or line.date
        return {
            "hold_id": self.id,
            "move_id": line.move_id.id,
            "name": line.move_name,
            "date_maturity": due_date,
            "days": (today - due_date).days,
            "amount_residual": amount,
        }
