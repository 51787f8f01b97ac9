from odoo import models


class AccountPaymentTerm(models.Model):
    """How long a customer has time to pay, for the comparison with the tier (R1.7)."""

    _inherit = "account.payment.term"

    def _get_last_day(self, day):
        """Return the day on which the last part is due, of what is invoiced on `day`.

        :param day: the company's
        :rtype: date
        """
        self.ensure_one()
        return max((line._get_due_date(day) for line in self.line_ids), default=day)
