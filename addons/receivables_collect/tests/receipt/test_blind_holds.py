from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestBlindHolds(MoneyCommon):
    """Attack A11: where collected money frees credit, holds, requests, banner and
    history tell finance no sum that it has not counted (R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.collection_count_collected = True
        cls.new_invoice(800, due=20)
        cls.slip = cls.new_slip_over(100)
        cls.receipt = cls.collect(cls.slip, 37.31)
        cls.report = cls.receipt.report_id
        # 862.69 owed, 1,300 ordered, 1,000 allowed
        cls.order = cls.new_order(1300)
        cls.order.action_confirm()
        cls.hold = cls.order.sudo().hold_ids.filtered(
            lambda hold: hold.reason == "credit_limit"
        )
        cls.secrets = ("862.69", "1,162.69", "2,162.69", "37.31")

    def see(self, user):
        """All that a user may read of the hold, as one text."""
        self.env.invalidate_all()
        order = self.order.with_user(user)
        holds = self.env["sales.hold"].with_user(user)
        approvals = self.env["sales.approval"].with_user(user)
        domain = [("order_id", "=", order.id)]
        asked = [("res_model", "=", "sale.order"), ("res_id", "=", order.id)]
        figures = ["exposure", "over", "receivable", "message"]
        texts = [
            order.hold_banner,
            order.credit_panel,
            order.message_ids.mapped("body"),
            holds.search_read(domain, figures),
            holds.formatted_read_group(domain, ["order_id"], ["over:sum"]),
            approvals.search_read(asked, ["amount", "compared", "over", "summary"]),
            approvals.formatted_read_group(asked, ["res_id"], ["compared:sum"]),
        ]
        return str(texts).replace("1162.69", "1,162.69").replace("2162.69", "2,162.69")

    def test_the_hold_rests_on_the_money_that_was_collected(self):
        self.assertEqual((self.hold.over, self.hold.exposure), (1162.69, 2162.69))
        self.assertTrue(self.hold.is_uncounted)

    def test_finance_sees_no_figure_of_it_before_the_count(self):
        seen = self.see(self.finance)
        for secret in self.secrets:
            self.assertNotIn(secret, seen)
        self.assertIn("once finance has counted", seen)

    def test_those_who_decide_see_all(self):
        for user in (self.manager, self.director, self.general):
            with self.subTest(user.login):
                self.assertIn("1,162.69", self.see(user))

    def test_finance_neither_searches_nor_exports_them(self):
        self.env.invalidate_all()
        holds = self.env["sales.hold"].with_user(self.finance)
        for domain in ([("over", ">", 1162)], [("exposure", "=", 2162.69)]):
            domain.append(("order_id", "=", self.order.id))
            self.assertFalse(holds.search(domain))
            self.assertFalse(holds.search_count(domain))
        with self.assertRaises(AccessError):
            self.hold.with_user(self.finance).read(["over"])
        with self.assertRaises(AccessError):
            self.hold.approval_id.browse(self.get_approvals(self.order).ids).with_user(
                self.finance
            ).read(["amount"])

    def test_after_the_count_finance_sees_what_others_see(self):
        self.submit(self.report)
        self.assertNotIn("1,162.69", self.see(self.finance))
        self.count(self.report)
        self.assertIn("1,162.69", self.see(self.finance))
        self.assertFalse(self.hold.is_uncounted)

    def test_a_cancelled_receipt_leaves_nothing_hidden(self):
        self.receipt.with_user(self.seller).action_cancel()
        self.assertFalse(self.hold.is_uncounted)

    def test_a_hold_before_any_money_is_shown(self):
        customer = self.new_customer(1000)
        order = self.new_order(1200, customer)
        order.action_confirm()
        self.assertFalse(order.sudo().hold_ids.is_uncounted)
        self.assertTrue(order.with_user(self.finance).hold_ids)

    def test_without_the_setting_nothing_is_hidden(self):
        self.company.collection_count_collected = False
        order = self.new_order(1400)
        order.action_confirm()
        self.assertFalse(any(order.sudo().hold_ids.mapped("is_uncounted")))

    def test_the_history_of_tiers_keeps_the_ledgers_figure(self):
        history = self.env["sales.tier.history"].sudo()
        last = history.search([("partner_id", "=", self.customer.id)], limit=1)
        self.give_tier(self.customer, self.new_tier(2000, name="Larger"))
        now = history.search([("partner_id", "=", self.customer.id)], limit=1)
        self.assertNotEqual(now, last)
        self.assertEqual(now.receivable, 900)
