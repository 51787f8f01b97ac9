from odoo import api, models, tools


class SalesCredit(models.AbstractModel):
    """A home is no trade credit: what buyers owe for homes counts nowhere (R1.7)."""

    _inherit = "sales.credit"

    @api.model
    def _get_credit_account_ids(self):
        # EXTENDS 'sales_rules'
        left_out = self._get_property_receivable_ids()
        return tuple(
            id_ for id_ in super()._get_credit_account_ids() if id_ not in left_out
        ) or (0,)

    @api.model
    @tools.ormcache()
    def _get_property_receivable_ids(self):
        """Return the ids of the receivable accounts of homes, of all companies."""
        companies_sudo = self.env["res.company"].sudo()  # ids of accounts only
        companies_sudo = companies_sudo.search([("parent_id", "=", False)])
        accounts = (
            company._find_property_account("property_receivable")
            for company in companies_sudo
        )
        return frozenset(account.id for account in accounts if account)
