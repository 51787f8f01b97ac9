from collections import namedtuple

from odoo import api, models
from odoo.fields import Command

from odoo.addons.property_sales.tools.tax import split_tax
from odoo.addons.sales_rules.tools import gate

from ..money.account_move import CLAIMS

# Something that a contract owes: how much, from which day on, and its name on slips.
# A claim that is no part of the price names its account, and whether it takes
# back an earlier one; it has no tax.
Claim = namedtuple(
    "Claim", "contract amount date_due name account is_back", defaults=(None, None)
)
# Where the claims of a company are booked.
Books = namedtuple("Books", "journal receivable contract_liability tax_to_transfer")


class PropertyClaim(models.AbstractModel):
    """Claims of contracts, as plain entries, and their settlement by money (R2.10).

    A claim books the receivable of homes against the contract liability and the tax to
    be transferred; there is no invoice before the handover. The tax of all claims of a
    contract together is that of their sum, to the cent. Amounts are in the company's
    currency.
    """

    _name = "property.claim"
    _description = "Claims of Contracts of Homes"

    @api.model
    def _book(self, claims):
        """Post an entry for each claim.

        :param list claims: of `Claim`
        :return: the receivable items in their order, in sudo
        """
        taxes = self._split_taxes(claims)
        contracts = self._get_contracts(claims)
        books = {own: self._get_books(own) for own in contracts.company_id}
        vals_list = [
            self._prepare_move_vals(claim, tax, books[claim.contract.company_id])
            for claim, tax in zip(claims, taxes, strict=True)
        ]
        # sudo: entries of homes are made by methods only
        items_sudo = self.env["account.move.line"].sudo()
        # labels cost queries for each item, unless they are given with it
        moves = items_sudo._with_labels().env["account.move"].create(vals_list)
        moves = moves.with_env(items_sudo.env)
        gate.opened_for(moves, CLAIMS)._post(soft=False)
        accounts = {own.receivable for own in books.values()}
        items = moves.line_ids.filtered(lambda item: item.account_id in accounts)
        return items.sorted("id")

    @api.model
    def _get_contracts(self, claims):
        """Return the contracts of claims."""
        contracts = self.env["property.contract"]
        return contracts.union(*(claim.contract for claim in claims))

    @api.model
    def _get_books(self, company):
        """Return the `Books` of a company."""
        accounts = {
            name: company._get_property_account(name) for name in Books._fields[1:]
        }
        return Books(company._get_property_journal(), **accounts)

    @api.model
    def _get_account(self, company):
        """Return the receivable account of homes of a company."""
        return company._get_property_account("receivable")

    @api.model
    def _split_taxes(self, claims):
        """Return the tax in each claim, counted up over all claims of its contract."""
        booked = self._get_booked(self._get_contracts(claims))
        taxes = []
        for claim in claims:
            contract = claim.contract
            if claim.account:
                taxes.append(0.0)
                continue
            whole, tax_before = booked.get(contract.id, (0.0, 0.0))
            whole = contract.currency_id.round(whole + claim.amount)
            tax = split_tax(whole, contract.tax_percent, contract.currency_id.rounding)
            taxes.append(contract.currency_id.round(tax - tax_before))
            booked[contract.id] = whole, tax
        return taxes

    @api.model
    def _get_booked(self, contracts):
        """Return what contracts were claimed so far and the tax in it, by id."""
        booked = {}
        for company, own in contracts.grouped("company_id").items():
            tax = company._get_property_account("tax_to_transfer")
            net = company._get_property_account("contract_liability")
            # sudo: the salesperson reads no entries
            items_sudo = self.env["account.move.line"].sudo()
            rows = items_sudo._read_group(
                [
                    ("contract_id", "in", own.ids),
                    ("account_id", "in", (tax | net).ids),
                    ("parent_state", "=", "posted"),
                ],
                ["contract_id", "account_id"],
                ["balance:sum"],
            )
            for contract, account, balance in rows:
                whole, in_tax = booked.get(contract.id, (0.0, 0.0))
                in_tax -= balance if account == tax else 0.0
                booked[contract.id] = (
                    company.currency_id.round(whole - balance),
                    company.currency_id.round(in_tax),
                )
        return booked

    @api.model
    def _prepare_move_vals(self, claim, tax, books):
        """Return the values of the entry of one claim.

        :param float tax: in its amount
        :param books: the `Books` of its company
        """
        contract = claim.contract
        company, currency = contract.company_id, contract.currency_id
        net = currency.round(claim.amount - tax)
        shares = [(books.contract_liability, net), (books.tax_to_transfer, tax)]
        is_back = claim.amount < 0
        if claim.account:
            account = company._get_property_account(claim.account)
            shares, is_back = [(account, claim.amount)], claim.is_back
        base = {"contract_id": contract.id, "partner_id": contract.partner_id.id}
        base["name"] = f"{contract.display_name} · {claim.name}"
        # in China what is taken back is booked negative, on its own side
        base["is_storno"] = is_back and company.account_storno
        lines = [
            {
                "account_id": books.receivable.id,
                "balance": claim.amount,
                "date_maturity": claim.date_due,
                "collection_label": base["name"],
            }
        ]
        lines += [
            {
                "account_id": account.id,
                "balance": -amount,
            }
            for account, amount in shares
            if not currency.is_zero(amount)
        ]
        return {
            "move_type": "entry",
            "company_id": company.id,
            "journal_id": books.journal.id,
            "date": company._get_today(),
            "partner_id": contract.partner_id.id,
            "ref": base["name"],
            "line_ids": [Command.create(base | line) for line in lines],
        }

    @api.model
    def _apply_deposits(self, contracts):
        """Have what stands on the deposit account pay what contracts owe.

        Where the bank refused some of it since, that is owed again.
        """
        deposits = self.env["property.deposit"]
        reservations_sudo = contracts.reservation_id.sudo()  # of the same sales
        found = deposits._get_all_open_items(reservations_sudo)
        by_reservation = found.grouped("property_reservation_id")
        for contract in contracts:
            reservation = contract.reservation_id.sudo()  # as above
            items = by_reservation.get(reservation)
            amount = -sum(items.mapped("amount_residual")) if items else 0.0
            if contract.currency_id.is_zero(amount):
                continue
            items._set_contract(contract)
            name = self.env._("Money of %s", reservation.display_name)
            base = {"name": name, "contract_id": contract.id}
            deposits._book(
                reservation,
                items,
                [
                    base | {"partner_id": items.partner_id[:1].id},
                    base
                    | {
                        "partner_id": contract.partner_id.id,
                        "account_id": self._get_account(contract.company_id).id,
                        "property_reservation_id": False,
                        "date_maturity": contract.company_id._get_today(),
                    },
                ],
                amount,
                step=CLAIMS,
            )

    @api.model
    def _get_items(self, contracts):
        """Return the open items of contracts on the receivable account, in sudo.

        :return: dict of the items to what is open of each
        """
        # sudo: the salesperson reads no entries
        ledger_sudo = self.env["sales.ledger"].sudo()
        accounts = [self._get_account(company).id for company in contracts.company_id]
        items_sudo = ledger_sudo.env["account.move.line"].search(
            [
                ("contract_id", "in", contracts.ids),
                ("account_id", "in", accounts),
                ("parent_state", "=", "posted"),
            ],
            order="date_maturity, id",
        )
        open_amounts = ledger_sudo._get_open(items_sudo)
        return {
            item: open_amounts[item.id][0]
            for item in items_sudo
            if not item.company_currency_id.is_zero(open_amounts[item.id][0])
        }

    @api.model
    def _match(self, contracts):
        """Have money that waits on contracts pay what they owe, the oldest first.

        Claims that a loan pays are left to it.
        """
        by_contract = {}
        loans = self.env["property.contract.money"]._get_loan_items(contracts)
        loan_ids = set(loans.ids)
        for item, amount in self._get_items(contracts).items():
            if item.id not in loan_ids:
                items = by_contract.setdefault(item.contract_id.id, {})
                items[item] = amount
        # sudo: the salesperson reads no entries
        items_sudo = self.env["account.move.line"].sudo()
        plan = [
            items_sudo.union(*items)
            for items in by_contract.values()
            if len({amount > 0 for amount in items.values()}) > 1
        ]
        if plan:
            items_sudo._reconcile_plan(plan)
