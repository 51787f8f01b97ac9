from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools import roles


class CollectionOverdue(models.AbstractModel):
    """Overdue receivables that are on no open slip (R4.23, R1.8).

    The one answer for a run, its preview and the desk, as SQL to build on. It is given
    all it needs and calls none of them back.
    """

    _name = "collection.overdue"
    _description = "Overdue Receivables"

    @api.model
    def _flush_sources(self):
        """Write the fields that the SQL reads."""
        slips = self.env["collection.slip"]
        slips._flush_items()
        slips.flush_model()
        for model in (
            "collection.slip.line",
            "collection.contact",
            "collection.dispute",
            "collection.level",
            "crm.team",
        ):
            self.env[model].flush_model()
        self.env["account.move"].flush_model(["collection_exclusion"])
        self.env["account.move.line"].flush_model(
            ["collection_exclusion", "collection_label"]
        )
        self.env["res.partner"].flush_model(["collection_exclusion", "tier_id"])
        self.env["res.users"].flush_model(["sale_team_id", "active"])
        self.env["crm.team.member"].flush_model(["active", "crm_team_id", "user_id"])

    @api.model
    def _query_overdue(
        self, company, date, min_amount=0.0, min_age_days=0, team_ids=(), tier_ids=()
    ):
        """Return the SQL of common table expressions, to follow a WITH.

        `debit` are the receivables asked for, `credit` the credits of the same
        customers (of each, the part that no other open slip uses), `asked` one row per
        customer and currency: the responsible user, the level, the amount. Nothing is
        netted over currencies.

        :param company: the company that the receivables are owed to
        :param date date: the day on which age, rates and promises are judged
        :param float min_amount: customers who would be asked for less are left out;
            in the company's currency
        :param int min_age_days: receivables overdue by fewer days are left out
        :param team_ids: ids of sales teams, all where empty
        :param tier_ids: ids of tiers, all where empty
        """
        latest_due = date - timedelta(days=min_age_days)
        return SQL(", ").join(
            SQL("%s AS (%s)", SQL.identifier(name), query)
            for name, query in (
                ("item", self._query_item(company, team_ids, tier_ids)),
                ("used", self._query_used()),
                ("debit", self._query_debit(date, latest_due)),
                ("credit", self._query_credit(date)),
                ("asked", self._query_asked(company, date, min_amount)),
            )
        )

    @api.model
    def _query_item(self, company, team_ids, tier_ids):
        """Return the SQL of the open items of receivable accounts, both signs."""
        # IS NULL on plain columns: of expressions the planner expects a row in 200, and
        # would nest loops over tens of thousands
        ledger = self.env["sales.ledger"]
        resolve = self.env["sales.tier.resolve"]
        excluded = resolve._query_value("customer", "collection_exclusion", company)
        conditions = [SQL("TRUE")]
        if team_ids:
            conditions.append(SQL("%s IN %s", self._query_team(), tuple(team_ids)))
        if tier_ids:
            tier = resolve._query_tier("customer", company)
            conditions.append(SQL("%s IN %s", tier, tuple(tier_ids)))
        return SQL(
            """
            SELECT item.id, item.currency_id, item.amount_currency AS amount,
                   item.due, item.date,
                   COALESCE(item.invoice_date, item.date) AS doc_date,
                   %(document)s AS document,
                   customer.id AS partner_id, customer.user_id,
                   %(team)s AS sale_team_id
              FROM (%(items)s) item
              JOIN account_move move ON move.id = item.move_id
              JOIN res_partner partner ON partner.id = item.partner_id
              JOIN res_partner customer ON customer.id = partner.commercial_partner_id
              LEFT JOIN res_users seller ON seller.id = customer.user_id
             WHERE item.amount_currency <> 0
               AND (item.collection_exclusion IS NULL
                    OR item.collection_exclusion = '')
               AND (move.collection_exclusion IS NULL
                    OR move.collection_exclusion = '')
               AND (customer.collection_exclusion IS NULL
                    OR COALESCE(%(excluded)s, '') = '')
               AND %(conditions)s
            """,
            document=ledger._query_document(SQL("item"), SQL("move")),
            items=ledger._query_open(
                SQL("line.company_id = %s", company.id),
                also=("collection_exclusion", "collection_label", "invoice_date")
                + ("move_name", "name", "ref"),
            ),
            excluded=excluded,
            team=self._query_team(),
            conditions=SQL(" AND ").join(conditions),
        )

    @api.model
    def _query_used(self):
        """Return the SQL of the use of each credit by open slips, first lines first."""
        return SQL(
            """
            SELECT move_line_id,
                   SUM(GREATEST(0, LEAST(credit, debit - before))) AS amount
              FROM (SELECT line.move_line_id, -line.amount_residual AS credit,
                           COALESCE(-SUM(line.amount_residual) OVER (
                               PARTITION BY line.slip_id ORDER BY line.id
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                           ), 0) AS before,
                           (SELECT COALESCE(SUM(owed.amount_residual
                                            - COALESCE(owed.amount_disputed, 0)), 0)
                              FROM collection_slip_line owed
                             WHERE owed.slip_id = line.slip_id
                               AND owed.is_open IS TRUE
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

    @api.model
    def _query_debit(self, date, latest_due):
        """Return the SQL of the receivables that are neither on an open slip, nor
        disputed as a whole, nor promised for a later day; `disputed` is the part that
        rests.
        """
        return SQL(
            """
            SELECT item.*, COALESCE(dispute.amount_rest, 0) AS disputed
              FROM item
              LEFT JOIN collection_dispute dispute
                     ON dispute.move_line_id = item.id
                    AND dispute.state IN ('open', 'accepted')
             WHERE item.amount > COALESCE(dispute.amount_rest, 0)
               AND item.due <= %(due)s
               AND NOT EXISTS (SELECT 1
                                 FROM collection_slip_line line
                                WHERE line.move_line_id = item.id
                                  AND line.is_open IS TRUE
                                  AND line.is_credit IS NOT TRUE)
               AND NOT EXISTS (SELECT 1
                                 FROM collection_slip_line line
                                 JOIN collection_contact contact
                                   ON contact.slip_id = line.slip_id
                                WHERE line.move_line_id = item.id
                                  AND contact.promise_state = 'open'
                                  AND contact.promise_date > %(date)s)
            """,
            due=latest_due,
            date=date,
        )

    @api.model
    def _query_credit(self, date):
        """Return the SQL of credits until the day, less what open slips use of them."""
        return SQL(
            """
            SELECT item.id, item.currency_id, item.amount + COALESCE(used.amount, 0)
                   AS amount, item.due, item.date, item.doc_date, item.document,
                   item.partner_id, item.user_id, item.sale_team_id, 0 AS disputed
              FROM item
              LEFT JOIN used ON used.move_line_id = item.id
             WHERE item.amount < 0
               AND item.amount + COALESCE(used.amount, 0) < 0
               AND item.date <= %s
            """,
            date,
        )

    @api.model
    def _query_asked(self, company, date, min_amount):
        """Return the SQL of one row per customer and currency that is asked for."""
        return SQL(
            """
            SELECT owed.*,
                   GREATEST(owed.debit + COALESCE(credit.amount, 0), 0) AS asked,
                   GREATEST(owed.debit + COALESCE(credit.amount, 0), 0)
                   / COALESCE(rate.rate, 1) AS company_asked,
                   level.id AS level_id, %(responsible)s AS responsible_id
              FROM (SELECT partner_id, currency_id, MIN(user_id) AS user_id,
                           MIN(sale_team_id) AS team_id,
                           SUM(amount - disputed) AS debit, SUM(disputed) AS disputed,
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
            responsible=self._query_responsible(company, SQL("owed.user_id")),
            date=date,
            rates=self._query_rates(company, date),
            level=self._query_level(company),
            min_amount=min_amount,
        )

    @api.model
    def _query_level(self, company):
        """Return the SQL of the level at which a customer's new slip begins.

        The lowest one, unless a higher one may be jumped to: nothing was sent yet.
        """
        return SQL(
            """
            SELECT level.id, level.responsible, level.user_id
              FROM collection_level level
             WHERE level.company_id = %(company)s
               AND level.active IS TRUE
               AND level.days_overdue <= owed.age
               AND (level.can_skip IS TRUE
                    OR NOT EXISTS (SELECT 1
                                     FROM collection_level lower
                                    WHERE lower.company_id = level.company_id
                                      AND lower.active IS TRUE
                                      AND (lower.days_overdue, lower.id)
                                          < (level.days_overdue, level.id)))
             ORDER BY level.days_overdue DESC, level.id DESC
             LIMIT 1
            """,
            company=company.id,
        )

    @api.model
    def _query_team(self):
        """Return the SQL of the branch of `seller`; of one that left, the last one."""
        return SQL(
            """
            COALESCE(seller.sale_team_id, CASE WHEN seller.active IS FALSE THEN (
                SELECT member.crm_team_id
                  FROM crm_team_member member
                  JOIN crm_team branch
                    ON branch.id = member.crm_team_id AND branch.active IS TRUE
                 WHERE member.user_id = seller.id
                 ORDER BY member.active DESC, member.write_date DESC, member.id DESC
                 LIMIT 1) END)
            """
        )

    @api.model
    def _query_responsible(self, company, user):
        """Return the SQL of the user who acts at `level` for the branch `team`.

        By the level, else the salesperson, else the leader, else the director in place
        of those who left: the first of them who is still there.

        :param SQL user: the salesperson
        """
        return SQL(
            """
            (SELECT person.id
               FROM unnest(ARRAY[
                        CASE level.responsible
                             WHEN 'regional_manager' THEN team.user_id
                             WHEN 'director' THEN level.user_id
                             WHEN 'legal' THEN level.user_id
                         END,
                        CASE WHEN level.responsible IN ('director', 'legal')
                               OR (level.responsible = 'regional_manager'
                                   AND team.user_id IS NOT NULL)
                             THEN %(director)s END,
                        %(user)s, team.user_id,
                        CASE WHEN COALESCE(%(user)s, team.user_id) IS NOT NULL
                             THEN %(director)s END
                    ]) WITH ORDINALITY AS wanted (id, place)
               JOIN res_users person
                 ON person.id = wanted.id AND person.active IS TRUE
              ORDER BY wanted.place
              LIMIT 1)
            """,
            director=SQL(
                "%s::int", company._get_role_users(roles.DIRECTOR)[:1].id or None
            ),
            user=user,
        )

    @api.model
    def _query_rates(self, company, date):
        """Return the SQL of the day's rates: rows of VALUES, currency and rate."""
        # sudo: rates are no secret
        currencies = self.env["res.currency"].sudo().with_context(active_test=False)
        rates = currencies.search(Domain.TRUE)._get_rates(company, date)
        own = rates.get(company.currency_id.id) or 1.0
        return SQL(", ").join(
            SQL("(%s, %s)", currency_id, rate / own)
            for currency_id, rate in rates.items()
        )
