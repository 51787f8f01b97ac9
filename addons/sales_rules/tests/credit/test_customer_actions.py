from lxml import etree

from odoo.tests import tagged

from ..common import CreditCommon

STOP, LIFT = "Stop this customer", "Lift the stop"
TIER, TEMPORARY = "Ask for another tier", "Temporary limit"


@tagged("post_install", "-at_install")
class TestCustomerActions(CreditCommon):
    """The ways to change a customer's credit are in the header of the form (R1.7)."""

    def get_header(self, user):
        view = self.env["res.partner"].with_user(user).get_view(None, "form")
        return etree.fromstring(view["arch"]).find(
            ".//header[@name='customer_actions']"
        )

    def get_buttons(self, user):
        return {button.get("string") for button in self.get_header(user)}

    def test_each_role_has_its_actions(self):
        for user, buttons in (
            (self.seller, {STOP, LIFT, TIER, TEMPORARY}),
            (self.manager, {STOP, LIFT, TIER, TEMPORARY}),
            (self.finance, {STOP, LIFT, TEMPORARY}),
            (self.rules_admin, {STOP, LIFT, TIER}),
        ):
            self.assertLessEqual(buttons, self.get_buttons(user), user.name)
        self.assertNotIn(TIER, self.get_buttons(self.finance))
        self.assertIsNone(self.get_header(self.clerk))

    def test_stopping_is_for_those_who_may(self):
        header = self.get_header(self.seller)
        for name in (STOP, LIFT):
            (button,) = header.xpath(f"button[@string='{name}']")
            self.assertIn("not can_stop_credit", button.get("invisible"))

    def test_the_red_pill_opens_the_customer_from_an_order(self):
        self.customer.with_user(self.finance)._stop_credit("Cheque returned")
        order = self.new_order(100)
        self.assertEqual(order.credit_panel["stop_figure"], "customer")
        action = order.action_open_figure("customer")
        self.assertEqual(action["res_model"], "res.partner")
        self.assertEqual(action["res_id"], self.customer.id)

    def test_on_the_customer_the_pill_opens_nothing(self):
        self.customer.with_user(self.finance)._stop_credit("Cheque returned")
        contact = self.new_contact(self.customer)
        self.assertFalse(self.customer.credit_panel["stop_figure"])
        self.assertEqual(contact.credit_panel["stop_figure"], "customer")

    def test_a_new_temporary_limit_is_titled_without_a_name(self):
        for model, title in (
            ("sales.credit.temporary", "Temporary limit"),
            ("sales.tier.change", "Another tier"),
        ):
            self.assertEqual(self.env[model].new({}).display_name, title)

    def test_one_day_is_no_days(self):
        self.customer.tier_id.sudo().grace_days = 0
        self.new_invoice(100, due=-1)
        self.assertIn("by 1 day", self.customer.credit_panel["overdue"]["text"])
        hold = self.get_holds(self.new_held(10))
        self.assertIn("by 1 day (", hold.message)
        row = self.get_approvals(hold.order_id)
        self.assertEqual(row.amount_text, "1 day")
