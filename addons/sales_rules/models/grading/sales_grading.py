from dataclasses import dataclass

from odoo import api, models
from odoo.tools import SQL

# The columns of a grade, in the order in which `_query_grades` selects them.
COLUMNS = (
    "partner_id",
    "user_id",
    "team_id",
    "sales_class",
    "credit_standing",
    "turnover",
    "days_late",
    "overdue_ratio",
    "open_amount",
    "overdue_amount",
    "old_tier_id",
    "old_limit",
    "formula_tier_id",
    "proposed_tier_id",
    "final_tier_id",
    "new_limit",
    "limit_change",
    "move",
    "missed_tier_id",
    "misses_turnover",
    "misses_days_late",
    "misses_overdue_ratio",
    "misses_credit_standing",
)


@dataclass(frozen=True)
class Standard:
    """The thresholds and terms of one tier in force, or of a draft of it."""

    tier_id: int
    sequence: int
    credit_limit: float
    unlimited: bool
    min_turnover: float
    max_days_late: float
    max_overdue_ratio: float
    min_credit_standing: int


class SalesGrading(models.AbstractModel):
    """The formula that grades all customers of a company at once (R1.6, R4.13).

    Figures are of a window and as of its last day, in the company's currency by the
    ledger's balance, over the company's whole branch tree and with what is booked on
    contacts. Equal to a threshold passes; days late are rounded to two digits, the
    ratio to four, before they are compared.

    Days late weigh what was settled in the window, each part by its amount: settled by
    credit notes, reversals or exchange differences counts neither way. To that comes
    what is overdue at the end of the window.
    """

    _name = "sales.grading"
    _description = "Grading of Customers"

    @api.model
    def _get_standard(self, company):
        """Return the tiers in force in `company`, the best first.

        :rtype: list[Standard]
        """
        # sudo: the formula does not depend on who starts it
        tiers = self.env["sales.tier"].sudo()
        return [
            Standard(tier.id, tier.sequence, **{
                name: tier[name]
                for name in Standard.__annotations__
                if name not in ("tier_id", "sequence")
            })
            for tier in tiers.search([("company_id", "=", company.id)])
        ]  # fmt: skip

    @api.model
    def _insert_grades(self, parent, standard, **extra):
        """Grade all customers and store a line for each, in one statement.

        :param parent: record with `company_id`, `date_from` and `date_to`, whose
            `line_ids` the lines are
        :param standard: list of `Standard`, the best first
        :param extra: further values of each line
        """
        company = parent.company_id
        field = parent._fields["line_ids"]
        lines = self.env[field.comodel_name]
        values = {
            field.inverse_name: SQL("%s", parent.id),
            "company_id": SQL("%s", company.id),
            "create_uid": SQL("%s", self.env.uid),
            "write_uid": SQL("%s", self.env.uid),
            "create_date": SQL("%s::timestamp", self.env.cr.now()),
            "write_date": SQL("%s::timestamp", self.env.cr.now()),
        } | {name: SQL("%s", value) for name, value in extra.items()}
        query = self._query_grades(company, parent.date_from, parent.date_to, standard)
        self._flush_grading()
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) SELECT %s FROM (%s) AS grade",
                SQL.identifier(lines._table),
                SQL(", ").join(map(SQL.identifier, (*values, *COLUMNS))),
                SQL(", ").join((*values.values(), *map(SQL.identifier, COLUMNS))),
                query,
            )
        )
        lines.invalidate_model()
        parent.invalidate_recordset()

    @api.model
    def _flush_grading(self):
        self.env["res.partner"].flush_model()
        self.env["res.users"].flush_model(["sale_team_id"])
        self.env["account.move"].flush_model()
        self.env["sales.ledger"]._flush()

    @api.model
    def _query_grades(self, company, date_from, date_to, standard):
        """Return the SQL of a row of `COLUMNS` per customer."""
        return SQL(
            """
            WITH standard (rank, id, sequence, credit_limit, unlimited, min_turnover,
                           max_days_late, max_overdue_ratio, min_credit_standing)
                   AS (VALUES %(standard)s),
                 sold AS (%(sold)s),
                 settled AS (%(settled)s),
                 owed AS (%(owed)s),
                 customer AS (%(customers)s),
                 figures AS (%(figures)s),
                 graded AS (%(graded)s)
            %(proposed)s
            """,
            standard=self._values_of_standard(standard),
            customers=self._query_customers(
                company,
                SQL(
                    "partner.id IN ("
                    "SELECT id FROM owed UNION ALL SELECT id FROM settled)"
                ),
            ),
            sold=self._query_sold(company, date_from, date_to),
            settled=self._query_settled(company, date_from, date_to),
            owed=self._query_owed(company, date_to),
            figures=self._query_figures(company),
            graded=self._query_graded(),
            proposed=self._query_proposed(company, len(standard)),
        )

    @api.model
    def _values_of_standard(self, standard):
        rows = [
            SQL(
                "(%s, %s, %s, %s::numeric, %s, %s::numeric, %s::numeric, %s::numeric,"
                " %s)",
                rank,
                tier.tier_id,
                tier.sequence,
                tier.credit_limit,
                tier.unlimited,
                tier.min_turnover,
                tier.max_days_late,
                tier.max_overdue_ratio,
                tier.min_credit_standing,
            )
            for rank, tier in enumerate(standard, 1)
        ]
        return SQL(", ").join(rows)

    @api.model
    def _query_customers(self, company, others=None):
        """Return the SQL of all customers of `company`, visible to the user or not.

        :param SQL others: whether `partner` is one though core does not say so
        """
        resolve = self.env["sales.tier.resolve"]
        return SQL(
            """
            SELECT partner.id, partner.user_id, seller.sale_team_id AS team_id,
                   (%(tier)s)::int AS tier_id,
                   (%(sales_class)s) AS sales_class,
                   COALESCE((%(standing)s)::int, 0) AS standing
              FROM res_partner partner
              LEFT JOIN res_users seller ON seller.id = partner.user_id
             WHERE partner.commercial_partner_id = partner.id
               AND (%(customers)s OR %(others)s)
               AND partner.active
               AND (partner.company_id IS NULL OR partner.company_id IN %(branches)s)
            """,
            tier=resolve._query_tier("partner", company),
            sales_class=resolve._query_value("partner", "sales_class", company),
            standing=resolve._query_value("partner", "credit_standing", company),
            customers=self._get_customer_condition(),
            others=others or SQL("FALSE"),
            branches=self._get_branches(company),
        )

    @api.model
    def _get_customer_condition(self):
        """Return the SQL of whether `partner` is a customer by what core says: a hook.

        Customers that owe or paid on accounts of credit are graded in any case. A
        private person is ranked by claims that are no credit too: the rank says
        nothing.
        """
        return SQL("partner.customer_rank > 0 AND partner.is_private IS NOT TRUE")

    @api.model
    def _query_sold(self, company, date_from, date_to):
        """Return the SQL of the untaxed turnover per customer.

        Without invoices that are owed on an account on which no credit is given.
        """
        left_out = self.env["sales.credit"]._get_left_out_account_ids()
        return SQL(
            """
            SELECT payer.commercial_partner_id AS id,
                   SUM(move.amount_untaxed_signed) AS turnover
              FROM account_move move
              JOIN res_partner payer ON payer.id = move.partner_id
             WHERE move.state = 'posted'
               AND move.move_type IN ('out_invoice', 'out_refund')
               AND move.invoice_date BETWEEN %(date_from)s AND %(date_to)s
               AND move.company_id IN %(branches)s
               AND %(credit)s
             GROUP BY payer.commercial_partner_id
            """,
            credit=SQL(
                """
                NOT EXISTS (SELECT FROM account_move_line owed
                             WHERE owed.move_id = move.id AND owed.account_id IN %s)
                """,
                left_out,
            )
            if left_out
            else SQL("TRUE"),
            date_from=date_from,
            date_to=date_to,
            branches=self._get_branches(company),
        )

    @api.model
    def _query_settled(self, company, date_from, date_to):
        """Return the SQL of what was paid in the window, and amount times days late.

        Money paid before its claim counts from the day of the claim.
        """
        return SQL(
            """
            SELECT owner.commercial_partner_id AS id,
                   SUM(part.amount) AS amount,
                   SUM(part.amount * GREATEST(part.day - part.due, 0)) AS weighted
              FROM (%(money)s) part
              JOIN res_partner owner ON owner.id = part.partner_id
             WHERE GREATEST(part.day, part.item_date)
                   BETWEEN %(date_from)s AND %(date_to)s
             GROUP BY owner.commercial_partner_id
            """,
            date_from=date_from,
            date_to=date_to,
            # an entry is never dated before the day of its money
            money=self.env["sales.ledger"]._query_money(
                SQL("part.max_date >= %s", date_from),
                SQL("item.company_id IN %s", self._get_branches(company)),
                accounts=self.env["sales.credit"]._get_credit_account_ids(),
            ),
        )

    @api.model
    def _query_owed(self, company, date_to):
        """Return the SQL of what was open and overdue at the end of a day.

        Amounts settled later, by whatever means, are added back. Foreign items are
        valued at their own rate: gains and losses of exchange are entered later and say
        nothing of the customer.
        """
        return SQL(
            """
            SELECT owner.commercial_partner_id AS id,
                   SUM(item.amount) AS open,
                   SUM(item.amount) FILTER (WHERE item.days > 0) AS overdue,
                   SUM(item.amount * item.days) FILTER (WHERE item.days > 0) AS weighted
              FROM (SELECT part.partner_id, %(date_to)s::date - part.due AS days,
                           CASE WHEN part.currency_id = %(currency)s THEN part.amount
                                ELSE ROUND(part.balance * part.amount_currency
                                           / NULLIF(part.amount_total, 0), %(digits)s)
                            END AS amount
                      FROM (%(items)s) AS part
                     WHERE part.amount_currency > 0) AS item
              JOIN res_partner owner ON owner.id = item.partner_id
             GROUP BY owner.commercial_partner_id
            """,
            date_to=date_to,
            currency=company.currency_id.id,
            digits=company.currency_id.decimal_places,
            items=self.env["sales.ledger"]._query_open_at(
                date_to,
                SQL("line.company_id IN %s", self._get_branches(company)),
                by_money=True,
                accounts=self.env["sales.credit"]._get_credit_account_ids(),
            ),
        )

    @api.model
    def _query_figures(self, company):
        """Return the SQL of every customer with the three figures."""
        return SQL(
            """
            SELECT customer.*,
                   ROUND(COALESCE(sold.turnover, 0), %(digits)s) AS turnover,
                   COALESCE(ROUND(
                       (COALESCE(settled.weighted, 0) + COALESCE(owed.weighted, 0))
                       / NULLIF(COALESCE(settled.amount, 0)
                                + COALESCE(owed.overdue, 0), 0), 2), 0) AS days_late,
                   COALESCE(ROUND(COALESCE(owed.overdue, 0) / owed.open, 4), 0)
                       AS overdue_ratio,
                   ROUND(COALESCE(owed.open, 0), %(digits)s) AS open,
                   ROUND(COALESCE(owed.overdue, 0), %(digits)s) AS overdue
              FROM customer
              LEFT JOIN sold ON sold.id = customer.id
              LEFT JOIN settled ON settled.id = customer.id
              LEFT JOIN owed ON owed.id = customer.id
            """,
            digits=company.currency_id.decimal_places,
        )

    @api.model
    def _query_graded(self):
        """Return the SQL of the best rank whose every threshold is met, if any."""
        return SQL(
            """
            SELECT figures.*,
                   present.rank AS old_rank,
                   (SELECT MIN(tier.rank) FROM standard tier
                     WHERE figures.turnover >= tier.min_turnover
                       AND figures.days_late <= tier.max_days_late
                       AND figures.overdue_ratio <= tier.max_overdue_ratio
                       AND figures.standing >= tier.min_credit_standing) AS rank
              FROM figures
              LEFT JOIN standard present ON present.id = figures.tier_id
            """
        )

    @api.model
    def _query_proposed(self, company, count):
        """Return the SQL of the proposals, moves bounded as the company says.

        A customer without a tier in force moves without bound; one that no tier fits
        keeps the tier until somebody decides.
        """
        # sudo: one setting of the company
        steps = company.sudo().assessment_max_steps or count
        return SQL(
            """
            SELECT graded.id AS partner_id, graded.user_id, graded.team_id,
                   graded.sales_class, graded.standing AS credit_standing,
                   graded.turnover, graded.days_late, graded.overdue_ratio,
                   graded.open AS open_amount, graded.overdue AS overdue_amount,
                   graded.tier_id AS old_tier_id,
                   COALESCE(old.credit_limit, 0) AS old_limit,
                   formula.id AS formula_tier_id,
                   proposed.id AS proposed_tier_id,
                   COALESCE(proposed.id, old.id) AS final_tier_id,
                   %(new_limit)s AS new_limit,
                   %(new_limit)s - COALESCE(old.credit_limit, 0) AS limit_change,
                   CASE WHEN proposed.id IS NULL OR proposed.id = old.id THEN 'same'
                        WHEN old.id IS NULL THEN 'new'
                        WHEN (proposed.sequence, proposed.id) < (old.sequence, old.id)
                        THEN 'up' ELSE 'down' END AS move,
                   missed.id AS missed_tier_id,
                   graded.turnover < missed.min_turnover AS misses_turnover,
                   graded.days_late > missed.max_days_late AS misses_days_late,
                   graded.overdue_ratio > missed.max_overdue_ratio
                       AS misses_overdue_ratio,
                   graded.standing < missed.min_credit_standing
                       AS misses_credit_standing
              FROM graded
              LEFT JOIN sales_tier old ON old.id = graded.tier_id
              LEFT JOIN standard formula ON formula.rank = graded.rank
              LEFT JOIN standard proposed
                     ON proposed.rank = LEAST(
                            GREATEST(graded.rank, graded.old_rank - %(steps)s),
                            graded.old_rank + %(steps)s)
                    AND graded.rank IS NOT NULL
              LEFT JOIN standard missed
                     ON missed.rank = COALESCE(graded.rank, %(count)s + 1) - 1
             ORDER BY graded.id
            """,
            new_limit=SQL("COALESCE(proposed.credit_limit, old.credit_limit, 0)"),
            steps=steps,
            count=count,
        )

    @api.model
    def _get_branches(self, company):
        return self.env["sales.credit"]._get_branch_ids(company)
