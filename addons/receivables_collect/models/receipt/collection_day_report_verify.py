from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .collection_day_report import TRANSIT


class CollectionDayReport(models.Model):
    """Finance's part of the day: count blind, compare, explain, verify (R4.27)."""

    _inherit = "collection.day.report"

    def action_save_count(self):
        """Save finance's count; from now on it is compared with the declaration.

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
        # a concurrent count is retried and told
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
        """Close the count and note where it differs from the declaration."""
        # sudo: finance writes its counts, methods write the report
        reports_sudo = self.sudo()
        reports_sudo._write_protected(
            {"counted_at": fields.Datetime.now(), "counted_by_id": self.env.uid}
        )
        self.env.flush_all()
        self.env.invalidate_all()  # the receipts can be seen from now on
        # sudo: holds and requests of all customers
        self.env["sales.hold"].sudo()._unmark_counted()
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

    def action_verify(self):
        """Post one payment per receipt and method, reconciled as it was allocated.

        It happens once: a concurrent verification is retried and refused. Money for
        receivables paid elsewhere meanwhile goes on account, which is noted.

        :raise UserError: saying what has to be done first
        """
        self._check_may_handle()
        self._check_counted()
        # before anything is posted
        now = fields.Datetime.now()
        self._move("verified", claim=True, verified_at=now, verified_by_id=self.env.uid)
        for report in self:
            report = report.with_company(report.company_id)
            report._correct_receipts()
            receipts = report.receipt_ids.filtered(lambda r: r.state == "reported")
            receipts._post_payments()
            # sudo: finance verifies by this method only
            receipts.sudo()._move("verified")
            report._post_differences()
            report._log_verification(receipts)
        self.env["sales.notice"]._end(self, TRANSIT)  # nobody has to hurry any more
        return True

    def _check_counted(self):
        """Check that these reports are counted and their differences explained.

        :raise UserError: saying what has to be done first
        """
        self._check_state("submitted")
        for report in self:
            if not report.counted_at:
                raise UserError(
                    self.env._(
                        "%s: save your own count first, it is compared then.",
                        report.display_name,
                    )
                )
            reasons = report.difference_ids._get_missing_reasons()
            reasons += report._get_account_reasons()
            if reasons:
                raise UserError("\n".join(reasons))

    def _get_account_reasons(self):
        """Return the accounts that the differences need and the settings lack."""
        company = self.company_id
        needed = set(self.difference_ids.mapped("consequence"))
        reasons = []
        if "debt" in needed and not company.collection_debt_account_id:
            reasons.append(
                self.env._("Name the account for debts of collectors in the settings.")
            )
        if "surplus" in needed and not company.collection_surplus_account_id:
            reasons.append(self.env._("Name the account for surplus in the settings."))
        return reasons

    def _correct_receipts(self):
        """Replace the receipts that the differences say were wrong."""
        # sudo: the collector's receipts, by this method only
        for line in self.sudo().difference_ids:
            if line.consequence == "correct":
                corrected = line.receipt_id._replace_corrected(
                    line._get_part_to_correct(), line.amount, line.explanation
                )
                line._write_protected({"receipt_id": corrected.id})

    def _post_differences(self):
        """Post missing money as a debt and additional money as a surplus.

        A debt of a colleague who did not accept it yet follows when it is settled.
        """
        lines = self.difference_ids.filtered(
            lambda line: line.consequence in ("debt", "surplus")
        )
        pending = lines.filtered(lambda line: line._is_pending())
        (lines - pending)._post()
        # sudo: the duty of another user
        self.env["collection.day.answer"]._ask_manager(pending.sudo())

    def _log_verification(self, receipts):
        """Tell the collector, and note amounts not allocated as proposed."""
        notes = [
            self.env._(
                "%(receipt)s: %(amount)s for %(document)s went on account, for it was"
                " paid elsewhere meanwhile.",
                receipt=part.receipt_id.display_name,
                amount=part.currency_id.format(part.amount - part.amount_reconciled),
                document=part.document or "-",
            )
            for part in receipts.allocation_ids
            if part.currency_id.compare_amounts(part.amount_reconciled, part.amount) < 0
        ]
        # sudo: finance needs not write the report to note it
        self.sudo().message_post(
            body="\n".join([self.env._("Verified by %s.", self.env.user.name), *notes]),
            partner_ids=self.collector_id.partner_id.ids,
        )
