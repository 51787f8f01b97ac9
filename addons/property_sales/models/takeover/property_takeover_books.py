from odoo import api, models
from odoo.fields import Command

from odoo.addons.property_sales.tools.tax import split_tax
from odoo.addons.sales_rules.tools import gate

from ..instalment.property_instalment import LOANS
from ..money.account_move import CLAIMS


class PropertyTakeoverBooks(models.AbstractModel):
    """The opening entries of contracts that are taken over (R2.8, R2.10).

    One plain entry for each contract, dated on the cut-over day: what is claimed, item
    by item, against contract liability and tax to be transferred, as claims book it;
    what is paid, against the opening account. So later claims, money and the invoice of
    the handover find what they find on other contracts. In the company's currency.
    """

    _name = "property.takeover.books"
    _description = "Opening Entries of a Take-over"

    @api.model
    def _book(self, takeover):
        """Post the opening entries of a take-over whose contracts are made."""
        lines_sudo = takeover.line_ids.sudo()  # entries are made by methods only
        booked = lines_sudo.filtered(lambda line: self._get_sides(line))
        moves = self.env["account.move"].sudo()  # as above
        moves = moves.with_company(takeover.company_id)
        # once for all of them
        accounts = self._get_accounts(lines_sudo.takeover_id)
        journal = takeover.company_id._get_property_journal()
        moves = moves.create(
            [self._prepare_move_vals(line, accounts, journal) for line in booked]
        )
        for line, move in zip(booked, moves, strict=True):
            line._write_protected({"move_id": move.id})
        gate.opened_for(moves, CLAIMS)._post(soft=False)
        items = self._get_claim_items(booked, accounts["receivable"])
        self._make_instalments(lines_sudo, items)
        self._match(booked, items)
        totals = self._get_totals(lines_sudo, accounts)
        self.env["property.takeover.total"]._make(takeover, totals)
        self.env["property.deadline"]._follow(lines_sudo.contract_id)

    @api.model
    def _get_accounts(self, takeover):
        """Return the accounts of a take-over by name, see `_get_sides`."""
        names = ("receivable", "contract_liability", "tax_to_transfer")
        company = takeover.company_id
        accounts = {name: company._get_property_account(name) for name in names}
        return accounts | {"opening": takeover.opening_account_id}

    @api.model
    def _get_sides(self, line):
        """Return what a contract comes to on each account of homes, debit positive.

        The tax is that of all its claims together, as later claims count it on.

        :return: dict of name of an account, see `_get_property_account`, to amount;
            without those that are zero
        """
        currency, claimed = line.company_id.currency_id, line.amount_claimed
        tax = split_tax(claimed, line.tax_percent, currency.rounding)
        sides = {
            "receivable": currency.round(claimed - line.amount_paid),
            "contract_liability": -currency.round(claimed - tax),
            "tax_to_transfer": -tax,
            "opening": line.amount_paid,
        }
        moved = claimed or line.amount_paid
        return {name: side for name, side in sides.items() if moved}

    @api.model
    def _get_totals(self, lines, accounts):
        """Return what lines come to on each account, as they were imported."""
        totals, currency = {}, lines.company_id.currency_id
        for line in lines:
            for name, amount in self._get_sides(line).items():
                account = accounts[name]
                totals[account] = totals.get(account, 0.0) + amount
        return {key: sum_ for key, sum_ in totals.items() if not currency.is_zero(sum_)}

    @api.model
    def _prepare_move_vals(self, line, accounts, journal):
        """Return the values of the opening entry of one contract."""
        company, contract = line.company_id, line.contract_id
        currency = company.currency_id
        sides = self._get_sides(line)
        base = {"contract_id": contract.id, "partner_id": contract.partner_id.id}
        receivable = accounts["receivable"].id
        paid_text = self.env._("%s · paid before the take-over", contract.display_name)
        items = [
            {
                "account_id": receivable,
                "balance": row.amount,
                "date_maturity": row.date_due,
                "name": f"{contract.display_name} · {row.name}",
            }
            for row in line._get_claimed()
        ]
        paid = [
            (receivable, -line.amount_paid),
            (accounts["opening"].id, line.amount_paid),
        ]
        items += [
            {"account_id": account, "balance": amount, "name": paid_text}
            for account, amount in paid
            if not currency.is_zero(amount)
        ]
        items += [
            {
                "account_id": accounts[name].id,
                "balance": sides[name],
                "name": contract.display_name,
            }
            for name in ("contract_liability", "tax_to_transfer")
            if not currency.is_zero(sides[name])
        ]
        return {
            "move_type": "entry",
            "company_id": company.id,
            "journal_id": journal.id,
            "date": line.takeover_id.date,
            "partner_id": contract.partner_id.id,
            "ref": self.env._("Take-over: %s", contract.display_name),
            "line_ids": [Command.create(base | item) for item in items],
        }

    @api.model
    def _get_claim_items(self, lines, account):
        """Return the posted item of each claimed instalment, by instalment."""
        found = {}
        for line in lines:
            items = line.move_id.line_ids.filtered(
                lambda item: item.account_id == account and item.balance > 0
            )
            for row, item in zip(line._get_claimed(), items.sorted("id"), strict=True):
                item._set_collection_label(item.name)
                found[row] = item
        return found

    @api.model
    def _make_instalments(self, lines, items):
        """Give the contracts their instalments, those that are claimed with the item.

        :param dict items: the item by instalment of the take-over
        """
        none = self.env["account.move.line"]
        # sudo: of signed contracts, by methods only
        self.env["property.instalment"].sudo()._create_protected(
            [
                self._prepare_instalment_vals(row)
                | {
                    "contract_id": line.contract_id.id,
                    "sequence": number,
                    "move_line_id": items.get(row, none).id,
                }
                for line in lines
                for number, row in enumerate(
                    line.instalment_ids.sorted(lambda row: (row.sequence, row.id)), 1
                )
            ]
        )

    @api.model
    def _prepare_instalment_vals(self, row):
        """Return the values of the instalment that one of a take-over becomes.

        To be extended by what a topic adds to them.
        """
        return {
            "name": row.name,
            "kind": row.kind,
            "anchor": row.anchor,
            "date_due": row.date_due,
            "amount": row.amount,
        }

    @api.model
    def _match(self, lines, items):
        """Have what was paid pay what is claimed, the oldest first.

        Claims that loans pay come after the buyer's own; open ones are asked of nobody.
        """
        plan = []
        of_loans = self.env["account.move.line"].sudo()  # methods only
        for line in lines:
            rows = line._get_claimed()
            own, by_loan = of_loans.browse(), of_loans.browse()
            for row in rows:
                if row.kind in LOANS:
                    by_loan |= items[row]
                else:
                    own |= items[row]
            of_loans |= by_loan
            paid = line.move_id.line_ids.filtered(
                lambda item, own=own | by_loan: (
                    item.account_id == own.account_id and item.balance < 0
                )
            )
            if paid and (own or by_loan):
                plan += [own | paid] if own else []
                plan += [by_loan | paid] if by_loan else []
        if plan:
            of_loans._reconcile_plan(plan)
        open_amounts = self.env["sales.ledger"].sudo()._get_open(of_loans)  # so too
        waiting = of_loans.filtered(
            lambda item: not item.company_currency_id.is_zero(open_amounts[item.id][0])
        )
        waiting.collection_exclusion = self.env._("Loan, not paid out yet")
