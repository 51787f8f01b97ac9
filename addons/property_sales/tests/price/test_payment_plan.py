from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestPaymentPlan(PropertyCommon):
    """The director puts plans and promotions in force; then they are fixed (R2.4)."""

    def new_plan(self, *lines, **vals):
        lines = lines or ({"percent": 30}, {"kind": "rest", "months": 1, "count": 2})
        commands = [Command.create(line) for line in lines]
        plans = self.env["property.payment.plan"].with_user(self.director)
        return plans.create({"name": "Halves", "line_ids": commands} | vals)

    def new_promotion(self, **vals):
        vals = {
            "name": "Opening",
            "development_id": self.development.id,
            "percent": 3,
            "date_from": self.day(-1),
            "date_to": self.today,
        } | vals
        promotions = self.env["property.promotion"].with_user(self.director)
        return promotions.create(vals)

    def test_a_plan_is_a_draft_until_it_is_put_in_force(self):
        plan = self.new_plan()
        self.assertFalse(plan.active)
        plan.action_put_in_force()
        self.assertEqual(plan.in_force_since, self.today)
        self.assertTrue(plan.active)

    def test_a_plan_that_shares_out_nothing_is_not_put_in_force(self):
        for lines, words in (
            (({"percent": 30},), "sum to 100"),
            (({"kind": "rest"}, {"kind": "rest"}), "takes the rest"),
            (({"kind": "rest", "count": 2},), "months"),
            (({"kind": "percent"}, {"kind": "rest"}), "missing"),
        ):
            plan = self.new_plan(*lines)
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                plan.action_put_in_force()
        empty = self.new_plan(line_ids=[])
        with self.assertRaisesRegex(UserError, "no line"):
            empty.action_put_in_force()

    def test_a_plan_in_force_is_fixed_with_its_lines(self):
        plan = self.new_plan(discount_percent=2)
        plan.action_put_in_force()
        line = plan.line_ids[0]
        ways = [
            lambda p: p.write({"discount_percent": 5}),
            lambda p: p.write({"line_ids": [Command.clear()]}),
            lambda p: p.write({"in_force_since": False}),
            lambda p: p.line_ids[0].write({"percent": 5}),
            lambda p: p.line_ids[0].unlink(),
            lambda p: line.with_env(p.env).create({"plan_id": p.id, "percent": 5}),
        ]
        plan.action_archive()
        for records in (plan, plan.sudo()):
            for number, way in enumerate(ways):
                with self.subTest(number), self.assertRaises(UserError):
                    way(records)

    def test_a_changed_copy_takes_its_place(self):
        plan = self.new_plan()
        plan.action_put_in_force()
        copied = plan.copy()
        self.assertFalse(copied.active)
        copied.line_ids[0].percent = 40
        copied.action_put_in_force()
        self.assertTrue(copied.active)

    def test_others_read_plans_and_promotions_only(self):
        promotion, plan = self.new_promotion(), self.new_plan()
        for record in (promotion, plan):
            for user in (self.home_seller, self.general, self.rules_admin):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    record.with_user(user).write({"name": "X"})
                with self.subTest(user.name), self.assertRaises(AccessError):
                    record.with_user(user).action_put_in_force()

    def test_a_promotion_runs_from_its_first_to_its_last_day(self):
        promotion = self.new_promotion()
        self.assertFalse(promotion._is_running())
        promotion.action_put_in_force()
        days = [promotion._is_running(self.day(number)) for number in (-2, -1, 0, 1)]
        self.assertEqual(days, [False, True, True, False])
        self.assertEqual(promotion._find_running(self.development), promotion)
        self.assertFalse(promotion._find_running(self.development, self.day(1)))

    def test_a_promotion_in_force_is_fixed_and_ended_by_archiving(self):
        promotion = self.new_promotion()
        promotion.action_put_in_force()
        for record in (promotion, promotion.sudo()):
            for vals in ({"percent": 5}, {"date_to": self.day(9)}, {"name": "X"}):
                with self.subTest(vals), self.assertRaises(UserError):
                    record.write(vals)
        promotion.action_archive()
        self.assertFalse(promotion._is_running())

    def test_payments_of_a_price(self):
        plan = self.new_plan()
        payments = plan._get_payments(1_000_000.01, {"signing": self.today})
        self.assertEqual(
            [float(payment.amount) for payment in payments],
            [300_000, 350_000, 350_000.01],
        )
        plan = self.new_plan({"kind": "amount", "amount": 50}, {"kind": "rest"})
        with self.assertRaisesRegex(UserError, "more than the price"):
            plan._get_payments(49, {})
