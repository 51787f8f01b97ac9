from odoo import api, models
from odoo.fields import Domain

from .property_instalment import LOANS


class PropertyContractMoney(models.AbstractModel):
    """The money of contracts: what came, what is owed, and what pays what (R2.10).

    Read from receipts, bank credits, refunds and the ledger; amounts are in the
    company's currency, by id of contract.
    """

    _name = "property.contract.money"
    _description = "Money of Contracts of Homes"

    @api.model
    def _get_received(self, contracts, states):
        """Return the money of contracts: receipts in `states`, also those of their
        reservations, and bank credits, less what was paid back.
        """
        sums = {}
        by_reservation = {
            contract.reservation_id.id: contract.id
            for contract in contracts
            if contract.reservation_id and contract.state != "cancelled"
        }
        of_sale = Domain("receipt_id.contract_id", "in", contracts.ids)
        of_sale |= Domain("receipt_id.reservation_id", "in", list(by_reservation))
        model = "collection.receipt.method"
        rows = contracts.env[model]._read_group(
            of_sale
            & Domain("receipt_id.state", "in", states)
            & Domain("bounce_date", "=", False)
            & self._get_price_domain(model),
            ["receipt_id"],
            ["amount:sum"],
        )
        rows = [
            (
                receipt.contract_id.id or by_reservation[receipt.reservation_id.id],
                amount,
            )
            for receipt, amount in rows
        ]
        for model, sign in (("property.bank.credit", 1), ("property.refund", -1)):
            domain = Domain("contract_id", "in", contracts.ids)
            domain &= self._get_price_domain(model)
            groups = contracts.env[model]._read_group(
                domain, ["contract_id"], ["amount:sum"]
            )
            rows += [(contract.id, sign * amount) for contract, amount in groups]
        for key, amount in rows:
            sums[key] = sums.get(key, 0.0) + amount
        return sums

    @api.model
    def _get_price_domain(self, model):
        """Return the domain of the money of the price, in a model of money.

        To be extended by what else is taken on contracts.
        """
        return Domain.TRUE

    @api.model
    def _get_owed(self, contracts):
        """Return what contracts owe, and the money that waits on them."""
        owed = {}
        for item, amount in self.env["property.claim"]._get_items(contracts).items():
            debt, waiting = owed.get(item.contract_id.id, (0.0, 0.0))
            if amount > 0:
                debt += amount
            else:
                waiting -= amount
            owed[item.contract_id.id] = debt, waiting
        return owed

    @api.model
    def _take(self, contracts):
        """Have all money of contracts pay what they owe, and what comes next.

        Called after each way on which money comes.
        """
        claims = self.env["property.claim"]
        claims._apply_deposits(contracts)
        claims._match(contracts)
        self._claim_ahead(contracts, self._get_waiting(contracts))

    @api.model
    def _get_waiting(self, contracts):
        """Return the money that waits for something to pay."""
        loan_ids = set(self._get_loan_items(contracts).ids)
        waiting = {}
        for item, amount in self.env["property.claim"]._get_items(contracts).items():
            if amount < 0 and item.id not in loan_ids:
                key = item.contract_id.id
                waiting[key] = waiting.get(key, 0.0) - amount
        return waiting

    @api.model
    def _claim_ahead(self, contracts, waiting):
        """Claim the next instalments of contracts that waiting money pays.

        :param dict waiting: the money, by id of contract
        """
        paid = contracts.filtered(lambda row: row.id in waiting)
        # sudo: claimed by methods only
        ahead_sudo = self.env["property.instalment"].sudo()
        found = [self._find_ahead(row, waiting[row.id]) for row in paid]
        ahead_sudo.union(*found)._claim()

    @api.model
    def _find_ahead(self, contract, waiting):
        """Return the next instalments of one contract that money pays, in sudo."""
        by_loan = self._get_loan_kinds(contract)
        # sudo: claimed by methods only
        planned_sudo = contract.sudo().instalment_ids.filtered(
            lambda row: (
                row.state == "planned" and row.date_due and row.kind not in by_loan
            )
        )
        ahead = planned_sudo.browse()
        for row in planned_sudo.sorted(lambda row: (row.date_due, row.id)):
            if contract.currency_id.compare_amounts(waiting, 0.0) <= 0:
                break
            ahead |= row
            waiting -= row.amount
        return ahead

    @api.model
    def _get_loan_items(self, contracts):
        """Return the claims of contracts that a loan pays, in sudo."""
        # sudo: the salesperson reads no entries
        contracts_sudo = contracts.sudo()
        kinds = {row.id: self._get_loan_kinds(row) for row in contracts_sudo}
        rows_sudo = contracts_sudo.instalment_ids.filtered(
            lambda row: row.kind in kinds[row.contract_id.id]
        )
        return rows_sudo.move_line_id

    @api.model
    def _get_loan_kinds(self, contract):
        """Return the kinds of instalments of one contract that loans are to pay.

        To be extended by the topic that knows of refused ones.
        """
        return set(LOANS)
