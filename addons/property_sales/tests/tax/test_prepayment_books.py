from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_handover import PICTURE
from ..common_tax import TaxCommon


@tagged("post_install", "-at_install")
class TestPrepaymentBooks(TaxCommon):
    """R2.8: prepaid by contract, and deducted when the contract ends."""

    def hand_over(self, contract):
        handover = self.notify(contract, days=90)
        handover.action_inspect()
        handover.action_accept(PICTURE, keys="2")
        contract.invalidate_recordset()

    def get_prepaid(self, contract):
        return self.get_contract_balance(contract, "prepaid_vat")

    def get_whole(self, name):
        """The posted balance of an account, whatever it is for."""
        items = self.env["account.move.line"].sudo()
        own = [("account_id", "=", self.get_account(name).id)]
        items = items.search([*own, ("parent_state", "=", "posted")])
        return self.company.currency_id.round(sum(items.mapped("balance")))

    def test_it_is_paid_by_contract_from_a_bank_that_finance_chooses(self):
        contract = self.new_signed()
        self.credit(contract, 109_000)
        sheet = self.file()
        move = self.pay_sheet(sheet)
        self.assertEqual(self.get_prepaid(contract), 3_000)
        bank = move.line_ids.filtered(
            lambda item: item.account_id == self.bank_journal.default_account_id
        )
        self.assertEqual(bank.balance, -3_000)
        self.assertEqual((sheet.move_id, sheet.reference), (move, "TAX-1"))
        self.assertEqual(sheet.paid_on, move.date)
        self.assertEqual(len(contract._get_zero_report()), 4)

    def test_at_the_handover_it_is_there_to_be_deducted(self):
        contract = self.new_settled()
        self.pay_all(contract)
        self.pay_sheet(self.file())
        self.assertTrue(self.get_prepaid(contract))
        with self.at(1, 5):
            self.hand_over(contract)
        self.assert_zero(contract)
        self.assertEqual(self.get_whole("prepaid_vat"), 0)
        self.assertEqual(self.get_contract_balance(contract, "unpaid_vat"), 27_522.94)

    def test_what_is_paid_after_the_handover_is_deducted_at_once(self):
        contract = self.new_handed_over()
        self.assert_zero(contract)
        self.pay_sheet(self.file())
        self.assert_zero(contract)
        self.assertEqual(self.get_contract_balance(contract, "unpaid_vat"), 27_522.94)

    def test_at_a_rescission_it_is_deducted_and_goes_back_with_the_money(self):
        contract = self.new_signed()
        other = self.new_signed(self.reserve(self.units[1], self.other_buyer))
        self.credit(contract, 109_000)
        self.pay_sheet(self.file())
        with self.at(1, 5):
            self.rescind(contract)
        self.assertEqual(self.get_prepaid(contract), 0)
        self.assertEqual(self.get_contract_balance(contract, "unpaid_vat"), 3_000)
        with self.at(1, 6):
            contract.with_user(self.finance).action_refund()
            self.credit(other, 218_000, "ADV-2")
        sheet = self.file(1)
        self.pay_sheet(sheet, "TAX-2")
        self.assert_zero(contract)
        self.assertEqual(self.get_contract_balance(contract, "unpaid_vat"), 0)
        self.assertEqual(self.get_prepaid(other), 6_000)
        self.assertEqual(sheet.tax_due, 3_000)

    def test_carried_months_are_booked_with_the_next_payment(self):
        contract = self.new_signed()
        other = self.new_signed(self.reserve(self.units[1], self.other_buyer))
        self.credit(contract, 109_000)
        self.pay_sheet(self.file())
        with self.at(1, 5):
            self.rescind(contract)
            contract.with_user(self.finance).action_refund()
        negative = self.file(1)
        with self.assert_refused("Nothing of it is to be paid"):
            negative.action_pay(None, self.bank_journal.id, "TAX-2")
        with self.at(2, 5):
            self.credit(other, 218_000, "ADV-2")
        sheet = self.file(2)
        move = self.pay_sheet(sheet, "TAX-3")
        self.assertEqual(negative.move_id, move)
        self.assertEqual(
            sorted(move.line_ids.mapped("balance")), [-3_000, -3_000, 6_000]
        )
        self.assert_zero(contract)
        self.assertEqual(self.get_prepaid(other), 6_000)
        self.assertEqual(self.get_whole("prepaid_vat"), 6_000)

    def test_what_was_prepaid_on_a_reservation_follows_to_the_contract(self):
        self.bank(self.take_verified(109_000))
        self.pay_sheet(self.file())
        self.assertEqual(self.get_whole("prepaid_vat"), 3_000)
        with self.at(1, 5):
            self.hold._write_protected({"date_end": self.day(60)})
            contract = self.new_signed()
        self.assertEqual(self.get_prepaid(contract), 3_000)

    def test_it_is_the_contracts_also_where_it_was_signed_before_the_payment(self):
        self.bank(self.take_verified(109_000))
        sheet = self.file()
        with self.at(1, 2):
            self.hold._write_protected({"date_end": self.day(60)})
            contract = self.new_signed()
        self.pay_sheet(sheet)
        self.assertEqual(self.get_prepaid(contract), 3_000)

    def test_a_reservation_that_ends_without_a_contract_leaves_nothing(self):
        self.bank(self.take_verified(109_000))
        self.pay_sheet(self.file())
        with self.at(1, 5):
            self.forfeit(self.hold)
        self.file(1)
        with self.at(2, 5):
            other = self.new_signed(self.reserve(self.units[1], self.other_buyer))
            self.credit(other, 218_000)
        self.pay_sheet(self.file(2), "TAX-2")
        self.assertEqual(self.get_prepaid(other), 6_000)
        self.assertEqual(self.get_whole("prepaid_vat"), 6_000)
        items = self.env["account.move.line"].sudo()
        account = self.get_account("prepaid_vat")
        still_open = items.search(
            [("account_id", "=", account.id), ("reconciled", "=", False)]
        )
        self.assertEqual(still_open.contract_id, other)

    def test_it_is_paid_once_with_a_number_on_an_open_day_from_a_bank(self):
        self.credit(self.new_signed(), 109_000)
        draft = self.new_sheet()
        with self.assert_refused("“Draft”"):
            draft.action_pay(None, self.bank_journal.id, "TAX-1")
        draft.unlink()
        sheet = self.file()
        general = self.company._get_property_journal()
        with self.at(1, 2):
            today = self.company._get_today()
            for journal, date, reference, text in (
                (self.bank_journal, None, " ", "Enter the number"),
                (general, None, "TAX-1", "Choose a bank account"),
                (self.bank_journal, self.day(90), "TAX-1", "It is paid from"),
                (self.bank_journal, self.day(-90), "TAX-1", "It is paid from"),
            ):
                with self.assert_refused(text):
                    sheet.action_pay(date, journal.id, reference)
            self.company.sudo().fiscalyear_lock_date = today
            with self.assert_refused("is locked in accounting"):
                sheet.action_pay(None, self.bank_journal.id, "TAX-1")
            self.company.sudo().fiscalyear_lock_date = False
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                own = sheet.with_user(self.director)
                own.action_pay(None, self.bank_journal.id, "TAX-1")
        self.pay_sheet(sheet)
        with self.assert_refused("booked as paid already"):
            self.pay_sheet(sheet)

    def test_months_are_paid_in_their_order(self):
        contract = self.new_signed()
        self.credit(contract, 109_000)
        first = self.file()
        with self.at(1, 5):
            self.credit(contract, 109_000, "ADV-2")
        second = self.file(1)
        with self.assert_refused("as paid first"):
            self.pay_sheet(second)
        self.pay_sheet(first)
        self.pay_sheet(second)
        self.assertEqual(self.get_prepaid(contract), 6_000)

    def test_the_entry_stays_also_of_money_without_a_contract(self):
        self.bank(self.take_verified(109_000))
        move = self.pay_sheet(self.file())
        for method in ("button_draft", "button_cancel", "_reverse_moves"):
            with self.assert_refused("stays as it was posted"):
                getattr(move, method)()

    def test_no_entry_of_another_touches_it(self):
        contract = self.new_signed()
        self.credit(contract, 109_000)
        move = self.pay_sheet(self.file())
        with self.assert_refused("stays as it was posted"):
            move.button_draft()
