from odoo import api, models
from odoo.fields import Command

from odoo.addons.sales_rules.tools import gate

from ..contract.property_contract import SIGNED
from ..money.account_move import CLAIMS


class PropertyChangeMoney(models.AbstractModel):
    """Money that was booked to a wrong contract goes to the right one (R2.10).

    One entry between the receivables of both; the payment, and its day in F33, stay as
    they were. The claims that it had paid are owed again. By finance.
    """

    _name = "property.change.money"
    _description = "Money of Another Contract"
    _inherit = ["property.amendment.kind"]

    @api.model
    def _check_role(self, amendment):
        # EXTENDS 'property.amendment.kind'
        amendment.contract_id._check_finance()

    @api.model
    def _get_units(self, amendment):
        # EXTENDS 'property.amendment.kind': of both contracts
        return super()._get_units(amendment) | amendment.to_contract_id.unit_id

    @api.model
    def _count(self, amendment):
        # EXTENDS 'property.amendment.kind'
        money = self.env["property.contract.money"]
        contract = amendment.contract_id
        paid = money._get_received(contract, ("verified",)).get(contract.id, 0.0)
        return {"paid": amendment.currency_id.round(paid), "moved": amendment.amount}

    @api.model
    def _get_accounts_after(self, amendment, figures):
        # EXTENDS 'property.amendment.kind': owed here what is paid there
        return self._get_owed_after(amendment, amendment.amount)

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property.amendment.kind'
        reasons = super()._get_reasons(amendment)
        contract, other = amendment.contract_id, amendment.to_contract_id
        compare = amendment.currency_id.compare_amounts
        if contract.state == "handed_over":
            reasons.append(self.env._("The home is handed over, and all settled."))
        if not other or other == contract:
            reasons.append(self.env._("Name the contract that the money was for."))
        elif other.company_id != contract.company_id:
            reasons.append(self.env._("%s is of another company.", other.display_name))
        elif other.state not in SIGNED or other.state == "handed_over":
            reasons.append(
                self.env._(
                    "%s takes no money any more, or not yet.", other.display_name
                )
            )
        elif self._get_bank(other) != self._get_bank(contract):
            reasons.append(
                self.env._(
                    "The permit of %s has another designated account: the money is"
                    " there only when it is paid back and paid again.",
                    other.unit_id.display_name,
                )
            )
        paid = self._count(amendment)["paid"]
        if compare(amendment.amount, 0.0) <= 0:
            reasons.append(self.env._("Enter how much of the money is the other's."))
        elif compare(amendment.amount, paid) > 0:
            reasons.append(self.env._("Only %s was paid.", amendment._format(paid)))
        return reasons

    @api.model
    def _get_bank(self, contract):
        """Return the designated account of a contract, in sudo."""
        return contract.sudo().permit_id.journal_id  # whoever asks

    @api.model
    def _get_change_text(self, amendment):
        # EXTENDS 'property.amendment.kind'
        amount = amendment._format(amendment.amount)
        return f"{amount} → {amendment.to_contract_id.display_name or '?'}"

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        contract, other = amendment.contract_id, amendment.to_contract_id
        company = contract.company_id
        account = self.env["property.claim"]._get_account(company)
        today = company._get_today()
        lines = [
            {
                "account_id": account.id,
                "contract_id": own.id,
                "partner_id": own.partner_id.id,
                "name": amendment.display_name,
                "balance": balance,
                "date_maturity": today,
            }
            for own, balance in (
                (contract, amendment.amount),
                (other, -amendment.amount),
            )
        ]
        # sudo: entries of homes are made by methods only
        moves_sudo = self.env["account.move"].sudo()
        move = moves_sudo.create(
            {
                "move_type": "entry",
                "company_id": company.id,
                "journal_id": company._get_property_journal().id,
                "date": today,
                "ref": amendment.display_name,
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        gate.opened_for(move, CLAIMS)._post(soft=False)
        owed = move.line_ids.filtered(lambda line: line.balance > 0)
        owed._set_collection_label(amendment.display_name)
        self.env["property.contract.money"]._take(contract | other)
