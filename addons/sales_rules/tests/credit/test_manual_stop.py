from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import CreditCommon

STOP = {"credit_stop": True, "credit_stop_reason": "Bounced cheque"}


@tagged("post_install", "-at_install")
class TestManualStop(CreditCommon):
    """A stop by hand, which no payment lifts (R1.7)."""

    def stop(self, customer=None, user=None):
        """Stop a customer as the form's button does."""
        wizard = self.env["res.partner.stop"].with_user(user or self.manager)
        vals = {
            "partner_id": (customer or self.customer).id,
            "reason": "Bounced cheque",
        }
        wizard.create(vals).action_stop()

    def lift(self, customer=None, user=None):
        (customer or self.customer).with_user(user or self.manager).action_lift_stop()

    def test_a_stopped_customer_is_held_with_the_reason(self):
        self.stop()
        order = self.new_held(1)
        self.assertRecordValues(
            self.get_holds(order), [{"reason": "manual_stop", "note": "Bounced cheque"}]
        )
        self.assertIn("Bounced cheque", self.get_holds(order).message)

    def test_a_stop_asks_nobody(self):
        self.stop()
        self.assertFalse(self.get_approvals(self.new_held(1)))

    def test_a_stop_holds_a_customer_without_tier(self):
        customer = self.new_customer(limit=None)
        self.stop(customer)
        self.assertEqual(self.get_reasons(self.new_held(1, customer)), {"manual_stop"})

    def test_a_stop_holds_what_is_paid_ahead(self):
        self.stop()
        self.pay(100)
        self.assertEqual(self.get_reasons(self.new_held(100)), {"manual_stop"})

    def test_a_stop_of_the_customer_holds_its_contacts(self):
        contact = self.new_contact(self.customer)
        self.stop()
        self.assertEqual(self.get_reasons(self.new_held(1, contact)), {"manual_stop"})

    def test_a_stop_of_the_payer_holds_who_orders(self):
        payer = self.new_customer()
        self.stop(payer)
        order = self.new_held(1, partner_invoice_id=payer.id)
        self.assertEqual(self.get_reasons(order), {"manual_stop"})
        self.new_confirmed(1)

    def test_a_stop_beside_another_reason_keeps_the_release_waiting(self):
        self.stop()
        order = self.new_held(1200)
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.credit_hold, "held")
        order.action_confirm()
        self.assertEqual(order.state, "draft")
        self.lift()
        self.run_queue()
        self.assertEqual(order.credit_hold, "released")

    def test_a_stop_after_the_release_holds_again(self):
        order = self.new_released(1200)
        self.stop()
        order.action_confirm()
        self.assertEqual(order.credit_hold, "held")
        self.assertEqual(self.get_reasons(order), {"credit_limit", "manual_stop"})

    def test_a_lifted_stop_frees_at_the_next_confirmation(self):
        self.stop()
        order = self.new_held(1)
        self.lift()
        order.action_confirm()
        self.assertEqual((order.state, order.credit_hold), ("sale", "none"))

    def test_a_stop_is_one_companys(self):
        other = self.setup_other_company(name="Other")["company"]
        self.seller.sudo().company_ids += other
        self.stop()
        order = self.new_order(100, company=other)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_stop_needs_a_reason(self):
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.customer.with_user(self.director).credit_stop = True
        self.stop()
        with self.assertRaises(ValidationError):
            self.customer.with_user(self.director).credit_stop_reason = False

    def test_finance_managers_and_administrators_stop_and_lift(self):
        for user in (self.finance, self.manager, self.director, self.rules_admin):
            with self.subTest(user.name):
                self.stop(user=user)
                self.assertTrue(self.customer.credit_stop)
                self.lift(user=user)
                self.assertFalse(self.customer.credit_stop)
                self.assertFalse(self.customer.credit_stop_reason)

    def test_salespeople_neither_stop_nor_lift(self):
        for user in (self.seller, self.colleague, self.clerk):
            with self.assertRaises(AccessError):
                self.stop(user=user)
            with self.assertRaises(AccessError):
                self.customer.with_user(user).write(STOP)
        self.stop()
        for user in (self.seller, self.colleague, self.clerk):
            with self.assertRaises(AccessError):
                self.lift(user=user)
            with self.assertRaises(AccessError):
                self.customer.with_user(user).write({"credit_stop": False})
            with self.assertRaises(AccessError):
                self.customer.with_user(user).write({"credit_stop_reason": "Nothing"})

    def test_a_manager_stops_the_customers_of_the_own_team_only(self):
        with self.assertRaises(AccessError):
            self.stop(user=self.other_manager)

    def test_a_salesperson_creates_no_stopped_customer(self):
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.seller).create({"name": "X"} | STOP)

    def test_a_salesperson_adds_contacts_to_a_stopped_customer(self):
        self.stop()
        vals = {"name": "New buyer", "parent_id": self.customer.id}
        contact = self.env["res.partner"].with_user(self.seller).create(vals)
        self.assertTrue(contact.credit_stop)
        self.assertEqual(contact.tier_id, self.customer.tier_id)

    def test_a_salesperson_moves_a_contact_to_a_stopped_customer(self):
        contact = self.new_customer(limit=None)
        self.stop()
        contact.with_user(self.seller).parent_id = self.customer
        self.assertTrue(contact.credit_stop)

    def test_contacts_do_not_escape_the_stop(self):
        contact = self.new_contact(self.customer)
        self.stop()
        with self.assertRaises(AccessError):
            contact.with_user(self.seller).credit_stop = False
        self.new_held(1, contact)

    def test_the_customer_names_the_users_who_stopped_and_lifted(self):
        self.stop()
        self.lift(user=self.finance)
        authors = self.customer.message_ids.sorted("id").author_id
        self.assertEqual(authors, (self.manager | self.finance).partner_id)
        self.assertIn("Bounced cheque", str(self.customer.message_ids.mapped("body")))
