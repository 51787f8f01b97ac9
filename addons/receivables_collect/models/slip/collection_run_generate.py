from odoo import fields, models
from odoo.tools import SQL

from .overdue import OverdueQuery


class CollectionRun(models.Model):
    _inherit = "collection.run"

    def action_generate(self):
        """Make draft slips of what is overdue and on no open slip (R4.23).

        :return: True
        :raise AccessError: when the caller is not finance
        :raise UserError: when the run was issued
        """
        self._check_finance()
        self.check_access("write")
        for run in self:
            run._generate()
        return True

    def _generate(self):
        """Write the slips of one run and say on it what was made."""
        self.ensure_one()
        # who issued it since this transaction began makes taking the guard fail
        self.env["collection.guard"]._take(self.company_id)
        self._check_draft()
        self._flush_sources()
        [(slips, lines, known)] = self.env.execute_query(self._query_generate())
        if known and lines:
            self.env.cr.execute(self._query_totals())
        # issuing compares all lines: a planner that remembers the tables empty, as a
        # vacuum between two runs leaves them, would read them once for each slip
        self.env.cr.execute(
            "ANALYZE collection_slip (id, run_id, state),"
            " collection_slip_line (slip_id)"
        )
        self.invalidate_recordset(["slip_ids", "slip_count"])
        self.env["collection.slip"].invalidate_model()
        self.env["collection.slip.line"].invalidate_model()
        # sudo: the run says what was done, whoever may post on it
        self.sudo()._message_log(
            body=self.env._(
                "%(lines)s receivables and credits put on %(slips)s slips.",
                lines=lines,
                slips=slips,
            )
        )

    def _flush_sources(self):
        """Write what the SQL of a run reads."""
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
        self.env["account.move.line"].flush_model(["collection_exclusion"])
        self.env["res.partner"].flush_model(["collection_exclusion", "tier_id"])
        self.env["res.users"].flush_model(["sale_team_id"])

    def _get_overdue(self):
        """Return the query of what this run is about."""
        self.ensure_one()
        return OverdueQuery(self)

    def _query_generate(self):
        """Return the SQL that writes slips and lines and counts what it did."""
        return SQL(
            """
            WITH %(overdue)s,
            known AS (
                SELECT id, partner_id, currency_id
                  FROM collection_slip
                 WHERE run_id = %(run)s AND state = 'draft'
            ),
            made AS (%(slips)s),
            slip AS (SELECT * FROM known UNION ALL SELECT * FROM made),
            lines AS (%(lines)s)
            SELECT (SELECT COUNT(*) FROM made), (SELECT COUNT(*) FROM lines),
                   (SELECT COUNT(*) FROM known)
            """,
            overdue=self._get_overdue().ctes(),
            run=self.id,
            slips=self._query_insert_slips(),
            lines=self._query_insert_lines(),
        )

    def _query_insert_slips(self):
        return SQL(
            """
            INSERT INTO collection_slip (
                   run_id, company_id, partner_id, currency_id, user_id, team_id,
                   level_id, responsible_id, state, custody, amount_due,
                   amount_residual, date_oldest, urgency, create_uid, write_uid,
                   create_date, write_date)
            SELECT %(run)s, %(company)s, partner_id, currency_id, user_id, team_id,
                   level_id, responsible_id, 'draft', 'finance', 0, asked, oldest,
                   company_asked * GREATEST(age, 0), %(uid)s, %(uid)s, %(now)s, %(now)s
              FROM asked
             WHERE NOT EXISTS (SELECT 1
                                 FROM known
                                WHERE known.partner_id = asked.partner_id
                                  AND known.currency_id = asked.currency_id)
            RETURNING id, partner_id, currency_id
            """,
            run=self.id,
            company=self.company_id.id,
            uid=self.env.uid,
            now=fields.Datetime.now(),
        )

    def _query_insert_lines(self):
        return SQL(
            """
            INSERT INTO collection_slip_line (
                   slip_id, move_line_id, is_credit, document, date_invoice,
                   date_maturity, amount_due, amount_residual, is_open)
            SELECT slip.id, item.id, item.is_credit, item.document, item.doc_date,
                   item.due, item.amount, item.amount, TRUE
              FROM (SELECT *, FALSE AS is_credit FROM debit
                     UNION ALL
                    SELECT *, TRUE FROM credit) item
              JOIN asked
                ON asked.partner_id = item.partner_id
               AND asked.currency_id = item.currency_id
              JOIN slip
                ON slip.partner_id = item.partner_id
               AND slip.currency_id = item.currency_id
             WHERE item.is_credit IS FALSE
                OR NOT EXISTS (SELECT 1
                                 FROM collection_slip_line line
                                WHERE line.slip_id = slip.id
                                  AND line.move_line_id = item.id
                                  AND line.is_credit IS TRUE)
            ON CONFLICT (move_line_id)
            WHERE is_open IS TRUE AND is_credit IS NOT TRUE
            DO NOTHING
            RETURNING id
            """
        )

    def _query_totals(self):
        """Return the SQL that adds up the drafts of a run that was generated again."""
        return SQL(
            """
            UPDATE collection_slip slip
               SET amount_residual = GREATEST(total.amount, 0),
                   date_oldest = total.oldest
              FROM (SELECT line.slip_id, SUM(line.amount_residual) AS amount,
                           MIN(line.date_maturity) FILTER (
                               WHERE line.is_credit IS NOT TRUE) AS oldest
                      FROM collection_slip_line line
                     WHERE line.is_open IS TRUE AND line.is_disputed IS NOT TRUE
                     GROUP BY line.slip_id) total
             WHERE total.slip_id = slip.id
               AND slip.run_id = %s
               AND slip.state = 'draft'
            """,
            self.id,
        )
