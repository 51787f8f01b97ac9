from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_targets import TargetCommon


@tagged("post_install", "-at_install")
class TestItemTargets(TargetCommon):
    """A receipt pays journal items that are on no slip like lines of a slip (R4.27)."""

    def new_allocation(self, **vals):
        """An allocation on a draft of the seller over 100."""
        draft = (
            self.env["collection.receipt"]
            .with_user(self.seller)
            .create(
                {
                    "partner_id": self.customer.id,
                    "voucher_id": self.new_vouchers().id,
                    "method_ids": [Command.create({"method": "cash", "amount": 100})],
                }
            )
        )
        # in sudo, as methods do it: collectors do not read journal items
        return draft.sudo().allocation_ids.create(
            {"receipt_id": draft.id, "amount": 100} | vals
        )

    def test_a_cent_less_or_more_than_the_item_meets_it_to_the_cent(self):
        cases = ((99.99, 0.01, 0), (100, 0, 0), (100.01, 0, 0.01))
        for number, (amount, residual, on_account) in enumerate(cases):
            item = self.new_item(100, self.new_customer(limit=None))
            receipt = self.collect_items(amount, item, date=str(self.day(-number)))
            with self.subTest(amount):
                self.assertEqual(receipt.allocation_ids.move_line_id, item)
                self.assertEqual(receipt.allocation_ids.document, item.move_name)
                self.assertAlmostEqual(receipt.amount_on_account, on_account, 2)
                self.verify(receipt.report_id)
                self.assertAlmostEqual(item.amount_residual, residual, 2)
                self.assert_exposure(residual - on_account, customer=item.partner_id)

    def test_two_items_take_the_money_in_the_order_given(self):
        first, second = self.new_item(60), self.new_item(50)
        receipt = self.collect_items(100, second, first)
        self.assertEqual(receipt.allocation_ids.mapped("amount"), [50, 50])
        self.verify(receipt.report_id)
        self.assertEqual((first.amount_residual, second.amount_residual), (10, 0))

    def test_an_item_reconciled_in_between_takes_less_and_that_is_told(self):
        paid, credited = self.new_item(100), self.new_item(100)
        receipts = self.collect_items(100, paid) + self.collect_items(100, credited)
        report = receipts.report_id
        self.submit(report)
        (self.get_item(self.pay(30, self.customer)) | paid).reconcile()
        (self.new_item(-100) | credited).reconcile()
        self.verify(report)
        self.assertEqual(receipts[0].allocation_ids.amount_reconciled, 70)
        self.assertEqual(receipts[1].allocation_ids.amount_reconciled, 0)
        self.assertTrue(paid.reconciled)
        note = report.message_ids[0].body
        self.assertIn(paid.move_name, note)
        self.assertIn(credited.move_name, note)
        self.assert_exposure(-130)

    def test_an_item_back_to_draft_leaves_the_money_on_account(self):
        item = self.new_item(100)
        receipt = self.collect_items(100, item)
        self.submit(receipt.report_id)
        item.move_id.button_draft()
        self.verify(receipt.report_id)
        self.assertEqual(receipt.allocation_ids.amount_reconciled, 0)
        self.assert_exposure(-100)

    def test_a_deleted_entry_leaves_the_money_on_account(self):
        item = self.new_item(100)
        receipt = self.collect_items(100, item)
        item.move_id.button_draft()
        item.move_id.unlink()
        self.env.invalidate_all()
        self.assertFalse(receipt.allocation_ids._get_item())
        self.verify(receipt.report_id)
        self.assertEqual(receipt.state, "verified")
        self.assert_exposure(-100)

    def test_an_item_settled_before_the_collection_stops_it(self):
        item = self.new_item(100)
        allocation = self.new_allocation(move_line_id=item.id)
        (self.new_item(-100) | item).reconcile()
        receipt = allocation.receipt_id.sudo(False)
        with self.assertRaisesRegex(UserError, f"{item.move_name} is settled"):
            receipt.action_collect()

    def test_money_of_other_receipts_in_transit_is_not_free_whatever_the_target(self):
        slip = self.new_slip_over(100)
        item = slip.line_ids.move_line_id
        self.collect_items(30, item)
        seen = slip.with_user(self.seller)
        self.env.invalidate_all()
        self.assertEqual(seen.amount_collected, 30)
        on_slip = self.collect(slip, 100)
        self.assertEqual(on_slip.amount_allocated, 70)
        late = self.collect_items(10, item)
        self.assertEqual(late.amount_allocated, 0)
        self.env.invalidate_all()
        self.assertEqual(seen.amount_collected, 100)
        self.verify(on_slip.report_id)
        self.assertEqual(slip.state, "settled")
        self.assert_exposure(-40)

    def test_finance_does_not_see_on_the_slip_what_it_is_to_count(self):
        slip = self.new_slip_over(100)
        report = self.collect_items(30, slip.line_ids.move_line_id).report_id
        self.env.invalidate_all()
        blind = slip.with_user(self.finance)
        self.assertEqual(blind.amount_collected, 0)
        self.submit(report)
        self.count(report)
        self.env.invalidate_all()
        self.assertEqual(blind.amount_collected, 30)

    def test_money_for_an_item_of_the_slip_breaks_no_promise(self):
        slip = self.new_slip_over(100)
        contact = self.new_contact_on(slip, promise_date=self.today).sudo()
        receipt = self.collect_items(100, slip.line_ids.move_line_id)
        with self.at(5, 8):
            self.run_cron("receivables_collect.ir_cron_promises")
            self.assertEqual(contact.promise_state, "open")
            receipt.with_user(self.seller).action_cancel()
            self.run_cron("receivables_collect.ir_cron_promises")
            self.assertEqual(contact.promise_state, "broken")

    def test_an_allocation_has_one_target(self):
        slip = self.new_slip_over(100)
        line, item = slip.line_ids, slip.line_ids.move_line_id
        with self.assertRaisesRegex(ValidationError, "Name the line of a slip"):
            self.new_allocation()
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            self.new_allocation(slip_line_id=line.id, move_line_id=item.id)
        self.assertIn("one_target", str(caught.exception))
        part = self.new_allocation(move_line_id=item.id)
        with self.assertRaisesRegex(ValidationError, "paid by this receipt already"):
            part.copy({"slip_line_id": line.id, "move_line_id": False})
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            part.copy()
        self.assertIn("one_per_item", str(caught.exception))

    def test_only_open_receivables_of_the_customer_are_paid(self):
        euro = self.setup_other_currency("EUR")
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id}
        )
        self.cr.precommit.run()  # the chart of the branch
        settled, draft = self.new_item(100), self.new_item(100)
        (self.new_item(-100) | settled).reconcile()
        draft.move_id.button_draft()
        foreign = self.new_entry(
            100, self.customer, currency_id=euro.id, amount_currency=200
        )
        of_branch = self.new_entry(100, self.customer)
        of_branch.button_draft()
        of_branch.company_id = branch
        of_branch.action_post()
        revenue = self.new_item(100).move_id.line_ids.filtered(
            lambda line: line.account_type == "income"
        )
        cases = {
            "settled": settled,
            "draft": draft,
            "another customer's": self.new_item(100, self.new_customer()),
            "another currency": self.get_item(foreign),
            "another company": self.get_item(of_branch),
            "a credit": self.new_item(-100),
            "no receivable": revenue,
        }
        for name, item in cases.items():
            with self.subTest(name), self.assertRaises(ValidationError):
                self.new_allocation(move_line_id=item.id)

    def test_a_collector_names_no_item_of_anybody_else(self):
        item = self.new_item(100, self.new_customer(user_id=self.colleague.id))
        draft = self.new_allocation(move_line_id=self.new_item(100).id).receipt_id
        with self.assertRaises(UserError):
            draft.allocation_ids.with_user(self.seller).create(
                {"receipt_id": draft.id, "move_line_id": item.id, "amount": 1}
            )

    def test_a_corrected_receipt_keeps_its_targets(self):
        first, second = self.new_item(60), self.new_item(50)
        receipt = self.collect_items(110, first, second)
        report = receipt.report_id
        self.submit(report)
        self.count(report, cash=80)
        self.settle(report, "correct", receipt_id=receipt.id)
        self.verify(report)
        corrected = report.difference_ids.receipt_id
        self.assertEqual(corrected.corrects_id, receipt)
        self.assertEqual(corrected.allocation_ids.move_line_id, first | second)
        self.assertEqual(corrected.allocation_ids.mapped("amount"), [60, 20])
        self.assertEqual((first.amount_residual, second.amount_residual), (0, 30))

    def test_money_that_pays_no_debt_can_be_left_out_of_the_credit(self):
        self.company.collection_count_collected = True
        self.new_item(100)
        self.collect(None, 40, partner_id=self.customer.id)
        self.assert_exposure(60)

        def get_nothing(_credit):
            return [("id", "=", False)]

        with self.hooked("sales.credit", _get_collected_domain=get_nothing):
            self.assert_exposure(100)
