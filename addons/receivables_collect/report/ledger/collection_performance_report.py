from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools.months import format_month

MONTHS = 12
# the balances of the first or last month among the rows of a group
_BALANCE = (
    "(SELECT SUM(part.balance)"
    "   FROM UNNEST(ARRAY_AGG(%s), ARRAY_AGG(%s)) AS part (balance, month)"
    "  WHERE part.month = (SELECT %s(months) FROM UNNEST(ARRAY_AGG(%s)) AS months))"
)


class CollectionPerformanceReport(models.Model):
    """Collection performance per month, team and salesperson (R4.23).

    Collection rate: receipts as a share of the opening balance and the month's sales.
    Days sales outstanding: the closing balance, in days of the month's sales. The
    ratios of a group are those of its sums.
    """

    _name = "collection.performance.report"
    _description = "Collection Performance"
    _auto = False
    _order = "month desc, team_id, user_id"
    _rec_name = "month"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    month = fields.Date(readonly=True)
    month_name = fields.Char(compute="_compute_month_name")
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    opening = fields.Monetary(readonly=True)
    sales = fields.Monetary(readonly=True)
    receipts = fields.Monetary(string="Money Received", readonly=True)
    closing = fields.Monetary(readonly=True)
    days = fields.Integer(string="Days of the Month", readonly=True, aggregator="max")
    collection_rate = fields.Float(
        readonly=True,
        aggregator="avg",
        help="Receipts as a share of opening and sales: 1 means all was collected.",
    )
    dso = fields.Float(
        string="Days Sales Outstanding",
        readonly=True,
        aggregator="avg",
        help="Closing by the sales of the month, times its days.",
    )

    # of groups: ratios of sums, the opening of their first and the closing of their
    # last month
    _groups = {
        "collection_rate:avg": (
            "SUM(%(receipts)s)::numeric / NULLIF(SUM(%(opening)s + %(sales)s), 0)"
        ),
        "dso:avg": "SUM(%(closing)s * %(days)s)::numeric / NULLIF(SUM(%(sales)s), 0)",
        "opening:sum": _BALANCE % ("%(opening)s", "%(month)s", "MIN", "%(month)s"),
        "closing:sum": _BALANCE % ("%(closing)s", "%(month)s", "MAX", "%(month)s"),
    }

    @api.depends_context("lang")
    @api.depends("month")
    def _compute_month_name(self):
        for row in self:
            row.month_name = format_month(self.env, row.month)

    @api.model
    def _get_first_month(self, today):
        return today.replace(day=1) - relativedelta(months=MONTHS - 1)

    def _read_group_select(self, aggregate_spec, query):
        # EXTENDS 'base': no means of ratios, no sums of balances over months
        aggregate = self._groups.get(aggregate_spec)
        if not aggregate:
            return super()._read_group_select(aggregate_spec, query)
        names = ("month", "opening", "sales", "receipts", "closing", "days")
        columns = {name: self._field_to_sql(self._table, name, query) for name in names}
        return SQL(aggregate, **columns)

    @property
    def _table_query(self):
        ledger = self.env["collection.ledger"]
        ledger._flush()
        return SQL(
            """
            SELECT row_number() OVER (
                       ORDER BY company_id, month, team_id, user_id) AS id,
                   part.*,
                   receipts::numeric / NULLIF(opening + sales, 0) AS collection_rate,
                   closing::numeric * days / NULLIF(sales, 0) AS dso
              FROM (%s) AS part
             WHERE opening <> 0 OR closing <> 0 OR sales <> 0 OR receipts <> 0
            """,
            SQL(" UNION ALL ").join(
                self._query_company(company, company._get_today())
                for company in self.env.companies
            ),
        )

    def _query_company(self, company, today):
        """Return SQL of months of all debtors: sums run on through quiet months."""
        first = self._get_first_month(today)
        return SQL(
            """
            (WITH turnover AS (%(turnover)s)
            SELECT %(company)s AS company_id, %(currency)s AS currency_id,
                   months.month, NULLIF(held.user_id, 0) AS user_id,
                   NULLIF(held.team_id, 0) AS team_id,
                   SUM(COALESCE(turnover.total, 0)) OVER by_month
                       - COALESCE(turnover.total - turnover.opening, 0) AS opening,
                   COALESCE(turnover.sales, 0) AS sales,
                   COALESCE(turnover.receipts, 0) AS receipts,
                   SUM(COALESCE(turnover.total, 0)) OVER by_month AS closing,
                   LEAST(months.month + interval '1 month', %(today)s::date + 1)::date
                       - months.month AS days
              FROM (SELECT DISTINCT user_id, team_id FROM turnover) held
             CROSS JOIN (
                   SELECT day::date AS month
                     FROM generate_series(%(first)s::date, %(today)s::date,
                                          '1 month') AS day) months
              LEFT JOIN turnover ON turnover.user_id = held.user_id
                                AND turnover.team_id = held.team_id
                                AND turnover.period = months.month
            WINDOW by_month AS (PARTITION BY held.user_id, held.team_id
                                ORDER BY months.month))
            """,
            turnover=self.env["collection.ledger"]._query_turnover(
                company, first, today, "month"
            ),
            company=company.id,
            currency=company.currency_id.id,
            first=first,
            today=today,
        )
