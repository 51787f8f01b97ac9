from odoo import models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date


class PropertyContract(models.Model):
    """Contracts are signed in open months: closed ones are with the general manager."""

    _inherit = "property.contract"

    def _check_signing(self, date):
        # EXTENDS 'property_sales': the sales of a closed month are reported
        date = super()._check_signing(date)
        company = self.company_id
        self.env["property.ledger.month"]._take_months(company, [date])
        month_sudo = company._get_closed_month(date)
        if month_sudo:
            raise UserError(
                self.env._(
                    "%(contract)s: %(month)s was closed on %(closed)s by %(user)s, and"
                    " its sales are reported: date the signature on a day of an open"
                    " month.",
                    contract=self.display_name,
                    month=month_sudo.display_name,
                    closed=format_date(self.env, month_sudo.closed_at),
                    user=month_sudo.closed_by_id.name,
                )
            )
        return date
