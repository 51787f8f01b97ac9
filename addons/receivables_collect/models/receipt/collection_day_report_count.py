from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CollectionDayReport(models.Model):
    _inherit = "collection.day.report"

    def action_save_count(self):
        """Save finance's count; from now on it is compared with what was declared.

        :raise UserError: for reports that are not submitted, or counted already
        """
        self._check_may_handle()
        self._check_state("submitted")
        for report in self:
            if report.counted_at:
                raise UserError(
                    self.env._(
                        "%(report)s was counted by %(user)s already.",
                        report=report.display_name,
                        user=report.counted_by_id.name,
                    )
                )
        # who counts at the same moment is retried and told
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE collection_day_report SET id = id WHERE id IN %s",
                tuple(self.ids),
            )
        )
        self._write_counted()
        return True

    def _write_counted(self):
        """Close the count and note where it differs from what was declared."""
        # sudo: finance writes its counts, methods write the report
        reports_sudo = self.sudo()
        reports_sudo._write_protected(
            {"counted_at": fields.Datetime.now(), "counted_by_id": self.env.uid}
        )
        self.env.flush_all()
        self.env.invalidate_all()  # the receipts can be seen from now on
        differences = self.env["collection.day.difference"].sudo()  # as above
        differences._create_protected(
            [
                report._prepare_difference(line)
                for report in reports_sudo
                for line in report.count_ids
                if not line.currency_id.is_zero(line.difference)
            ]
        )

    def _prepare_difference(self, line):
        """Return the values of the difference of a counted method."""
        reasons = self.declaration_ids.filtered(
            lambda declared: (
                declared.method == line.method
                and declared.currency_id == line.currency_id
            )
        ).mapped("reason")
        return {
            "report_id": self.id,
            "method": line.method,
            "currency_id": line.currency_id.id,
            "amount": line.difference,
            "owner_id": self.collector_id.id,
            "explanation": next(filter(None, reasons), False),
        }
