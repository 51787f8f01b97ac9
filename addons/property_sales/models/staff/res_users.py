from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

# how many names of open documents are shown
SHOWN = 20


class ResUsers(models.Model):
    """Salespeople of homes: trained, and not too long ago; who leaves (R2.6, R2.11)."""

    _inherit = "res.users"

    def write(self, vals):
        # EXTENDS 'base': customers of homes are passed on first (R2.11)
        if "active" in vals and not vals["active"]:
            self.filtered("active")._check_no_customers()
        return super().write(vals)

    def _check_no_customers(self):
        """Check that these users have passed on their customers of homes.

        :raise UserError: with what is open, in words without customers
        """
        mine = Domain("user_id", "in", self.ids)
        counts, names, users = [], [], self.browse()
        for model_sudo in self.env["property.transfer.mixin"]._get_transferred_models():
            kept_sudo = model_sudo.search(mine & model_sudo._get_kept_domain())
            if kept_sudo:
                title = self.env["ir.model"]._get(model_sudo._name).name
                counts.append(f"{title}: {len(kept_sudo)}")
                names += kept_sudo._get_kept_names()
                users |= kept_sudo.user_id
        if not counts:
            return
        raise UserError(
            self.env._(
                "%(user)s has customers of homes still (%(counts)s)%(names)s. Have the"
                " leader of the team, or the marketing director, give them to a"
                " colleague first.",
                user=", ".join(users.mapped("name")),
                counts=", ".join(counts),
                names=": " + ", ".join(names[:SHOWN]) if names else "",
            )
        )

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
