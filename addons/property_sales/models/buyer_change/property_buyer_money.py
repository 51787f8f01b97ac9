from odoo import api, models
from odoo.fields import Command

from odoo.addons.sales_rules.tools import gate

from ..money.account_move import CLAIMS


class PropertyBuyerMoney(models.AbstractModel):
    """Debts of a contract, and money that waits on it, under another name (R2.7).

    One entry moves each open item of the receivable from the former buyer to the new
    one, with its day, what slips call it and what keeps it from them. Neither price nor
    tax changes, and what was paid stays as it was booked. Amounts are in the company's
    currency.
    """

    _name = "property.buyer.money"
    _description = "Money of Contracts with Other Buyers"

    @api.model
    def _get_items(self, contract, partner):
        """Return the open items of a contract that are another one's than `partner`'s.

        :return: dict of the items, in sudo, to what is open of each
        """
        items = self.env["property.claim"]._get_items(contract)
        return {
            item: amount for item, amount in items.items() if item.partner_id != partner
        }

    @api.model
    def _get_slips(self, items):
        """Return the slips on which some of these items are asked for, in sudo."""
        # sudo: slips of anybody
        lines_sudo = self.env["collection.slip.line"].sudo()
        ids = [item.id for item in items]
        return lines_sudo.search(
            [("move_line_id", "in", ids), ("is_open", "=", True)]
        ).slip_id

    @api.model
    def _move(self, contract):
        """Have the present buyer of a contract owe, and have, what is open of it.

        :return: the entry, in sudo, or none where nothing is open
        """
        items = self._get_items(contract, contract.partner_id)
        # sudo: entries of homes are made by methods only
        moves_sudo = self.env["account.move"].sudo()
        if not items:
            return moves_sudo
        move = moves_sudo.create(self._prepare_move_vals(contract, items))
        gate.opened_for(move, CLAIMS)._post(soft=False)
        lines = move.line_ids.sorted("id")
        plan = []
        for item, closing, opening in zip(items, lines[::2], lines[1::2], strict=True):
            plan.append(item | closing)
            self._follow(contract, item, opening)
        moves_sudo.line_ids._reconcile_plan(plan)
        return move

    @api.model
    def _get_former(self, items):
        """Return the claims that these, in sudo, took the place of.

        :return: the former claims, and the lines that closed them
        """
        # sudo: whoever reads the claims
        amendments_sudo = self.env["property.amendment"].sudo()
        found = amendments_sudo.search([("entry_id", "in", items.move_id.ids)])
        former = closing = items.browse()
        for entry in found.entry_id:
            lines = entry.line_ids.sorted("id")
            for closed, opened in zip(lines[::2], lines[1::2], strict=True):
                if opened in items:
                    closing |= closed
                    former |= closed.matched_debit_ids.debit_move_id
        return former, closing

    @api.model
    def _prepare_move_vals(self, contract, items):
        """Return the values of the entry: two lines for each item, one after the other.

        :param dict items: what is open of each, in sudo
        """
        company, partner = contract.company_id, contract.partner_id
        lang = company.partner_id.lang
        name = self.with_context(lang=lang).env._("Change of Buyers")
        name = f"{contract.display_name} · {name}"
        lines = []
        for item, amount in items.items():
            base = {
                "account_id": item.account_id.id,
                "contract_id": contract.id,
                "name": name,
                "date_maturity": item.date_maturity,
            }
            lines += [
                base | {"partner_id": item.partner_id.id, "balance": -amount},
                base | {"partner_id": partner.id, "balance": amount},
            ]
        return {
            "move_type": "entry",
            "company_id": company.id,
            "journal_id": company._get_property_journal().id,
            "date": company._get_today(),
            "partner_id": partner.id,
            "ref": name,
            "line_ids": [Command.create(line) for line in lines],
        }

    @api.model
    def _follow(self, contract, item, opening):
        """Have all that knows an open item know the one that takes its place."""
        opening._set_collection_label(item.collection_label)
        opening.collection_exclusion = item.collection_exclusion
        contract_sudo = contract.sudo()  # claimed by methods only
        for rows in (
            contract_sudo.instalment_ids,
            contract_sudo.settlement_ids,
            contract_sudo.late_fee_claim_ids,
        ):
            claimed = rows.filtered(lambda row: row.move_line_id == item)
            claimed._write_protected({"move_line_id": opening.id})
