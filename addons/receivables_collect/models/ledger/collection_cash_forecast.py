from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.receivables_collect.models.receipt.collection_receipt_method import (
    PAPERS,
)

WEEKS = 8  # how far ahead a forecast looks
HABIT_DAYS = 365  # how far back payments tell a customer's habit


class CollectionCashForecast(models.Model):
    """Receipts expected in a week, as forecast on a day (R3.15).

    From the due dates of open items, corrected by each customer's own habit: the
    lateness of their payments of the last year, weighted by amount; customers without
    any are taken to pay as all do. Cheques that are not due are expected in the week of
    their due day, money that should have come by now in the present week. Credits are
    taken off the first amounts expected. Invoices of the days to come are not known, so
    only the next week or two can be compared with the actual receipts.
    """

    _name = "collection.cash.forecast"
    _description = "Cash-in Forecast"
    _inherit = ["sales.protected.mixin"]
    _log_access = False
    _order = "made_on desc, week, team_id"
    _rec_name = "week"

    _protected_fields = frozenset(
        {"company_id", "made_on", "week", "team_id", "user_id", "expected", "by_due"}
    )

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    made_on = fields.Date(string="Forecast on", required=True, readonly=True)
    week = fields.Date(
        required=True, readonly=True, help="The Monday on which the week begins."
    )
    team_id = fields.Many2one("crm.team", readonly=True, ondelete="set null")
    user_id = fields.Many2one(
        "res.users", string="Salesperson", readonly=True, ondelete="set null"
    )
    expected = fields.Monetary(readonly=True)
    by_due = fields.Monetary(
        string="By Due Dates",
        readonly=True,
        help="By due dates alone: everybody pays on the day.",
    )

    _made_on = models.Index("(company_id, made_on)")

    @api.model
    def _cron_make(self):
        """Forecast once a week, on Monday or the first day after it, as it is in each
        company.
        """
        made = self.search(
            self.env["res.company"]._get_domain_by_day(self._get_week_domain)
        ).company_id
        companies = self.env["res.company"].search([("active", "=", True)]) - made

        def make(company):
            self._make(company, company._get_today())

        self.env["ir.cron"]._go_through(companies, make, "Cash-in forecast")

    @api.model
    def _get_week_domain(self, company):
        """Return the domain of the forecasts of the week that it is in a company."""
        today = company._get_today()
        return Domain("made_on", ">=", today - timedelta(days=today.weekday()))

    @api.model
    def _make(self, company, date):
        """Store the forecast of a day, by week, salesperson and team."""
        self.env["collection.ledger"]._flush_items()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO collection_cash_forecast
                       (company_id, made_on, week, user_id, team_id, expected, by_due)
                SELECT %s, %s, week, NULLIF(user_id, 0), NULLIF(team_id, 0),
                       SUM(expected), SUM(by_due)
                  FROM (%s) item
                 WHERE week < date_trunc('week', %s::date)::date + 7 * %s
                 GROUP BY week, user_id, team_id
                HAVING SUM(expected) <> 0 OR SUM(by_due) <> 0
                RETURNING id
                """,
                company.id,
                date,
                self._query_weeks(company, date),
                date,
                WEEKS,
            )
        )

    @api.model
    def _get_weeks(self, company, date):
        """Return the receipts expected as of the morning of a day.

        :return: dict of Monday to the amounts expected, and expected by due dates
        """
        self.env["collection.ledger"]._flush_items()
        rows = self.env.execute_query(
            SQL(
                "SELECT week, SUM(expected), SUM(by_due) FROM (%s) item GROUP BY week",
                self._query_weeks(company, date),
            )
        )
        return {week: (float(expected), float(due)) for week, expected, due in rows}

    @api.model
    def _query_weeks(self, company, date):
        """Return SQL of (week, user_id, team_id, expected, by_due) by open item."""
        return SQL(
            """
            WITH entry AS (
                SELECT id, partner_id, due, amount FROM (%(items)s) item
                 UNION ALL
                %(papers)s
            ),
            %(holders)s,
            habit AS (%(habits)s),
            credit AS (
                SELECT partner_id, -SUM(amount) AS amount
                  FROM entry WHERE amount < 0 GROUP BY partner_id
            ),
            expected AS (
                SELECT entry.id, entry.partner_id, entry.amount,
                       GREATEST(entry.due, %(date)s) AS due,
                       GREATEST(entry.due + CASE WHEN entry.id < 0 THEN 0
                                            ELSE COALESCE(habit.days, common.days, 0)
                                             END, %(date)s) AS day,
                       COALESCE(credit.amount, 0) AS credit
                  FROM entry
                  LEFT JOIN habit ON habit.partner_id = entry.partner_id
                  LEFT JOIN habit common ON common.partner_id = -1
                  LEFT JOIN credit ON credit.partner_id = entry.partner_id
                 WHERE entry.amount > 0
            ),
            netted AS (
                SELECT *,
                       GREATEST(0, LEAST(amount, SUM(amount) OVER (
                           PARTITION BY partner_id ORDER BY day, id) - credit))
                           AS by_habit,
                       GREATEST(0, LEAST(amount, SUM(amount) OVER (
                           PARTITION BY partner_id ORDER BY due, id) - credit))
                           AS by_date
                  FROM expected
            ),
            part AS (
                SELECT partner_id, day, by_habit AS expected, 0 AS by_due FROM netted
                UNION ALL
                SELECT partner_id, due, 0, by_date FROM netted
            )
            SELECT date_trunc('week', part.day)::date AS week,
                   holder.user_id, holder.team_id, part.expected, part.by_due
              FROM part
              JOIN holder ON holder.partner_id = part.partner_id
                         AND %(date)s >= holder.date_from
                         AND %(date)s < holder.date_end
            """,
            items=self.env["collection.ledger"]._query_open_items(
                company, date - timedelta(days=1)
            ),
            papers=self._query_papers(company, date),
            holders=self.env["collection.ledger"]._query_holders(),
            habits=self._query_habits(company, date),
            date=date,
        )

    @api.model
    def _query_papers(self, company, date):
        """Return SQL of cheques and drafts not due: the bank pays them on their day.

        Their claims are settled in the ledger. Their ids are negative.
        """
        return SQL(
            """
            SELECT -method.id, partner.commercial_partner_id, method.date_due,
                   ABS(payment.amount_company_currency_signed)
              FROM collection_receipt_method method
              JOIN collection_receipt receipt ON receipt.id = method.receipt_id
              JOIN res_partner partner ON partner.id = receipt.partner_id
              JOIN account_payment payment ON payment.id = method.payment_id
             WHERE receipt.company_id = %(company)s
               AND method.method IN %(papers)s
               AND method.date_due >= %(date)s
               AND payment.date < %(date)s
               AND (method.bounce_date IS NULL OR method.bounce_date >= %(date)s)
            """,
            company=company.id,
            papers=PAPERS,
            date=date,
        )

    @api.model
    def _query_habits(self, company, date):
        """Return SQL of (partner_id, days) that customers pay late or early; -1 is all.

        Settled by money only: neither a credit note nor a bounced cheque is a payment.
        """
        return SQL(
            """
            SELECT COALESCE(partner.commercial_partner_id, -1) AS partner_id,
                   ROUND(SUM(part.amount * (part.day - part.due))
                         / SUM(part.amount))::int AS days
              FROM (%(money)s) part
              JOIN res_partner partner ON partner.id = part.partner_id
             WHERE part.day >= %(date)s::date - %(days)s
             GROUP BY GROUPING SETS ((partner.commercial_partner_id), ())
            HAVING SUM(part.amount) > 0
            """,
            money=self.env["sales.ledger"]._query_money(
                SQL("item.company_id = %s", company.id),
                SQL("part.max_date < %s", date),
                SQL("part.max_date >= %s::date - %s", date, HABIT_DAYS),
            ),
            date=date,
            days=HABIT_DAYS,
        )
