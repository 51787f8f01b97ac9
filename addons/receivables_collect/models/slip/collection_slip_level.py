from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools import roles


class CollectionSlip(models.Model):
    _inherit = "collection.slip"

    level_id = fields.Many2one(
        "collection.level",
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    letter_level_id = fields.Many2one(
        "collection.level",
        string="Last Letter",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The level whose letter was sent last.",
    )
    letter_date = fields.Date(string="Last Letter on", readonly=True, copy=False)
    letter_problem = fields.Char(
        string="Letter Not Sent Because", readonly=True, copy=False
    )
    responsible_id = fields.Many2one(
        "res.users",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Who acts next, as the level says.",
    )

    @api.model
    def _cron_escalate(self):
        """Raise slips to the level that their days overdue ask for (R1.8).

        Set-based. A level is left once its letter was sent and its interval is over;
        no level is jumped past whose letter was not sent, unless it may be jumped to.
        Those who act now are told, each once.
        """
        self.flush_model()
        self.env["collection.level"].flush_model()
        self.env["crm.team"].flush_model(["user_id"])
        for company in self.env["res.company"].search(Domain.TRUE):
            today = fields.Date.context_today(self.with_company(company))
            rows = self.env.execute_query(self._query_escalate(company, today))
            slips = self.browse(slip_id for (slip_id,) in rows)
            slips.invalidate_recordset()
            slips._tell_escalated()

    def _tell_escalated(self):
        """Plan one activity per person who has to act on these slips now."""
        for user, slips in self.grouped("responsible_id").items():
            if not user.active:
                continue
            first = slips.sorted("urgency", reverse=True)[0]
            env = first.with_context(lang=user.lang).env
            first.activity_schedule(
                "receivables_collect.mail_activity_type_slips",
                user_id=user.id,
                summary=env._("%s slips have reached your level", len(slips)),
            )

    @api.model
    def _query_escalate(self, company, today):
        """Return the SQL that raises the slips of one company."""
        director = company._get_role_users(roles.DIRECTOR)[:1]
        return SQL(
            """
            UPDATE collection_slip slip
               SET level_id = target.level_id,
                   responsible_id = target.responsible_id,
                   letter_problem = NULL,
                   letter_level_id = COALESCE(target.silent_id, slip.letter_level_id),
                   letter_date = CASE WHEN target.silent_id IS NULL
                                      THEN slip.letter_date ELSE %(today)s::date END
              FROM (
                SELECT candidate.id, level.id AS level_id,
                       CASE WHEN level.mail_template_id IS NULL
                            THEN level.id END AS silent_id,
                       COALESCE(CASE level.responsible
                                WHEN 'regional_manager' THEN team.user_id
                                WHEN 'director'
                                THEN COALESCE(level.user_id, %(director)s)
                                WHEN 'legal' THEN level.user_id
                                 END, candidate.user_id, team.user_id) AS responsible_id
                  FROM collection_slip candidate
                  LEFT JOIN collection_level present
                         ON present.id = candidate.level_id
                  LEFT JOIN crm_team team ON team.id = candidate.team_id
                  JOIN LATERAL (%(level)s) level ON TRUE
                 WHERE candidate.company_id = %(company)s
                   AND candidate.state IN ('issued', 'sent', 'signed')
                   AND candidate.amount_residual > 0
                   AND (present.id IS NULL
                        OR level.can_skip IS TRUE
                        OR (candidate.letter_level_id = candidate.level_id
                            AND candidate.letter_date + present.interval_days
                                <= %(today)s))
              ) target
             WHERE target.id = slip.id
            RETURNING slip.id
            """,
            director=director.id or None,
            today=today,
            company=company.id,
            level=self._query_next_level(today),
        )

    @api.model
    def _query_next_level(self, today):
        """Return the SQL of the level above the present one that is reached."""
        return SQL(
            """
            SELECT level.*
              FROM collection_level level
             WHERE level.company_id = candidate.company_id
               AND level.active IS TRUE
               AND level.days_overdue <= %(today)s - candidate.date_oldest
               AND level.days_overdue > COALESCE(present.days_overdue, -1)
               AND (level.can_skip IS TRUE
                    OR NOT EXISTS (
                        SELECT 1
                          FROM collection_level middle
                         WHERE middle.company_id = level.company_id
                           AND middle.active IS TRUE
                           AND middle.days_overdue < level.days_overdue
                           AND middle.days_overdue
                               > COALESCE(present.days_overdue, -1)))
             ORDER BY level.days_overdue DESC
             LIMIT 1
            """,
            today=today,
        )
