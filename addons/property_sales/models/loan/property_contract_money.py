from odoo import api, models

from .property_mortgage import PAYS


class PropertyContractMoney(models.AbstractModel):
    """The buyer is asked for what refused loans were to pay (R2.11)."""

    _inherit = "property.contract.money"

    @api.model
    def _get_loan_kinds(self, contract):
        # EXTENDS 'property_sales': what only refused loans were to pay, the buyer does
        loans_sudo = contract.sudo().mortgage_ids  # whoever asks
        refused = loans_sudo.filtered(lambda loan: loan.state == "refused")
        refused_kinds = {PAYS[loan.kind] for loan in refused}
        kept_kinds = {PAYS[loan.kind] for loan in loans_sudo - refused}
        return super()._get_loan_kinds(contract) - (refused_kinds - kept_kinds)

    @api.model
    def _note_refused(self, contract):
        """Have the buyer be asked for what a refused loan was to pay."""
        loans = self._get_loan_items(contract)
        # sudo: entries of homes are made by methods only
        rows_sudo = contract.sudo().instalment_ids
        asked = rows_sudo.move_line_id.filtered(lambda item: item not in loans)
        asked.collection_exclusion = False
        self._take(contract)
