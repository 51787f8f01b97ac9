from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestContractReview(CreditCommon):
    """Contracts reviewed before they are confirmed (R1.11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.decide(True, 500)

    @classmethod
    def decide(cls, review, amount, user=None):
        """Decide on contracts as the director does, in the dialog."""
        wizard = cls.env["sales.contract.review"].with_user(user or cls.director)
        vals = {"contract_review": review, "contract_review_amount": amount}
        wizard.create(dict(vals, company_id=cls.company.id)).action_decide()

    def test_a_large_contract_asks_the_contract_authority(self):
        order = self.new_held(600)
        self.assertRecordValues(
            self.get_approvals(order),
            [{"subject": "contract", "amount": 600, "candidate_ids": self.manager.ids}],
        )

    def test_a_reviewed_contract_is_confirmed(self):
        order = self.new_released(600)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_contract_that_grew_after_its_review_is_reviewed_again(self):
        order = self.new_released(600)
        order.order_line.product_uom_qty = 600.01
        self.assertEqual(order.credit_hold, "held")

    def test_a_reviewed_contract_may_shrink(self):
        order = self.new_released(600)
        order.order_line.product_uom_qty = 550
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_zero_reviews_every_order(self):
        self.decide(True, 0)
        order = self.new_held(0.01)
        self.assertEqual(self.get_reasons(order), {"contract_review"})

    def test_switched_off_nothing_is_reviewed(self):
        self.decide(False, 0)
        self.assertEqual(self.new_confirmed(900).credit_hold, "none")

    def test_customers_without_tier_are_reviewed_too(self):
        order = self.new_held(600, self.new_customer(limit=None))
        self.assertEqual(self.get_reasons(order), {"contract_review"})

    def test_prepaid_contracts_are_reviewed_too(self):
        self.pay(600)
        order = self.new_held(600)
        self.assertEqual(self.get_reasons(order), {"contract_review"})

    def test_every_company_decides_for_itself(self):
        other = self.setup_other_company(name="Other")["company"]
        self.seller.sudo().company_ids += other
        order = self.new_order(600, company=other)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_an_amount_in_another_currency_is_converted(self):
        euro = self.setup_other_currency("EUR", rates=[("2000-01-01", 0.5)])
        vals = {"name": "Euro", "currency_id": euro.id}
        pricelist = self.env["product.pricelist"].create(vals)
        order = self.new_order(251, pricelist_id=pricelist.id)
        order.order_line.price_unit = 1
        order.action_confirm()
        self.assertRecordValues(self.get_holds(order), [{"amount": 502}])

    def test_a_raised_amount_frees_when_it_is_examined_again(self):
        order = self.new_held(600)
        self.decide(True, 600)
        order.action_reexamine()
        self.assertEqual(order.credit_hold, "none")

    def test_the_directors_decision_is_dated_and_signed(self):
        self.decide(True, 700)
        self.assertRecordValues(
            self.company.sudo(),
            [
                {
                    "contract_review_amount": 700,
                    "contract_review_since": self.today,
                    "contract_review_by_id": self.director.id,
                }
            ],
        )

    def test_other_roles_do_not_decide_on_the_review(self):
        for user in (self.rules_admin, self.general, self.finance, self.manager):
            with self.assertRaises(AccessError):
                self.decide(False, 0, user)

    def test_not_even_a_system_administrator_writes_it(self):
        with self.assertRaises(AccessError):
            self.company.write({"contract_review": False})
        with self.assertRaises(AccessError):
            self.company.write({"contract_review_amount": 1000000})

    def test_a_company_created_with_a_review_is_refused(self):
        with self.assertRaises(AccessError):
            self.env["res.company"].create({"name": "X", "contract_review": True})

    def test_a_confirmed_contract_is_not_raised_past_the_review(self):
        order = self.new_confirmed(500)
        with self.assertRaisesRegex(UserError, "Contract"):
            order.order_line.product_uom_qty = 501
