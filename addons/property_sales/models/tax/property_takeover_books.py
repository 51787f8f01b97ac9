from odoo import api, models
from odoo.fields import Command


class PropertyTakeoverBooks(models.AbstractModel):
    """Opening entries bring the tax that was prepaid before (R2.8)."""

    _inherit = "property.takeover.books"

    @api.model
    def _get_accounts(self, takeover):
        # EXTENDS 'property_sales'
        accounts = super()._get_accounts(takeover)
        prepaid = takeover.company_id._get_property_account("prepaid_vat")
        return accounts | {"prepaid_vat": prepaid}

    @api.model
    def _get_sides(self, line):
        # EXTENDS 'property_sales'
        sides, prepaid = super()._get_sides(line), line.prepaid_vat
        if not prepaid:
            return sides
        opening = line.currency_id.round(sides.get("opening", 0.0) - prepaid)
        return sides | {"prepaid_vat": prepaid, "opening": opening}

    @api.model
    def _prepare_move_vals(self, line, accounts, journal):
        # EXTENDS 'property_sales'
        vals = super()._prepare_move_vals(line, accounts, journal)
        contract = line.contract_id
        if not line.prepaid_vat:
            return vals
        base = {"contract_id": contract.id, "partner_id": contract.partner_id.id}
        base["name"] = self.env._(
            "%s · VAT prepaid before the take-over", contract.display_name
        )
        sides = {"prepaid_vat": line.prepaid_vat, "opening": -line.prepaid_vat}
        vals["line_ids"] += [
            Command.create(base | {"account_id": accounts[name].id, "balance": balance})
            for name, balance in sides.items()
        ]
        return vals
