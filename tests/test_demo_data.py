"""The demonstration company is made, and every role has something to do."""

from collections import Counter

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

    def test_homes_are_in_every_state(self):
        """R2.4, R2.5: one development is sold, the other one waits for its plan."""
        developments = self.env["property.development"].search([], order="code")
        self.assertEqual(developments.mapped("code"), ["JW", "JX", "YX"])
        self.assertEqual(
            developments.mapped("state"), ["selling", "planning", "selling"]
        )
        units = developments[0].unit_ids
        states = Counter(units.mapped("state"))
        self.assertEqual(len(units), 120)
        self.assertEqual(len(developments[0].building_ids), 3)
        self.assertEqual(states["reserved"], 8)
        self.assertEqual(states["contracted"], 2)
        self.assertGreaterEqual(states["unreleased"], 40)
        self.assertGreater(states["available"], 60)
        self.assertEqual(len(units.filtered("is_blocked")), 3)
        self.assertTrue(all(units.mapped("list_price")))
        plan = (
            developments[1]
            .env["property.marketing.plan"]
            .search([("state", "=", "submitted")])
        )
        self.assertEqual(plan.development_id, developments[1])
        self.assertIn(self.user("gm"), plan.approval_ids.candidate_ids)

    def get_contracts(self, code):
        return self.env["property.contract"].search(
            [("unit_id.development_id.code", "=", code)], order="id"
        )

    def test_every_life_of_a_home_has_come_to_its_end(self):
        """R2.7 to R2.11: of each contract that is over, no cent is left open."""
        contracts = self.get_contracts("YX")
        states = Counter(contracts.mapped("state"))
        self.assertEqual(states, {"handed_over": 4, "rescinded": 4, "settled": 2})
        over = contracts.filtered(lambda row: row.state in ("handed_over", "rescinded"))
        self.assertFalse(over._get_zero_report())
        ends = self.env["property.amendment"].search([("kind", "=", "rescission")])
        self.assertEqual(
            set(ends.mapped("fault")), {"buyer", "developer", "none", "agreed"}
        )
        self.assertEqual(
            Counter(contracts.unit_id.mapped("state")),
            {"titled": 3, "handed_over": 1, "available": 4, "contracted": 2},
        )
        self.assertEqual(
            Counter(contracts.mapped("archive_state")), {"archived": 3, "open": 7}
        )
        handovers = contracts.handover_ids
        self.assertEqual(
            Counter(handovers.mapped("state")),
            {"accepted": 3, "deemed": 1, "refused": 1, "notified": 1},
        )
        requests = self.env["property.service.request"].search([])
        self.assertEqual(
            set(requests.mapped("state")), {"new", "assigned", "done", "closed"}
        )

    def test_books_of_homes_are_whole(self):
        """R2.8: days and months in a chain, and no number of a register is missing."""
        days = self.env["property.ledger.day"].with_user(self.user("finance"))
        self.assertEqual(days.search([], limit=1).action_verify_chain(), [])
        months = self.env["property.ledger.month"].search([], order="date")
        self.assertEqual(set(months[:-1].mapped("state")), {"closed"})
        self.assertTrue(all(months[:-1].mapped("sent_at")))
        registers = self.env["sales.register"].search([("prefix", "=like", "F3%")])
        self.assertFalse(registers.filtered("gap_count"))

    def test_contracts_are_at_every_step_to_the_filing(self):
        """R2.7, R2.11: one is reviewed now, one waits for its loan."""
        contracts = self.get_contracts("JW")
        self.assertEqual(
            Counter(contracts.mapped("state")),
            {"draft": 1, "disclosed": 1, "signed": 1, "filed": 1},
        )
        asked = contracts.filtered(lambda row: row.state == "disclosed")
        self.assertIn(self.user("director"), asked.approval_ids.candidate_ids)
        [loan] = contracts.mortgage_ids
        self.assertTrue(loan.missing_papers)
        filed = contracts.filtered(lambda row: row.state == "filed")
        self.assertEqual(filed.instalment_ids.mapped("state"), ["paid", "planned"])

    def test_homes_are_held_reserved_and_waited_for(self):
        """R2.7: an extension waits for the director."""
        found = self.env["property.reservation"].search(
            [("unit_id.development_id.code", "=", "JW")]
        )
        self.assertEqual(
            Counter((row.state, bool(row.number)) for row in found),
            {
                ("active", True): 6,
                ("converted", True): 2,
                ("active", False): 2,
                ("queued", False): 2,
                ("expired", True): 1,
                ("cancelled", True): 1,
            },
        )
        self.assertEqual(sum(found.mapped("amount_returned")), 20_000)
        waiting = self.env["sales.approval"].search(
            [("state", "=", "pending"), ("subject", "=", "property_extension")]
        )
        self.assertEqual(waiting.candidate_ids, self.user("director"))

    def test_money_of_homes_is_at_every_step_of_the_way(self):
        """R2.8, R2.10: two days are closed, today is open."""
        days = self.env["property.ledger.day"].search([], order="date")
        self.assertEqual(days[-3:].mapped("state"), ["closed", "closed", "open"])
        self.assertEqual(set(days[:-3].mapped("state")), {"closed"})
        receipts = self.env["collection.receipt"].search(
            [("reservation_id", "!=", False)]
        )
        self.assertEqual(
            set(receipts.mapped("state")), {"collected", "reported", "verified"}
        )
        slips = self.env["collection.bank.slip"].search([])
        self.assertEqual(set(slips.mapped("state")), {"banked"})
        finance = self.user("finance")
        self.assertEqual(days.with_user(finance).action_verify_chain(), [])

    def test_a_home_can_be_held(self):
        seller = self.user("homes1")
        domain = [("state", "=", "available"), ("development_id.code", "=", "JW")]
        unit = self.env["property.unit"].search(domain, limit=1)
        partner = (
            self.env["property.reception"]
            .search([("user_id", "=", seller.id), ("stage", "!=", "reserved")], limit=1)
            .partner_id
        )
        unit.with_user(seller).action_reserve(partner.id, "deposit", 30_000)
        self.assertEqual(unit.state, "reserved")
