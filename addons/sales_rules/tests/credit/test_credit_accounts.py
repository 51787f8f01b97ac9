from odoo.tests import tagged

from ..common import CreditCommon
from ..common_credit_accounts import CreditAccountsFixtures


@tagged("post_install", "-at_install")
class TestCreditAccounts(CreditAccountsFixtures, CreditCommon):
    """Receivables that are no credit count in no figure of credit (R1.7).

    `customer` may owe 1,000 and owes 400, overdue; 5,000 are owed on another account.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_credit_accounts()
        cls.trade = cls.new_invoice(400, due=-5)
        cls.claim = cls.new_claim(5000)

    def get_report(self, customer):
        report = self.env["sales.credit.report"].with_user(self.director)
        report.invalidate_model()
        return report.search([("partner_id", "=", customer.id)])

    def test_exposure_and_overdue_leave_them_out(self):
        figures = self.get_figures()
        self.assertEqual((figures.receivable, figures.overdue), (400, 400))
        self.assertEqual(figures.get_overdue_days(self.today), 5)

    def test_by_default_all_receivables_are_credit(self):
        ids = self.env["sales.ledger"]._get_account_ids()
        self.assertIn(self.elsewhere.id, ids)
        credit = self.env["sales.credit"]
        self.assertEqual(credit._get_left_out_account_ids(), (self.elsewhere.id,))
        self.patch(
            self.registry["sales.credit"], "_get_credit_account_ids", lambda self: ids
        )
        self.assertEqual(credit._get_left_out_account_ids(), ())
        self.assert_exposure(receivable=5400)

    def test_money_on_the_other_account_frees_nothing(self):
        self.pay_claim(self.claim, 4000)
        self.assert_exposure(receivable=400)
        self.pay_claim(self.claim, 2000)  # more than is owed there
        self.assert_exposure(receivable=400)

    def test_the_lists_behind_the_figures_add_up_to_them(self):
        credit = self.env["sales.credit"]
        items = credit._get_overdue_items(self.customer, self.company)
        self.assertEqual(sum(items.values()), self.get_figures().overdue)
        ids = credit._get_open_move_ids(self.customer, self.company)
        self.assertEqual(ids, self.trade.ids)

    def test_panel_and_searches_show_the_same(self):
        customer = self.customer.with_user(self.seller)
        self.assertRecordValues(
            customer,
            [
                {
                    "credit_receivable": 400,
                    "credit_exposure": 400,
                    "credit_available": 600,
                    "credit_overdue": 400,
                    "credit_overdue_days": 5,
                    "is_credit_exceeded": False,
                }
            ],
        )
        self.assertIn("400.00", str(customer.credit_panel))
        self.assertNotIn("5,", str(customer.credit_panel))
        found = customer.search([("credit_exposure", ">", 400)])
        self.assertNotIn(customer, found)

    def test_the_credit_report_shows_the_same(self):
        row = self.get_report(self.customer)
        self.assertRecordValues(
            row, [{"receivable": 400, "overdue": 400, "exposure": 400}]
        )

    def test_whoever_owes_there_alone_is_no_customer(self):
        buyer = self.new_customer(limit=None, customer_rank=0)
        self.new_claim(300, buyer)
        buyer.customer_rank = 0
        self.assertFalse(buyer.is_customer)
        self.new_entry(300, buyer)
        buyer.customer_rank = 0
        self.env.invalidate_all()
        self.assertTrue(buyer.is_customer)


@tagged("post_install", "-at_install")
class TestPrivateCustomer(CreditAccountsFixtures, CreditCommon):
    """A private person is no trade customer until it is one (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_credit_accounts()
        cls.default = cls.new_tier(10, name="Default", is_default=True)
        vals = {"name": "Private", "customer_rank": 0}
        cls.person = cls.new_customer(limit=None, **vals).sudo()
        cls.env["sales.private"]._make(cls.person)

    def is_listed(self, *domain):
        self.env.invalidate_all()
        domain = [("id", "=", self.person.id), ("is_customer", "=", True), *domain]
        return bool(self.env["res.partner"].sudo().search(domain))

    def assert_customer(self, is_customer):
        self.assertEqual(self.is_listed(), is_customer)
        self.assertEqual(self.person.is_customer, is_customer)
        self.assertEqual(bool(self.person.credit_panel), is_customer)

    def test_it_is_none_though_core_ranks_it_after_a_claim(self):
        self.new_claim(300, self.person)
        self.assertTrue(self.person.customer_rank)
        self.assert_customer(False)
        self.assertFalse(self.person.tier_id)

    def test_the_checklist_does_not_ask_for_its_tier(self):
        model = self.env["sales.onboarding"].with_user(self.rules_admin)
        before = model._get_step_customers()["text"]
        self.new_claim(300, self.person)
        self.env.invalidate_all()
        self.assertEqual(model._get_step_customers()["text"], before)
        self.env["sales.private"]._end(self.person)
        self.assertNotEqual(model._get_step_customers()["text"], before)

    def test_with_an_order_it_is_one_and_judged_by_the_default_tier(self):
        held = self.new_order(10.01, self.person)
        held.action_confirm()
        self.assertEqual(held.credit_hold, "held")
        self.assertTrue(self.is_listed())
        self.assertEqual(self.person.credit_tier_id, self.default)

    def test_with_an_invoice_it_is_one(self):
        self.new_claim(300, self.person)
        self.new_invoice(5, self.person)
        self.env.invalidate_all()
        self.assert_customer(True)

    def test_with_a_tier_it_is_one(self):
        self.give_tier(self.person, self.new_tier(100))
        self.env.invalidate_all()
        self.assertTrue(self.is_listed(("tier_id", "!=", False)))

    def test_a_customer_who_becomes_private_stays_one_by_tier_or_trade(self):
        customer = self.new_customer().sudo()
        self.env["sales.private"]._make(customer)
        self.env.invalidate_all()
        self.assertTrue(customer.is_customer)
        self.assertEqual(self.get_figures(customer).receivable, 0)

    def test_whoever_ceases_to_be_private_is_one_by_rank(self):
        self.new_claim(300, self.person)
        self.env["sales.private"]._end(self.person)
        self.assertTrue(self.is_listed())
