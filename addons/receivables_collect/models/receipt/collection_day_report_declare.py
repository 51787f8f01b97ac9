from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools import roles

from .collection_receipt_method import METHODS


class CollectionDayReport(models.Model):
    """The collector's part of the day: open it, sum it up, declare, submit (R4.27)."""

    _inherit = "collection.day.report"

    @api.model
    def action_open_today(self):
        """Open one's own report of today; it is made when there is none.

        Users without papers in their bag collect nothing: for them none is made, and
        their former reports are shown.

        :raise AccessError: for users who collect nothing and so have no reports
        """
        roles.check(
            self.env,
            roles.COLLECTOR,
            self.env._("Only users who collect in the field have a day report."),
        )
        self.check_access("write")
        company = self.env.company
        today = company._get_today()
        own = [("company_id", "=", company.id), ("collector_id", "=", self.env.uid)]
        domain = [*own, ("date", ">=", today)]
        report = self.search(domain, order="date desc, round desc", limit=1)
        if not report and any(self.env.user._get_bag(custody="collector")):
            report = self._make_open(self.env.user, company, today)
        if not report:
            return self.env["ir.actions.actions"]._for_xml_id(
                "receivables_collect.collection_day_report_action_mine"
            )
        report.filtered(lambda day: day.state == "open")._refresh()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": report.id,
            "views": [(False, "form")],
        }

    @api.model
    def _get_open_report(self, receipt):
        """Return the collector's open report for a receipt; late ones go to the next
        open day, those after today's report to the next round of today.
        """
        return self._make_open(receipt.collector_id, receipt.company_id, receipt.date)

    @api.model
    def _make_open(self, collector, company, date):
        """Return the open report of `date`, or of the first later day not submitted.

        While the company's day lasts, a day that is submitted has a next round. The
        report's row is written: a concurrent submission is retried.
        """
        date, number = self._get_open_round(collector, company, date)
        self.flush_model()
        [(report_id,)] = self.env.execute_query(
            SQL(
                """
                INSERT INTO collection_day_report
                            (company_id, collector_id, date, round, state,
                             create_uid, create_date, write_uid, write_date)
                VALUES (%(company)s, %(collector)s, %(date)s, %(round)s, 'open',
                        %(uid)s, now() at time zone 'UTC',
                        %(uid)s, now() at time zone 'UTC')
                ON CONFLICT (company_id, collector_id, date, round) DO UPDATE
                   SET write_date = EXCLUDED.write_date
                RETURNING id
                """,
                company=company.id,
                collector=collector.id,
                date=date,
                round=number,
                uid=self.env.uid,
            )
        )
        report = self.browse(report_id)
        report.invalidate_recordset()
        return report

    @api.model
    def _get_open_round(self, collector, company, date):
        """Return the day, not before `date`, and the round that a receipt comes on."""
        today = company._get_today()
        # sudo: closed days, for users who may not read them any more
        reports_sudo = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("collector_id", "=", collector.id),
                ("date", ">=", date),
            ]
        )
        days = reports_sudo.grouped("date")
        while day_sudo := days.get(date):
            going = day_sudo.filtered(lambda report: report.state == "open")
            if going:
                return date, max(going.mapped("round"))
            if date == today:
                return date, max(day_sudo.mapped("round")) + 1
            date += timedelta(days=1)
        return date, 1

    def action_refresh(self):
        """Bring the amounts due and collected up to date in one's open reports.

        :raise UserError: for reports that are submitted
        """
        self._check_own()
        self._check_state("open")
        self._refresh()
        return True

    def _refresh(self):
        """Sum up open reports: per method, and per slip in the bag."""
        if not self:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE collection_day_declaration SET collected = 0"
                " WHERE report_id IN %s",
                tuple(self.ids),
            )
        )
        self.env.cr.execute(self._query_declare())
        self.env.cr.execute(self._query_vary())
        self.env["collection.day.declaration"].invalidate_model()
        self.env["collection.day.variance"].invalidate_model()
        self.invalidate_recordset(["declaration_ids", "variance_ids"])

    def action_submit(self):
        """Hand in one's F21 and F22: both are frozen from now on.

        Cash that was not stated to be in hand is stated to be as collected. The day of
        a collector who left is handed in by whoever acts for them.

        :raise AccessError: for others
        :raise UserError: when something is missing, naming it
        """
        self._check_own()
        # sudo: of a collector who left, the user may neither read nor write the day
        left = self.filtered(lambda report: not report.sudo().collector_id.active)
        (self - left)._submit()
        left.sudo()._submit()  # as above
        for report in left.sudo():  # as above
            report.message_post(
                body=self.env._(
                    "Submitted by %(user)s for %(collector)s, who left.",
                    user=self.env.user.name,
                    collector=report.collector_id.name,
                )
            )
        return True

    def _submit(self):
        """Freeze these reports and hand them to finance."""
        if not self:
            return
        self._check_state("open")
        self.env["collection.slip"]._sweep([("holder_id", "in", self.collector_id.ids)])
        self._refresh()
        for report in self:
            reasons = report._get_cannot_submit_reasons()
            if reasons:
                raise UserError("\n".join(reasons))
        # sudo: collectors submit by this method only
        self.receipt_ids.sudo().filtered(
            lambda receipt: receipt.state == "collected"
        )._move("reported")
        counts = [vals for report in self for vals in report._prepare_counts()]
        # sudo: finance's section, still empty
        self.env["collection.day.count"].sudo()._create_protected(counts)
        self._move("submitted", submitted_at=fields.Datetime.now())

    def _get_cannot_submit_reasons(self):
        """Return what is missing before the report can be submitted."""
        self.ensure_one()
        reasons = []
        if self.date > self.company_id._get_today():
            reasons.append(
                self.env._("%s: the day has not come yet.", self.display_name)
            )
        live = self.receipt_ids.filtered(lambda receipt: receipt.state == "collected")
        reasons += [
            self.env._(
                "Receipt %(receipt)s: fill in number, bank and due date of"
                " “%(paper)s”.",
                receipt=part.receipt_id.display_name,
                paper=part.display_name,
            )
            for part in live.method_ids
            if not part._is_paper_complete()
        ]
        reasons += [
            self.env._(
                "Say why the cash in hand differs from what was collected by"
                " %(amount)s.",
                amount=line.currency_id.format(line.difference),
            )
            for line in self.declaration_ids
            if line.is_stated
            and not line.currency_id.is_zero(line.difference)
            and not line.reason
        ]
        return reasons

    def _prepare_counts(self):
        """Return the lines finance counts: every method, declared or not."""
        company_currency = self.company_id.currency_id
        keys = [(method, company_currency.id) for method, _label in METHODS]
        keys += [
            (line.method, line.currency_id.id)
            for line in self.declaration_ids
            if line.currency_id != company_currency
        ]
        return [
            {"report_id": self.id, "method": method, "currency_id": currency_id}
            for method, currency_id in keys
        ]

    def _query_declare(self):
        """Return the SQL that sums up receipts by method and currency."""
        return SQL(
            """
            INSERT INTO collection_day_declaration
                        (report_id, method, currency_id, collected)
            SELECT report_id, method, currency_id, SUM(amount)
              FROM (SELECT receipt.report_id, part.method, receipt.currency_id,
                           part.amount
                      FROM collection_receipt receipt
                      JOIN collection_receipt_method part
                        ON part.receipt_id = receipt.id
                     WHERE receipt.report_id IN %(reports)s
                       AND receipt.state IN ('collected', 'reported')
                     UNION ALL
                    SELECT report.id, 'cash', company.currency_id, 0
                      FROM collection_day_report report
                      JOIN res_company company ON company.id = report.company_id
                     WHERE report.id IN %(reports)s) AS part
             GROUP BY report_id, method, currency_id
            ON CONFLICT (report_id, method, currency_id) DO UPDATE
               SET collected = EXCLUDED.collected
            """,
            reports=tuple(self.ids),
        )

    def _query_vary(self):
        """Return the SQL that compares amounts due with amounts collected, by slip.

        Due are the amounts asked on the slips in the collector's bag, by the ledger,
        less what was handed in on them in earlier rounds of the day.
        """
        return SQL(
            """
            INSERT INTO collection_day_variance (report_id, slip_id, due, collected)
            SELECT report.id, slip.id,
                   GREATEST(COALESCE(slip.amount_residual, 0)
                            - COALESCE(before.amount, 0), 0),
                   COALESCE(taken.amount, 0)
              FROM collection_day_report report
              JOIN collection_slip slip
                ON slip.company_id = report.company_id
               AND ((slip.holder_id = report.collector_id
                     AND slip.custody = 'collector')
                    OR slip.id IN (SELECT slip_id FROM collection_receipt
                                    WHERE report_id = report.id))
              LEFT JOIN LATERAL (
                   SELECT SUM(receipt.amount) AS amount
                     FROM collection_receipt receipt
                    WHERE receipt.report_id = report.id
                      AND receipt.slip_id = slip.id
                      AND receipt.state IN ('collected', 'reported')) AS taken ON TRUE
              LEFT JOIN LATERAL (
                   SELECT SUM(receipt.amount) AS amount
                     FROM collection_receipt receipt
                     JOIN collection_day_report earlier
                       ON earlier.id = receipt.report_id
                    WHERE earlier.company_id = report.company_id
                      AND earlier.collector_id = report.collector_id
                      AND earlier.date = report.date
                      AND earlier.round < report.round
                      AND receipt.slip_id = slip.id
                      AND receipt.state = 'reported') AS before ON TRUE
             WHERE report.id IN %s
               AND (slip.amount_residual > COALESCE(before.amount, 0)
                    OR taken.amount > 0)
            ON CONFLICT (report_id, slip_id) DO UPDATE
               SET due = EXCLUDED.due, collected = EXCLUDED.collected
            """,
            tuple(self.ids),
        )
