from decimal import Decimal

from odoo import api, models
from odoo.fields import Command, Domain

from odoo.addons.property_sales.tools.interest import count_interest
from odoo.addons.sales_rules.tools import gate

from ..money.account_move import CLAIMS


class PropertyRescissionMoney(models.AbstractModel):
    """The money of a contract that ends before its handover (R2.7, R2.10).

    All that was claimed is taken back by one entry, on its own side where the books
    are kept so; what was paid, less what the company keeps and with what it owes, is
    left as one credit on the receivable, for finance to pay back. Paid instalments and
    closed days stay as they are. Amounts are in the company's currency.
    """

    _name = "property.rescission.money"
    _description = "Money of Rescissions"

    @api.model
    def _get_base(self, contract):
        """Return what a contract was claimed, and what stands open on it.

        :return: the claims of the price, and debts less waiting money
        """
        claims = self.env["property.claim"]
        claimed, _tax = claims._get_booked(contract).get(contract.id, (0.0, 0.0))
        balance = sum(claims._get_items(contract).values())
        return claimed, contract.currency_id.round(balance)

    @api.model
    def _get_payments(self, contract):
        """Return the money that came for a contract and its reservation, and went back.

        :return: list of (day, amount, whether it was of the reservation)
        """
        company = contract.company_id
        accounts = self.env["property.claim"]._get_account(company)
        accounts |= self.env["property.deposit"]._get_account(company)
        # sudo: the salesperson reads no entries
        items_sudo = self.env["account.move.line"].sudo()
        of_sale = Domain("contract_id", "=", contract.id) | Domain(
            "property_reservation_id", "in", contract.reservation_id.ids
        )
        of_money = Domain("move_id.origin_payment_id", "!=", False) | Domain(
            "move_id.reversed_entry_id.origin_payment_id", "!=", False
        )
        items = items_sudo.search(
            of_sale
            & of_money
            & Domain("account_id", "in", accounts.ids)
            & Domain("parent_state", "=", "posted"),
            order="date, id",
        )
        return [
            (item.date, -item.balance, bool(item.property_reservation_id))
            for item in items
        ]

    @api.model
    def _get_deposit(self, contract):
        """Return what was paid of the deposit in the sense of the law, 定金."""
        reservation = contract.reservation_id.sudo()  # of whoever sold the home
        if reservation.money_kind != "deposit":
            return 0.0
        paid = sum(
            amount for _day, amount, early in self._get_payments(contract) if early
        )
        return contract.currency_id.round(max(paid, 0.0))

    @api.model
    def _get_interest(self, contract, until, without_deposit):
        """Return the interest on what was paid, rounded once.

        :param date until: the day up to which it runs
        :param bool without_deposit: leave out the deposit, which is doubled instead
        """
        payments = self._get_payments(contract)
        if without_deposit and self._get_deposit(contract):
            payments = [payment for payment in payments if not payment[2]]
        interest = count_interest(
            [(day, Decimal(str(amount))) for day, amount, _early in payments],
            Decimal(str(contract.refund_interest)),
            until,
        )
        return contract.currency_id.round(float(interest))

    @api.model
    def _book(self, contract, kept, given):
        """Post the one entry that ends a contract, and match what it closes.

        :param float kept: what the company keeps of what was paid
        :param float given: what it owes the buyer on top
        """
        company = contract.company_id
        claimed, tax = (
            self.env["property.claim"]
            ._get_booked(contract)
            .get(contract.id, (0.0, 0.0))
        )
        rows = [
            ("contract_liability", contract.currency_id.round(claimed - tax), True),
            ("tax_to_transfer", tax, True),
            ("receivable", -claimed, True),
            ("receivable", kept, False),
            ("penalty_income", -kept, False),
            ("penalty_expense", given, False),
            ("receivable", -given, False),
        ]
        lang = company.partner_id.lang
        name = self.with_context(lang=lang).env._("Rescission")
        base = {
            "contract_id": contract.id,
            "partner_id": contract.partner_id.id,
            "name": f"{contract.display_name} · {name}",
        }
        lines = [
            base
            | {
                "account_id": company._get_property_account(account).id,
                "balance": balance,
                "is_storno": is_storno and company.account_storno,
            }
            for account, balance, is_storno in rows
            if not contract.currency_id.is_zero(balance)
        ]
        if lines:
            # sudo: entries of homes are made by methods only
            moves_sudo = self.env["account.move"].sudo()
            move = moves_sudo.create(
                {
                    "move_type": "entry",
                    "company_id": company.id,
                    "journal_id": company._get_property_journal().id,
                    "date": company._get_today(),
                    "partner_id": contract.partner_id.id,
                    "ref": base["name"],
                    "line_ids": [Command.create(line) for line in lines],
                }
            )
            gate.opened_for(move, CLAIMS)._post(soft=False)
        self._match(contract)

    @api.model
    def _match(self, contract):
        """Match all that is open on the accounts of an ended contract."""
        company = contract.company_id
        names = ("receivable", "contract_liability", "tax_to_transfer")
        accounts = [company._get_property_account(name).id for name in names]
        # sudo: as above
        items_sudo = self.env["account.move.line"].sudo()
        items = items_sudo.search(
            [
                ("contract_id", "=", contract.id),
                ("account_id", "in", accounts),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
            ],
            order="date_maturity, id",
        )
        groups = items.grouped("account_id").values()
        plan = [group for group in groups if len(group) > 1]
        if plan:
            items_sudo._reconcile_plan(plan)
