from odoo import api, models
from odoo.fields import Domain


class PropertySaleInvoice(models.AbstractModel):
    """With the invoice the tax that was prepaid is there to be deducted (R2.8)."""

    _inherit = "property.sale.invoice"

    @api.model
    def _book(self, contracts):
        # EXTENDS 'property_sales'
        invoices = super()._book(contracts)
        self.env["property.vat.books"]._transfer(contracts)
        return invoices

    @api.model
    def _get_zero_domain(self, companies):
        # EXTENDS 'property_sales': prepaid tax comes to zero as well
        accounts = [
            account.id
            for company in companies
            if (account := company._find_property_account("property_prepaid_vat"))
        ]
        prepaid = Domain("account_id", "in", accounts)
        prepaid &= Domain("parent_state", "=", "posted")
        return super()._get_zero_domain(companies) | prepaid
