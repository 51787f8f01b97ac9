from odoo.fields import Command

from ..common_books import ContractBooks
from ..common_forbidden import GIVEN, NOT_ALLOWED, PROTECTED, UNSEEN, forbidden


class ContractMoney(ContractBooks):
    """Money for contracts: taken, received by the bank, and what it pays"""

    @forbidden(
        "R2.10",
        "make a payment one of a bank credit, by hand or by a default",
        by="finance",
        paths="W I S",
        says=(GIVEN,),
    )
    def test_give_a_payment_a_bank_credit(self):
        contract = self.new_signed()
        credit = self.credit(contract, 1000).property_credit_id
        model = self.env["account.payment"]
        vals = {"partner_id": self.buyer.id, "amount": 1, "payment_type": "inbound"}
        vals |= {"journal_id": self.permit_journal.id}
        named = vals | {"property_credit_id": credit.id}
        self.assert_no_new("finance", model._name, named, "Payment")
        given = model.with_context(default_property_credit_id=credit.id)
        made = given.with_user(self.finance).sudo().create(vals)
        self.assertFalse(made.property_credit_id)
        draft = self.new_payment()
        change = {"property_credit_id": credit.id}
        self.assert_no_write("finance", draft, change)
        self.assert_no_code("finance", draft, "write", change)

    @forbidden(
        "R2.10",
        "write, make or delete a bank credit",
        by="finance",
        paths="W I S",
        says=(
            NOT_ALLOWED,
            PROTECTED,
            "Money that the bank received stays on record: …",
        ),
    )
    def test_write_a_bank_credit(self):
        contract, other = self.new_two()
        credit = self.credit(contract, 1000).property_credit_id
        kind = "Bank Credit of a Home"
        for field, value in (
            ("amount", 1),
            ("date", self.day(-3)),
            ("contract_id", other.id),
            ("reference", "ADV-9"),
        ):
            self.assert_no_values("finance", credit, {field: value})
        self.assert_no_delete("finance", credit, kind=kind)
        vals = {"contract_id": contract.id, "unit_id": self.unit.id, "amount": 1}
        vals |= {"reference": "ADV-2", "date": self.today}
        self.assert_no_new("finance", credit._name, vals, kind)

    def get_credit(self, **vals):
        """The payload of an advice of the bank."""
        return {"amount": 1000, "reference": "ADV-1"} | vals

    @forbidden(
        "R2.10",
        "take or book money on a contract that is not signed, or has ended",
        by="home_seller finance",
        paths="B S",
        says=(
            "… is not signed: take the money on its reservation.",
            "… has ended (…) and takes no money.",
        ),
    )
    def test_take_money_on_what_is_not_signed(self):
        contract = self.new_approved()
        for state in ("approved", "cancelled", "rescinded"):
            ended = {"end_reason": "No loan"} if state != "approved" else {}
            contract._write_protected({"state": state} | ended)
            name = contract.display_name
            voucher = self.new_vouchers(holder=self.home_seller)
            payload = {"contract_id": contract.id, "voucher_id": voucher.id}
            self.assert_not_collected("home_seller", payload, name)
            for way in (self.assert_no_button, self.assert_no_code):
                way("finance", contract, "action_book_bank_credit", self.get_credit())

    @forbidden(
        "R2.10",
        "book a bank credit as another role, twice, without a sum or a reference, in"
        " the future, on a closed day, or for instalments of another contract",
        by="finance home_seller home_manager home_colleague director general",
        paths="B S",
        says=(
            "…: this is settled, booked and paid back by finance.",
            UNSEEN,
            "… cannot go on:\nEnter the amount that the bank received.",
            "… cannot go on:\nEnter the reference of the bank's advice.",
            "… cannot go on:\nThe bank receives no money in the future.",
            "… cannot go on:\n…\nThe advice … is booked on this contract.",
            "… cannot go on:\n… is closed: date it on the next open day.",
            "…: name instalments of this contract.",
        ),
    )
    def test_book_a_bank_credit_wrongly(self):
        contract, other = self.new_two()
        method = "action_book_bank_credit"
        for role in ("home_seller", "home_manager", "director", "general"):
            self.assert_no_button(role, contract, method, self.get_credit())
        name = "Sale Contract of a Home"
        self.assert_no_button(
            "home_colleague", contract, method, self.get_credit(), name=name
        )
        self.credit(contract, 1000, "ADV-0")
        self.new_day().action_close()
        for vals in (
            {"amount": 0, "date": self.day(1)},
            {"amount": -1, "date": self.day(1)},
            {"reference": " ", "date": self.day(1)},
            {"date": self.day(1)},
            {"reference": "ADV-0"},
            {"date": self.today},
            {"date": self.day(-9)},
            {"instalment_ids": other.instalment_ids.ids},
        ):
            payload = self.get_credit(**vals)
            for way in (self.assert_no_button, self.assert_no_code):
                way("finance", contract, method, payload)

    @forbidden(
        "R2.8",
        "date money of a contract on a closed day, or book a refusal by the bank on it",
        by="home_seller finance",
        paths="B S",
        says=(
            "… was closed on … by …: date it on the next open day.",
            "… is dated …, which was closed on … by …: date it on the next open day.",
        ),
    )
    def test_date_money_of_a_contract_on_a_closed_day(self):
        contract = self.new_signed()
        paper = {"number": "C1", "bank": "ICBC", "due_date": str(self.day(9))}
        cheque = self.pay_contract(contract, 1000, method="cheque", **paper)
        self.bank(cheque)
        day = self.new_day()
        day.action_close()
        voucher = self.new_vouchers(holder=self.home_seller)
        payload = {"contract_id": contract.id, "voucher_id": voucher.id}
        for date in (self.today, self.day(-1)):
            payload["date"] = str(date)
            self.assert_not_collected("home_seller", payload, day.display_name)
        for way in (self.assert_no_button, self.assert_no_code):
            name = cheque.display_name
            way("finance", cheque, "action_bounce", str(self.today), name=name)

    @forbidden(
        "R2.10",
        "have money of a home pay an invoice or another contract, or other money pay a"
        " contract",
        by="home_seller",
        paths="W I S",
        says=(
            "…: money of a home pays what its contract owes, and nothing else.",
            "… is owed by …: take the money on that contract.",
            UNSEEN,
        ),
    )
    def test_pay_something_else(self):
        contract, other = self.new_two()
        invoice = self.new_invoice(100, self.buyer).sudo()
        owed = invoice.line_ids.filtered(lambda row: row.date_maturity)
        receipts = self.env["collection.receipt"].with_user(self.home_seller)
        hold = self.reserve(self.units[2])
        for sale, item in (
            ({"contract_id": contract.id}, owed),
            ({"reservation_id": hold.id}, owed),
            ({"contract_id": contract.id}, self.get_claim(other)),
            ({"partner_id": self.buyer.id}, self.get_claim(contract)),
        ):
            voucher = self.new_vouchers(holder=self.home_seller)
            draft = receipts.create(sale | {"voucher_id": voucher.id})
            vals = {"receipt_id": draft.id, "move_line_id": item.id, "amount": 1}
            parts, role = self.env["collection.receipt.allocation"], "home_seller"
            name = item.move_id.name
            self.assert_no_code(role, parts, "create", [vals], name=name)
            if item != owed:  # the seller reads the invoices of customers of one's own
                name = "Journal Item"
            self.assert_no_create(role, parts._name, vals, name)
            row = {"receipt_id/.id": draft.id, "move_line_id/.id": item.id}
            self.assert_no_load(role, parts._name, row | {"amount": 1}, name)
        voucher = self.new_vouchers(holder=self.home_seller)
        vals = {"partner_id": self.buyer.id, "voucher_id": voucher.id}
        part = {"move_line_id": owed.id, "amount": 1}
        draft = receipts.create(vals | {"allocation_ids": [Command.create(part)]})
        for vals in ({"contract_id": contract.id}, {"reservation_id": hold.id}):
            self.assert_no_values(role, draft, vals, name=owed.move_id.name)
