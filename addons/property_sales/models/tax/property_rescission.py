from odoo import api, models
from odoo.fields import Command

from odoo.addons.sales_rules.tools import gate

from ..money.account_move import CLAIMS


class PropertyRescission(models.AbstractModel):
    """With a contract its tax ends: prepaid is deducted, that of late fees goes back
    (R2.7, R2.8).
    """

    _inherit = "property.rescission"

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property_sales'
        res = super()._apply(amendment, figures)
        self._take_back_late_tax(amendment.contract_id)
        self.env["property.vat.books"]._transfer(amendment.contract_id)
        return res

    @api.model
    def _take_back_late_tax(self, contract):
        """Move the tax of late fees of one contract to their income: it has no sale."""
        company, currency = contract.company_id, contract.currency_id
        # sudo: of whoever claimed them
        claims_sudo = contract.sudo().late_fee_claim_ids.filtered("amount_tax")
        tax = currency.round(sum(claims_sudo.mapped("amount_tax")))
        if currency.is_zero(tax):
            return
        name = self.with_context(lang=company.partner_id.lang).env._(
            "%s · tax of late fees taken back", contract.display_name
        )
        base = {"contract_id": contract.id, "name": name}
        # in China the tax is booked negative, on its own side
        output = {"balance": tax, "is_storno": company.account_storno}
        sides = {"output_vat": output, "penalty_income": {"balance": -tax}}
        lines = [
            base | side | {"account_id": company._get_property_account(account).id}
            for account, side in sides.items()
        ]
        # sudo: entries of homes are made by methods only
        moves_sudo = self.env["account.move"].sudo().with_company(company)
        move = moves_sudo.create(
            {
                "move_type": "entry",
                "company_id": company.id,
                "journal_id": company._get_property_journal().id,
                "date": company._get_today(),
                "ref": name,
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        gate.opened_for(move, CLAIMS)._post(soft=False)
        for claim in claims_sudo:
            claim._write_protected({"tax_back_move_id": move.id})
