"""What is overdue and on no open slip: the SQL behind a run and its preview."""

from odoo.tools import SQL


class OverdueQuery:
    """The common table expressions of a run's slips, as one `SQL` each.

    `debit` are the receivables of the run, `credit` what the same customers have to
    their credit (of each, what no other open slip uses), `asked` one row per customer
    and currency: who acts, at which level, how much. Nothing is netted over
    currencies.
    """

    def __init__(self, run):
        self.run = run
        self.env = run.env
        self.company = run.company_id

    def ctes(self):
        """:return: the SQL of all expressions, to follow a WITH"""
        return SQL(", ").join(
            SQL("%s AS (%s)", SQL.identifier(name), query)
            for name, query in (
                ("item", self._query_item()),
                ("used", self._query_used()),
                ("debit", self._query_debit()),
                ("credit", self._query_credit()),
                ("asked", self._query_asked()),
            )
        )

    def _query_item(self):
        # IS NULL on plain columns: of expressions the planner expects a row in 200, and
        # would nest loops over tens of thousands
        partners = self.env["res.partner"].with_company(self.company)
        accounts = self.env["sales.credit"]._get_receivable_account_ids()
        excluded = partners._field_to_sql("customer", "collection_exclusion")
        return SQL(
            """
            SELECT line.id, line.currency_id, line.amount_residual_currency AS amount,
                   COALESCE(line.date_maturity, line.date) AS due, line.date,
                   COALESCE(line.invoice_date, line.date) AS doc_date,
                   COALESCE(NULLIF(line.move_name, ''), line.ref) AS document,
                   customer.id AS partner_id, customer.user_id, seller.sale_team_id
              FROM account_move_line line
              JOIN account_move move ON move.id = line.move_id
              JOIN res_partner partner ON partner.id = line.partner_id
              JOIN res_partner customer ON customer.id = partner.commercial_partner_id
              LEFT JOIN res_users seller ON seller.id = customer.user_id
             WHERE line.reconciled IS NOT TRUE
               AND line.account_id IN %(accounts)s
               AND line.parent_state = 'posted'
               AND line.company_id = %(company)s
               AND line.amount_residual_currency <> 0
               AND (line.collection_exclusion IS NULL
                    OR line.collection_exclusion = '')
               AND (move.collection_exclusion IS NULL
                    OR move.collection_exclusion = '')
               AND (customer.collection_exclusion IS NULL
                    OR COALESCE(%(excluded)s, '') = '')
               AND %(filters)s
            """,
            accounts=accounts or (None,),
            company=self.company.id,
            excluded=excluded,
            filters=self._query_filters(partners),
        )

    def _query_filters(self, partners):
        """Return the condition of the run's teams and tiers."""
        conditions = [SQL("TRUE")]
        # sudo: a team or tier that the caller cannot read still restricts the run
        run_sudo = self.run.sudo()
        if run_sudo.team_ids:
            conditions.append(
                SQL("seller.sale_team_id IN %s", tuple(run_sudo.team_ids.ids))
            )
        if run_sudo.tier_ids:
            tier = partners._field_to_sql("customer", "tier_id")
            conditions.append(SQL("%s IN %s", tier, tuple(run_sudo.tier_ids.ids)))
        return SQL(" AND ").join(conditions)

    def _query_used(self):
        """Return what open slips use of each credit, the first lines first."""
        return SQL(
            """
            SELECT move_line_id,
                   SUM(GREATEST(0, LEAST(credit, debit - before))) AS amount
              FROM (SELECT line.move_line_id, -line.amount_residual AS credit,
                           COALESCE(-SUM(line.amount_residual) OVER (
                               PARTITION BY line.slip_id ORDER BY line.id
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                           ), 0) AS before,
                           (SELECT COALESCE(SUM(owed.amount_residual), 0)
                              FROM collection_slip_line owed
                             WHERE owed.slip_id = line.slip_id
                               AND owed.is_open IS TRUE
                               AND owed.is_disputed IS NOT TRUE
                               AND owed.is_credit IS NOT TRUE) AS debit
                      FROM collection_slip_line line
                      JOIN collection_slip slip ON slip.id = line.slip_id
                     WHERE line.is_credit IS TRUE
                       AND line.is_open IS TRUE
                       AND slip.state IN ('draft', 'issued', 'sent', 'signed')
                   ) taken
             GROUP BY move_line_id
            """
        )

    def _query_debit(self):
        return SQL(
            """
            SELECT item.*
              FROM item
             WHERE item.amount > 0
               AND item.due <= %(due)s
               AND %(conditions)s
            """,
            due=self.run._get_latest_due(),
            conditions=SQL(" AND ").join(self.run._get_overdue_conditions()),
        )

    def _query_credit(self):
        return SQL(
            """
            SELECT item.id, item.currency_id, item.amount + COALESCE(used.amount, 0)
                   AS amount, item.due, item.date, item.doc_date, item.document,
                   item.partner_id, item.user_id, item.sale_team_id
              FROM item
              LEFT JOIN used ON used.move_line_id = item.id
             WHERE item.amount < 0
               AND item.amount + COALESCE(used.amount, 0) < 0
               AND item.date <= %s
            """,
            self.run.date,
        )

    def _query_asked(self):
        level, responsible = self.run._query_level(), self.run._query_responsible()
        return SQL(
            """
            SELECT owed.*,
                   GREATEST(owed.debit + COALESCE(credit.amount, 0), 0) AS asked,
                   GREATEST(owed.debit + COALESCE(credit.amount, 0), 0)
                   / COALESCE(rate.rate, 1) AS company_asked,
                   level.id AS level_id, %(responsible)s AS responsible_id
              FROM (SELECT partner_id, currency_id, MIN(user_id) AS user_id,
                           MIN(sale_team_id) AS team_id, SUM(amount) AS debit,
                           MIN(due) AS oldest, %(date)s::date - MIN(due) AS age
                      FROM debit
                     GROUP BY partner_id, currency_id) owed
              LEFT JOIN (SELECT partner_id, currency_id, SUM(amount) AS amount
                           FROM credit
                          GROUP BY partner_id, currency_id) credit
                     ON credit.partner_id = owed.partner_id
                    AND credit.currency_id = owed.currency_id
              LEFT JOIN crm_team team ON team.id = owed.team_id
              LEFT JOIN (VALUES %(rates)s) rate (currency_id, rate)
                     ON rate.currency_id = owed.currency_id
              LEFT JOIN LATERAL (%(level)s) level ON TRUE
             WHERE GREATEST(owed.debit + COALESCE(credit.amount, 0), 0)
                   / COALESCE(rate.rate, 1) >= %(min_amount)s
            """,
            responsible=responsible,
            date=self.run.date,
            rates=self._query_rates(),
            level=level,
            min_amount=self.run.min_amount,
        )

    def _query_rates(self):
        """Return the rates of the run's day as rows of VALUES."""
        # sudo: rates are no secret
        currencies = self.env["res.currency"].sudo().with_context(active_test=False)
        rates = currencies.search([])._get_rates(self.company, self.run.date)
        own = rates.get(self.company.currency_id.id) or 1.0
        return SQL(", ").join(
            SQL("(%s, %s)", currency_id, rate / own)
            for currency_id, rate in rates.items()
        )
