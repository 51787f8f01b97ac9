from dateutil.relativedelta import relativedelta

from odoo import models


class ResCompany(models.Model):
    """The day by which prepaid tax is filed (R2.8)."""

    _inherit = "res.company"

    def _get_vat_due(self, month):
        """Return the last day on which the tax of a month is filed in time.

        :param date month: its first day
        """
        company_sudo = self.sudo()  # a setting
        return month + relativedelta(months=1, day=company_sudo.property_vat_day)
