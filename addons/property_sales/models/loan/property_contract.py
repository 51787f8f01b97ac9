from odoo import api, fields, models
from odoo.exceptions import UserError

from .property_mortgage import PAYS


class PropertyContract(models.Model):
    """The loans of a contract (R2.11)."""

    _inherit = "property.contract"

    mortgage_ids = fields.One2many("property.mortgage", "contract_id", string="Loans")

    def _get_loan_kinds(self):
        # EXTENDS 'property_sales': what only refused loans were to pay, the buyer does
        loans_sudo = self.sudo().mortgage_ids  # whoever asks
        refused = loans_sudo.filtered(lambda loan: loan.state == "refused")
        kinds = set(map(self._get_paid_kind, refused))
        return super()._get_loan_kinds() - (
            kinds - set(map(self._get_paid_kind, loans_sudo - refused))
        )

    @api.model
    def _get_paid_kind(self, loan):
        """Return the kind of the instalments that a loan pays."""
        return PAYS[loan.kind]

    def _note_loan_refused(self):
        """Have the buyer be asked for what a loan was to pay, where it was refused."""
        self.ensure_one()
        # sudo: entries of homes are made by methods only
        rows_sudo = self.sudo().instalment_ids
        rows_sudo.move_line_id.filtered(
            lambda item: item not in self._get_loan_items()
        ).collection_exclusion = False
        self._take_money()

    def _book_payout(self, payload):
        # EXTENDS 'property_sales'
        loan = self.mortgage_ids.filtered(lambda row: row.id == payload["mortgage_id"])
        if not loan:
            raise UserError(
                self.env._("%s: name a loan of this contract.", self.display_name)
            )
        return loan.action_pay_out(
            payload["date"], payload["amount"], payload["reference"]
        )
