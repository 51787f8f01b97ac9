from odoo.fields import Command

from ..common_books import ContractBooks
from ..common_forbidden import (
    BOOKS,
    COLLECTED,
    KEPT,
    forbidden,
)

NO_CONTRACT = "…: posted items keep the contract that they were booked for. …"
MATCHED = (
    "…: money of homes stays matched as it was returned, moved or forfeited. Correct it"
    " by a change of the reservation."
)
ACCOUNTS = (
    "receivable",
    "contract_liability",
    "tax_to_transfer",
    "collected_for_others",
)


class Claims(ContractBooks):
    """Claims of contracts, and the money that pays them"""

    @forbidden(
        "R2.10",
        "post an entry or an invoice on the accounts of contracts, or one that names a"
        " contract",
        by="accountant finance",
        paths="A S",
        says=(BOOKS,),
    )
    def test_post_an_entry_of_contracts(self):
        contract = self.new_signed()
        named = {"contract_id": contract.id}
        neutral = self.new_account("132400", "asset_current")
        entries = [self.new_entry(self.get_account(name)) for name in ACCOUNTS]
        entries += [self.new_entry(self.claims, **named)]
        entries += [self.new_entry(neutral, **named)]
        invoice = self.new_invoice(100, post=False).sudo()
        invoice.invoice_line_ids.account_id = self.get_account("contract_liability")
        for entry in (*entries, invoice):
            for role in ("accountant", "finance"):
                self.assert_no_screen(role, entry, "action_post")
            self.assert_no_code("accountant", entry, "action_post")

    @forbidden(
        "R2.10",
        "pay a claim with the register wizard, a payment form or a statement line, or"
        " write it off",
        by="accountant",
        paths="A S",
        says=(BOOKS,),
    )
    def test_pay_a_claim_elsewhere(self):
        contract = self.new_signed()
        item = self.get_claim(contract)
        bank = self.company_data["default_journal_bank"]
        wizards = self.env["account.payment.register"].with_user(self.accountant)
        for journal in (bank, self.permit_journal):
            wizard = wizards.with_context(
                active_model="account.move.line", active_ids=item.ids
            ).create({"journal_id": journal.id})
            name = contract.number
            self.assert_no_screen(
                "accountant", wizard, "action_create_payments", name="Draft Entry"
            )
            payment = self.new_payment(
                journal_id=journal.id, destination_account_id=self.claims.id
            )
            name = "Draft Entry"
            self.assert_no_screen("accountant", payment, "action_post", name=name)
            self.assert_no_code("accountant", payment, "action_post", name=name)
            vals = {"journal_id": journal.id, "payment_ref": "In", "amount": 100}
            lines = self.env["account.bank.statement.line"]
            for account in (self.claims, self.get_account("contract_liability")):
                direct = vals | {"counterpart_account_id": account.id}
                for way in (self.assert_no_screen, self.assert_no_code):
                    way("accountant", lines, "create", [direct], name=name)
        invoice = self.new_invoice(100).sudo()
        for account in ACCOUNTS:
            wizard = wizards.with_context(
                active_model="account.move", active_ids=invoice.ids
            ).create(
                {
                    "amount": 90,
                    "journal_id": self.permit_journal.id,
                    "payment_difference_handling": "reconcile",
                    "writeoff_account_id": self.get_account(account).id,
                }
            )
            self.assert_no_screen(
                "accountant", wizard, "action_create_payments", name=invoice.name
            )

    @forbidden(
        "R2.10",
        "draft, cancel, reverse, redate or delete the entry of a claim, or of a deposit"
        " that pays one",
        by="accountant finance",
        paths="A S",
        says=(KEPT, MATCHED),
    )
    def test_undo_a_claim(self):
        self.take_verified(50_000)
        contract = self.new_signed()
        item = self.get_claim(contract)
        applied = item.matched_credit_ids.credit_move_id
        for move in (item.move_id, applied.move_id):
            for method, *args in (
                ("button_draft",),
                ("button_cancel",),
                ("write", {"date": self.day(-3)}),
                ("write", {"partner_id": self.other_buyer.id}),
                ("write", {"line_ids": [Command.clear()]}),
                ("unlink",),
            ):
                for role in ("accountant", "finance"):
                    self.assert_no_screen(role, move, method, *args)
                self.assert_no_code("accountant", move, method, *args)
            wizard = self.env["account.move.reversal"].with_user(self.finance)
            wizard = wizard.with_context(
                active_model="account.move", active_ids=move.ids
            ).create({"journal_id": move.journal_id.id})
            self.assert_no_screen("finance", wizard, "reverse_moves", name=move.name)

    @forbidden(
        "R2.10",
        "change account, buyer, amount, day or name of an item of a claim, delete it,"
        " or add to its entry",
        by="accountant finance",
        paths="W I S",
        says=(KEPT,),
    )
    def test_change_an_item_of_a_claim(self):
        contract = self.new_signed()
        neutral = self.new_account("132400", "asset_current")
        vals = {
            "date_maturity": self.day(90),
            "account_id": neutral.id,
            "partner_id": self.other_buyer.id,
            "balance": 1,
            "debit": 1,
            "amount_currency": 1,
            "name": "Later",
        }
        move = self.get_claim(contract).move_id
        for item in move.line_ids:
            for role in ("accountant", "finance"):
                self.assert_no_values(role, item, vals, name=move.name)
            self._refuse("W", "accountant", item, "unlink", [], move.name)
            self.assert_no_code("accountant", item, "unlink", name=move.name)
        pair = [
            {"move_id": move.id, "account_id": neutral.id, "balance": balance}
            for balance in (1, -1)
        ]
        items = self.env["account.move.line"]
        self._refuse("W", "accountant", items, "create", [pair], move.name)
        self.assert_no_code("accountant", items, "create", pair, name=move.name)

    @forbidden(
        "R2.10",
        "change account, buyer, amount, day or name of an item of money that was paid",
        by="accountant finance",
        paths="W I S",
        says=(COLLECTED,),
    )
    def test_change_an_item_of_money(self):
        contract = self.new_signed()
        taken = self.pay_contract(contract, 1000).method_ids.payment_id
        neutral = self.new_account("132400", "asset_current")
        vals = {
            "date_maturity": self.day(90),
            "account_id": neutral.id,
            "partner_id": self.other_buyer.id,
            "balance": -1,
            "name": "Later",
        }
        for payment in (taken, self.credit(contract, 1000)):
            item = payment.move_id.line_ids.filtered(
                lambda row: row.account_id == self.claims
            )
            name = payment.move_id.name
            for role in ("accountant", "finance"):
                self.assert_no_values(role, item, vals, name=name)

    @forbidden(
        "R2.10",
        "give a posted item to another contract, or put items that name one into a"
        " posted entry",
        by="accountant finance",
        paths="W S",
        says=(NO_CONTRACT, BOOKS),
    )
    def test_give_an_item_to_another_contract(self):
        contract, other = self.new_two()
        payment = self.credit(contract, 1000)
        vals = {"contract_id": other.id}
        items = self.get_claim(contract).move_id.line_ids
        for item in items | payment.move_id.line_ids:
            name = item.move_id.name
            self.assert_no_write("finance", item, vals, name=name)
            self.assert_no_code("accountant", item, "write", vals, name=name)
        neutral = self.new_account("132500", "asset_current")
        entry = self.new_entry(neutral)
        entry.action_post()
        lines = entry.line_ids
        self.assert_no_write("finance", lines, vals, name=entry.name)
        self.assert_no_code("accountant", lines, "write", vals, name=entry.name)
        for named in (vals, {"property_reservation_id": self.hold.id}):
            pair = [
                {"move_id": entry.id, "account_id": neutral.id, "balance": balance}
                | named
                for balance in (1, -1)
            ]
            self.assert_no_code(
                "accountant", lines.browse(), "create", pair, name=entry.name
            )
            self._refuse("W", "finance", lines.browse(), "create", [pair], entry.name)

    @forbidden(
        "R2.10",
        "undo the matching of a claim, or match it with money of another contract",
        by="accountant finance",
        paths="A S",
        says=(
            MATCHED,
            "…: money of a home is matched with money of the same reservation or"
            " contract only.",
        ),
    )
    def test_undo_the_matching_of_a_claim(self):
        contract, other = self.new_two()
        self.pay_contract(contract, 1000)
        self.credit(contract, 1000)
        item = self.get_claim(contract)
        self.assertEqual(len(item.matched_credit_ids), 2)
        for role in ("accountant", "finance"):
            self.assert_no_screen(
                role, item, "remove_move_reconcile", name=item.move_id.name
            )
        self.assert_no_code(
            "accountant", item, "remove_move_reconcile", name=item.move_id.name
        )
        for partial in item.matched_credit_ids:
            self.assert_no_code("accountant", partial, "unlink", name=item.move_id.name)
        ahead = self.credit(other, 1_500_000).move_id.line_ids.filtered(
            lambda row: row.account_id == self.claims and not row.reconciled
        )
        both = item | ahead
        for role in ("accountant", "finance"):
            self.assert_no_screen(role, both, "reconcile", name=item.move_id.name)
        self.assert_no_code("accountant", both, "reconcile", name=item.move_id.name)

    @forbidden(
        "R2.10",
        "draft, cancel, change or delete a payment of a contract",
        by="accountant finance",
        paths="A S",
        says=(COLLECTED, MATCHED),
    )
    def test_undo_a_payment_of_a_contract(self):
        contract = self.new_signed()
        taken = self.pay_contract(contract, 1000).method_ids.payment_id
        for payment in (taken, self.credit(contract, 1000)):
            self.assert_payment_stays(payment)
