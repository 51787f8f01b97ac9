import logging
from datetime import timedelta

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

# How many days the cron prints in arrears: after a holiday, not after a year.
DAYS = 31


class CollectionJournal(models.Model):
    _inherit = "collection.journal"

    @api.model
    def _cron_print(self):
        """Print every company's journal of the days up to yesterday (R4.23)."""
        days = [
            (company, date)
            for company in self.env["res.company"].search([("active", "=", True)])
            for date in self._get_days_to_print(company)
        ]
        cron = self.env["ir.cron"]
        if not cron._commit_progress(remaining=len(days)):
            return
        for company, date in days:
            try:
                self._print_day(company, date)
                self.env.flush_all()
            except Exception:  # cron: the other companies go on
                self.env.cr.rollback()
                _logger.exception("Journal of %s, %s", company.name, date)
            if not cron._commit_progress(1):
                return

    @api.model
    def _get_days_to_print(self, company):
        """Return the days since the last print; yesterday where there is none."""
        yesterday = fields.Date.context_today(self) - timedelta(days=1)
        if not self.env["account.move.line"].search_count(
            [
                ("company_id", "=", company.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ],
            limit=1,
        ):
            return []
        last = self.search([("company_id", "=", company.id)], limit=1)
        first = last.date + timedelta(days=1) if last else yesterday
        first = max(first, yesterday - timedelta(days=DAYS - 1))
        return [
            first + timedelta(days=number)
            for number in range((yesterday - first).days + 1)
        ]
