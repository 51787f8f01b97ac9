from odoo.fields import Command
from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestSlipAndDrafts(CollectionCommon):
    """A slip asks for what no posted item settled, whatever drafts say (R4.23)."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip(self.customer, 900)

    def pay_whole_slip(self):
        return self.pay_slip(self.slip, 900)

    def test_case_1_a_payment_reset_to_draft_opens_the_slip_again(self):
        promise = self.new_contact_on(self.slip, promise_date=self.day(5)).sudo()
        payment = self.pay_whole_slip()
        self.assertEqual(self.slip.state, "settled")
        self.assertEqual(promise.promise_state, "kept")
        payment.action_draft()
        self.assertNotEqual(self.slip.state, "settled")
        self.assertEqual(self.slip.amount_residual, 900)
        self.assertRecordValues(promise, [{"promise_state": "open", "promise_paid": 0}])
        payment.action_post()
        self.assertEqual(self.slip.state, "settled")
        self.assertEqual(self.slip.amount_residual, 0)
        self.assertEqual(promise.promise_state, "kept")

    def test_case_1_the_comparison_finds_what_the_ledger_says(self):
        self.pay_whole_slip().action_draft()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE collection_slip_line SET amount_residual = 0, is_open = FALSE"
            " WHERE slip_id = %s",
            (self.slip.id,),
        )
        self.env.invalidate_all()
        lines = self.slip._sweep([("id", "=", self.slip.id)])
        self.assertEqual(lines, self.slip.line_ids)
        self.assertEqual(self.slip.amount_residual, 900)
        self.assertFalse(self.slip._sweep([("id", "=", self.slip.id)]))

    def test_case_1_a_run_asks_for_it_again(self):
        self.slip.with_user(self.finance).action_return("Asked anew")
        payment = self.pay(900, invoice=self.slip.line_ids.move_line_id.move_id)
        payment.action_draft()
        slip = self.get_slip(self.new_issued())
        self.assertEqual(slip.amount_due, 900)

    def test_case_1_journal_ageing_and_exposure_agree(self):
        self.pay_whole_slip().action_draft()
        self.assert_exposure(900)
        ageing = self.env["collection.ageing.report"].with_user(self.finance)
        rows = ageing.search([("partner_id", "=", self.customer.id)])
        self.assertEqual(sum(rows.mapped("amount")), 900)
        self.assertEqual(sum(rows.mapped("amount_overdue")), 900)
        ledger = self.env["collection.ledger"]
        ledger._flush()
        query = ledger._query_journal(self.company, self.today, self.today)
        closing = {row[1]: row[9] for row in self.env.execute_query(query)}
        self.assertEqual(closing[self.customer.id], 900)

    def test_case_19_a_written_off_promise_is_not_kept(self):
        """frappe/erpnext#28813."""
        promise = self.new_contact_on(self.slip, promise_date=self.day(5)).sudo()
        entry = self.new_entry(-900, self.customer)
        (self.get_item(entry) | self.slip.line_ids.move_line_id).reconcile()
        self.assertEqual(self.slip.amount_residual, 0)
        self.assertNotEqual(promise.promise_state, "kept")
        self.assertEqual(promise.promise_paid, 0)

    def test_case_8_a_promise_paid_by_a_bounced_cheque_is_not_kept(self):
        promise = self.new_contact_on(self.slip, promise_date=self.day(5)).sudo()
        payment = self.pay_whole_slip()
        self.assertEqual(promise.promise_state, "kept")
        payment.move_id._reverse_moves([{"date": self.today}], cancel=True)
        self.assertRecordValues(promise, [{"promise_state": "open", "promise_paid": 0}])
        self.assertEqual(self.slip.amount_residual, 900)


@tagged("post_install", "-at_install")
class TestSlipItems(CollectionCommon):
    """Slips ask for trade receivables, by the numbers the customer knows (R4.23)."""

    def new_opening(self, partner, amounts, **account):
        """One entry over several old invoices: {number: amount}."""
        receivable = self.company_data["default_account_receivable"]
        if account:
            receivable = receivable.copy(account)
        revenue = self.company_data["default_account_revenue"]
        lines = [
            Command.create(
                {
                    "account_id": receivable.id,
                    "partner_id": partner.id,
                    "name": number,
                    "balance": amount,
                    "date_maturity": self.day(-30),
                }
            )
            for number, amount in amounts.items()
        ]
        other = {"account_id": revenue.id, "balance": -sum(amounts.values())}
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": self.day(-60),
                "line_ids": [*lines, Command.create(other)],
            }
        )
        entry.action_post()
        return entry

    def test_case_15_old_invoices_keep_the_customers_numbers(self):
        """frappe/erpnext#22581."""
        numbers = {"OLD-7": 100, "OLD-8": 200, "OLD-9": 300}
        self.new_opening(self.customer, numbers)
        slip = self.get_slip(self.new_issued())
        self.assertEqual(set(slip.line_ids.mapped("document")), set(numbers))
        ageing = self.env["collection.ageing.report"].with_user(self.finance)
        rows = ageing.search([("partner_id", "=", self.customer.id)])
        self.assertEqual(set(rows.mapped("document")), set(numbers))

    def test_case_15_an_invoice_keeps_its_own(self):
        invoice = self.new_overdue(100)
        slip = self.get_slip(self.new_issued())
        self.assertEqual(slip.line_ids.document, invoice.name)

    def test_case_6_no_slip_over_what_is_no_trade(self):
        """odoo/odoo#39938, #185141: the tax office, and the owner."""
        office = self.new_customer(name="Tax Office", limit=None)
        owner = self.new_customer(name="Owner", limit=None)
        account = {"code": "122199", "name": "Other", "non_trade": True}
        self.new_opening(office, {"VAT": 4200}, **account)
        account = {"code": "122198", "name": "Owners", "non_trade": True}
        self.new_opening(owner, {"Loan": 800}, **account)
        self.new_overdue(1000)
        run = self.new_issued()
        self.assertEqual(run.sudo().slip_ids.partner_id, self.customer)
        ledger = self.env["collection.ledger"]
        self.assertEqual(ledger._get_balance(self.company, self.today), 1000)
