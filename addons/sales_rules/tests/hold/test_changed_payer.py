from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..credit.test_who_is_customer import STOP, PayerCommon


@tagged("post_install", "-at_install")
class TestChangedPayer(PayerCommon):
    """Open items are judged with the customer who gets them (R1.7): rows A3 and A4."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.free = cls.new_customer(tier=cls.new_tier(0, unlimited=True), name="Free")
        cls.limited = cls.new_customer(30_000, name="Limited", is_company=True)

    def assert_refused(self, partner, **vals):
        with self.assert_refusing():
            partner.with_user(self.seller).write(vals)

    @contextmanager
    def assert_refusing(self):
        """Refused with the way out, and nothing is changed."""
        way_out = "cancel the orders"
        with self.assertRaisesRegex(UserError, way_out), self.env.cr.savepoint():
            yield
        self.env.invalidate_all()

    def test_an_order_for_a_contact_of_an_unlimited_customer_moved_below_a_limited(
        self,
    ):
        contact = self.new_contact(self.free)
        self.confirm(90_000, contact)
        self.assert_refused(contact, parent_id=self.limited.id)

    def test_up_to_the_limit_it_moves_and_a_cent_more_does_not(self):
        contact, other = self.new_contact(self.free), self.new_contact(self.free)
        self.confirm(30_000, contact)
        self.confirm(0.01, other)
        contact.parent_id = self.limited
        self.assert_exposure(orders=30_000, customer=self.limited)
        self.assert_refused(other, parent_id=self.limited.id)

    def test_without_a_tier_before_it_is_judged_too(self):
        contact = self.new_contact(self.new_customer(limit=None))
        self.confirm(90_000, contact)
        self.assert_refused(contact, parent_id=self.limited.id)

    def test_entries_booked_on_the_contact_are_judged_too(self):
        contact, other = self.new_contact(self.free), self.new_contact(self.free)
        self.new_entry(30_000, contact)
        self.new_entry(0.01, other)
        contact.with_user(self.seller).parent_id = self.limited
        self.assert_refused(other, parent_id=self.limited.id)

    def test_a_company_with_its_invoices_is_judged_too(self):
        daughter = self.new_customer(tier=self.free.tier_id, is_company=True)
        self.new_invoice(30_000.01, daughter)
        vals = {"parent_id": self.limited.id, "is_company": False}
        self.assert_refused(daughter, **vals)
        daughter.with_user(self.seller).parent_id = self.limited
        self.assertEqual(daughter.commercial_partner_id, daughter)

    def test_in_two_steps_each_is_judged(self):
        contact = self.new_contact(self.free)
        self.confirm(90_000, contact)
        contact.parent_id = False
        self.assert_refused(contact, parent_id=self.limited.id)

    def test_out_of_a_limited_customer_the_default_tier_judges(self):
        contact = self.new_contact(self.limited)
        self.confirm(25_000, contact)
        self.new_default(0)
        self.assert_refused(contact, parent_id=False)
        self.assert_refused(contact, is_company=True)
        self.assert_refused(contact, company_type="company")

    def test_contacts_below_the_one_moved_are_judged(self):
        middle = self.new_contact(self.free)
        below = self.new_contact(middle)
        self.confirm(90_000, below)
        self.assert_refused(middle, parent_id=self.limited.id)

    def test_a_company_that_becomes_a_contact_of_its_parent(self):
        daughter = self.new_customer(
            tier=self.free.tier_id, is_company=True, parent_id=self.limited.id
        )
        self.confirm(90_000, daughter)
        self.assert_refused(daughter, is_company=False)

    def test_below_a_stopped_customer_orders_do_not_come(self):
        contact = self.new_contact(self.free)
        self.confirm(1, contact)
        self.limited.sudo().write(STOP)
        self.assert_refused(contact, parent_id=self.limited.id)

    def test_in_sudo_as_a_job_or_an_import_writes(self):
        contact = self.new_contact(self.free)
        self.confirm(90_000, contact)
        with self.assert_refusing():
            contact.sudo().write({"parent_id": self.limited.id})
        with self.assert_refusing():
            self.limited.sudo().write({"child_ids": [Command.link(contact.id)]})

    def test_merged_into_a_limited_customer(self):
        customer = self.new_customer(tier=self.free.tier_id)
        self.confirm(90_000, customer)
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo()
        with self.assert_refusing():
            wizard.create({})._merge((customer | self.limited).ids, self.limited)

    def test_nothing_open_moves_freely(self):
        contact = self.new_contact(self.free)
        self.pay(90_000, self.free, self.new_invoice(90_000, contact))
        self.new_invoice(40_000, self.limited)
        contact.with_user(self.seller).parent_id = self.limited
        self.assertEqual(contact.commercial_partner_id, self.limited)

    def test_approvals_for_the_old_payer_are_void(self):
        contact = self.new_contact(self.customer)
        order = self.new_confirmed(100, contact)
        order.sudo()._write_protected({"credit_approved_total": 1200})
        contact.parent_id = self.limited
        self.assertFalse(order.credit_approved_total)

    def test_held_orders_are_examined_with_the_new_payer(self):
        contact = self.new_contact(self.customer)
        held = self.new_held(1200, contact)
        contact.parent_id = self.limited
        self.run_queue()
        self.assertEqual(held.credit_hold, "none")


@tagged("post_install", "-at_install")
class TestOwnTierKept(PayerCommon):
    """Tier and stop are moved by their own ways only (R1.6): row A4."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.free = cls.new_customer(tier=cls.new_tier(0, unlimited=True), name="Free")
        cls.tier = cls.customer.tier_id

    def join(self, customer, other):
        customer.with_user(self.seller).write(
            {"parent_id": other.id, "is_company": False}
        )

    def leave(self, customer):
        customer.with_user(self.seller).parent_id = False

    def test_below_an_unlimited_customer_and_back_it_has_its_own_tier(self):
        self.join(self.customer, self.free)
        self.assertEqual(self.customer.credit_tier_id, self.free.tier_id)
        self.leave(self.customer)
        self.assertEqual(self.customer.tier_id, self.tier)
        self.assertEqual(self.customer.credit_limit, 1000)
        self.assertEqual(self.confirm(1000.01, self.customer).credit_hold, "held")

    def test_the_history_says_both(self):
        self.join(self.customer, self.free)
        self.leave(self.customer)
        rows = self.get_history(self.customer)[-2:]
        self.assertRecordValues(
            rows,
            [
                {"old_tier_id": self.tier.id, "new_tier_id": self.free.tier_id.id},
                {"old_tier_id": self.free.tier_id.id, "new_tier_id": self.tier.id},
            ],
        )
        self.assertIn("Free", rows[0].reason)

    def test_a_contact_that_leaves_gets_the_default_tier(self):
        contact = self.new_contact(self.free)
        default = self.new_default(10)
        self.leave(contact)
        self.assertEqual(contact.tier_id, default)
        self.assertEqual(self.get_history(contact).new_tier_id, default)

    def test_a_contact_that_leaves_has_no_tier_where_there_is_no_default(self):
        contact = self.new_contact(self.free)
        self.assertEqual(contact.tier_id, self.free.tier_id)
        self.leave(contact)
        self.assertFalse(contact.tier_id)
        self.assertRecordValues(
            self.get_history(contact),
            [{"old_tier_id": self.free.tier_id.id, "new_tier_id": False}],
        )

    def test_every_company_has_its_own_back(self):
        other = self.setup_other_company(name="Other")["company"]
        theirs = self.new_tier(7, company_id=other.id)
        self.give_tier(self.free, theirs)
        self.join(self.customer, self.free)
        self.leave(self.customer)
        self.assertFalse(self.customer.with_company(other).tier_id)
        self.assertEqual(self.customer.tier_id, self.tier)

    def test_contacts_of_it_follow(self):
        contact = self.new_contact(self.customer)
        self.join(self.customer, self.free)
        self.leave(self.customer)
        self.assertEqual(contact.tier_id, self.tier)
        self.assertEqual(contact.credit_tier_id, self.tier)

    def test_a_stopped_customer_does_not_shed_the_stop_below_another(self):
        self.customer.sudo().write(STOP)
        with (
            self.assertRaisesRegex(UserError, "lift the stop"),
            self.env.cr.savepoint(),
        ):
            self.join(self.customer, self.free)
        self.env.invalidate_all()
        self.customer.with_user(self.finance).sudo().parent_id = self.free
        self.leave(self.customer)
        self.assertTrue(self.customer.credit_stop)

    def test_the_stop_of_another_does_not_stay(self):
        self.free.sudo().write(STOP)
        self.join(self.customer, self.free)
        self.assertTrue(self.customer.is_credit_stopped)
        self.leave(self.customer)
        self.assertFalse(self.customer.credit_stop)

    def test_a_contact_of_a_stopped_customer_does_not_leave_it_unstopped(self):
        contact = self.new_contact(self.customer)
        self.customer.sudo().write(STOP)
        self.leave(contact)
        self.assertTrue(contact.credit_stop)
        self.assertEqual(contact.credit_stop_reason, "Cheque")

    def test_class_and_standing_come_back_too(self):
        self.customer.sudo().write({"sales_class": "C", "credit_standing": 20})
        self.free.sudo().write({"sales_class": "A", "credit_standing": 90})
        self.join(self.customer, self.free)
        self.leave(self.customer)
        self.assertRecordValues(
            self.customer, [{"sales_class": "C", "credit_standing": 20}]
        )

    def test_from_one_customer_to_the_next_and_back(self):
        self.join(self.customer, self.free)
        self.customer.with_user(self.seller).parent_id = self.holding
        self.leave(self.customer)
        self.assertEqual(self.customer.tier_id, self.tier)

    def test_made_a_company_below_the_other_it_has_its_own(self):
        self.join(self.customer, self.free)
        self.customer.with_user(self.seller).is_company = True
        self.assertEqual(self.customer.commercial_partner_id, self.customer)
        self.assertEqual(self.customer.tier_id, self.tier)
