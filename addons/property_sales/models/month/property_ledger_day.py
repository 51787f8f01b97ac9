from odoo import api, models


class PropertyLedgerDay(models.Model):
    """Days of the ledger belong to months, which are closed after them (R2.8)."""

    _inherit = "property.ledger.day"

    @api.model
    def _take_days(self, company, dates):
        # EXTENDS 'property_sales': a month that is closed at the same moment makes
        # this transaction start again, as a day does
        res = super()._take_days(company, dates)
        self.env["property.ledger.month"]._take_months(company, dates)
        return res

    def _verify(self, company):
        # EXTENDS 'property_sales': and months that are not as they were closed
        months = self.env["property.ledger.month"]._get_changed(company)
        return super()._verify(company) + months.mapped("date")
