from datetime import date

from odoo import api, models

from ..instalment.property_claim import Claim


class PropertyPriceDifference(models.AbstractModel):
    """The instalments of a contract after another price (R2.7, R2.10).

    More is added to the last instalment of the buyer that is not claimed, or claimed at
    once; less is taken off from the last one backwards, and the rest claimed negative.
    Parts of loans stay. Amounts are in the company's currency.
    """

    _name = "property.price.difference"
    _description = "Difference of a Price"

    @api.model
    def _spread(self, contract, difference):
        """Return what a difference makes of each instalment; changes nothing.

        :return: list of (instalment, new amount), and what is claimed at once
        :rtype: tuple[list, float]
        """
        currency = contract.currency_id
        rows = contract.instalment_ids.filtered(
            lambda row: row.state == "planned" and row.kind == "own"
        )
        changes = []
        for row in rows.sorted(
            # what waits for an event comes last
            lambda row: (row.date_due or date.max, row.sequence, row.id),
            reverse=True,
        ):
            if currency.is_zero(difference):
                break
            amount = currency.round(max(row.amount + difference, 0.0))
            difference = currency.round(difference - (amount - row.amount))
            changes.append((row, amount))
        return changes, difference

    @api.model
    def _count(self, contract, difference):
        """Return the figures of an amendment that changes the price."""
        currency = contract.currency_id
        _changes, claimed = self._spread(contract, difference)
        balance = sum(self.env["property.claim"]._get_items(contract).values())
        return {
            "claims": claimed,
            "refund": currency.round(max(-(balance + claimed), 0.0)),
            "moved": currency.round(abs(difference)),
        }

    @api.model
    def _book(self, amendment, difference):
        """Have the instalments of a contract come to its new price; in sudo."""
        contract = amendment.contract_id
        changes, claimed = self._spread(contract, difference)
        for row, amount in changes:
            if contract.currency_id.is_zero(amount):
                row._write_protected({"is_cancelled": True})
            else:
                row._write_protected({"amount": amount})
        if not contract.currency_id.is_zero(claimed):
            lang = contract.company_id.partner_id.lang
            name = amendment.with_context(lang=lang).display_name
            today = contract.company_id._get_today()
            claims = self.env["property.claim"]
            claims._book([Claim(contract, claimed, today, name)])
        self.env["property.contract.money"]._take(contract)
