from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestCheaperAfterConfirmation(CreditCommon):
    """The tier allows 2 %: ten pieces of 100.00 are confirmed, and made cheaper (R4.6).

    A smaller order is never held for credit; a discount is one at any time.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tier = cls.new_tier(100_000, max_discount=2)
        cls.customer = cls.new_customer(tier=tier)
        cls.order = cls.new_dear_order(product_uom_qty=10)
        cls.order.action_confirm()
        cls.line = cls.order.order_line

    def assert_refused(self, change):
        """`change()` raises and names the way out; nothing of it stays."""
        with (
            self.assertRaisesRegex(UserError, "Ask for increase"),
            self.env.cr.savepoint(),
        ):
            change()
        self.assertEqual(self.order.amount_total, 1000)

    def ask(self, **vals):
        """Ask as the form's button does."""
        context = {"active_model": "sale.order", "active_id": self.order.id}
        wizard = self.env["sale.order.increase"].with_user(self.seller)
        with Form(wizard.with_context(**context)) as form:
            form.note = "The customer has a better offer"
            for name, value in vals.items():
                form[name] = value
        form.record.action_ask()

    def test_a5_a_price_of_a_hundredth_is_refused(self):
        self.assert_refused(lambda: self.line.write({"price_unit": 1}))

    def test_the_refusal_names_the_figures(self):
        with self.assertRaisesRegex(UserError, "10.00 % .2.00 % allowed"):
            self.line.discount = 10

    def test_up_to_the_tiers_discount_passes_and_no_more(self):
        self.line.discount = 2
        self.line.discount = 0
        self.line.price_unit = 98
        self.line.price_unit = 100
        self.assert_refused(lambda: self.line.write({"discount": 2.01}))
        self.assert_refused(lambda: self.line.write({"price_unit": 97.99}))

    def test_whoever_writes(self):
        for user in (self.seller, self.director, self.env.ref("base.user_root")):
            line = self.line.with_user(user)
            self.assert_refused(lambda line=line: line.write({"discount": 50}))
        self.assert_refused(lambda: self.line.sudo().write({"discount": 50}))

    def test_written_through_the_order(self):
        command = Command.update(self.line.id, {"discount": 50})
        self.assert_refused(lambda: self.order.write({"order_line": [command]}))

    def test_a_line_below_zero_is_refused(self):
        for vals in (
            {"price_unit": -500},
            {"price_unit": 500, "product_uom_qty": -1},
            {"price_unit": -25, "product_uom_qty": 20},
        ):
            vals["product_id"] = self.goods.id
            self.assert_refused(
                lambda vals=vals: self.order.write(
                    {"order_line": [Command.create(vals)]}
                )
            )

    def test_the_discount_wizard_of_core_is_refused(self):
        for kind, vals in (
            ("so_discount", {"discount_percentage": 0.12}),
            ("sol_discount", {"discount_percentage": 0.12}),
            ("amount", {"discount_amount": 120}),
        ):
            vals = {"sale_order_id": self.order.id, "discount_type": kind} | vals
            wizard = self.env["sale.order.discount"].sudo().create(vals)
            self.assert_refused(wizard.action_apply_discount)

    def test_more_goods_for_the_same_money_are_refused(self):
        vals = {"product_uom_qty": 20, "price_unit": 50}
        self.assert_refused(lambda: self.line.write(vals))

    def test_dearer_goods_for_the_same_price_are_refused(self):
        luxury = self._create_product(name="Luxury", list_price=500.0, taxes_id=[])
        vals = {"product_id": luxury.id, "price_unit": 100}
        self.assert_refused(lambda: self.line.write(vals))

    def test_a_cheaper_currency_is_refused(self):
        yen = self.setup_other_currency("JPY", rates=[("2000-01-01", 100.0)])
        self.assert_refused(lambda: self.order.write({"currency_id": yen.id}))

    def test_a_smaller_order_passes_however_much_is_owed(self):
        self.new_invoice(500_000, due=-100)
        self.line.product_uom_qty = 1
        self.assertEqual(self.order.amount_total, 100)

    def test_a_discount_that_was_there_is_none_of_the_change(self):
        self.line.discount = 1.5
        self.customer.tier_id.sudo().max_discount = 0
        self.line.product_uom_qty = 9
        self.line.discount = 1
        self.assert_refused_at(lambda: self.line.write({"discount": 1.2}))

    def assert_refused_at(self, change):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            change()

    def test_a_released_discount_is_no_larger_one(self):
        order = self.new_dear_order(discount=8)
        order.action_confirm()
        order.with_user(self.manager).action_approve()
        order.action_confirm()
        order.order_line.discount = 3
        order.order_line.discount = 8
        self.assert_refused_at(lambda: order.order_line.write({"discount": 8.01}))

    def test_an_approved_total_allows_no_discount(self):
        """Raised within what was approved, at half the price."""
        self.customer.tier_id.sudo().credit_limit = 1000
        self.ask(new_total=3000)
        self.order.with_user(self.director).action_approve()
        self.assertEqual(self.order.credit_approved_total, 3000)
        vals = {"product_uom_qty": 40, "price_unit": 50}
        self.assert_refused(lambda: self.line.write(vals))
        self.line.product_uom_qty = 30

    def test_a_lower_total_is_asked_for_and_approved_as_a_discount(self):
        self.ask(new_total=900)
        self.assertRecordValues(
            self.get_approvals(self.order),
            [
                {
                    "state": "pending",
                    "subject": "discount",
                    "amount": 10,
                    "requester_id": self.seller.id,
                    "candidate_ids": self.manager.ids,
                }
            ],
        )
        self.assert_refused(lambda: self.line.write({"price_unit": 90}))
        self.order.with_user(self.manager).action_approve()
        self.assertEqual(self.order.activity_ids.user_id, self.seller)
        self.assert_refused(lambda: self.line.write({"price_unit": 89.99}))
        self.line.price_unit = 95
        self.line.price_unit = 90
        self.assertEqual(self.order.amount_total, 900)

    def test_a_discount_of_one_line_is_asked_for(self):
        self.order.write({"order_line": [Command.create({"product_id": self.dear.id})]})
        self.ask(new_discount=20)
        approval = self.get_approvals(self.order)
        self.assertRecordValues(approval, [{"subject": "discount", "amount": 20}])
        self.order.with_user(self.director).action_approve()
        self.order.order_line[-1].discount = 20
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.order.order_line[-1].discount = 20.01

    def test_a_lower_total_within_the_tiers_discount_asks_nobody(self):
        self.ask(new_total=980)
        self.assertFalse(self.get_approvals(self.order))

    def test_a_discount_asked_for_is_not_held_for_credit(self):
        self.new_invoice(500_000, due=-100)
        self.ask(new_total=900)
        self.assertEqual(self.get_approvals(self.order).subject, "discount")

    def test_a_refused_discount_is_not_given(self):
        self.ask(new_total=900)
        self.order.with_user(self.manager).action_reject("No")
        self.assert_refused(lambda: self.line.write({"price_unit": 90}))

    def test_without_tiers_nothing_is_refused(self):
        order = self.new_dear_order(self.new_customer(limit=None))
        order.action_confirm()
        order.order_line.price_unit = 1
        self.assertEqual(order.amount_total, 1)
