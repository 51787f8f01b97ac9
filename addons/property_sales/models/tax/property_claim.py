from collections import namedtuple

from odoo import api, models
from odoo.fields import Command

from ..instalment.property_claim import Claim

# A claim beside the price that carries tax of its own.
TaxedClaim = namedtuple("TaxedClaim", (*Claim._fields, "tax"))


class PropertyClaim(models.AbstractModel):
    """Claims beside the price with tax in them: output tax at once (R2.8).

    It is no part of what the invoice of the handover transfers.
    """

    _inherit = "property.claim"

    @api.model
    def _prepare_move_vals(self, claim, tax, books):
        # EXTENDS 'property_sales'
        vals = super()._prepare_move_vals(claim, tax, books)
        company, currency = claim.contract.company_id, claim.contract.currency_id
        if not isinstance(claim, TaxedClaim) or currency.is_zero(claim.tax):
            return vals
        income = company._get_property_account(claim.account)
        lines = [values for _command, _id, values in vals["line_ids"]]
        [net] = [line for line in lines if line["account_id"] == income.id]
        output = net | {
            "account_id": company._get_property_account("output_vat").id,
            "balance": -claim.tax,
        }
        net["balance"] = currency.round(net["balance"] + claim.tax)
        vals["line_ids"] = [Command.create(line) for line in [*lines, output]]
        return vals
