from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_assessment import AssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentApply(AssessmentCommon):
    """Approved tiers are written: tier, core's limit and term, history (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell(1000, due=date(2026, 5, 1))
        cls.weak = cls.new_graded("Weak", cls.tier_b)
        cls.same = cls.new_graded("Same", cls.tier_c)

    def history(self, customer):
        histories = self.env["sales.tier.history"].sudo()
        return histories.search([("partner_id", "=", customer.id)], limit=1)

    def apply(self, assessment):
        assessment.with_user(self.director).action_apply()
        self.env.invalidate_all()
        return {line.partner_id: line.outcome for line in assessment.sudo().line_ids}

    def test_tier_limit_and_term_are_the_customers_and_core_s(self):
        contact = self.new_contact(self.good)
        assessment = self.new_approved()
        outcomes = self.apply(assessment)
        self.assertEqual(
            outcomes,
            {self.good: "applied", self.weak: "applied", self.same: "unchanged"},
        )
        self.assertEqual(assessment.state, "applied")
        self.assertEqual(assessment.applied_by_id, self.director)
        for partner in self.good | contact:
            self.assertEqual(partner.tier_id, self.tier_a)
            self.assertEqual(partner.sudo().credit_limit, 3000)
            self.assertEqual(partner.sudo().property_payment_term_id, self.term)
        self.assertEqual(self.weak.sudo().credit_limit, 100)

    def test_each_change_has_a_history_row_and_what_stays_has_none(self):
        assessment = self.new_assessment()
        self.line_of(assessment, self.weak).with_user(self.manager).write(
            {"final_tier_id": self.tier_a.id, "override_reason": "New owner"}
        )
        self.tick_all(assessment)
        assessment.with_user(self.director).action_approve()
        before = self.history(self.same)
        self.apply(assessment)
        self.assertRecordValues(
            self.history(self.good) | self.history(self.weak),
            [
                {
                    "old_tier_id": self.tier_b.id,
                    "new_tier_id": self.tier_a.id,
                    "credit_limit": 3000,
                    "payment_term_id": self.term.id,
                    "receivable": receivable,
                    "reason": reason,
                    "origin": "Assessment March 2026",
                    "user_id": self.director.id,
                    "company_id": self.company.id,
                }
                for receivable, reason in (
                    (1000, "Assessment March 2026"),
                    (0, "Assessment March 2026: New owner"),
                )
            ],
        )
        self.assertEqual(self.history(self.same), before)

    def test_applying_twice_is_refused(self):
        assessment = self.new_approved()
        self.apply(assessment)
        with self.assertRaisesRegex(UserError, "cannot become"):
            assessment.with_user(self.director).action_apply()

    def test_an_unapproved_assessment_is_not_applied(self):
        assessment = self.new_assessment()
        with self.assertRaisesRegex(UserError, "cannot become"):
            assessment.with_user(self.director).action_apply()

    def test_the_director_alone_applies(self):
        assessment = self.new_approved()
        for user in (self.manager, self.finance, self.general, self.rules_admin):
            with self.assertRaises(AccessError):
                assessment.with_user(user).action_apply()

    def test_a_customer_who_got_another_tier_meanwhile_keeps_it(self):
        assessment = self.new_approved()
        self.give_tier(self.good, self.tier_c)
        self.assertEqual(self.apply(assessment)[self.good], "superseded")
        self.assertEqual(self.good.tier_id, self.tier_c)

    def test_archived_customers_and_tiers_out_of_force_are_left(self):
        assessment = self.new_approved()
        self.tier_a.sudo().active = False
        self.weak.sudo().active = False
        outcomes = self.apply(assessment)
        self.assertEqual(outcomes[self.good], "not_in_force")
        self.assertEqual(outcomes[self.weak], "archived")
        self.assertEqual((self.good | self.weak).tier_id, self.tier_b)

    def test_held_orders_are_examined_again(self):
        order = self.new_order(1500, self.weak)
        self.line_of(assessment := self.new_assessment(), self.weak).with_user(
            self.manager
        ).write({"final_tier_id": self.tier_a.id, "override_reason": "x"})
        order.action_confirm()
        self.assertEqual(order.credit_hold, "held")
        self.tick_all(assessment)
        assessment.with_user(self.director).action_approve()
        self.apply(assessment)
        self.assertIn(self.weak, self.get_queued())

    def test_another_companys_tiers_stay(self):
        company = self.new_company()["company"]
        foreign = self.new_tier(7, company_id=company.id)
        self.good.sudo().with_company(company)._apply_tier(foreign, "Opening")
        self.apply(self.new_approved())
        self.assertEqual(self.good.with_company(company).tier_id, foreign)
        self.assertEqual(self.good.tier_id, self.tier_a)

    def test_merged_customers_are_applied_once(self):
        double = self.new_graded("Double", self.tier_b)
        assessment = self.new_approved()
        merge = self.env["base.partner.merge.automatic.wizard"].sudo()
        merge.create({})._merge((double | self.weak).ids, self.weak)
        self.apply(assessment)
        self.assertEqual(self.weak.tier_id, self.tier_c)

    def test_applying_takes_fewer_than_sixty_queries_whatever_the_size(self):
        few = self.count_applying()
        for number in range(40):
            self.new_graded(f"Customer {number}", self.tier_b)
        many = self.count_applying()
        self.assertLess(many, 60)
        self.assertLessEqual(many, few + 2)

    def count_applying(self):
        assessment = self.new_approved()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        assessment.with_user(self.director).action_apply()
        self.env.flush_all()
        count = self.env.cr.sql_log_count - before
        # another one of the month, from the tiers as they were
        assessment.sudo()._write_protected({"state": "cancelled"})
        for line in assessment.sudo().line_ids:
            if line.outcome == "applied":
                self.give_tier(line.partner_id, line.old_tier_id)
        return count
