from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

KINDS = [
    ("receivable", "Receivables"),
    ("past_due", "Overdue Receivables"),
    ("dso", "Days Sales Outstanding"),
    ("overdue", "Overdue, Not on a Slip"),
    ("issue", "Slips to Issue"),
    ("hand", "Slips to Hand to Branches"),
    ("orphan", "Slips without Branch or Salesperson"),
    ("count", "Day Reports to Count"),
    ("verify", "Day Reports to Verify"),
    ("debt", "Debts Not Accepted"),
    ("transit", "Money in Transit"),
    ("late", "Money Handed In Late"),
    ("missing", "Vouchers Missing"),
    ("dispute", "Disputes to Settle"),
    ("credit", "Credit Notes to Write"),
    ("journal", "Journals Not Acknowledged in Time"),
    ("uncollected", "Uncollected Items to Reconcile"),
    ("order", "Bank Orders to Present"),
]


class Work(NamedTuple):
    """The work counted by one card: the records of `domain`, since the oldest.

    :param action: the external id of the action that shows them
    :param since: the field of the day or moment from which a record waits
    :param amount: the field in the record's `currency_id` that is summed
    """

    action: str
    model: str | None = None
    domain: Sequence = ()
    since: str | None = None
    amount: str | None = None


# months of sales that the days outstanding are taken from, the present one included
DSO_MONTHS = 3

WORKS = {
    "receivable": Work(
        "receivables_collect.collection_ageing_report_action",
        "collection.ageing.report",
        amount="amount",
    ),
    "past_due": Work(
        "receivables_collect.collection_ageing_report_action",
        "collection.ageing.report",
        [("days_overdue", ">", 0)],
        since="due",
        amount="amount_overdue",
    ),
    "dso": Work(
        "receivables_collect.collection_performance_report_action",
        "collection.performance.report",
    ),
    "overdue": Work("receivables_collect.collection_run_action"),
    "issue": Work(
        "receivables_collect.collection_slip_action",
        "collection.slip",
        [("state", "=", "draft")],
        since="create_date",
        amount="amount_residual",
    ),
    "hand": Work(
        "receivables_collect.collection_slip_action",
        "collection.slip",
        [("state", "=", "issued")],
        since="date",
        amount="amount_residual",
    ),
    "orphan": Work(
        "receivables_collect.collection_slip_action",
        "collection.slip",
        [
            ("state", "in", ("draft", "issued", "sent")),
            "|",
            "|",
            ("team_id", "=", False),
            ("user_id", "=", False),
            ("user_id.active", "=", False),
        ],
        since="create_date",
        amount="amount_residual",
    ),
    "count": Work(
        "receivables_collect.collection_day_report_action",
        "collection.day.report",
        [("state", "=", "submitted"), ("counted_at", "=", False)],
        since="date",
    ),
    "verify": Work(
        "receivables_collect.collection_day_report_action",
        "collection.day.report",
        [("state", "=", "submitted"), ("counted_at", "!=", False)],
        since="date",
    ),
    "debt": Work(
        "receivables_collect.collection_day_difference_action",
        "collection.day.difference",
        [("answer", "in", ("asked", "disputed"))],
        since="date",
    ),
    "transit": Work(
        "receivables_collect.collection_transit_action",
        "collection.transit",
        [],
        since="date",
    ),
    "late": Work(
        "receivables_collect.collection_transit_action",
        "collection.transit",
        [("days_late", ">", 0)],
        since="remit_by",
    ),
    "missing": Work(
        "receivables_collect.collection_voucher_action",
        "collection.voucher",
        [("state", "=", "missing")],
    ),
    "dispute": Work(
        "receivables_collect.collection_dispute_action",
        "collection.dispute",
        [("state", "=", "open")],
        since="create_date",
        amount="amount",
    ),
    "credit": Work(
        "receivables_collect.collection_dispute_action",
        "collection.dispute",
        [("state", "=", "accepted")],
        since="decided_on",
        amount="amount_rest",
    ),
    "journal": Work(
        "receivables_collect.collection_journal_dispatch_action",
        "collection.journal.dispatch",
        [("is_overdue", "=", True)],
        since="date",
    ),
    "uncollected": Work(
        "receivables_collect.collection_uncollected_report_action",
        "collection.uncollected.report",
        [("state", "=", "submitted")],
        since="submitted_at",
    ),
    "order": Work(
        "receivables_collect.collection_bank_order_action",
        "collection.bank.order",
        [("state", "=", "draft"), ("number", "!=", False)],
        since="issue_date",
        amount="amount",
    ),
}


class CollectionDesk(models.Model):
    """Receivables desk: finance's open work, one card per kind of work and company.

    Every figure is what the list behind the card shows to the same user: the domain
    is one and the same, record rules and the blind count included.
    """

    _name = "collection.desk"
    _description = "Receivables Desk"
    _auto = False
    _order = "company_id, sequence"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, readonly=True)
    sequence = fields.Integer(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    count = fields.Integer(readonly=True)
    amount = fields.Monetary(
        readonly=True, help="In company currency, at today's rate."
    )
    days = fields.Integer(
        string="Oldest (Days)", readonly=True, aggregator="max", help="Since it waits."
    )

    @property
    def _table_query(self):
        rows = [
            SQL(
                "(%s::integer, %s::varchar, %s::integer, %s::integer, %s::integer,"
                " %s::numeric, %s::integer)",
                *(company.id * 100 + sequence, kind, sequence, company.id),
                *figures,
            )
            for company in self.env.companies
            for sequence, (kind, figures) in enumerate(self._get_figures(company))
        ]
        return SQL(
            "SELECT * FROM (VALUES %s)"
            " AS desk (id, kind, sequence, company_id, count, amount, days)",
            SQL(", ").join(rows),
        )

    def action_open(self):
        """Open the records of the card; overdue receivables open a new run."""
        self.ensure_one()
        actions = self.env["ir.actions.act_window"]
        xmlid = self._get_works(self.company_id)[self.kind].action
        action = actions._for_xml_id(xmlid)
        action["context"] = {"allowed_company_ids": self.company_id.ids}
        if self.kind == "overdue":
            form = [view for view in action["views"] if view[1] == "form"]
            return dict(action, views=form, view_mode="form")
        return dict(action, domain=self._get_work_domain(self.kind, self.company_id))

    @api.model
    def _get_works(self, company):
        """Return {kind: `Work`} of a company's cards, in their order; to be extended.

        Cards that are added have a kind of their own in `kind`, and a model with
        `company_id`. The list of a company is the same for all its users: what each of
        them sees of it follows from the rights on the records.
        """
        return WORKS

    def _get_figures(self, company):
        """Return [kind, (count, amount or None, oldest days or None)] of a company."""
        own = {"overdue": self._get_overdue, "dso": self._get_dso}
        return [
            (
                kind,
                own[kind](company)
                if kind in own
                else self._get_work_figures(kind, work, company),
            )
            for kind, work in self._get_works(company).items()
        ]

    def _get_work_figures(self, kind, work, company):
        """Return (count, amount or None, oldest days or None) of one card."""
        groups = self.env[work.model]._read_group(
            self._get_work_domain(kind, company),
            ["currency_id"] if work.amount else [],
            [
                "__count",
                f"{work.since}:min" if work.since else "__count",
                *([f"{work.amount}:sum"] if work.amount else []),
            ],
        )
        today = company._get_today()
        count, amount, oldest = 0, 0.0, today
        for group in groups:
            if work.amount:
                currency, number, first, value = group
                own = company.currency_id
                amount += currency._convert(value or 0.0, own, company, today)
            else:
                number, first = group
            count += number
            if work.since and first:
                if isinstance(first, datetime):
                    first = company._get_day(first)
                oldest = min(oldest, first)
        days = (today - oldest).days if work.since and count else None
        return count, amount if work.amount else None, days

    def _get_overdue(self, company):
        """Return the claims of a run of today: customers, amount, oldest days."""
        overdue = self.env["collection.overdue"]
        overdue._flush_sources()
        today = company._get_today()
        sql = SQL(
            "WITH %s SELECT COUNT(DISTINCT partner_id), SUM(company_asked), MAX(age)"
            " FROM asked",
            overdue._query_overdue(company, today),
        )
        return self.env.execute_query(sql)[0]

    def _get_dso(self, company):
        """Return the rows behind the days sales outstanding, nothing, and the days."""
        [(count, days)] = self.env["collection.performance.report"]._read_group(
            self._get_work_domain("dso", company), [], ["__count", "dso:avg"]
        )
        return count, None, round(days) if days else None

    def _get_work_domain(self, kind, company):
        """Return the domain of the records that a card of `company` counts."""
        work = self._get_works(company)[kind]
        domain = [("company_id", "=", company.id), *work.domain]
        if kind == "dso":
            first = company._get_today() - relativedelta(months=DSO_MONTHS - 1, day=1)
            domain.append(("month", ">=", first))
        return domain
