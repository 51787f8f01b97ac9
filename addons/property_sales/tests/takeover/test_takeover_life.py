from odoo.tests import tagged

from ..common_handover import PICTURE
from ..common_takeover import TakeoverCommon


@tagged("post_install", "-at_install")
class TestTakeoverLife(TakeoverCommon):
    """A contract that is taken over goes on as every other one does (R2.7 to R2.10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_taken_over()
        cls.takeover = cls.contract.takeover_line_id.takeover_id

    def assert_money(self, claimed, paid, owed, waiting=0):
        self.contract.invalidate_recordset()
        names = ("claimed", "paid", "open", "waiting")
        found = [self.contract[f"amount_{name}"] for name in names]
        self.assertEqual(found, [claimed, paid, owed, waiting])
        balance = self.get_contract_balance(self.contract, "receivable")
        self.assertAlmostEqual(balance, owed - waiting)

    def test_the_whole_life_ends_with_accounts_at_zero(self):
        contract = self.contract
        # money on a voucher: what is open, and ahead of the next
        self.pay_contract(contract, 200_000)
        self.assert_money(1_000_000, 550_000, 450_000)
        tax = self.get_contract_balance(contract, "tax_to_transfer")
        self.assertEqual(tax, -82_568.81)
        # straight to the bank
        self.credit(contract, 440_000)
        self.assert_money(1_000_000, 990_000, 10_000)
        # the survey: 2 m² more
        self.survey(102, 81)
        contract.with_user(self.finance).action_settle_area()
        self.assertEqual(contract.state, "settled")
        self.assertEqual(contract.area_settlement_amount, 20_000)
        self.assert_money(1_020_000, 990_000, 30_000)
        # what is late counts from the take-over on
        self.assertEqual(contract.late_fee_accrued, 30)
        contract.with_user(self.finance).action_claim_late_fee()
        contract.invalidate_recordset()
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_inspect()
        handover.action_accept(PICTURE, keys="2")
        contract.invalidate_recordset()
        self.assertEqual(contract.state, "handed_over")
        self.assertEqual(contract._get_zero_report(), [])
        self.assertEqual(handover.sudo().move_id.amount_total, 1_020_000)
        # what was taken over is still what it was
        opening = self.takeover.opening_account_id
        items = (
            self.env["account.move.line"]
            .sudo()
            .search(
                [("account_id", "=", opening.id), ("contract_id", "=", contract.id)]
            )
        )
        self.assertEqual(sum(items.mapped("balance")), self.takeover.amount_paid)
        self.assertEqual(set(self.takeover.total_ids.mapped("difference")), {0})

    def test_the_job_claims_the_rest_on_its_day(self):
        rest = self.contract.instalment_ids[2]
        self.run_cron("property_sales.ir_cron_property_claim")
        self.assertEqual(rest.state, "planned")
        rest._write_protected({"date_due": self.day(0)})
        self.run_cron("property_sales.ir_cron_property_claim")
        self.assertEqual(rest.state, "claimed")
        self.assert_money(1_000_000, 350_000, 650_000)

    def test_the_sales_ledger_has_the_money_of_its_days_only(self):
        lines = self.env["property.ledger.line"].sudo()
        domain = [("contract_id", "=", self.contract.id)]
        self.assertFalse(lines.search(domain))
        receipt = self.pay_contract(self.contract, 1_000)
        self.bank(receipt)
        self.assertEqual(lines.search(domain).mapped("amount"), [1_000])
        day = self.new_day()
        day.action_close()
        self.assertEqual(day.amount_received, 1_000)
        self.assertEqual(day.action_verify_chain(), [])

    def test_a_take_over_of_a_closed_day_leaves_it_as_it_was(self):
        receipt = self.take_verified(date=str(self.cut_over))
        self.bank(receipt)
        closed = self.new_day(self.cut_over)
        closed.action_close()
        body = closed.body
        row = self.get_old_row(self.units[2], amount_paid=1)
        contract = self.apply_takeover(self.new_loaded(row, date=self.day(-2)))
        self.assertEqual(contract.amount_paid, 1)
        self.assertEqual(closed.action_verify_chain(), [])
        self.assertEqual(closed.body, body)

    def test_the_seller_reads_it_as_an_own_one(self):
        contract = self.contract.with_user(self.home_seller)
        self.assertEqual(contract.amount_paid, 350_000)
        self.assertEqual(contract.amount_open, 150_000)
        contract.read(["number", "unit_id", "reservation_id", "amount_claimed"])
        report = self.env["ir.actions.report"].with_user(self.home_seller)
        html, _kind = report._render_qweb_html(
            "property_sales.report_f38", contract.ids
        )
        self.assertIn("HT-201", html.decode())

    def test_the_entry_is_guarded_as_claims_are(self):
        move = self.contract.takeover_line_id.move_id
        for method in ("button_draft", "button_cancel"):
            with self.subTest(method), self.assert_refused("stays as it was posted"):
                getattr(move, method)()

    def test_own_contracts_keep_their_money(self):
        """No receipt without a reservation counts for what was taken over."""
        self.take_verified(50_000)
        own = self.new_signed()
        self.pay_contract(own, 1_000)
        trade = self.collect(self.new_slip_over(100))
        self.verify(trade.report_id)
        (own | self.contract).invalidate_recordset()
        self.assertEqual(own.amount_paid, 51_000)
        self.assert_money(500_000, 350_000, 150_000)
        self.assertEqual(self.contract.amount_collected, 350_000)
