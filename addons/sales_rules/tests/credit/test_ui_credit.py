from odoo.tests import HttpCase, tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditTours(CreditCommon, HttpCase):
    """The screens of credit in the browser, as their users click them (R1.7)."""

    def run_tour(self, name, record, user):
        action = {"sale.order": "sales", "res.partner": "customers"}[record._name]
        self.start_tour(f"/odoo/{action}/{record.id}", name, login=user.login)
        self.env.invalidate_all()

    def test_an_order_over_the_limit_is_held_with_figures_that_open(self):
        self.new_invoice(300)
        order = self.new_order(1200)
        self.run_tour("sales_credit_order_held", order, self.seller)
        self.assertEqual((order.state, order.credit_hold), ("draft", "held"))

    def test_the_decider_releases_on_the_order(self):
        order = self.new_held(1200)
        self.run_tour("sales_credit_order_released", order, self.manager)
        self.assertEqual(order.credit_hold, "released")

    def test_an_increase_is_asked_for(self):
        order = self.new_confirmed(900)
        self.run_tour("sales_credit_increase", order, self.seller)
        holds = self.get_holds(order)
        self.assertRecordValues(holds, [{"increase_total": 1300, "note": "The fair"}])

    def test_several_holds_are_released_from_the_list(self):
        orders = self.new_held(1200) | self.new_held(1300)
        url = "/odoo/holds"
        self.start_tour(url, "sales_credit_holds_release", login=self.manager.login)
        self.env.invalidate_all()
        self.assertEqual(set(orders.mapped("credit_hold")), {"released"})

    def test_the_checklist_opens_the_places(self):
        url, login = "/odoo/sales-rules-checklist", self.rules_admin.login
        self.start_tour(url, "sales_credit_checklist", login=login)
        checklist = self.env["sales.onboarding"].with_user(self.rules_admin)
        self.assertTrue(checklist.get_checklist()["steps"])


@tagged("post_install", "-at_install")
class TestCreditPhone(CreditCommon, HttpCase):
    """The customer on a phone (R1.7)."""

    browser_size = "390x844"
    touch_enabled = True

    def test_on_the_phone_the_credit_panel_comes_first(self):
        self.new_invoice(300, due=-5)
        url = f"/odoo/customers/{self.customer.id}"
        self.start_tour(url, "sales_credit_phone", login=self.seller.login)
        self.assertTrue(self.customer.with_user(self.seller).credit_panel)
