import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class CollectionUncollectedReport(models.Model):
    """Drafts with their snapshot, and the comparison with the ledger (R4.28)."""

    _inherit = "collection.uncollected.report"

    @api.model
    def _cron_generate(self):
        """Make the drafts of the last week and the last ten days where missing."""
        today = fields.Date.context_today(self)
        due = [
            (company, kind)
            for company in self.env["res.company"].search([("active", "=", True)])
            for kind in ("week", "ten_days")
        ]
        cron = self.env["ir.cron"]
        if not cron._commit_progress(remaining=len(due)):
            return
        for company, kind in due:
            try:
                self._generate(company, kind, *self._get_period(kind, today))
                self.env.flush_all()
            except Exception:  # cron: the other companies go on
                self.env.cr.rollback()
                _logger.exception("Uncollected items of %s, %s", company.name, kind)
            if not cron._commit_progress(1):
                return

    @api.model
    def _generate(self, company, kind, date_from, date_to):
        """Make the drafts of a period: one per salesperson who has overdue items.

        :return: the reports made; none where they are there already
        """
        self.env["collection.ledger"]._flush_items()
        self.flush_model()
        holders = self.env.execute_query(
            self._query_missing_holders(company, kind, date_to)
        )
        if not holders:
            return self.browse()
        due = date_to + timedelta(days=company.uncollected_due_days)
        # the numbers first: who does the same at this moment is told to try again
        prefix, first = self._take_numbers(
            company, "uncollected", "F23", len(holders), date_to
        )
        reports = self._create_protected(
            [
                {
                    "number": self._format_number(prefix, first + place),
                    "company_id": company.id,
                    "kind": kind,
                    "date_from": date_from,
                    "date_to": date_to,
                    "date_due": due,
                    "user_id": user_id or False,
                    "team_id": team_id or False,
                }
                for place, (user_id, team_id) in enumerate(holders)
            ]
        )
        reports.flush_recordset()
        self.env.execute_query(reports._query_insert_lines(company, date_to))
        reports.invalidate_recordset(["line_ids"])
        reports._remind()
        return reports

    def _remind(self):
        """Put the drafts on their salespeople's lists."""
        for report in self.filtered("user_id"):
            user = report.user_id
            report.activity_schedule(
                "mail.mail_activity_data_todo",
                report.date_due,
                summary=user.with_context(lang=user.lang).env._(
                    "Uncollected items until %s: give the reasons and submit",
                    report.date_to,
                ),
                user_id=user.id,
            )

    @api.model
    def _query_snapshot(self, company, date_to):
        """CTEs: what was overdue at the end of a day, and whose customers they were."""
        ledger = self.env["collection.ledger"]
        return SQL(
            """
            WITH entry AS (
                SELECT * FROM (%(items)s) item
                 WHERE item.amount > 0 AND item.due <= %(date)s
            ),
            %(holders)s,
            overdue AS (
                SELECT entry.*, holder.user_id, holder.team_id
                  FROM entry
                  JOIN holder ON holder.partner_id = entry.partner_id
                             AND %(date)s >= holder.date_from
                             AND %(date)s < holder.date_end
            )
            """,
            items=ledger._query_open_items(company, date_to),
            holders=ledger._query_holders(),
            date=date_to,
        )

    @api.model
    def _query_missing_holders(self, company, kind, date_to):
        return SQL(
            """
            %s
            SELECT overdue.user_id, MAX(overdue.team_id)
              FROM overdue
             WHERE NOT EXISTS (
                   SELECT 1 FROM collection_uncollected_report report
                    WHERE report.company_id = %s AND report.kind = %s
                      AND report.date_to = %s
                      AND COALESCE(report.user_id, 0) = overdue.user_id)
             GROUP BY overdue.user_id
             ORDER BY overdue.user_id
            """,
            self._query_snapshot(company, date_to),
            company.id,
            kind,
            date_to,
        )

    def _query_insert_lines(self, company, date_to, added=False):
        """Store the overdue items of these reports' salespeople as lines.

        The reason is the one that was given last, so that only new items are asked.

        :param added: items that the reports lack, which the comparison found
        """
        return SQL(
            """
            %(snapshot)s
            INSERT INTO collection_uncollected_line
                   (report_id, company_id, move_line_id, partner_id, document,
                    date_maturity, days_overdue, currency_id, amount, amount_company,
                    reason, is_added, ledger_amount, difference_reason)
            SELECT report.id, report.company_id, overdue.id,
                   NULLIF(overdue.partner_id, 0),
                   COALESCE(NULLIF(line.move_name, ''), line.ref), overdue.due,
                   report.date_to - overdue.due, overdue.currency_id,
                   %(amounts)s, %(reason)s
              FROM overdue
              JOIN collection_uncollected_report report
                ON COALESCE(report.user_id, 0) = overdue.user_id
               AND report.id IN %(reports)s
              JOIN account_move_line line ON line.id = overdue.id
              LEFT JOIN LATERAL (
                       SELECT known.reason
                         FROM collection_uncollected_line known
                        WHERE known.move_line_id = overdue.id
                        ORDER BY known.id DESC LIMIT 1) last ON TRUE
             WHERE NOT EXISTS (SELECT 1 FROM collection_uncollected_line known
                                WHERE known.report_id = report.id
                                  AND known.move_line_id = overdue.id)
             ORDER BY report.id, overdue.due, overdue.id
            RETURNING id
            """,
            snapshot=self._query_snapshot(company, date_to),
            amounts=SQL("0, 0")
            if added
            else SQL("overdue.amount_currency, overdue.amount"),
            reason=SQL("NULL, TRUE, line.amount_residual, 'missing'")
            if added
            else SQL("last.reason, FALSE, NULL, NULL"),
            reports=tuple(self.ids) or (0,),
        )

    def _compare(self):
        """Find what differs from the ledger of now, and why."""
        self.ensure_one()
        self.env["collection.ledger"]._flush_items()
        self.line_ids.flush_model()
        self.env["account.move"].flush_model(["collection_exclusion"])
        self.env["account.move.line"].flush_model(["collection_exclusion"])
        self.env["collection.dispute"].flush_model(["move_line_id", "state"])
        self.env.execute_query(
            SQL(
                "DELETE FROM collection_uncollected_line"
                " WHERE report_id = %s AND is_added IS TRUE RETURNING id",
                self.id,
            )
        )
        self.env.execute_query(self._query_compare())
        self.env.execute_query(
            self._query_insert_lines(self.company_id, self.date_to, added=True)
        )
        self.line_ids.invalidate_model()
        self.invalidate_recordset()  # its lines, and what is counted of them
        self._write_protected({"compared_at": fields.Datetime.now()})

    def _query_compare(self):
        """Write the present residual and the reason of a difference into the lines."""
        return SQL(
            """
            UPDATE collection_uncollected_line line
               SET ledger_amount = now.amount,
                   difference_reason = CASE
                       WHEN now.is_moved THEN 'moved'
                       WHEN now.amount < line.amount_company THEN 'paid'
                       WHEN now.user_id <> %(user)s THEN 'salesperson'
                       WHEN now.is_disputed AND COALESCE(line.reason, '') <> 'disputed'
                       THEN 'disputed'
                       WHEN now.amount > line.amount_company THEN 'undone'
                   END
              FROM (SELECT old.id,
                           CASE WHEN item.parent_state = 'posted'
                                THEN item.amount_residual ELSE 0 END AS amount,
                           item.id IS NULL OR item.parent_state <> 'posted'
                           OR COALESCE(item.date_maturity, item.date)
                              <> old.date_maturity
                           OR COALESCE(partner.commercial_partner_id, 0)
                              <> COALESCE(old.partner_id, 0) AS is_moved,
                           COALESCE(customer.user_id, 0) AS user_id,
                           COALESCE(move.collection_exclusion,
                                    item.collection_exclusion, '') <> ''
                           OR EXISTS (SELECT 1 FROM collection_dispute dispute
                                       WHERE dispute.move_line_id = item.id
                                         AND dispute.state IN ('open', 'accepted'))
                               AS is_disputed
                      FROM collection_uncollected_line old
                      LEFT JOIN account_move_line item ON item.id = old.move_line_id
                      LEFT JOIN account_move move ON move.id = item.move_id
                      LEFT JOIN res_partner partner ON partner.id = item.partner_id
                      LEFT JOIN res_partner customer
                        ON customer.id = partner.commercial_partner_id
                     WHERE old.report_id = %(report)s) now
             WHERE line.id = now.id
            RETURNING line.id
            """,
            report=self.id,
            user=self.user_id.id or 0,
        )
