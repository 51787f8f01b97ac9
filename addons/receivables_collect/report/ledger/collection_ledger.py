from odoo import api, models
from odoo.tools import SQL


class CollectionLedger(models.AbstractModel):
    """The ledger as the reports read it: receivable accounts of one company (F16).

    The journal sorts every amount by the journal it was entered in: sale journals show
    sales (credit notes are taken off), bank and cash journals receipts, all others
    adjustments. Entries without a customer are a row of
    their own, so that the sum is the ledger's. A customer who gets another
    salesperson is transferred, with the balance of the evening before.
    """

    _name = "collection.ledger"
    _description = "Receivables by Day"

    @api.model
    def _flush(self):
        """Write the fields that the queries read."""
        self.env["account.move.line"].flush_model(
            [
                "company_id",
                "account_id",
                "date",
                "partner_id",
                "journal_id",
                "balance",
                "parent_state",
            ]
        )
        self.env["res.partner"].flush_model(["commercial_partner_id", "user_id"])
        self.env["res.users"].flush_model(["sale_team_id"])
        self.env["collection.assignment"].flush_model()
        # compiling these queries takes longer than running them (3.1 of 3.9 s)
        self.env.cr.execute("SET LOCAL jit = off")

    @api.model
    def _get_balance(self, company, date):
        """Return the balance of `company`'s receivable accounts at the end of a day."""
        self._flush()
        query = SQL(
            """
            SELECT COALESCE(SUM(balance), 0)
              FROM account_move_line
             WHERE company_id = %s AND account_id IN %s
               AND parent_state = 'posted' AND date <= %s
            """,
            company.id,
            self.env["sales.ledger"]._get_account_ids(),
            date,
        )
        return float(self.env.execute_query(query)[0][0])

    @api.model
    def _query_journal(self, company, date_from, date_to, by_day=False):
        """Return SQL of the journal of `company`.

        Columns: date, partner_id, user_id, team_id, opening, sales, receipts,
        adjustments, transferred, closing. Rows are customers by salesperson: once for
        the period, or for every day on which something was owed or happened.
        """
        return SQL(
            "WITH %s, %s, %s %s",
            self._query_entries(company, date_from, date_to),
            self._query_holders(),
            self._query_events(date_from, date_to),
            self._query_days(date_from, date_to)
            if by_day
            else self._query_period(date_to),
        )

    def _query_entries(self, company, date_from, date_to):
        """Return SQL of bookings by customer and day; all before the period on its eve.

        The eve is summed by itself, by customer alone, as it is read from the years
        before: most have paid then, and nothing more is asked of them.
        """
        return SQL(
            """
            posting AS (
                SELECT line.partner_id, NULL::int AS journal_id,
                       %(date_from)s::date - 1 AS day, SUM(line.balance) AS amount
                  FROM account_move_line line
                 WHERE %(counted)s AND line.date < %(date_from)s
                 GROUP BY line.partner_id
                HAVING SUM(line.balance) <> 0
                 UNION ALL
                SELECT line.partner_id, line.journal_id, line.date, line.balance
                  FROM account_move_line line
                 WHERE %(counted)s
                   AND line.date BETWEEN %(date_from)s AND %(date_to)s
            ),
            entry AS (
                SELECT COALESCE(partner.commercial_partner_id, 0) AS partner_id,
                       posting.day,
                       SUM(posting.amount) AS total,
                       SUM(CASE WHEN journal.type = 'sale'
                                THEN posting.amount ELSE 0 END) AS sales,
                       SUM(CASE WHEN journal.type IN ('bank', 'cash', 'credit')
                                THEN -posting.amount ELSE 0 END) AS receipts
                  FROM posting
                  LEFT JOIN account_journal journal ON journal.id = posting.journal_id
                  LEFT JOIN res_partner partner ON partner.id = posting.partner_id
                 GROUP BY 1, 2
            )
            """,
            counted=SQL(
                """
                line.company_id = %s AND line.account_id IN %s
                AND line.parent_state = 'posted'
                """,
                company.id,
                self.env["sales.ledger"]._get_account_ids(),
            ),
            date_from=date_from,
            date_to=date_to,
        )

    def _query_holders(self):
        """Return SQL of the salespeople of `entry`'s customers, each with its days."""
        return SQL(
            """
            holder AS (
                SELECT partner_id, COALESCE(user_id, 0) AS user_id,
                       COALESCE(team_id, 0) AS team_id,
                       CASE WHEN LAG(id) OVER by_day IS NULL
                            THEN '-infinity'::date ELSE date_from END AS date_from,
                       COALESCE(LEAD(date_from) OVER by_day, 'infinity') AS date_end,
                       LAG(COALESCE(user_id, 0)) OVER by_day AS old_user_id,
                       LAG(COALESCE(team_id, 0)) OVER by_day AS old_team_id
                  FROM collection_assignment
                 WHERE partner_id IN (SELECT partner_id FROM entry)
                WINDOW by_day AS (PARTITION BY partner_id ORDER BY date_from)
                UNION ALL
                SELECT owing.partner_id, COALESCE(partner.user_id, 0),
                       COALESCE(users.sale_team_id, 0),
                       '-infinity', 'infinity', NULL, NULL
                  FROM (SELECT DISTINCT partner_id FROM entry) owing
                  LEFT JOIN res_partner partner ON partner.id = owing.partner_id
                  LEFT JOIN res_users users ON users.id = partner.user_id
                 WHERE NOT EXISTS (SELECT 1 FROM collection_assignment known
                                    WHERE known.partner_id = owing.partner_id)
            )
            """
        )

    def _query_events(self, date_from, date_to):
        """Return SQL of openings, movements and transfers, with their salespeople."""
        return SQL(
            """
            moved AS (
                SELECT holder.partner_id, holder.date_from, holder.user_id,
                       holder.team_id, holder.old_user_id, holder.old_team_id,
                       SUM(entry.total) AS amount
                  FROM holder
                  JOIN entry ON entry.partner_id = holder.partner_id
                            AND entry.day < holder.date_from
                 WHERE holder.date_from BETWEEN %(date_from)s AND %(date_to)s
                   AND (holder.user_id, holder.team_id)
                       <> (holder.old_user_id, holder.old_team_id)
                 GROUP BY 1, 2, 3, 4, 5, 6
                HAVING SUM(entry.total) <> 0
            ),
            event AS (
                SELECT entry.partner_id, holder.user_id, holder.team_id, entry.day,
                       CASE WHEN entry.day < %(date_from)s
                            THEN entry.total ELSE 0 END AS opening,
                       CASE WHEN entry.day < %(date_from)s
                            THEN 0 ELSE entry.sales END AS sales,
                       CASE WHEN entry.day < %(date_from)s
                            THEN 0 ELSE entry.receipts END AS receipts,
                       CASE WHEN entry.day < %(date_from)s
                            THEN 0 ELSE entry.total - entry.sales + entry.receipts
                       END AS adjustments,
                       0 AS transferred, entry.total
                  FROM entry
                  JOIN holder ON holder.partner_id = entry.partner_id
                             AND entry.day >= holder.date_from
                             AND entry.day < holder.date_end
                UNION ALL
                SELECT partner_id, user_id, team_id, date_from, 0, 0, 0, 0,
                       amount, amount
                  FROM moved
                UNION ALL
                SELECT partner_id, old_user_id, old_team_id, date_from, 0, 0, 0, 0,
                       -amount, -amount
                  FROM moved
            )
            """,
            date_from=date_from,
            date_to=date_to,
        )

    def _query_period(self, date_to):
        return SQL(
            """
            SELECT %s::date AS date,
                   NULLIF(partner_id, 0) AS partner_id,
                   NULLIF(user_id, 0) AS user_id,
                   NULLIF(team_id, 0) AS team_id,
                   SUM(opening) AS opening,
                   SUM(sales) AS sales,
                   SUM(receipts) AS receipts,
                   SUM(adjustments) AS adjustments,
                   SUM(transferred) AS transferred,
                   SUM(total) AS closing
              FROM event
             GROUP BY partner_id, user_id, team_id
            HAVING SUM(opening) <> 0 OR SUM(total) <> 0
                   OR bool_or(sales <> 0 OR receipts <> 0
                              OR adjustments <> 0 OR transferred <> 0)
            """,
            date_to,
        )

    def _query_days(self, date_from, date_to):
        """Return SQL of days on which something happened, and quiet ones after each."""
        return SQL(
            """
            , day AS (
                SELECT partner_id, user_id, team_id, day,
                       SUM(sales) AS sales, SUM(receipts) AS receipts,
                       SUM(adjustments) AS adjustments,
                       SUM(transferred) AS transferred, SUM(total) AS total,
                       SUM(SUM(total)) OVER by_day AS closing,
                       COALESCE(LEAD(day) OVER by_day, %(date_to)s::date + 1) AS next
                  FROM event
                 GROUP BY partner_id, user_id, team_id, day
                WINDOW by_day AS (PARTITION BY partner_id, user_id, team_id
                                      ORDER BY day)
            )
            SELECT day AS date,
                   NULLIF(partner_id, 0) AS partner_id,
                   NULLIF(user_id, 0) AS user_id,
                   NULLIF(team_id, 0) AS team_id,
                   closing - total AS opening,
                   sales, receipts, adjustments, transferred, closing
              FROM day
             WHERE day >= %(date_from)s
             UNION ALL
            SELECT day + later, NULLIF(partner_id, 0), NULLIF(user_id, 0),
                   NULLIF(team_id, 0), closing, 0, 0, 0, 0, closing
              FROM day
             CROSS JOIN generate_series(1, next - day - 1) AS later
             WHERE closing <> 0
            """,
            date_from=date_from,
            date_to=date_to,
        )

    @api.model
    def _query_turnover(self, company, date_from, date_to, unit):
        """Return SQL of movements, by salesperson and by week or month.

        Columns: period (its first day), user_id, team_id, opening (of the first period
        only), sales, receipts, adjustments, transferred, total.

        :param str unit: 'week' or 'month'
        """
        return SQL(
            """
            WITH %(entries)s, %(holders)s, %(events)s
            SELECT date_trunc(%(unit)s, GREATEST(day, %(date_from)s))::date AS period,
                   user_id, team_id,
                   SUM(opening) AS opening, SUM(sales) AS sales,
                   SUM(receipts) AS receipts, SUM(adjustments) AS adjustments,
                   SUM(transferred) AS transferred, SUM(total) AS total
              FROM event
             GROUP BY 1, 2, 3
            """,
            entries=self._query_entries(company, date_from, date_to),
            holders=self._query_holders(),
            events=self._query_events(date_from, date_to),
            unit=unit,
            date_from=date_from,
        )

    @api.model
    def _query_open_items(self, company, date, booked=False):
        """Return SQL of the open items at the end of a day, credits with their sign.

        Amounts reconciled later are added back. Columns: id, partner_id (the debtor),
        due, amount in the company's currency, amount_currency, currency_id.

        :param bool booked: by the days of the entries, so that the sum is the balance
            of the accounts; else by the days that money came, and of a day that is not
            over by the ledger as it is
        """
        ledger = self.env["sales.ledger"]
        own = SQL("line.company_id = %s", company.id)
        if not booked and date >= company._get_today():
            items = ledger._query_open(own)
        else:
            items = ledger._query_open_at(date, own, by_money=not booked)
        return SQL(
            """
            SELECT item.id, item.move_id, item.currency_id,
                   COALESCE(partner.commercial_partner_id, 0) AS partner_id,
                   item.due, item.amount, item.amount_currency
              FROM (%s) item
              LEFT JOIN res_partner partner ON partner.id = item.partner_id
            """,
            items,
        )

    @api.model
    def _flush_items(self):
        """Write the fields that the queries of open items read."""
        self._flush()
        self.env["sales.ledger"]._flush()
        self.env["account.move.line"].flush_model(["invoice_date"])
