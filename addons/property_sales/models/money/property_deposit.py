from odoo import api, models
from odoo.fields import Command

from odoo.addons.sales_rules.tools import gate

from .account_move import HOMES


class PropertyDeposit(models.AbstractModel):
    """The money of reservations in receipts, entries and payments (R2.7, R2.10).

    Figures are in the company's currency, by id of the reservation, as far as the
    environment of the reservations reads; entries on the deposit account are made here
    alone.
    """

    _name = "property.deposit"
    _description = "Deposits of Homes"

    @api.model
    def _get_account(self, company):
        """Return the deposit account of a company, or nothing before it has one."""
        accounts = self.env["account.account"]
        return company._find_property_account("property_deposit") or accounts

    @api.model
    def _get_taken(self, reservations, states):
        """Return the money on receipts in `states`, refused papers left out, by id."""
        rows = reservations.env["collection.receipt.method"]._read_group(
            [
                ("receipt_id.reservation_id", "in", reservations.ids),
                ("receipt_id.state", "in", states),
                ("bounce_date", "=", False),
            ],
            ["receipt_id"],
            ["amount:sum"],
        )
        sums = {}
        for receipt, amount in rows:
            key = receipt.reservation_id.id
            sums[key] = sums.get(key, 0.0) + amount
        return sums

    @api.model
    def _get_held(self, reservations):
        """Return what stands on the deposit account, by id of reservation."""
        sums = {}
        for company, rows in reservations.grouped("company_id").items():
            account = self._get_account(company)
            for reservation, balance in reservations.env[
                "account.move.line"
            ]._read_group(
                [
                    ("property_reservation_id", "in", rows.ids),
                    ("account_id", "=", account.id),
                    ("parent_state", "=", "posted"),
                ],
                ["property_reservation_id"],
                ["balance:sum"],
            ):
                sums[reservation.id] = company.currency_id.round(-balance)
        return sums

    @api.model
    def _get_returned(self, reservations):
        """Return what was paid back, by id of reservation."""
        rows = reservations.env["account.payment"]._read_group(
            [
                ("property_change_id.reservation_id", "in", reservations.ids),
                ("state", "in", ("in_process", "paid")),
            ],
            ["property_reservation_id"],
            ["amount:sum"],
        )
        return {reservation.id: amount for reservation, amount in rows}

    @api.model
    def _get_open_items(self, reservation):
        """Return the money of one reservation on the deposit account, in sudo."""
        items_sudo = self._get_all_open_items(reservation)
        return items_sudo.filtered(lambda item: item.amount_residual < 0)

    @api.model
    def _get_all_open_items(self, reservations):
        """Return the open items of reservations on the deposit account, in sudo.

        Money that was moved on, and refused by the bank since, is open on the other
        side.
        """
        accounts = map(self._get_account, reservations.company_id)
        # sudo: the salesperson and who decides read no entries
        items_sudo = self.env["account.move.line"].sudo()
        return items_sudo.search(
            [
                ("property_reservation_id", "in", reservations.ids),
                ("account_id", "in", [account.id for account in accounts]),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
            ],
            order="id",
        )

    @api.model
    def _match_refused(self, reservations):
        """Match what a refusal by the bank left open of money that had moved on.

        Else the moved money would be open still, and be returned or kept.
        """
        items_sudo = self._get_all_open_items(reservations)
        for items in items_sudo.grouped("property_reservation_id").values():
            signs = {item.amount_residual > 0 for item in items}
            if len(signs) > 1:
                items.reconcile()

    @api.model
    def _book(self, reservation, items, sides, amount, step=HOMES):
        """Post an entry that takes `amount` off the deposit account, and match it.

        :param reservation: of which the money is
        :param items: the open items that it closes, in sudo
        :param list sides: values of its debit and of its credit
        :param float amount: negative to bring it back
        :param str step: what is posted, see `account.move`
        :return: the entry, in sudo
        """
        account = reservation.company_id._get_property_account("deposit")
        base = {"account_id": account.id, "property_reservation_id": reservation.id}
        base["is_storno"] = amount < 0 and reservation.company_id.account_storno
        debit, credit = (base | side for side in sides)
        moves_sudo = self.env["account.move"].sudo()  # sudo: methods of homes only
        move = moves_sudo.with_company(reservation.company_id).create(
            {
                "move_type": "entry",
                "journal_id": reservation.company_id._get_property_journal().id,
                "date": reservation.company_id._get_today(),
                "ref": reservation.display_name,
                "line_ids": [
                    Command.create(debit | {"balance": amount}),
                    Command.create(credit | {"balance": -amount}),
                ],
            }
        )
        gate.opened_for(move, step)._post(soft=False)
        closing = move.line_ids.filtered(
            lambda line: line.account_id == account and line.balance * amount > 0
        )
        (items | closing).reconcile()
        return move
