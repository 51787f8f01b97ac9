from ..common_books import Books
from ..common_forbidden import BOOKS, COLLECTED, GIVEN, forbidden


class Accounts(Books):
    """Core's screens of accounting, on the accounts and the money of homes"""

    @forbidden(
        "R2.10",
        "post a miscellaneous entry or an invoice on the accounts of homes, or one that"
        " names a reservation",
        by="accountant",
        paths="A S",
        says=(BOOKS,),
    )
    def test_post_an_entry(self):
        named = {"property_reservation_id": self.hold.id}
        neutral = self.new_account("132400", "asset_current")
        invoice = self.new_invoice(100, post=False).sudo()
        invoice.invoice_line_ids.account_id = self.deposits
        claim = self.new_invoice(100, post=False).sudo()
        term = claim.line_ids.filtered(lambda row: row.display_type == "payment_term")
        term.account_id = self.claims
        for entry in (
            self.new_entry(self.deposits),
            self.new_entry(self.claims),
            self.new_entry(self.deposits, **named),
            self.new_entry(neutral, **named),
            invoice,
            claim,
        ):
            self.assert_no_screen("accountant", entry, "action_post")
            self.assert_no_code("accountant", entry, "action_post")

    @forbidden(
        "R2.10",
        "take the money of a home by a payment form",
        by="accountant finance",
        paths="A S",
        says=(BOOKS, GIVEN),
    )
    def test_take_money_by_a_payment_form(self):
        cash = self.company_data["default_journal_cash"]
        for vals in ({}, {"journal_id": cash.id}, {"payment_type": "outbound"}):
            vals = {"destination_account_id": self.deposits.id} | vals
            payment = self.new_payment(**vals)
            name = "Draft Entry"
            self.assert_no_screen("accountant", payment, "action_post", name=name)
            self.assert_no_screen("finance", payment, "action_post", name=name)
            self.assert_no_code("accountant", payment, "action_post", name=name)
        payment = self.new_payment()
        named = {"property_reservation_id": self.hold.id}
        self.assert_no_code("accountant", payment, "write", named)
        vals = {"partner_id": self.buyer.id, "amount": 1, "payment_type": "inbound"}
        vals |= named | {"journal_id": self.permit_journal.id}
        model = self.env["account.payment"]
        self.assert_no_code("accountant", model, "create", [vals], name="Payment")

    @forbidden(
        "R2.10",
        "write off the rest of an invoice to the deposits of homes with the register"
        " wizard",
        by="accountant",
        paths="A",
        says=(BOOKS,),
    )
    def test_write_off_with_the_register_wizard(self):
        invoice = self.new_invoice(100).sudo()
        wizard = self.env["account.payment.register"].with_user(self.accountant)
        wizard = wizard.with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create(
            {
                "amount": 90,
                "journal_id": self.permit_journal.id,
                "payment_difference_handling": "reconcile",
                "writeoff_account_id": self.deposits.id,
            }
        )
        name = invoice.name
        self.assert_no_screen("accountant", wizard, "action_create_payments", name=name)

    @forbidden(
        "R2.10",
        "book a statement line on the deposits of homes",
        by="accountant",
        paths="A S",
        says=(BOOKS,),
    )
    def test_book_a_statement_line(self):
        bank = self.company_data["default_journal_bank"]
        for journal in (bank, self.permit_journal):
            vals = {"journal_id": journal.id, "payment_ref": "In", "amount": 100}
            lines = self.env["account.bank.statement.line"]
            direct = vals | {"counterpart_account_id": self.deposits.id}
            name = "Draft Entry"
            self.assert_no_screen("accountant", lines, "create", [direct], name=name)
            self.assert_no_code("accountant", lines, "create", [direct], name=name)
            line = lines.sudo().create(vals)
            item = line.move_id.line_ids.filtered(
                lambda row, own=journal: row.account_id == own.suspense_account_id
            )
            move = {"account_id": self.deposits.id}
            self.assert_no_screen(
                "accountant", item, "write", move, name=line.move_id.name
            )

    @forbidden(
        "R2.10",
        "move a posted item to the accounts of homes",
        by="accountant",
        paths="A S",
        says=(BOOKS,),
    )
    def test_move_a_posted_item(self):
        entry = self.new_entry(self.new_account("132500", "asset_current"))
        entry.action_post()
        item = entry.line_ids.filtered("credit")
        for account in (self.deposits, self.claims):
            vals = {"account_id": account.id}
            self.assert_no_screen("accountant", item, "write", vals, name=entry.name)
            self.assert_no_code("accountant", item, "write", vals, name=entry.name)

    @forbidden(
        "R2.10",
        "draft, cancel, reverse, redate or delete a payment of a home",
        by="accountant finance",
        paths="A S",
        says=(COLLECTED,),
    )
    def test_undo_a_payment(self):
        payment = self.take_verified().method_ids.payment_id
        move = payment.move_id
        self.assert_payment_stays(payment)
        wizard = self.env["account.move.reversal"].with_user(self.finance)
        wizard = wizard.with_context(
            active_model="account.move", active_ids=move.ids
        ).create({"journal_id": move.journal_id.id})
        self.assert_no_screen("finance", wizard, "reverse_moves", name=payment.name)

    @forbidden(
        "R2.10",
        "change the items of a payment of a home, or match them by hand",
        by="accountant",
        paths="A S",
        says=(
            "…: posted items keep the reservation that they were booked for. Money"
            " goes to another home or customer by a change of the reservation.",
            COLLECTED,
        ),
    )
    def test_change_items(self):
        first = self.take_verified()
        other = self.reserve(self.units[1], self.other_buyer, self.home_colleague)
        item = self.get_deposit(first)
        vals = {
            "property_reservation_id": other.id,
            "account_id": self.company.collection_debt_account_id.id,
            "partner_id": self.other_buyer.id,
            "credit": 1,
        }
        for field, value in vals.items():
            change = {field: value}
            name = item.move_id.name
            if field != "property_reservation_id":
                self.assert_no_screen("accountant", item, "write", change, name=name)
            self.assert_no_code("accountant", item, "write", change, name=name)

    def get_deposit(self, receipt):
        """The item on the deposit account of a verified receipt."""
        items = receipt.sudo().method_ids.payment_id.move_id.line_ids
        return items.filtered(lambda row: row.account_id == self.deposits)

    @forbidden(
        "R2.10",
        "undo the matching of a return that was paid, or of a forfeit",
        by="accountant finance",
        paths="A S",
        says=(
            "…: money of homes stays matched as it was returned, moved or forfeited."
            " Correct it by a change of the reservation.",
            COLLECTED,
        ),
    )
    def test_undo_a_matching(self):
        item = self.get_deposit(self.take_verified())
        mine = self.hold.with_user(self.home_seller)
        mine.action_cancel("No loan")
        mine.action_return()
        self.hold.with_user(self.director).action_approve()
        self.hold.with_user(self.finance).action_return()
        name = item.move_id.name
        for role in ("accountant", "finance"):
            self.assert_no_screen(role, item, "remove_move_reconcile", name=name)
        self.assert_no_code("accountant", item, "remove_move_reconcile", name=name)
        partial = item.matched_debit_ids
        self.assert_no_code("accountant", partial, "unlink", name=name)
        paid = self.hold.change_ids.payment_ids
        for method in ("action_draft", "action_cancel"):
            self.assert_no_screen("accountant", paid, method)

    @forbidden(
        "R2.10",
        "draft, delete or unmatch the entry of a bank slip",
        by="accountant",
        paths="A S",
        says=(
            "…: the entry of a difference at the count, of a refusal by the bank or of"
            " a bank slip stays as it was posted. Correct it by another entry.",
            "… was banked with … and stays matched with it. When the bank refused it,"
            " use “Refused by the bank” on the receipt.",
        ),
    )
    def test_undo_the_entry_of_a_bank_slip(self):
        receipt = self.take_verified()
        slip = self.bank(receipt)
        move = slip.move_id
        line = move.statement_line_id
        transit = move.line_ids.matched_debit_ids.debit_move_id
        money = receipt.display_name
        for record, method, name in (
            (move, "button_draft", move.name),
            (move, "unlink", money),
            (line, "unlink", money),
            (line, "action_undo_reconciliation", money),
            (transit, "remove_move_reconcile", money),
            (transit.matched_credit_ids, "unlink", money),
        ):
            self.assert_no_screen("accountant", record, method, name=name)
            self.assert_no_code("accountant", record, method, name=name)
