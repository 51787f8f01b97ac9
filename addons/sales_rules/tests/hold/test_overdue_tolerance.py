from odoo.tests import Form, tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestOverdueTolerance(CreditCommon):
    """A cent overdue need not hold every order (R1.7)."""

    def confirm_overdue(self, *amounts, **vals):
        customer = self.new_customer(100_000)
        for amount in amounts:
            self.new_invoice(amount, customer, due=-5)
        order = self.new_order(10, customer, **vals)
        order.action_confirm()
        return order

    def test_case_17_without_the_setting_a_cent_holds(self):
        self.assertEqual(self.company.sales_overdue_tolerance, 0)
        self.assertEqual(self.get_reasons(self.confirm_overdue(0.01)), {"overdue"})

    def test_case_17_up_to_the_amount_nothing_is_held(self):
        self.company.sudo().sales_overdue_tolerance = 10
        for amount, state in ((9.99, "sale"), (10, "sale"), (10.01, "draft")):
            with self.subTest(amount):
                self.assertEqual(self.confirm_overdue(amount).state, state)

    def test_all_that_is_overdue_counts_together(self):
        self.company.sudo().sales_overdue_tolerance = 10
        self.assertEqual(self.confirm_overdue(6, 4).state, "sale")
        order = self.confirm_overdue(6, 4.01)
        self.assertRecordValues(self.get_holds(order), [{"overdue_amount": 10.01}])

    def test_the_figure_is_shown_all_the_same(self):
        self.company.sudo().sales_overdue_tolerance = 10
        customer = self.confirm_overdue(10).partner_id
        self.assertRecordValues(
            customer, [{"credit_overdue": 10, "credit_overdue_days": 5}]
        )
        order = self.new_order(10, customer)
        self.assertIn("10.00", order.credit_panel["overdue"]["text"])

    def test_another_company_has_its_own_amount(self):
        other = self.setup_other_company(name="Other")["company"]
        other.sudo().sales_overdue_tolerance = 1000
        self.assertEqual(self.confirm_overdue(1).credit_hold, "held")

    def test_an_increase_is_judged_likewise(self):
        self.company.sudo().sales_overdue_tolerance = 10
        order = self.confirm_overdue(10)
        order.order_line.product_uom_qty = 20
        self.assertEqual(order.amount_total, 20)

    def test_the_administrator_of_rules_sets_it(self):
        wizard = self.env["sales.rules.settings"].with_user(self.rules_admin)
        with Form(wizard) as form:
            form.sales_overdue_tolerance = 5
        self.assertEqual(self.company.sales_overdue_tolerance, 5)
