from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from odoo.addons.property_sales.tools.schedule import add_months

from ..price.property_payment_plan_line import ANCHORS
from .property_claim import Claim
from .property_payment_plan_line import KINDS

# instalments that one transaction of the job claims
CHUNK = 100
LOANS = ("loan", "fund")


class PropertyInstalment(models.Model):
    """A part of the price and the day on which it is due (R2.10).

    Free in the draft of its contract, where all of them come to the price. On its day
    it is claimed: an entry that slips, statements and money know. One after an event
    has its day when that has come.
    """

    _name = "property.instalment"
    _description = "Instalment of a Home"
    _inherit = ["property.secret.mixin", "sales.line.mixin"]
    _order = "contract_id, sequence, id"

    _line_parent = "contract_id"
    _protected_fields = frozenset({"move_line_id", "is_cancelled", "company_id"})

    contract_id = fields.Many2one(
        "property.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    kind = fields.Selection(KINDS, string="Paid by", required=True, default="own")
    anchor = fields.Selection(
        ANCHORS, string="After", required=True, default="date", help="The event."
    )
    months = fields.Integer(
        string="Months after",
        aggregator=None,
        help="Calendar months from the event to the day on which it is due.",
    )
    date_due = fields.Date(
        string="Due", index=True, help="The last day on which it is paid in time."
    )
    amount = fields.Monetary(required=True)
    is_cancelled = fields.Boolean(readonly=True, copy=False)
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Claim",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_money",
    )
    amount_residual = fields.Monetary(
        string="Open",
        compute="_compute_state",
        compute_sudo=True,
        help="Not paid of it yet; all of it before it is claimed.",
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("claimed", "Claimed"),
            ("paid", "Paid"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        search="_search_state",
        compute_sudo=True,
    )
    due_text = fields.Char(
        string="Due in Words",
        compute="_compute_due_text",
        help="Its day, or the event that it waits for.",
    )
    days_late = fields.Integer(
        compute="_compute_days_late",
        aggregator=None,
        help="Days since it was due, of what is claimed and open.",
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "An instalment is more than zero."
    )
    _months = models.Constraint(
        "CHECK(months BETWEEN 0 AND 600)", "An instalment is due within 600 months."
    )
    _to_claim = models.Index("(date_due) WHERE move_line_id IS NULL")

    @api.depends(
        "move_line_id.amount_residual",
        "move_line_id.parent_state",
        "is_cancelled",
        "amount",
    )
    def _compute_state(self):
        open_amounts = self.env["sales.ledger"]._get_open(self.move_line_id)
        for row in self:
            item = row.move_line_id
            row.amount_residual = row.amount
            row.state = "planned"
            if row.is_cancelled:
                row.state, row.amount_residual = "cancelled", 0.0
            elif item:
                row.amount_residual = open_amounts[item.id][0]
                paid = row.currency_id.compare_amounts(row.amount_residual, 0.0) <= 0
                row.state = "paid" if paid else "claimed"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env["property.instalment"].flush_model()
        open_items = self.env["sales.ledger"]._query_open(
            SQL("line.contract_id IS NOT NULL")
        )
        items = SQL("(SELECT id FROM (%s) owed)", open_items)
        alive = Domain("is_cancelled", "=", False)
        claimed = alive & Domain("move_line_id", "!=", False)
        domains = {
            "planned": alive & Domain("move_line_id", "=", False),
            "claimed": claimed & Domain("move_line_id", "in", items),
            "paid": claimed & Domain("move_line_id", "not in", items),
            "cancelled": Domain("is_cancelled", "=", True),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends("date_due", "anchor", "months")
    @api.depends_context("lang")
    def _compute_due_text(self):
        for row in self:
            row.due_text = row._get_due_text()

    @api.depends("state", "date_due")
    def _compute_days_late(self):
        for row in self:
            today = row.company_id._get_today()
            late = row.state == "claimed" and row.date_due and row.date_due < today
            row.days_late = (today - row.date_due).days if late else 0

    @api.model
    def _plan(self, contracts):
        """Give drafts the instalments of their plan, as if they were signed today."""
        drafts = contracts.filtered(lambda row: row.state == "draft" and row.plan_id)
        for contract in drafts:
            lang = contract.company_id.partner_id.lang
            draft = contract.with_context(lang=lang)
            days = {"signing": contract.company_id._get_today()}
            lines = contract.plan_id.line_ids.sorted(lambda row: (row.sequence, row.id))
            payments = contract.plan_id._get_payments(contract.price, days)
            contract.instalment_ids = [Command.clear()] + [
                Command.create(
                    self._prepare_planned_vals(lines[payment.line], payment)
                    | {
                        "sequence": number,
                        "name": draft.env._("Instalment %s", number),
                    }
                )
                for number, payment in enumerate(payments, 1)
                if payment.amount
            ]

    @api.model
    def _prepare_planned_vals(self, line, payment):
        """Return the values of the instalment that a payment of a plan becomes.

        To be extended by what a topic adds to the lines of plans.

        :param line: of the plan
        :param payment: see `tools/schedule.py`
        """
        return {
            "kind": line.source,
            "anchor": payment.anchor,
            "months": line.months * payment.number,
            "date_due": payment.date,
            "amount": float(payment.amount),
        }

    def _get_term_reasons(self):
        """Return why these instalments cannot be agreed as they are.

        :rtype: list[str]
        """
        undated = self.filtered(lambda row: row.anchor == "date" and not row.date_due)
        if not undated:
            return []
        return [
            self.env._(
                "Enter the day on which these are due: %s",
                ", ".join(undated.mapped("name")),
            )
        ]

    def _note_event(self, anchor, day):
        """Give those that wait for an event their day.

        :param str anchor: the event
        :param date day: on which it came
        """
        for row in self.filtered(lambda row: row.anchor == anchor):
            row._write_protected({"date_due": add_months(day, row.months)})

    def _claim_due(self):
        """Claim those of these whose day has come."""
        due = self.browse()
        for company, rows in self.grouped("company_id").items():
            today = company._get_today()
            due |= rows.filtered(
                lambda row, today=today: row.date_due and row.date_due <= today
            )
        due.sudo()._claim()  # claimed by methods only

    def _claim(self):
        """Claim these instalments, and have waiting money pay them; in sudo.

        Those that are claimed already, or of contracts that ended, are left out.
        """
        rows = self.filtered(lambda row: row.state == "planned" and row.date_due)
        rows = rows.sorted(lambda row: (row.contract_id.id, row.date_due, row.id))
        if not rows:
            return
        items = self.env["property.claim"]._book(
            [Claim(row.contract_id, row.amount, row.date_due, row.name) for row in rows]
        )
        money = self.env["property.contract.money"]
        for row, item in zip(rows, items, strict=True):
            # two servers at once: the second one fails here
            row._write_protected({"move_line_id": item.id})
            if row.kind in money._get_loan_kinds(row.contract_id):
                item.collection_exclusion = self.env._("Loan, not paid out yet")
        self.env["property.claim"]._match(rows.contract_id)
        self.env["property.deadline"]._follow(rows)

    @api.model
    def _cron_claim(self):
        """Claim what is due, contract by contract."""
        due = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_due", "<=", company._get_today())
        )
        rows_sudo = self.sudo().search(  # of all companies
            due
            & Domain("move_line_id", "=", False)
            & Domain("is_cancelled", "=", False)
            & Domain("contract_id.state", "in", ("signed", "filed", "settled"))
        )
        self.env["ir.cron"]._go_through(
            rows_sudo, lambda rows: rows._claim(), "Claims of homes", CHUNK
        )

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin': with the way out
        parents._raise_fixed_terms()

    def _get_due_text(self):
        """Return when one instalment is due: its day, or what it waits for."""
        self.ensure_one()
        if self.date_due:
            return format_date(self.env, self.date_due)
        return self._get_event_text()

    def _get_event_text(self):
        """Return how long after which event one instalment is due, in words."""
        event = self._get_event_name()
        if not self.months:
            return self.env._("On the day of the event: %s", event)
        return self.env._(
            "Months after %(event)s: %(months)s", event=event, months=self.months
        )

    def _get_event_name(self):
        """Return what the event is called after which one instalment is due."""
        self.ensure_one()
        anchors = dict(self._fields["anchor"]._description_selection(self.env))
        return anchors[self.anchor]
