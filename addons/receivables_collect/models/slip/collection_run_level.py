from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools import roles


class CollectionRun(models.Model):
    _inherit = "collection.run"

    def _get_latest_due(self):
        """Return the last due date that this run asks for."""
        self.ensure_one()
        return self.date - timedelta(days=self.min_age_days)

    def _get_overdue_conditions(self):
        """Return the SQL conditions on `item` that leave receivables out of a run."""
        return [
            SQL(
                """
                NOT EXISTS (SELECT 1
                              FROM collection_slip_line line
                             WHERE line.move_line_id = item.id
                               AND line.is_open IS TRUE
                               AND line.is_credit IS NOT TRUE)
                """
            ),
            SQL(
                """
                NOT EXISTS (SELECT 1
                              FROM collection_dispute dispute
                             WHERE dispute.move_line_id = item.id
                               AND dispute.state IN ('open', 'accepted'))
                """
            ),
            SQL(
                """
                NOT EXISTS (SELECT 1
                              FROM collection_slip_line line
                              JOIN collection_contact contact
                                ON contact.slip_id = line.slip_id
                             WHERE line.move_line_id = item.id
                               AND contact.promise_state = 'open'
                               AND contact.promise_date > %s)
                """,
                self.date,
            ),
        ]

    def _query_level(self):
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
            company=self.company_id.id,
        )

    def _query_responsible(self):
        """Return the SQL of who acts next: the level says, else the salesperson."""
        return SQL(
            """
            COALESCE(CASE level.responsible
                     WHEN 'regional_manager' THEN team.user_id
                     WHEN 'director' THEN COALESCE(level.user_id, %(director)s)
                     WHEN 'legal' THEN level.user_id
                      END, owed.user_id, team.user_id)
            """,
            director=self.company_id._get_role_users(roles.DIRECTOR)[:1].id or None,
        )
