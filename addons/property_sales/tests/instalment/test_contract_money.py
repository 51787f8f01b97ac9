from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_contract import ContractCommon


@tagged("post_install", "-at_install")
class TestContractMoney(ContractCommon):
    def test_the_bank_s_own_money_needs_no_slip(self):
        """R2.10: in the designated account, in F33, received and banked at once."""
        contract = self.new_signed()
        payment = self.credit(contract, 300_000, payer="Parents")
        self.assertEqual(payment.journal_id, self.permit_journal)
        self.assertEqual(contract.amount_paid, 300_000)
        self.assertEqual(contract.instalment_ids[0].state, "paid")
        day = self.new_day()
        self.assertEqual(day.amount_received, 300_000)
        self.assertEqual(day.amount_banked, 300_000)
        self.assertEqual(day.amount_booked, 300_000)
        self.assertFalse(day.reasons_open)
        day.action_close()
        self.assertFalse(day.action_verify_chain())

    def test_each_way_has_one_result(self):
        contract = self.new_signed()
        receipt = self.pay_contract(contract, 100_000)
        self.bank(receipt)
        self.credit(contract, 200_000)
        self.assertEqual(contract.instalment_ids[0].state, "paid")
        day = self.new_day()
        self.assertEqual(day.amount_received, 300_000)
        self.assertEqual(day.amount_booked, 300_000)
        day.action_close()
        self.assertFalse(day.action_verify_chain())

    def test_signing_moves_no_money_in_the_ledger(self):
        receipt = self.take_verified(50_000)
        self.bank(receipt)
        self.new_day().action_close()
        # nothing of a closed day is another one when the deposit pays the price
        contract = self.new_signed()
        self.assertEqual(contract.amount_paid, 50_000)
        self.assertFalse(self.new_day().action_verify_chain())
        lines = self.env["property.ledger.line"].sudo().search([])
        self.assertEqual(lines.mapped("amount"), [50_000])

    def test_the_advice_of_a_bank_is_booked_once(self):
        contract = self.new_signed()
        self.credit(contract, 1000)
        with self.assert_refused("is booked on this contract"):
            self.credit(contract, 1000)
        for vals, text in (
            ({"amount": 0}, "Enter the amount"),
            ({"reference": " "}, "Enter the reference"),
            ({"date": self.day(1)}, "in the future"),
        ):
            with self.assert_refused(text):
                self.credit(contract, **({"amount": 1, "reference": "X"} | vals))

    def test_others_than_finance_book_no_money_of_the_bank(self):
        contract = self.new_signed()
        payload = {"amount": 1, "reference": "X"}
        for user in (self.home_seller, self.home_manager, self.director):
            with self.assertRaises(AccessError):
                contract.with_user(user).action_book_bank_credit(payload)

    def test_money_waits_for_the_signature(self):
        contract = self.new_approved()
        with self.assert_refused("take the money on its reservation"):
            self.pay_contract(contract, 1000)
        with self.assert_refused("take the money on its reservation"):
            self.credit(contract, 1000)

    def test_what_the_bank_refuses_is_owed_again(self):
        paper = {"method": "cheque", "bank": "B", "due_date": self.today}
        receipt = self.take_verified(50_000, number="C1", **paper)
        contract = self.new_signed()
        paid = self.pay_contract(contract, 250_000, number="C2", **paper)
        self.assertEqual(contract.instalment_ids[0].state, "paid")
        for refused, owed in ((paid, 250_000), (receipt, 300_000)):
            refused.method_ids.with_user(self.finance).action_bounce(
                self.today, "Refused"
            )
            contract.invalidate_recordset()
            self.assertEqual(contract.amount_open, owed)
            self.assertEqual(self.get_contract_balance(contract, "receivable"), owed)
        self.assertEqual(self.get_balance("deposit"), 0)
