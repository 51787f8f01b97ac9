from odoo import models, tools


class AccountPaymentTerm(models.Model):
    """How long a customer has time to pay, for the comparison with the tier (R1.7)."""

    _inherit = "account.payment.term"

    @tools.ormcache("self.id", "day")
    def _get_last_day(self, day):
        """Return the day on which the last part is due, of what is invoiced on `day`.

        Cached, as every order with another term than its tier asks.

        :param day: the company's
        :rtype: date
        """
        self.ensure_one()
        parts_sudo = self.sudo().line_ids  # terms are no secret
        return max((part._get_due_date(day) for part in parts_sudo), default=day)
