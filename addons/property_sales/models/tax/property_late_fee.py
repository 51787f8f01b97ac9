from odoo import api, models

from odoo.addons.property_sales.tools.tax import split_tax

from .property_claim import TaxedClaim


class PropertyLateFee(models.AbstractModel):
    """Late fees carry tax at the rate of the contract, where they are taxed (R2.8)."""

    _inherit = "property.late.fee"

    @api.model
    def _get_entry(self, claim):
        # EXTENDS 'property_sales'
        entry = super()._get_entry(claim)
        taxed, tax = self._count_tax(claim)
        if not taxed:
            return entry
        claim._write_protected({"amount_taxed": taxed, "amount_tax": tax})
        return TaxedClaim(*entry, tax=tax)

    @api.model
    def _count_tax(self, claim):
        """Return what is taxed of one claim, in sudo, and the tax in it.

        Counted up over all claims of the contract, so that what is taken back wholly
        leaves no tax; a claim that takes back takes what is taxed first.

        :rtype: tuple[float, float]
        """
        contract, currency = claim.contract_id, claim.currency_id
        if claim.kind != "late_fee":
            return 0.0, 0.0
        others = contract.late_fee_claim_ids - claim
        before = currency.round(sum(others.mapped("amount_taxed")))
        taxed = claim.amount if claim.company_id.property_late_fee_taxed else 0.0
        if claim.amount < 0:
            taxed = max(claim.amount, -before)
        whole = currency.round(before + taxed)
        tax = split_tax(whole, contract.tax_percent, currency.rounding)
        return taxed, currency.round(tax - sum(others.mapped("amount_tax")))
