from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_credit_increase import CreditIncreaseCommon


@tagged("post_install", "-at_install")
class TestRpcDoors(CreditIncreaseCommon):
    """Doors that the sweep found open, with a client's context or a plain write."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sister = cls.new_customer(name="Sister")
        cls.group = cls.new_group(1000, cls.customer)
        cls.branch = cls.env["res.company"].sudo().create({"name": "Branch"})
        cls.system = cls.new_user("system", "base.group_system")

    def assert_refused(self, call, *args):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            call(*args)
            self.env.flush_all()

    def test_no_context_puts_a_standard_in_force(self):
        for model, user in (
            ("sales.tier", self.rules_admin),
            ("sales.credit.group", self.manager),
        ):
            given = self.env[model].with_user(user).with_context(default_active=True)
            self.assert_refused(given.create, {"name": "Mine", "credit_limit": 999999})

    def test_no_context_puts_a_customer_into_a_group_in_force(self):
        members = self.env["sales.credit.group.member"].with_user(self.manager)
        given = members.with_context(default_group_id=self.group.id)
        self.assert_refused(given.create, {"partner_id": self.sister.id})
        self.assertEqual(self.group.partner_ids, self.customer)

    def test_a_member_is_of_the_company_of_its_group(self):
        draft = self.new_group(5, name="D", user=self.manager, active=False)
        vals = {"group_id": draft.id, "partner_id": self.sister.id}
        members = self.env["sales.credit.group.member"].with_user(self.manager)
        self.assert_refused(members.create, vals | {"company_id": self.branch.id})
        given = members.with_context(default_company_id=self.branch.id)
        self.assert_refused(given.create, vals)
        self.assertEqual(members.create(vals).company_id, self.company)

    def test_a_group_that_was_in_force_does_not_forget_it(self):
        for user in (self.manager, self.finance, self.rules_admin, self.director):
            group = self.group.with_user(user)
            self.assert_refused(group.write, {"in_force_since": False})
            self.assert_refused(group.unlink)

    def test_a_tier_that_was_in_force_is_deleted_by_the_director_only(self):
        tier = self.new_tier(5)
        self.assert_refused(tier.with_user(self.rules_admin).unlink)
        tier.active = False
        self.assert_refused(tier.with_user(self.rules_admin).unlink)
        tier.with_user(self.director).unlink()
        self.assertFalse(tier.exists())

    def test_no_context_gives_a_new_customer_what_others_decide(self):
        tier = self.new_tier(999999)
        given = {
            "tier_id": tier.id,
            "credit_standing": 100,
            "credit_stop_reason": "Bankrupt",
            "credit_review_date": "2020-01-01",
            "customer_stage": "prospect",
        }
        context = {f"default_{name}": value for name, value in given.items()}
        partners = self.env["res.partner"].with_user(self.seller)
        customer = partners.with_context(**context).create({"name": "New"}).sudo()
        self.assertFalse(customer.tier_id)
        self.assertEqual(customer.credit_standing, 0)
        self.assertFalse(customer.credit_stop_reason or customer.credit_review_date)
        self.assertEqual(customer.customer_stage, "customer")

    def test_no_context_hides_a_discount(self):
        order = self.new_order(1)
        lines = (
            self.env["sale.order.line"]
            .with_user(self.seller)
            .with_context(
                default_is_reinvoiced=True,
                default_pricelist_price_unit=0.01,
                default_invoice_status="invoiced",
            )
        )
        line = lines.create({"order_id": order.id, "product_id": self.dear.id})
        self.assertRecordValues(
            line,
            [
                {
                    "is_reinvoiced": False,
                    "pricelist_price_unit": 100,
                    "invoice_status": "no",
                }
            ],
        )

    def test_how_long_and_why_an_order_waits_is_not_entered(self):
        held = self.new_held(1200, self.sister)
        self.assert_refused(held.write, {"held_since": "2020-01-01 00:00:00"})
        self.assert_refused(held.write, {"hold_reason": "discount"})
        vals = {"partner_id": self.sister.id, "hold_reason": "discount"}
        self.assert_refused(held.create, vals)

    def test_who_decided_on_contracts_and_when_is_not_entered(self):
        company = self.company.with_user(self.system)
        self.assert_refused(company.write, {"contract_review_since": "2020-01-01"})
        self.assert_refused(company.write, {"contract_review_by_id": self.general.id})
        given = company.with_context(default_contract_review=True)
        self.assert_refused(given.create, {"name": "Second branch"})

    def test_nothing_is_moved_to_a_company_that_one_does_not_work_in(self):
        authority = (
            self.env["sales.authority"]
            .sudo()
            .search([("company_id", "=", self.company.id)], limit=1)
        )
        allowance = self.env["sales.credit.allowance"].with_user(self.director)
        vals = {"user_id": self.other_seller.id, "amount": 5}
        allowance = allowance.create(vals)
        paper = self.new_guarantee(approve=False, customer=self.sister)
        draft = self.new_tier(5, active=False)
        for record, user in (
            (authority, self.rules_admin),
            (allowance, self.director),
            (paper, self.finance),
            (draft, self.rules_admin),
        ):
            with self.subTest(record._name), self.assertRaises(AccessError):
                with self.env.cr.savepoint():
                    record.with_user(user).company_id = self.branch

    def test_of_which_review_notice_was_given_is_not_entered(self):
        customer = self.customer.with_user(self.director)
        customer.credit_review_date = self.today
        self.assert_refused(customer.write, {"credit_review_noticed": self.today})
