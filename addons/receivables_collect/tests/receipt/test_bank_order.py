from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestBankOrder(MoneyCommon):
    """F31: issued by sales, presented and collected by finance alone (R3.14)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoices = cls.new_invoice(100, due=-5) + cls.new_invoice(200, due=-3)

    def new_bank_order(self, amount=250, issue=True, **vals):
        vals = {
            "partner_id": self.customer.id,
            "amount": amount,
            "payer_bank": "ICBC",
            "payer_account": "6222 0000",
            "invoice_ids": [Command.set(self.invoices.ids)],
        } | vals
        order = self.env["collection.bank.order"].with_user(self.seller).create(vals)
        if issue:
            order.action_issue()
        return order

    def residuals(self):
        return [self.get_item(move).amount_residual for move in self.invoices]

    def test_issuing_numbers_and_freezes_it(self):
        order = self.new_bank_order(issue=False)
        self.assertFalse(order.number)
        order.action_issue()
        other = self.new_bank_order()
        self.assertEqual(int(other.number[-5:]), int(order.number[-5:]) + 1)
        for vals in ({"amount": 1}, {"invoice_ids": [Command.clear()]}):
            with self.subTest(vals), self.assertRaises(UserError):
                order.write(vals)
        with self.assertRaises(UserError):
            order.unlink()
        with self.assertRaises(UserError):
            order.action_issue()

    def test_a_draft_can_be_changed_and_deleted(self):
        order = self.new_bank_order(issue=False)
        order.amount = 10
        order.unlink()
        self.assertFalse(order.exists())

    def test_paid_it_pays_its_invoices_oldest_first(self):
        order = self.new_bank_order()
        finance = order.with_user(self.finance)
        finance.action_present()
        self.assertEqual(order.state, "presented")
        finance.action_pay()
        self.assertEqual(order.state, "paid")
        self.assertEqual(self.residuals(), [0, 50])
        payment = order.sudo().payment_id
        self.assertEqual((payment.amount, payment.memo), (250, order.number))
        self.assertEqual(payment.journal_id.type, "bank")
        with self.assertRaises(UserError):
            finance.action_pay()

    def test_more_than_the_invoices_goes_on_account(self):
        order = self.new_bank_order(350).with_user(self.finance)
        order.action_present()
        order.action_pay()
        self.assertEqual(self.residuals(), [0, 0])
        self.assert_exposure(receivable=-50)

    def test_refused_nothing_is_paid_and_sales_reads_why(self):
        order = self.new_bank_order().with_user(self.finance)
        order.action_present()
        with self.assertRaises(UserError):
            order.action_refuse(" ")
        form = Form(
            self.env["sales.reason"]
            .with_user(self.finance)
            .with_context(
                active_model=order._name, active_ids=order.ids, default_action="refuse"
            )
        )
        form.reason = "No funds"
        form.save().action_apply()
        self.assertEqual((order.state, order.end_reason), ("refused", "No funds"))
        self.assertEqual(self.residuals(), [100, 200])
        with self.assertRaises(UserError):
            order.action_pay()

    def test_an_order_is_presented_after_it_is_issued(self):
        order = self.new_bank_order(issue=False)
        with self.assertRaisesRegex(UserError, "issue it first"):
            order.with_user(self.finance).action_present()

    def test_sales_issues_and_finance_alone_presents(self):
        order = self.new_bank_order()
        users = (self.seller, self.manager, self.director, self.general, self.deputy)
        for action in ("action_present", "action_pay"):
            for user in users:
                with self.subTest(user.name), self.assertRaises(AccessError):
                    getattr(order.with_user(user), action)()
                with self.subTest(user.name), self.assertRaises(AccessError):
                    getattr(order.with_user(user).sudo(), action)()
        with self.assertRaises(AccessError):
            order.with_user(self.seller).action_refuse("No")
        draft = self.new_bank_order(issue=False)
        with self.assertRaises(AccessError):
            draft.with_user(self.finance).action_issue()
        both = self.new_user("both", "group_salesperson", "group_finance")
        own = order.with_user(both).create(
            {
                "partner_id": self.customer.id,
                "amount": 1,
                "payer_bank": "A",
                "payer_account": "B",
            }
        )
        own.action_issue()
        with self.assertRaisesRegex(AccessError, "its issuer"):
            own.action_present()

    def test_states_move_by_methods_only(self):
        order = self.new_bank_order()
        for vals in (
            {"state": "paid"},
            {"number": "X"},
            {"presented_date": "2020-01-01"},
        ):
            with self.subTest(vals), self.assertRaises(UserError):
                order.sudo().write(vals)

    def test_invoices_of_others_are_refused(self):
        other = self.new_customer()
        with self.assertRaises(ValidationError):
            self.new_bank_order(partner_id=other.id, issue=False)

    def test_each_role_sees_its_bank_orders(self):
        order = self.new_bank_order()
        model = self.env["collection.bank.order"]
        for user in (self.manager, self.director, self.finance, self.general):
            self.assertEqual(model.with_user(user).search([]), order, user.name)
        for user in (self.colleague, self.other_manager):
            self.assertFalse(model.with_user(user).search([]), user.name)
