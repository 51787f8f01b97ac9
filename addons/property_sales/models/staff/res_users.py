from odoo import models
from odoo.tools.misc import format_date


class ResUsers(models.Model):
    """Whether a user may sell homes: trained, and not too long ago (R2.6)."""

    _inherit = "res.users"

    def _get_cannot_sell_homes_reason(self, company):
        """Return why this user may neither reserve nor sign homes in a company today.

        The last day of a training is valid, the next one is not. One that is still to
        come, was cancelled or was recorded in another company does not count.

        :param company: whose day and trainings decide
        :return: a sentence for the message, or an empty text
        :rtype: str
        """
        self.ensure_one()
        today = company._get_today()
        # sudo: whether a colleague may sell
        user_sudo = self.sudo()
        training_sudo = user_sudo.env["property.training"].search(
            [
                ("user_id", "=", self.id),
                ("company_id", "=", company.id),
                ("state", "=", "done"),
                ("date", "<=", today),
            ],
            order="date_end desc",
            limit=1,
        )
        if not training_sudo:
            return self.env._(
                "There is no training on record of %s; have one recorded by the manager"
                " of the team before homes are reserved or signed.",
                user_sudo.name,
            )
        if training_sudo.date_end < today:
            return self.env._(
                "The training of %(user)s ended on %(date)s; have a new one recorded by"
                " the manager of the team before homes are reserved or signed.",
                user=user_sudo.name,
                date=format_date(self.env, training_sudo.date_end),
            )
        return ""
