"""The demonstration company is made, and every role has something to do."""

import demo_data

from odoo.tests import TransactionCase, tagged

REASONS = {
    "credit_limit",
    "overdue",
    "manual_stop",
    "contract_review",
    "discount",
    "payment_first",
}


@tagged("post_install", "-at_install")
class TestDemoData(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the least that shows everything, with the chart that is loaded
        cls.rows = demo_data.main(cls.env, scale=0.1, chart=None)

    def user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def quotations(self, customer):
        """The quotations of a customer that nobody confirmed yet."""
        return self.env["sale.order"].search(
            [("partner_id.name", "like", customer), ("credit_hold", "=", "none"),
             ("state", "=", "draft")],
            order="amount_total",
        )  # fmt: skip

    def test_every_reason_holds_an_order(self):
        held = self.env["sales.hold"].search([("state", "=", "held")])
        self.assertEqual(set(held.mapped("reason")), REASONS)

    def test_every_login_of_the_table_is_there(self):
        logins = {login for _role, login, _hint in self.rows if " " not in login}
        found = self.env["res.users"].search([("login", "in", list(logins))])
        self.assertEqual(set(found.mapped("login")), logins)

    def test_managers_have_something_to_decide(self):
        waiting = self.env["sales.approval"].search([("state", "=", "pending")])
        self.assertIn(self.user("east"), waiting.candidate_ids)
        self.assertIn(self.user("director"), waiting.candidate_ids)

    def test_dates_lie_in_the_past(self):
        invoices = self.env["account.move"].search([("move_type", "=", "out_invoice")])
        today = self.env.cr.now().date()
        self.assertLessEqual(max(invoices.mapped("invoice_date")), today)

    def test_the_story_can_be_played(self):
        salesperson, manager = self.user("sales1"), self.user("east")
        order = self.quotations("浦江").with_user(salesperson)
        order.action_confirm()
        self.assertEqual(order.credit_hold, "held")
        hold = order.open_hold_ids
        self.assertRecordValues(hold, [{"reason": "credit_limit", "over": 8300}])
        waiting = order.sudo().approval_ids.filtered("can_decide")
        self.assertFalse(waiting)
        approval = order.sudo().approval_ids.with_user(manager)
        self.assertTrue(approval.can_decide)
        approval.action_approve("同意")
        self.assertEqual(order.credit_hold, "released")
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_the_story_ends_a_cent_above_the_limit(self):
        exact, above = self.quotations("苏泰").with_user(self.user("sales1"))
        above.action_confirm()
        self.assertRecordValues(above.open_hold_ids, [{"over": 0.01}])
        exact.action_confirm()
        self.assertEqual(exact.state, "sale")

    def test_money_is_in_transit_and_waits_to_be_counted(self):
        """R4.23 to R4.27: somebody is at every step of the way."""
        receipts = self.env["collection.receipt"].search([])
        self.assertIn("collected", receipts.mapped("state"))
        slips = self.env["collection.slip"].search([])
        self.assertIn("signed", slips.mapped("state"))
        slip = next(slip for slip in slips if slip.state == "signed")
        bag = self.env["collection.bag"].with_user(slip.holder_id).get_bag()
        self.assertTrue(bag["customers"] and bag["vouchers"])

    def test_three_months_are_graded_and_the_last_waits_for_its_managers(self):
        assessments = self.env["sales.tier.assessment"].search([], order="month")
        self.assertEqual(
            assessments.mapped("state"), ["applied", "applied", "applied", "computed"]
        )
        past, this = assessments[:-1], assessments[-1]
        self.assertTrue(past.line_ids.filtered(lambda line: line.move == "up"))
        departure = this.line_ids.filtered("is_overridden")
        self.assertEqual(len(departure), 1)
        self.assertTrue(departure.override_reason and departure.checked_by_id)
        self.assertTrue(this.waiting_names)
        for line in past[-1].line_ids:
            self.assertLess(line.assessment_id.applied_at, self.env.cr.now())

    def test_the_rest_of_credit_is_there(self):
        for model in ("sales.credit.temporary", "sales.credit.guarantee"):
            self.assertIn("running", self.env[model].search([]).mapped("validity"))
        self.assertEqual(self.env["sales.credit.group"].search([]).member_count, 2)
        allowances = self.env["sales.credit.allowance"].search([])
        self.assertFalse(any(allowances.mapped("is_exceeded")))
