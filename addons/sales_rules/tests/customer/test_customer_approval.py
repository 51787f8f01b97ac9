from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, new_test_user, tagged

from ..common import CreditCommon


class CustomerApprovalCommon(CreditCommon):
    """New customers need approval in the tests' company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.sales_customer_approval = True
        cls.newcomer = cls.new_newcomer()

    @classmethod
    def new_newcomer(cls, user=None, **vals):
        """A customer that `seller`, or `user`, keys in."""
        vals = {"name": "Newcomer", "customer_rank": 1} | vals
        return cls.env["res.partner"].with_user(user or cls.seller).create(vals)

    def approve(self, customer=None, user=None):
        customer = (customer or self.newcomer).with_user(user or self.manager)
        customer.action_approve_customer()


@tagged("post_install", "-at_install")
class TestCustomerApproval(CustomerApprovalCommon):
    """A new customer is approved before it is sold to (R4.30)."""

    def test_without_the_setting_everybody_is_a_customer(self):
        self.company.sales_customer_approval = False
        customer = self.new_newcomer()
        self.assertEqual(customer.customer_stage, "customer")
        self.new_confirmed(100, customer)

    def test_a_customer_known_before_stays_a_customer(self):
        self.assertEqual(self.customer.customer_stage, "customer")
        self.new_confirmed(100)

    def test_a_new_customer_is_to_approve_and_found_as_such(self):
        self.assertEqual(self.newcomer.customer_stage, "pending")
        domain = [("customer_stage", "=", "pending")]
        partners = self.env["res.partner"]
        self.assertEqual(partners.search(domain), self.newcomer)
        known = partners.search([("customer_stage", "=", "customer")])
        self.assertIn(self.customer, known)
        self.assertNotIn(self.newcomer, known)

    def test_a_contact_nobody_sells_to_is_a_prospect(self):
        self.assertEqual(self.new_newcomer(customer_rank=0).customer_stage, "prospect")

    def test_a_prospect_who_orders_is_to_approve(self):
        prospect = self.new_newcomer(customer_rank=0)
        order = self.new_held(1, prospect)
        self.assertEqual(self.get_reasons(order), {"customer_pending"})
        self.assertEqual(prospect.customer_stage, "pending")

    def test_an_order_is_held_and_nobody_asked(self):
        order = self.new_held(1, self.newcomer)
        self.assertEqual(self.get_reasons(order), {"customer_pending"})
        self.assertFalse(self.get_approvals(order))
        self.assertIn("Newcomer", self.get_holds(order).message)
        with self.assertRaises(UserError):
            order.action_submit()

    def test_no_hold_is_made_twice(self):
        order = self.new_held(1, self.newcomer)
        order.action_confirm()
        order.action_reexamine()
        self.assertEqual(len(order.sudo().hold_ids), 1)

    def test_the_approved_customers_order_is_freed_within_one_run(self):
        order = self.new_held(1, self.newcomer)
        self.run_queue()
        self.assertEqual(order.credit_hold, "held")
        self.approve()
        self.run_queue()
        self.assertEqual((order.state, order.credit_hold), ("draft", "none"))
        self.assertEqual(order.sudo().hold_ids.state, "lapsed")
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_another_reason_stays_when_the_customer_is_approved(self):
        self.give_tier(self.newcomer, self.new_tier(1000))
        order = self.new_held(1000.01, self.newcomer)
        self.assertEqual(self.get_reasons(order), {"customer_pending", "credit_limit"})
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.credit_hold, "held")
        self.approve()
        self.run_queue()
        self.assertEqual(order.credit_hold, "released")

    def test_an_order_paid_ahead_is_held_too(self):
        self.pay(100, self.newcomer)
        order = self.new_held(100, self.newcomer)
        self.assertEqual(self.get_reasons(order), {"customer_pending"})

    def test_contacts_follow_their_customer(self):
        contact = self.new_contact(self.newcomer)
        order = self.new_held(1, contact)
        self.assertEqual(contact.customer_stage, "pending")
        self.approve(contact)
        self.assertEqual(contact.customer_stage, "customer")
        self.assertEqual(self.newcomer.customer_stage, "customer")
        self.run_queue()
        self.assertEqual(order.credit_hold, "none")

    def test_the_payer_has_to_be_approved(self):
        order = self.new_held(1, partner_invoice_id=self.newcomer.id)
        self.assertEqual(self.get_holds(order).partner_id, self.newcomer)
        self.new_confirmed(1, self.newcomer, partner_invoice_id=self.customer.id)

    def test_a_contact_that_leaves_a_customer_is_new(self):
        contact = self.new_contact(self.customer)
        self.assertEqual(contact.customer_stage, "customer")
        contact.parent_id = False
        self.assertIn(contact.customer_stage, ("prospect", "pending"))
        self.new_held(1, contact)

    def test_a_contact_that_becomes_a_company_is_new(self):
        contact = self.new_contact(self.customer)
        contact.is_company = True
        order = self.new_held(1, contact)
        self.assertEqual(self.get_reasons(order), {"customer_pending"})

    def test_a_newcomer_that_joins_a_customer_is_approved_with_it(self):
        self.newcomer.parent_id = self.customer
        self.assertEqual(self.newcomer.customer_stage, "customer")
        self.new_confirmed(1, self.newcomer)

    def test_each_company_approves_for_itself(self):
        other = self.setup_other_company(name="Other")["company"]
        self.seller.sudo().company_ids += other
        other.sales_customer_approval = True
        newcomer = self.new_newcomer()
        self.approve(newcomer)
        self.new_confirmed(1, newcomer)
        order = self.new_order(1, newcomer, company=other)
        order.action_confirm()
        self.assertEqual(self.get_reasons(order), {"customer_pending"})

    def test_a_company_that_approves_nobody_sells_to_all(self):
        other = self.setup_other_company(name="Other")["company"]
        self.seller.sudo().company_ids += other
        order = self.new_order(1, self.newcomer, company=other)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_switching_it_off_frees_what_waited(self):
        order = self.new_held(1, self.newcomer)
        self.run_queue()
        self.company.sales_customer_approval = False
        self.run_queue()
        self.assertEqual(order.credit_hold, "none")

    def test_a_confirmed_order_does_not_move_to_a_newcomer(self):
        order = self.new_confirmed(1)
        with self.assertRaisesRegex(UserError, "not been approved"):
            order.partner_invoice_id = self.newcomer

    def test_no_order_is_entered_as_confirmed(self):
        with self.assertRaisesRegex(UserError, "not been approved"):
            self.new_order(1, self.newcomer, state="sale")

    def test_merging_approves_nobody(self):
        self.merge(self.newcomer | self.new_newcomer(), self.newcomer)
        self.assertEqual(self.newcomer.customer_stage, "pending")

    def test_a_customer_merged_into_a_newcomer_approves_nobody(self):
        self.merge(self.newcomer | self.customer, self.newcomer)
        self.assertEqual(self.newcomer.customer_stage, "pending")

    def test_a_newcomer_merged_into_a_customer_is_one(self):
        self.merge(self.newcomer | self.customer, self.customer)
        self.assertEqual(self.customer.customer_stage, "customer")

    def merge(self, partners, target):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(partners.ids, target)

    def test_the_banner_says_how_it_ends(self):
        hold = self.get_holds(self.new_held(1, self.newcomer))
        line = hold.with_user(self.seller)._prepare_banner_line()
        self.assertIn("approves the customer", line["outcome"])


@tagged("post_install", "-at_install")
class TestCustomerApprovalRights(CustomerApprovalCommon):
    """Leader or director approves a customer; nothing else moves its stage (R4.30)."""

    def test_the_director_approves_all(self):
        self.approve(user=self.director)
        self.assertEqual(self.newcomer.customer_stage, "customer")

    def test_the_regional_manager_approves_the_own_team_only(self):
        with self.assertRaises(AccessError):
            self.approve(user=self.other_manager)
        self.approve(user=self.manager)
        self.assertEqual(self.newcomer.customer_stage, "customer")

    def test_a_customer_without_salesperson_is_the_directors(self):
        self.newcomer.sudo().user_id = False
        with self.assertRaises(AccessError):
            self.approve()
        self.approve(user=self.director)

    def test_other_roles_do_not_approve_customers(self):
        for user in (
            self.seller,
            self.colleague,
            self.finance,
            self.general,
            self.deputy,
            self.rules_admin,
            self.clerk,
        ):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.approve(user=user)

    def test_a_salesperson_does_not_approve_even_in_sudo(self):
        with self.assertRaises(AccessError):
            self.newcomer.with_user(self.seller).sudo().action_approve_customer()

    def test_a_director_does_not_approve_customers_of_another_company(self):
        elsewhere = self.setup_other_company(name="Elsewhere")["company"]
        newcomer = self.newcomer.with_user(self.env.user).sudo()
        newcomer.company_id = elsewhere
        self.assertEqual(newcomer.customer_stage, "pending")
        with self.assertRaisesRegex(AccessError, "compan"):
            self.approve(user=self.director)
        self.assertEqual(newcomer.customer_stage, "pending")

    def test_nobody_approves_whom_they_keyed_in(self):
        newcomer = self.new_newcomer(self.director, user_id=self.seller.id)
        with self.assertRaises(AccessError):
            self.approve(newcomer, self.director)
        self.approve(newcomer, self.manager)

    def test_nobody_approves_whom_they_sell_to(self):
        self.newcomer.sudo().user_id = self.director
        with self.assertRaises(AccessError):
            self.approve(user=self.director)

    def test_one_refusal_refuses_the_whole_selection(self):
        with self.assertRaises(AccessError):
            self.approve(self.newcomer | self.customer)
        self.assertEqual(self.newcomer.customer_stage, "pending")

    def test_the_button_shows_for_those_who_may_approve(self):
        for user, may in (
            (self.manager, True),
            (self.director, True),
            (self.other_manager, False),
            (self.seller, False),
        ):
            newcomer = self.newcomer.with_user(user).sudo()
            self.assertEqual(newcomer.can_approve_customer, may, user.name)
        self.approve()
        self.assertFalse(self.newcomer.with_user(self.manager).can_approve_customer)

    def test_the_customer_names_its_approver(self):
        self.approve()
        message = self.newcomer.sudo().message_ids[:1]
        self.assertEqual(message.author_id, self.manager.partner_id)
        self.assertIn("Approved as a customer", message.body)

    def test_the_stage_cannot_be_written(self):
        for user in (self.seller, self.manager, self.director, self.rules_admin):
            with self.subTest(user.name), self.assertRaises(UserError):
                newcomer = self.newcomer.with_user(user).sudo()
                newcomer.write({"customer_stage": "customer"})

    def test_the_stage_cannot_be_written_on_a_contact(self):
        contact = self.new_contact(self.newcomer)
        with self.assertRaises(UserError):
            contact.customer_stage = "customer"

    def test_the_stage_cannot_be_created(self):
        newcomer = self.new_newcomer(customer_stage="customer")
        self.assertEqual(newcomer.customer_stage, "pending")
        with self.assertRaises(UserError):
            self.new_newcomer(customer_stage="prospect")

    def test_the_stage_cannot_be_a_default(self):
        context = {"default_customer_stage": "customer"}
        partners = self.env["res.partner"].with_user(self.seller)
        newcomer = partners.with_context(**context).create(
            {"name": "N", "customer_rank": 1}
        )
        self.assertEqual(newcomer.customer_stage, "pending")

    def test_a_copy_of_a_customer_is_a_prospect(self):
        self.approve()
        self.assertEqual(self.newcomer.copy().customer_stage, "prospect")

    def test_a_form_that_is_saved_moves_nothing(self):
        with Form(self.newcomer.with_user(self.seller)) as form:
            form.phone = "1"
        self.assertEqual(self.newcomer.customer_stage, "pending")


@tagged("post_install", "-at_install")
class TestCustomerApprovalPortal(CustomerApprovalCommon, HttpCase):
    """A new customer who orders on the portal waits politely (R4.30)."""

    def test_an_order_signed_by_a_newcomer_is_confirmed_once_approved(self):
        order = self.new_order(1, self.newcomer, require_signature=True)
        order.action_quotation_sent()
        self.sign(order)
        self.assertEqual((order.state, order.credit_hold), ("sent", "held"))
        self.assertEqual(self.get_reasons(order), {"customer_pending"})
        self.approve()
        self.run_queue()
        self.assertEqual(order.state, "sale")

    def test_a_customer_who_signs_up_on_the_portal_is_new(self):
        partner = new_test_user(self.env, "crt_portal", "base.group_portal").partner_id
        self.assertIn(partner.customer_stage, ("prospect", "pending"))
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "order_line": [Command.create({"product_id": self.goods.id})],
            }
        )
        order._validate_order()
        self.assertEqual(order.credit_hold, "held")
