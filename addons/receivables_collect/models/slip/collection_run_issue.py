from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools import door_kinds


class CollectionRun(models.Model):
    """Issuing a run: its slips are numbered and frozen, in one transaction."""

    _inherit = "collection.run"

    _protected_fields = frozenset({"issued_by_id"})

    issued_by_id = fields.Many2one(
        "res.users", string="Issued by", readonly=True, copy=False
    )

    @door_kinds.needs("write")
    def action_issue(self):
        """Number and issue all slips of the run at once; their amounts are frozen.

        Slips that the ledger settled since they were made are dropped.

        :return: True
        :raise AccessError: when the caller is not finance
        :raise UserError: when the run was issued, or has nothing to issue
        """
        self._check_finance()
        self.check_access("write")
        for run in self:
            run._issue()
        return True

    def _issue(self):
        """Issue one run."""
        self.ensure_one()
        # taking the guard fails if the run was issued since this transaction began
        self.env["collection.guard"]._take(self.company_id)
        self._check_draft()
        # sudo: all slips of the run, also those hidden from the caller
        slips_sudo = self.sudo().env["collection.slip"]
        slips_sudo._sweep([("run_id", "=", self.id)])
        [(count,)] = self.env.execute_query(self._query_drop_settled())
        if not count:
            raise UserError(
                self.env._(
                    "%s has no slip to issue. Generate the slips first.",
                    self.display_name,
                )
            )
        day = self.company_id._get_today()
        prefix, first = slips_sudo._take_numbers(self.company_id, count, day)
        self.env.cr.execute(self._query_number(prefix, first, day))
        self.env["collection.dispute"].invalidate_model(["slip_line_id", "slip_id"])
        slips_sudo.invalidate_model()
        slips_sudo.env["collection.slip.line"].invalidate_model()
        self.invalidate_recordset(["slip_ids", "slip_count"])
        # nothing of a run is tracked: looking for tracked fields costs two queries
        self.with_context(tracking_disable=True)._move(
            "done", issued_by_id=self.env.uid
        )
        self._distribute()

    def _query_drop_settled(self):
        """Return the SQL that deletes drafts of which nothing is open any more, and
        counts those that are left.

        From here to the numbers nothing is nested: where the tables were empty when the
        planner last looked, it would read all lines once for each slip (39 s).
        """
        return SQL(
            """
            SET LOCAL enable_nestloop = off;
            WITH dropped AS (
                DELETE FROM collection_slip slip
                 WHERE slip.run_id = %(run)s
                   AND slip.state = 'draft'
                   AND NOT EXISTS (SELECT 1
                                     FROM collection_slip_line line
                                    WHERE line.slip_id = slip.id
                                      AND line.is_open IS TRUE
                                      AND line.is_credit IS NOT TRUE)
                RETURNING id)
            SELECT (SELECT COUNT(*)
                      FROM collection_slip
                     WHERE run_id = %(run)s AND state = 'draft')
                   - (SELECT COUNT(*) FROM dropped)
            """,
            run=self.id,
        )

    def _query_freeze_lines(self):
        """Return the SQL that freezes the present residuals as the amounts due."""
        return SQL(
            """
            UPDATE collection_slip_line line
               SET amount_due = line.amount_residual
              FROM collection_slip slip
             WHERE slip.id = line.slip_id
               AND slip.run_id = %s
               AND slip.state = 'draft'
               AND line.amount_due <> line.amount_residual
            """,
            self.id,
        )

    def _query_move_disputes(self):
        """Return the SQL that has disputes follow their receivable onto these slips."""
        return SQL(
            """
            UPDATE collection_dispute dispute
               SET slip_line_id = line.id, slip_id = line.slip_id
              FROM collection_slip_line line
              JOIN collection_slip slip ON slip.id = line.slip_id
             WHERE slip.run_id = %s
               AND line.move_line_id = dispute.move_line_id
               AND line.is_disputed IS TRUE
               AND line.is_open IS TRUE
               AND line.is_credit IS NOT TRUE
               AND dispute.state IN ('open', 'accepted')
            """,
            self.id,
        )

    def _query_number(self, prefix, first, day):
        """Return the SQL that numbers and issues the drafts, by team and person,
        freezes their lines, and has disputes follow onto them.
        """
        slips = self.env["collection.slip"]
        return SQL(
            """
            WITH frozen AS (%(freeze)s), moved AS (%(disputes)s)
            UPDATE collection_slip slip
               SET number = %(number)s,
                   %(move)s,
                   date = %(day)s,
                   amount_due = slip.amount_residual,
                   custody_since = %(now)s,
                   letter_level_id = draft.silent_level_id,
                   letter_date = CASE WHEN draft.silent_level_id IS NOT NULL
                                      THEN %(day)s::date END,
                   write_uid = %(uid)s,
                   write_date = %(now)s
              FROM (SELECT slip.id, silent.id AS silent_level_id, ROW_NUMBER() OVER (
                               ORDER BY team_id, slip.user_id, partner_id, slip.id
                           ) AS place
                      FROM collection_slip slip
                      LEFT JOIN collection_level silent
                             ON silent.id = slip.level_id
                            AND silent.mail_template_id IS NULL
                     WHERE run_id = %(run)s AND state = 'draft') draft
             WHERE draft.id = slip.id;
            SET LOCAL enable_nestloop TO DEFAULT
            """,
            freeze=self._query_freeze_lines(),
            disputes=self._query_move_disputes(),
            move=slips._sql_move("draft", "issued"),
            number=slips._sql_register_number(
                prefix, SQL("%s + draft.place - 1", first)
            ),
            day=day,
            now=fields.Datetime.now(),
            uid=self.env.uid,
            run=self.id,
        )
