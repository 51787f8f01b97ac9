from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class SalesCreditReport(models.Model):
    """The debt of customers against their limits, by tier, team, salesperson (R1.7).

    One row per customer and company, for the companies the user ticked; of a branch
    tree, whose figures are one, the first of them. The figures are those of the credit
    check on the same day. Of a credit group's limit each member shows what it used and
    one of them the rest, so that sums count it once.
    """

    _name = "sales.credit.report"
    _description = "Credit Exposure"
    _auto = False
    _order = "exposure desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    tier_id = fields.Many2one("sales.tier", readonly=True)
    credit_group_id = fields.Many2one("sales.credit.group", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    receivable = fields.Monetary(string="Invoices Due", readonly=True)
    orders_amount = fields.Monetary(string="Open Orders", readonly=True)
    exposure = fields.Monetary(readonly=True)
    overdue = fields.Monetary(readonly=True)
    credit_limit = fields.Monetary(
        readonly=True, help="With what raises it today; nothing where it is unlimited."
    )
    temporary = fields.Monetary(string="Temporary Limit", readonly=True)
    guaranteed = fields.Monetary(string="Guaranteed Amount", readonly=True)
    unused = fields.Monetary(
        string="Not Used",
        readonly=True,
        help="Limit less exposure, where a limit holds.",
    )
    used_ratio = fields.Float(
        string="Used (%)", digits=(16, 1), readonly=True, aggregator="avg"
    )
    is_limited = fields.Boolean(string="Limited", readonly=True)

    @property
    def _table_query(self):
        credit = self.env["sales.credit"]
        credit._flush_ledger()
        credit._flush_orders()
        self.env["sales.credit.limit"]._flush_terms()
        self.env["res.partner"].flush_model()
        arms = [self._query_company(company) for company in self._get_companies()]
        return SQL(" UNION ALL ").join(arms)

    @api.model
    def _get_companies(self):
        """Return the ticked companies, of each branch tree the first."""
        trees = self.env.companies.grouped("root_id")
        return [companies[0] for companies in trees.values()]

    @api.model
    def _query_company(self, company):
        """Return the SQL of the customers of one company."""
        resolve = self.env["sales.tier.resolve"]
        return SQL(
            """
            SELECT limited.*,
                   CASE WHEN is_limited THEN credit_limit - exposure ELSE 0 END
                       AS unused
              FROM (SELECT figure.*, %(limit)s AS credit_limit, %(ratio)s AS used_ratio
                      FROM (
            SELECT partner.id::bigint * 10000 + %(company)s AS id,
                   partner.id AS partner_id, tier.id AS tier_id,
                   shared.id AS credit_group_id, partner.user_id,
                   users.sale_team_id AS team_id, %(company)s AS company_id,
                   %(currency)s AS currency_id,
                   COALESCE(owed.receivable, 0) AS receivable,
                   COALESCE(ordered.amount, 0) AS orders_amount,
                   COALESCE(owed.receivable, 0) + COALESCE(ordered.amount, 0)
                       AS exposure,
                   COALESCE(owed.overdue, 0) AS overdue,
                   COALESCE(shared.credit_limit, tier.credit_limit, 0) AS base_limit,
                   shared.first_id,
                   COALESCE(temporary.amount, 0) AS temporary,
                   COALESCE(guaranteed.amount, 0) AS guaranteed,
                   COALESCE(%(limited)s, FALSE) AS is_limited
              FROM res_partner partner
              LEFT JOIN res_users users ON users.id = partner.user_id
              LEFT JOIN sales_tier tier ON tier.id = %(tier)s
              LEFT JOIN (%(owed)s) AS owed ON owed.partner_id = partner.id
              LEFT JOIN (%(ordered)s) AS ordered ON ordered.partner_id = partner.id
              LEFT JOIN (%(shared)s) AS shared ON shared.partner_id = partner.id
              LEFT JOIN (%(temporary)s) AS temporary
                     ON temporary.partner_id = partner.id
              LEFT JOIN (%(guaranteed)s) AS guaranteed
                     ON guaranteed.partner_id = partner.id
             WHERE partner.commercial_partner_id = partner.id
               AND (%(given)s IS NOT NULL OR owed.partner_id IS NOT NULL
                    OR ordered.partner_id IS NOT NULL)) AS figure) AS limited
            """,
            company=company.id,
            currency=company.currency_id.id,
            limited=self._query_limited(),
            limit=self._query_limit(),
            ratio=self._query_ratio(),
            tier=resolve._query_tier("partner", company),
            given=resolve._query_given_tier("partner", company),
            owed=self._query_owed(company),
            ordered=self._query_ordered(company),
            shared=self._query_shared(company),
            **{
                kind: self._query_increased(kind, model, company)
                for kind, model in self.env["sales.credit.limit"]._increase_models
            },
        )

    @api.model
    def _query_limited(self):
        """Return the SQL of whether a limit holds."""
        return SQL(
            "(shared.id IS NOT NULL"
            " OR (tier.id IS NOT NULL AND tier.unlimited IS NOT TRUE))"
        )

    @api.model
    def _query_limit(self):
        """Return the SQL of the limit of a row of `figure`.

        Of a group's limit each member has what it used, the first one also the rest.
        """
        return SQL(
            """
            CASE WHEN NOT is_limited THEN 0
                 WHEN first_id = partner_id
                 THEN base_limit - SUM(exposure) OVER (PARTITION BY credit_group_id)
                      + exposure + temporary + guaranteed
                 WHEN first_id IS NOT NULL THEN exposure + temporary + guaranteed
                 ELSE base_limit + temporary + guaranteed END
            """
        )

    @api.model
    def _query_ratio(self):
        """Return the SQL of the share of the limit that is used, a group's as one."""
        return SQL(
            """
            CASE WHEN NOT is_limited THEN 0
                 WHEN first_id IS NULL
                 THEN COALESCE(100.0 * exposure
                      / NULLIF(base_limit + temporary + guaranteed, 0), 0)
                 ELSE COALESCE(100.0 * SUM(exposure)
                      OVER (PARTITION BY credit_group_id)
                      / NULLIF(base_limit, 0), 0) END
            """
        )

    @api.model
    def _query_owed(self, company):
        """Return the SQL of posted residuals by commercial partner."""
        branches = self.env["sales.credit"]._get_branch_ids(company)
        return SQL(
            """
            SELECT contact.commercial_partner_id AS partner_id,
                   SUM(item.amount) AS receivable,
                   SUM(item.amount) FILTER (
                       WHERE item.amount > 0 AND item.due < %(today)s) AS overdue
              FROM (%(items)s) item
              JOIN res_partner contact ON contact.id = item.partner_id
             GROUP BY contact.commercial_partner_id
            """,
            today=company._get_today(),
            items=self.env["sales.ledger"]._query_open(
                SQL("line.company_id IN %s", branches),
                accounts=self.env["sales.credit"]._get_credit_account_ids(),
            ),
        )

    @api.model
    def _query_ordered(self, company):
        """Return the SQL of what is not yet invoiced, by commercial partner.

        Each currency is converted once, at today's rate.
        """
        return SQL(
            """
            SELECT partner_id, SUM(amount) AS amount
              FROM (SELECT contact.commercial_partner_id AS partner_id,
                           ROUND(SUM(remainder.amount) * rate.factor, %(digits)s)
                               AS amount
                      FROM (%(orders)s) AS remainder
                      JOIN res_partner contact ON contact.id = remainder.partner_id
                      JOIN (%(rates)s) AS rate
                        ON rate.currency_id = remainder.currency_id
                     GROUP BY contact.commercial_partner_id, rate.currency_id,
                              rate.factor) AS converted
             GROUP BY partner_id
            """,
            digits=company.currency_id.decimal_places,
            orders=self.env["sales.credit"]._query_open_orders(None, company),
            rates=self._query_rates(company),
        )

    @api.model
    def _query_rates(self, company):
        """Return the SQL of (currency_id, factor) into the company's currency today."""
        # sudo: rates are no secret
        currencies = self.env["res.currency"].sudo().with_context(active_test=False)
        everyone = currencies.search(Domain.TRUE)
        rates = everyone._get_rates(company, company._get_today())
        own = rates[company.currency_id.id]
        rows = SQL(", ").join(
            SQL("(%s::int, %s::numeric)", currency_id, own / rate)
            for currency_id, rate in rates.items()
        )
        return SQL("SELECT * FROM (VALUES %s) AS rate (currency_id, factor)", rows)

    @api.model
    def _query_shared(self, company):
        """Return the SQL of the members of groups in force, with the group's limit."""
        return SQL(
            """
            SELECT member.partner_id, credit_group.id, credit_group.credit_limit,
                   MIN(member.partner_id) OVER (PARTITION BY credit_group.id)
                       AS first_id
              FROM sales_credit_group_member member
              JOIN sales_credit_group credit_group ON credit_group.id = member.group_id
             WHERE credit_group.active AND member.company_id = %s
            """,
            company.id,
        )

    @api.model
    def _query_increased(self, kind, model, company):
        """Return the SQL of the limit increases of today, in the company's currency."""
        everybody = SQL("ARRAY[document.partner_id]")
        today = company._get_today()
        increases = self.env[model]._query_increases(kind, everybody, company, today)
        return SQL(
            """
            SELECT document.partner_id,
                   SUM(ROUND(document.amount * rate.factor, %(digits)s)) AS amount
              FROM (%(increases)s) AS document (
                       kind, partner_id, payer_id, currency_id, amount, until)
              JOIN (%(rates)s) AS rate ON rate.currency_id = document.currency_id
             GROUP BY document.partner_id
            """,
            digits=company.currency_id.decimal_places,
            increases=increases,
            rates=self._query_rates(company),
        )
