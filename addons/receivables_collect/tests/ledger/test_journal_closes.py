from odoo.tests import tagged

from ..common_journal import JournalCommon


@tagged("post_install", "-at_install")
class TestJournalCloses(JournalCommon):
    """The journal F16 closes to the receivable accounts on every day (R4.23)."""

    def test_a_day_adds_up_invoice_payment_and_adjustment(self):
        self.invoice_on(-3, 100)
        self.invoice_on(-1, 50)
        self.pay_on(-1, 30)
        self.entry_on(-1, -5, self.customer)
        self.assert_row([100, 50, 30, -5, 0, 115], -1)
        self.assert_row([115, 0, 0, 0, 0, 115], 0)
        self.assert_closes(-4, 0)

    def test_a_period_adds_up_its_days(self):
        self.invoice_on(-9, 100)
        self.invoice_on(-4, 50)
        self.pay_on(-3, 120)
        self.assert_row([100, 50, 120, 0, 0, 30], -5, -1)

    def test_a_row_per_day_has_quiet_days_too(self):
        self.invoice_on(-3, 100)
        self.pay_on(-1, 100)
        rows = [
            (row["date"], float(row["opening"]), float(row["closing"]))
            for row in self.read_journal(-4, 0, by_day=True)
            if row["partner_id"] == self.customer.id
        ]
        expected = [(-3, 0, 100), (-2, 100, 100), (-1, 100, 0)]
        self.assertEqual(
            sorted(rows),
            [(self.day(days), opening, end) for days, opening, end in expected],
        )

    def test_a_credit_note_is_taken_off_the_sales(self):
        self.invoice_on(-2, 100)
        self.invoice_on(-1, 40, move_type="out_refund")
        self.assert_row([100, -40, 0, 0, 0, 60], -1)
        self.assert_closes(-3, 0)

    def test_a_storno_reversal_is_a_negative_sale(self):
        self.company.account_storno = True
        invoice = self.invoice_on(-2, 100)
        invoice._reverse_moves(
            [{"date": self.day(-1), "invoice_date": self.day(-1)}], cancel=True
        )
        self.assert_row([100, -100, 0, 0, 0, 0], -1)
        self.assert_closes(-3, 0)

    def test_a_payment_taken_back_is_a_negative_receipt_of_that_day(self):
        invoice = self.invoice_on(-5, 100)
        payment = self.pay_on(-3, 100, invoice=invoice)
        payment.move_id._reverse_moves([{"date": self.day(-1)}], cancel=True)
        self.assert_row([100, 0, 100, 0, 0, 0], -3)
        self.assert_row([0, 0, -100, 0, 0, 100], -1)
        self.assert_closes(-6, 0)

    def test_money_on_account_makes_the_balance_negative(self):
        self.pay_on(-1, 70)
        self.assert_row([0, 0, 70, 0, 0, -70], -1)
        self.assert_closes(-2, 0)

    def test_entries_without_customer_are_a_row_of_their_own(self):
        nobody = self.env["res.partner"]
        self.entry_on(-1, 33, nobody)
        self.assert_row([0, 0, 0, 33, 0, 33], -1, customer=nobody)
        self.assert_closes(-2, 0)

    def test_all_receivable_accounts_count(self):
        other = self.company_data["default_account_receivable"].copy()
        self.entry_on(-1, 44, self.customer, account=other)
        self.assert_row([0, 0, 0, 44, 0, 44], -1)
        self.assert_closes(-2, 0)

    def test_contacts_are_their_customer(self):
        contact = self.new_contact(self.customer)
        self.invoice_on(-1, 25, contact)
        self.assert_row([0, 25, 0, 0, 0, 25], -1)

    def test_drafts_and_cancelled_entries_do_not_count(self):
        self.invoice_on(-1, 25, post=False)
        self.invoice_on(-1, 35)
        cancelled = self.invoice_on(-1, 45)
        cancelled.button_draft()
        cancelled.button_cancel()
        self.assert_row([0, 35, 0, 0, 0, 35], -1)

    def test_another_currency_is_counted_in_the_companys(self):
        foreign = self.env["res.currency"].create(
            {
                "name": "FGN",
                "symbol": "F",
                "rate_ids": [(0, 0, {"name": "2000-01-01", "rate": 4.0})],
            }
        )
        invoice = self.invoice_on(-1, 100, currency_id=foreign.id)
        self.assertNotEqual(self.company.currency_id, foreign)
        self.assert_row([0, 25, 0, 0, 0, 25], -1)
        self.assertEqual(invoice.amount_total, 100)
        self.assert_closes(-2, 0)

    def test_companies_do_not_mix(self):
        other = self.setup_other_company(name="Second")
        self.invoice_on(-1, 10)
        self.entry_on(-1, 20, self.customer, company=other)
        second = other["company"]
        self.assert_row([0, 10, 0, 0, 0, 10], -1)
        self.assert_row([0, 0, 0, 20, 0, 20], -1, company=second)
        self.assert_closes(-2, 0, company=second)

    def test_any_number_of_customers_is_two_queries(self):
        self.invoice_on(-40, 10)
        for number in range(5):
            self.invoice_on(-number, 10, self.new_customer())
        self.env.flush_all()
        with self.assertQueryCount(2):
            self.assertGreater(len(self.read_journal(-30, 0, by_day=True)), 31)

    def test_the_journals_index_is_there(self):
        query = "SELECT indexdef FROM pg_indexes WHERE indexname = %s"
        name = "account_move_line_receivables_journal_index"
        self.env.cr.execute(query, [name])
        [(definition,)] = self.env.cr.fetchall()
        self.assertIn("INCLUDE (partner_id, journal_id, balance)", definition)
