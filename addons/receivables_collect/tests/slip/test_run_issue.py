from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestRunIssue(CollectionCommon):
    """Issuing numbers all slips at once and freezes what they ask (R4.23, F17)."""

    def new_run_of(self, count):
        for number in range(count):
            self.new_overdue(10 + number, self.new_customer(name=f"C{number}"))
        return self.new_generated()

    def test_slips_are_numbered_without_gap_and_dated(self):
        run = self.new_run_of(3)
        self.assertFalse(any(run.slip_ids.mapped("number")))
        run.action_issue()
        year = self.today.year
        self.assertEqual(
            sorted(run.slip_ids.mapped("number")),
            [f"CS/{year}/{number:05d}" for number in (1, 2, 3)],
        )
        self.assertEqual(set(run.slip_ids.mapped("state")), {"issued"})
        self.assertEqual(set(run.slip_ids.mapped("date")), {self.today})
        self.assertEqual(run.state, "done")

    def test_the_next_run_continues(self):
        self.new_run_of(2).action_issue()
        run = self.new_run_of(1)
        run.action_issue()
        self.assertTrue(run.slip_ids.number.endswith("/00003"))

    def test_the_register_has_no_gap(self):
        self.new_run_of(3).action_issue()
        register = (
            self.env["sales.register"]
            .sudo()
            .search(
                [("code", "=", "collection.slip"), ("company_id", "=", self.company.id)]
            )
        )
        self.assertRecordValues(register, [{"last_number": 3, "gap_count": 0}])

    def test_the_due_amount_is_frozen_and_the_open_one_is_live(self):
        slip = self.new_issued_slip(self.customer, 100, 50)
        self.pay_slip(slip, 30)
        self.assertRecordValues(slip, [{"amount_due": 150, "amount_residual": 120}])
        due = sorted(slip.line_ids.mapped("amount_due"))
        self.assertEqual(due, [50, 100])

    def test_a_payment_before_the_issue_reduces_the_due_amount(self):
        slip = self.new_draft_slip(self.customer, 100)
        self.pay_slip(slip, 30)
        slip.run_id.with_user(self.finance).action_issue()
        self.assertRecordValues(slip, [{"amount_due": 70, "amount_residual": 70}])
        self.assertEqual(slip.line_ids.amount_due, 70)

    def test_a_draft_that_was_paid_gets_no_number(self):
        paid = self.new_customer(name="Paid")
        invoice = self.new_overdue(20, paid)
        self.new_overdue(30)
        run = self.new_generated()
        self.pay(20, paid, invoice)
        run.action_issue()
        self.assertEqual(run.slip_ids.partner_id, self.customer)
        self.assertTrue(run.slip_ids.number.endswith("/00001"))

    def test_an_issued_run_is_issued_once(self):
        run = self.new_run_of(1)
        run.action_issue()
        for method in ("action_issue", "action_generate", "action_discard"):
            with self.subTest(method), self.assertRaisesRegex(UserError, "was issued"):
                getattr(run, method)()

    def test_an_empty_run_is_not_issued(self):
        with self.assertRaisesRegex(UserError, "no slip to issue"):
            self.new_generated().action_issue()

    def test_only_finance_issues(self):
        run = self.new_run_of(1)
        for user in (self.seller, self.manager, self.director, self.general):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                run.with_user(user).action_issue()

    def test_an_issued_slip_is_not_deleted(self):
        slip = self.new_issued_slip()
        with self.assertRaisesRegex(UserError, "keeps its number"):
            slip.with_user(self.finance).unlink()

    def test_nobody_writes_what_methods_decide(self):
        slip = self.new_issued_slip()
        run = slip.run_id
        changes = [
            (slip, {"number": "CS/1"}),
            (slip, {"state": "settled"}),
            (slip, {"amount_due": 1}),
            (slip.line_ids, {"is_open": False}),
            (slip.line_ids, {"amount_due": 1}),
            (run, {"state": "draft"}),
        ]
        for record, vals in changes:
            with self.subTest(vals), self.assertRaises(UserError):
                record.sudo().write(vals)
