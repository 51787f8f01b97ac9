from odoo.tests import tagged

from ..common_amendment import AmendmentCommon


@tagged("post_install", "-at_install")
class TestRescissionMoney(AmendmentCommon):
    """The deposit of 50,000 and 250,000 a year ago are paid, of 1,000,000."""

    def assert_figures(self, amendment, **figures):
        preview = amendment.action_preview()
        self.assertEqual({name: preview[name] for name in figures}, figures)

    def assert_refunded(self, amendment, amount):
        """Finance pays that, and the contract is at zero."""
        contract = amendment.contract_id.sudo()
        self.assertEqual(contract.amount_waiting, amount)
        amendment.with_user(self.finance).action_refund()
        self.env.invalidate_all()
        self.assertEqual(sum(contract.refund_ids.mapped("amount")), amount)
        self.assertEqual(amendment.amount_refunded, amount)
        self.assert_zero(contract)

    def test_by_the_buyers_fault_the_deposit_is_kept(self):
        """R2.7"""
        contract = self.new_paid()
        amendment = self.new_amendment(contract, "rescission", fault="buyer")
        self.assert_figures(
            amendment,
            claims=300_000,
            paid=300_000,
            deposit=-50_000,
            interest=0,
            fee=0,
            refund=250_000,
            moved=300_000,
        )
        self.approve(amendment).action_apply()
        self.env.invalidate_all()
        income = self.get_contract_balance(contract, "penalty_income")
        self.assertEqual(income, -50_000)
        self.assert_refunded(amendment, 250_000)

    def test_by_the_developers_fault_it_is_paid_twice_and_the_rest_with_interest(self):
        """R2.7: 3 % a year on the 250,000 that came a year ago."""
        contract = self.new_paid()
        amendment = self.rescind(contract, "developer")
        self.assert_figures(
            amendment, deposit=50_000, interest=7_500, refund=357_500, moved=357_500
        )
        expense = self.get_contract_balance(contract, "penalty_expense")
        self.assertEqual(expense, 57_500)
        self.assert_refunded(amendment, 357_500)

    def test_by_nobodys_fault_all_is_returned(self):
        contract = self.new_paid()
        amendment = self.rescind(contract, "none")
        self.assertEqual(amendment.amount_refund, 300_000)
        self.assertEqual(contract.state, "rescinded")
        self.assertEqual(contract.end_reason, "Asked for")
        self.assert_refunded(amendment, 300_000)

    def test_by_agreement_less_what_was_agreed(self):
        contract = self.new_paid()
        amendment = self.rescind(contract, "agreed", agreed_amount=12_345.67)
        self.assert_refunded(amendment, 287_654.33)

    def test_by_agreement_more_than_was_paid(self):
        contract = self.new_paid()
        amendment = self.rescind(contract, "agreed", agreed_amount=-1_000)
        self.assert_refunded(amendment, 301_000)

    def test_money_that_is_no_deposit_is_not_kept(self):
        """R2.7: only 定金 is forfeited, as the law has it."""
        self.let_lapse(self.hold)
        hold = self.reserve(kind="advance", amount=50_000)
        self.take_verified(50_000, hold)
        contract = self.new_signed(hold)
        amendment = self.rescind(contract, "buyer")
        self.assert_refunded(amendment, 50_000)

    def test_a_contract_without_any_money(self):
        contract = self.new_signed()
        amendment = self.rescind(contract, "buyer")
        self.assertEqual(amendment.amount_refund, 0)
        self.assert_zero(contract)
        with self.assert_refused("nothing is left to pay back"):
            amendment.with_user(self.finance).action_refund()

    def test_the_tax_to_transfer_goes_to_zero_to_the_cent(self):
        contract = self.new_signed()
        self.credit(contract, 100_000.01)
        contract.invalidate_recordset()
        self.rescind(contract)
        for name in ("tax_to_transfer", "contract_liability"):
            self.assertEqual(self.get_contract_balance(contract, name), 0)
        self.assertEqual(contract.amount_waiting, 100_000.01)

    def test_money_that_waited_is_refunded_too(self):
        contract = self.new_signed()
        self.credit(contract, 1_000_100)
        amendment = self.rescind(contract)
        self.assert_refunded(amendment, 1_000_100)

    def test_after_the_settlement_of_the_area_that_claim_is_taken_back_too(self):
        contract = self.new_settled(gross=102)
        amendment = self.new_amendment(contract, "rescission", fault="none")
        self.assert_figures(amendment, claims=320_000, paid=0, refund=0)
        self.approve(amendment).action_apply()
        self.assert_zero(contract)

    def test_leaving_for_the_area_gives_all_back_with_interest(self):
        """R2.9: the deposit is returned, not doubled."""
        self.take_verified(50_000)
        contract = self.new_settled(gross=110)
        self.credit(contract, 250_000, date=self.day(-365))
        contract.invalidate_recordset()
        amendment = self.rescind(contract, "developer", ground="area")
        self.assertEqual(amendment.amount_interest, 7_500)
        self.assert_refunded(amendment, 307_500)

    def test_interest_ends_on_the_day_of_the_declaration(self):
        contract = self.new_paid()
        amendment = self.new_amendment(
            contract, "rescission", fault="developer", ground="other"
        )
        before = amendment.amount_interest
        self.company.property_refund_interest = 24
        self.env.invalidate_all()
        self.assertEqual(amendment.amount_interest, before, "as it was signed")

    def test_what_was_paid_and_claimed_stays_as_it_was_booked(self):
        """R2.8: one entry takes all back; nothing before it changes."""
        contract = self.new_paid()
        items = self.env["account.move.line"].sudo()
        domain = [("contract_id", "=", contract.id)]
        before = items.search(domain)
        kept = before.read(["balance", "date", "account_id", "name", "parent_state"])
        self.rescind(contract, "buyer")
        after = items.search(domain) - before
        self.assertEqual(len(after.move_id), 1)
        self.assertEqual(
            before.read(["balance", "date", "account_id", "name", "parent_state"]), kept
        )

    def test_what_is_taken_back_is_booked_on_its_own_side(self):
        """In China: red figures, so that turnover of the accounts is not doubled."""
        self.company.sudo().account_storno = True
        contract = self.new_paid()
        self.rescind(contract, "buyer")
        entry = self.env["account.move"].sudo().search([("ref", "like", "Rescission")])
        taken = entry.line_ids.filtered("is_storno")
        self.assertEqual(sum(taken.mapped("debit")), -300_000)
        self.assertEqual(sum(taken.mapped("credit")), -300_000)
        self.assert_refunded(contract.amendment_ids, 250_000)

    def test_lenders_get_back_what_they_paid_and_the_buyer_the_rest(self):
        """R2.7: the refund of a loan goes to the bank."""
        contract = self.new_paid()
        bank = self.env["res.bank"].create({"name": "Bank of Homes"})
        contract.sudo().instalment_ids[1]._write_protected({"kind": "loan"})
        loan = contract.env["property.mortgage"].sudo()
        loan = loan.create(
            {"contract_id": contract.id, "bank_id": bank.id, "amount": 700_000}
        )
        loan.paper_ids.date = self.day(0)
        loan.action_bank_approve()
        loan.action_sign()
        loan.with_user(self.finance).action_pay_out(self.day(0), 600_000, "LOAN-1")
        amendment = self.rescind(contract, "buyer")
        amendment.with_user(self.finance).action_refund()
        paid = [(row.payee, row.amount) for row in amendment.sudo().refund_ids]
        self.assertCountEqual(paid, [("Bank of Homes", 600_000), (False, 250_000)])
        self.assert_zero(contract)

    def test_instalments_that_are_not_paid_end(self):
        contract = self.new_paid()
        self.rescind(contract)
        states = contract.instalment_ids.mapped("state")
        self.assertEqual(states, ["paid", "cancelled"])
        self.run_cron("property_sales.ir_cron_property_claim")
        self.assert_zero_but_refund(contract)

    def assert_zero_but_refund(self, contract):
        accounts = [row[1] for row in contract._get_zero_report()]
        receivable = self.get_account("receivable")
        self.assertEqual(accounts, [receivable])

    def test_sixty_instalments_end_in_one_entry(self):
        """The entry does not grow with the instalments, nor do queries by each."""
        counts = []
        for rows in (2, 60):
            unit = self.new_units()
            self.new_valid_permit(unit, number=f"YS-{rows}")
            self.new_release(unit, name=f"Of {rows}")
            hold = self.reserve(unit, self.new_buyer(f"Of {rows}"))
            amounts = [100_000] * 2 if rows == 2 else [10_000] * 60
            amounts[-1] += 1_000_000 - sum(amounts)
            contract = self.new_signed(
                hold,
                instalment_ids=[(5, 0, 0)]
                + [
                    (0, 0, {"name": f"{n}", "amount": amount, "date_due": self.day(0)})
                    for n, amount in enumerate(amounts)
                ],
            )
            self.credit(contract, 500_000)
            amendment = self.approve(
                self.new_amendment(contract, "rescission", fault="none")
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            amendment.action_apply()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1], counts[0] + 60, counts)
