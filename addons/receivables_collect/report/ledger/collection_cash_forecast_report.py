from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

WEEKS = 26  # how many past weeks are compared


class CollectionCashForecastReport(models.Model):
    """Receipts by week: as forecast when the week began, and as they came (R3.15).

    A row holds one of the three figures, so that a graph draws them side by side.
    """

    _name = "collection.cash.forecast.report"
    _description = "Receipts, Forecast and Fact"
    _auto = False
    _order = "week, team_id, user_id"
    _rec_name = "week"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    week = fields.Date(readonly=True, help="The Monday on which the week begins.")
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    expected = fields.Monetary(
        readonly=True,
        help="By the last forecast before the end of the week's Monday; of weeks to"
        " come, by the last one.",
    )
    by_due = fields.Monetary(string="By Due Dates", readonly=True)
    fact = fields.Monetary(string="Received", readonly=True)
    figure = fields.Selection(
        [("expected", "Expected"), ("by_due", "By Due Dates"), ("fact", "Received")],
        readonly=True,
        help="Which of the three figures a row holds.",
    )
    amount = fields.Monetary(
        readonly=True, help="The row's figure, to be drawn beside the others."
    )

    @api.model
    def _get_first_week(self, company):
        today = company._get_today()
        return today - timedelta(days=today.weekday() + 7 * WEEKS)

    @property
    def _table_query(self):
        ledger = self.env["collection.ledger"]
        ledger._flush()
        self.env["collection.cash.forecast"].flush_model()
        parts = [
            SQL(
                """
                SELECT %(company)s AS company_id, %(currency)s AS currency_id, row.*
                  FROM (SELECT period AS week, user_id, team_id, 0 AS expected,
                               0 AS by_due, receipts AS fact
                          FROM (%(turnover)s) turnover WHERE receipts <> 0
                        UNION ALL
                        %(forecasts)s) row
                """,
                company=company.id,
                currency=company.currency_id.id,
                turnover=ledger._query_turnover(
                    company,
                    self._get_first_week(company),
                    company._get_today(),
                    "week",
                ),
                forecasts=self._query_forecasts(company),
            )
            for company in self.env.companies
        ]
        return SQL(
            """
            SELECT row_number() OVER (
                       ORDER BY company_id, week, team_id, user_id, figure) AS id,
                   company_id, currency_id, week, NULLIF(team_id, 0) AS team_id,
                   NULLIF(user_id, 0) AS user_id, figure, SUM(amount) AS amount,
                   COALESCE(SUM(amount) FILTER (WHERE figure = 'expected'), 0)
                       AS expected,
                   COALESCE(SUM(amount) FILTER (WHERE figure = 'by_due'), 0)
                       AS by_due,
                   COALESCE(SUM(amount) FILTER (WHERE figure = 'fact'), 0)
                       AS fact
              FROM (%s) AS part
             CROSS JOIN LATERAL (VALUES ('expected', expected), ('by_due', by_due),
                                        ('fact', fact)) AS one (figure, amount)
             WHERE amount <> 0
             GROUP BY company_id, currency_id, week, team_id, user_id, figure
            """,
            SQL(" UNION ALL ").join(parts),
        )

    def _query_forecasts(self, company):
        return SQL(
            """
            SELECT forecast.week, COALESCE(forecast.user_id, 0),
                   COALESCE(forecast.team_id, 0), forecast.expected, forecast.by_due, 0
              FROM collection_cash_forecast forecast
              JOIN (SELECT week, MAX(made_on) AS made_on
                      FROM collection_cash_forecast
                     WHERE company_id = %(company)s
                       AND date_trunc('week', made_on)::date <= week
                     GROUP BY week) last
                ON last.week = forecast.week AND last.made_on = forecast.made_on
             WHERE forecast.company_id = %(company)s
               AND forecast.week >= %(first)s
            """,
            company=company.id,
            first=self._get_first_week(company),
        )
