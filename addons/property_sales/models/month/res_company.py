from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import models


class ResCompany(models.Model):
    """The days by which a month of the ledger is closed, and what it closes (R2.8)."""

    _inherit = "res.company"

    def _get_closed_day(self, date):
        # EXTENDS 'property_sales': nor on a day of a closed month without movement
        return super()._get_closed_day(date) or self._get_closed_month(date)

    def _get_closed_month(self, date):
        """Return the closed month of homes that `date` is in or before, in sudo.

        Months are closed in their order: nothing is dated before the last closed one.
        """
        self.ensure_one()
        # sudo: whether it is closed, whoever books
        months_sudo = self.env["property.ledger.month"].sudo()
        return months_sudo.search(
            [
                ("company_id", "=", self.id),
                ("state", "=", "closed"),
                ("date", ">=", date.replace(day=1)),
            ],
            order="date",
            limit=1,
        )

    def _get_last_bank_day(self, month):
        """Return the last working day of a month, by the company's working hours.

        :param date month: its first day
        """
        found = month - timedelta(days=1)
        end = month + relativedelta(months=1)
        day = self._get_next_bank_day(found)
        while day < end:
            found, day = day, self._get_next_bank_day(day)
        # a month of holidays ends with its last day
        return found if found >= month else end - timedelta(days=1)

    def _get_month_due(self, month):
        """Return the last day on which a month is closed in time.

        :param date month: its first day
        """
        day = month + relativedelta(months=1, days=-1)
        for _number in range(self.sudo().property_month_days):  # a setting
            day = self._get_next_bank_day(day)
        return day
