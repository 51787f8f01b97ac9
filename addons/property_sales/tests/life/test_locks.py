from odoo.tests import tagged

from ..common_amendment import AmendmentCommon
from ..common_handover import PICTURE
from ..common_late_fee import LateFeeCommon

LOCKS = ("fiscalyear_lock_date", "hard_lock_date")


@tagged("post_install", "-at_install")
class TestLocks(LateFeeCommon, AmendmentCommon):
    """Entries of homes stay on their day, or are refused: core would post them on
    another one, and say nothing (R2.8).
    """

    def lock(self, days=0, name="fiscalyear_lock_date"):
        self.company.sudo()[name] = self.day(days)

    def get_moves(self, contract):
        items = self.env["account.move.line"].sudo()
        return items.search([("contract_id", "=", contract.id)]).move_id

    def assert_locked(self, contract, step, *names):
        """A step is refused while today is locked, and done on its day afterwards."""
        before = self.get_moves(contract)
        for name in names or LOCKS[:1]:
            self.lock(0, name)
            with self.assert_refused("are locked"):
                step()
            self.company.sudo()[name] = False
        self.assertEqual(self.get_moves(contract), before)
        step()
        self.env.invalidate_all()
        made = self.get_moves(contract) - before
        self.assertEqual(set(made.mapped("date")), {self.today})
        return made

    def test_a_signature_waits_for_open_books(self):
        contract = self.new_approved()
        contract.with_user(self.home_seller).action_sign_agreement()
        own = contract.with_user(self.home_seller)
        self.assert_locked(contract, own.action_sign)

    def test_a_settlement_waits_for_open_books(self):
        contract = self.new_signed(pricing_basis="gross")
        contract.with_user(self.home_seller).action_file("BA-1")
        self.survey(102, 81)
        books = contract.with_user(self.finance)
        self.assert_locked(contract, books.action_settle_area)

    def new_told(self):
        contract = self.new_settled()
        self.pay_all(contract)
        return contract, self.notify(contract)

    def test_a_handover_waits_for_open_books(self):
        contract, handover = self.new_told()
        made = self.assert_locked(contract, lambda: handover.action_accept(PICTURE))
        self.assertEqual(handover.sudo().move_id.invoice_date, self.today)
        self.assertIn(handover.sudo().move_id, made)
        self.assert_zero(contract)

    def test_the_invoice_waits_for_the_locks_of_sales_and_tax(self):
        contract, handover = self.new_told()
        names = ("tax_lock_date", "sale_lock_date")
        self.assert_locked(contract, lambda: handover.action_accept(PICTURE), *names)

    def test_a_rescission_waits_for_open_books(self):
        contract = self.new_paid()
        vals = {"fault": "none"}
        amendment = self.approve(self.new_amendment(contract, "rescission", **vals))
        self.assert_locked(contract, amendment.action_apply)
        books = amendment.with_user(self.finance)
        self.assert_locked(contract, books.action_refund)
        self.assert_zero(contract)

    def test_a_bank_credit_of_a_locked_day_is_dated_after_it(self):
        contract = self.new_signed()
        self.lock(-5)
        with self.assert_refused("are locked"):
            self.credit(contract, 100, date=self.day(-5))
        payment = self.credit(contract, 100, date=self.day(-4))
        self.assertEqual(payment.date, self.day(-4))

    def test_a_fee_is_not_paid_on_in_locked_books(self):
        contract = self.new_signed()
        fees = self.env["property.fee"].with_user(self.home_seller)
        fee = fees.create({"contract_id": contract.id, "amount": 100})
        self.credit(contract, 100, date=self.day(-9), fee_id=fee.id)
        self.lock(-5)
        books = fee.with_user(self.finance)
        with self.assert_refused("are locked"):
            books.action_pay_on(self.day(-5), "LIST-1")
        books.action_pay_on(self.day(-4), "LIST-1")
        self.assertEqual(fee.sudo().payment_id.date, self.day(-4))

    def test_what_was_claimed_before_a_lock_ends_after_it(self):
        """Corrections land in the open period; what is locked stays as it was."""
        for name in (*LOCKS, "tax_lock_date", "sale_lock_date"):
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                contract = self.new_paid()
                self.credit(contract, 1_000, "OLD", date=self.day(-30))
                claims = self.get_moves(contract)
                before = {move: (move.date, move.name) for move in claims}
                self.lock(-1, name)
                self.rescind(contract, "developer").with_user(
                    self.finance
                ).action_refund()
                self.env.invalidate_all()
                self.assert_zero(contract)
                self.assertEqual(
                    {move: (move.date, move.name) for move in claims}, before
                )
                made = self.get_moves(contract) - claims
                self.assertEqual(set(made.mapped("date")), {self.today})
                savepoint.rollback()
            self.env.invalidate_all()

    def test_money_collected_before_a_lock_lands_in_the_open_period(self):
        contract = self.new_signed()
        receipt = self.take_on(contract, self.day(-6))
        self.lock(-5)
        self.verify(receipt.report_id)
        entry = receipt.method_ids.payment_id.move_id
        self.assertGreater(entry.date, self.day(-5))
        self.assertLessEqual(entry.date, self.today)
        contract.invalidate_recordset()
        self.assertEqual(contract.amount_paid, 100)
        # in the register it came on its own day
        day = self.new_day(self.day(-6))
        self.bank(receipt)
        day.action_close()
        self.assertEqual(day.amount_received, 100)
        self.assertEqual(day.action_verify_chain(), [])

    def take_on(self, contract, date):
        payload = {
            "contract_id": contract.id,
            "voucher_id": self.new_vouchers(holder=self.home_seller).id,
            "amount": 100,
            "method": "card",
            "date": str(date),
        }
        receipts = self.env["collection.receipt"].with_user(self.home_seller)
        receipt_id = receipts.action_collect_from_bag(payload)
        return receipts.sudo().browse(receipt_id)

    def test_the_job_claims_when_the_books_are_open_again(self):
        contract = self.new_signed()
        rest = contract.instalment_ids[1]
        rest._write_protected({"date_due": self.today})
        self.lock(0)
        self.run_cron("property_sales.ir_cron_property_claim")
        self.assertEqual(rest.state, "planned")
        self.lock(-1)
        self.run_cron("property_sales.ir_cron_property_claim")
        self.env.invalidate_all()
        self.assertEqual(rest.state, "claimed")
        self.assertEqual(rest.sudo().move_line_id.date, self.today)
