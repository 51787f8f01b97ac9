from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..common_credit_increase import CreditIncreaseCommon


@tagged("post_install", "-at_install")
class TestCreditGroup(CreditIncreaseCommon):
    """Several customers share one limit: what they owe together counts (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sister = cls.new_customer(5000, name="Sister")
        cls.group = cls.new_group(1500, cls.customer, cls.sister)

    def assert_confirming(self, amount, customer, hold):
        order = self.new_order(amount, customer)
        order.action_confirm()
        self.assertEqual(order.credit_hold, hold, amount)
        return order

    def test_the_groups_limit_holds_to_the_cent(self):
        self.new_invoice(600, self.sister)
        self.new_confirmed(300, self.sister)
        self.assert_confirming(599.99, self.customer, "none")._action_cancel()
        self.assert_confirming(600, self.customer, "none")._action_cancel()
        order = self.assert_confirming(600.01, self.customer, "held")
        self.assertRecordValues(
            self.get_holds(order),
            [
                {
                    "credit_group_id": self.group.id,
                    "limit": 1500,
                    "receivable": 600,
                    "orders_amount": 300,
                    "exposure": 1500.01,
                    "over": 0.01,
                }
            ],
        )
        self.assertIn("Group 1500", self.get_holds(order).message)

    def test_the_tiers_limits_do_not_count(self):
        self.assert_confirming(1500, self.customer, "none")
        self.assert_confirming(0.01, self.sister, "held")

    def test_an_unlimited_member_is_bound_by_the_group(self):
        tier = self.new_tier(0, unlimited=True)
        rich = self.new_customer(tier=tier)
        self.group.member_ids = [(0, 0, {"partner_id": rich.id})]
        self.assert_confirming(1500.01, rich, "held")

    def test_a_group_without_credit_is_paid_first(self):
        self.group.credit_limit = 0
        order = self.assert_confirming(10, self.customer, "held")
        self.assertEqual(self.get_reasons(order), {"payment_first"})

    def test_contacts_of_members_count(self):
        self.new_invoice(600, self.new_contact(self.sister))
        self.assert_confirming(900, self.new_contact(self.customer), "none")
        self.assert_confirming(0.01, self.customer, "held")

    def test_orders_of_members_in_one_batch_are_added_up(self):
        orders = self.new_order(1000) | self.new_order(500, self.sister)
        orders |= self.new_order(0.01)
        orders.action_confirm()
        self.assertEqual(orders.mapped("credit_hold"), ["none", "none", "held"])

    def test_a_raise_counts_for_the_member_who_has_it_alone(self):
        self.new_temporary(200)
        self.new_guarantee(100)
        self.assert_confirming(1800, self.customer, "none")._action_cancel()
        order = self.assert_confirming(1800.01, self.customer, "held")
        self.assertEqual(self.get_holds(order).limit, 1800)
        order = self.assert_confirming(1500.01, self.sister, "held")
        self.assertEqual(self.get_holds(order).limit, 1500)

    def test_overdue_stays_each_members_own(self):
        self.new_invoice(10, self.sister, due=-5)
        self.assert_confirming(10, self.customer, "none")
        self.assert_confirming(10, self.sister, "held")

    def test_a_confirmed_order_is_raised_within_the_groups_limit(self):
        self.new_invoice(1000, self.sister)
        order = self.new_confirmed(400)
        order.order_line.product_uom_qty = 500
        with self.assertRaisesRegex(UserError, "Group 1500"):
            order.order_line.product_uom_qty = 500.01

    def test_a_payment_of_one_frees_the_held_order_of_another(self):
        self.new_invoice(1000, self.sister)
        order = self.new_held(600)
        self.env["sales.credit.queue"].sudo().search([]).unlink()
        self.pay(100, self.sister)
        self.assertEqual(self.get_queued(), self.customer)
        self.run_queue()
        self.assertEqual(order.credit_hold, "none")

    def test_the_oldest_order_of_the_group_takes_what_became_free(self):
        self.new_invoice(1500, self.sister)
        younger = self.new_held(300, date_order="2026-02-02")
        older = self.new_held(300, self.sister, date_order="2026-02-01")
        self.pay(400, self.sister)
        self.run_queue()
        self.assertEqual((older | younger).mapped("credit_hold"), ["none", "held"])

    def test_a_new_member_brings_its_debt(self):
        third = self.new_customer(name="Third")
        self.new_invoice(700, third)
        self.assertEqual(self.get_figures().group.receivable, 0)
        self.group.member_ids = [(0, 0, {"partner_id": third.id})]
        self.assertEqual(self.get_figures().group.receivable, 700)
        self.assert_confirming(800.01, self.customer, "held")

    def test_a_member_who_goes_takes_its_debt_and_frees_the_others(self):
        self.new_invoice(1000, self.sister)
        order = self.new_held(600)
        self.run_queue()
        members = self.group.member_ids
        members.filtered(lambda m: m.partner_id == self.sister).unlink()
        self.run_queue()
        self.assertEqual(order.credit_hold, "none")
        self.assertIsNone(self.get_figures(self.sister).group)

    def test_a_raised_limit_of_the_group_frees_held_orders(self):
        order = self.new_held(1600)
        self.run_queue()
        self.group.credit_limit = 1600
        self.run_queue()
        self.assertEqual(order.credit_hold, "none")

    def test_an_archived_group_binds_nobody(self):
        self.new_invoice(1500, self.sister)
        order = self.new_held(1000)
        self.run_queue()
        self.group.action_archive()
        self.run_queue()
        self.assertEqual(order.credit_hold, "none")
        self.assertIsNone(self.get_figures().group)

    def test_a_draft_binds_nobody_until_it_is_in_force(self):
        third, fourth = self.new_customer(), self.new_customer()
        group = self.new_group(50, third, fourth, user=self.finance, active=False)
        self.assert_confirming(100, third, "none")
        group.with_user(self.director).action_put_in_force()
        self.assertEqual(group.in_force_since, self.today)
        self.assert_confirming(1, fourth, "held")

    def test_another_companys_group_binds_nobody_here(self):
        other = self.setup_other_company(name="Other")["company"]
        third = self.new_customer()
        self.give_tier(third, self.new_tier(10, company_id=other.id))
        group = self.group.sudo().create(
            {
                "name": "Elsewhere",
                "company_id": other.id,
                "credit_limit": 1,
                "member_ids": [(0, 0, {"partner_id": third.id})],
            }
        )
        self.assertIsNone(self.get_figures(third).group)
        self.assertEqual(self.get_figures(third, other).group.id, group.id)

    def test_only_the_director_decides(self):
        third = self.new_customer()
        for user in (self.seller, self.manager, self.finance, self.rules_admin):
            with self.subTest(user=user.name):
                group = self.group.with_user(user)
                self.assert_refused(lambda g=group: g.write({"credit_limit": 9999}))
                self.assert_refused(lambda g=group: g.action_archive())
                self.assert_refused(lambda g=group: g.member_ids[0].unlink())
                self.assert_refused(
                    lambda g=group: g.member_ids.create(
                        {"group_id": self.group.id, "partner_id": third.id}
                    )
                )
                self.assert_refused(
                    lambda u=user: self.new_group(1, third, user=u, name="Mine")
                )

    def assert_refused(self, call):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            call()

    def test_a_draft_is_put_in_force_by_the_director_only(self):
        third = self.new_customer()
        group = self.new_group(50, third, user=self.manager, active=False)
        self.assert_refused(lambda: group.action_put_in_force())
        self.assert_refused(lambda: group.write({"active": True}))

    def test_a_customer_is_in_one_group_of_a_company(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.new_group(1, self.customer, name="Second")

    def test_a_member_has_a_tier_and_owes_itself(self):
        for partner in (
            self.new_customer(limit=None),
            self.new_contact(self.customer),
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.new_group(1, partner, name="Third")

    def test_members_do_not_change_into_others(self):
        with self.assertRaises(UserError):
            self.group.member_ids[0].partner_id = self.new_customer()

    def test_a_group_that_was_in_force_is_kept(self):
        for context in ({}, {"_force_unlink": True}):
            with self.subTest(context), self.assertRaises(UserError):
                self.group.with_context(**context).unlink()

    def test_comings_and_goings_are_in_the_chatter(self):
        self.group.member_ids.filtered(lambda m: m.partner_id == self.sister).unlink()
        bodies = " ".join(self.group.sudo().message_ids.mapped("body"))
        self.assertIn("In the group: Customer, Sister", bodies)
        self.assertIn("No longer in the group: Sister", bodies)

    def test_merged_customers_keep_one_membership(self):
        self.new_invoice(100, self.sister)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | self.sister).ids, self.customer)
        self.assertEqual(self.group.member_ids.partner_id, self.customer)
        self.assertEqual(self.get_figures().group.receivable, 100)

    def test_the_form_shows_the_sums(self):
        self.new_invoice(600, self.sister)
        self.new_confirmed(300)
        self.assertRecordValues(
            self.group.with_user(self.seller),
            [{"receivable": 600, "orders_amount": 300, "available": 600}],
        )

    def test_panel_and_customer_show_the_group(self):
        self.new_invoice(600, self.sister)
        self.new_invoice(200)
        self.new_temporary(50)
        customer = self.customer.with_user(self.seller)
        self.assertRecordValues(
            customer,
            [
                {
                    "credit_receivable": 200,
                    "credit_exposure": 200,
                    "credit_limit_amount": 1550,
                    "credit_available": 750,
                    "credit_group_id": self.group.id,
                }
            ],
        )
        panel = customer.credit_panel
        texts = {term["key"]: term["text"] for term in panel["terms"]}
        self.assertIn("Group 1500", texts["group"])
        self.assertIn("200.00", texts["group"])
        self.assertIn("50.00", texts["temporary"])
        amounts = {s["key"]: s["text"] for s in panel["segments"]}
        self.assertIn("800.00", amounts["receivable"])
        self.assertIn("750.00", amounts["free"])
        order_panel = self.new_order(750).credit_panel
        self.assertFalse(order_panel["over"])
        self.assertTrue(self.new_order(750.01).credit_panel["over"])

    def test_the_panels_figures_open_the_groups_records(self):
        invoices = self.new_invoice(600, self.sister) | self.new_invoice(200)
        action = self.customer.with_user(self.seller).action_open_figure(
            "group_invoices"
        )
        found = self.env["account.move"].search(action["domain"])
        self.assertEqual(found, invoices)

    def test_groups_are_found_by_customer(self):
        partners = self.env["res.partner"]
        ours = self.customer | self.sister
        found = partners.search([("credit_group_id", "=", self.group.id)])
        self.assertEqual(found, ours)
        found = partners.search(
            [("credit_group_id", "!=", False), ("id", "in", ours.ids)]
        )
        self.assertEqual(found, ours)
        found = partners.search(
            [("credit_group_id", "=", False), ("id", "in", ours.ids)]
        )
        self.assertFalse(found)

    def test_users_who_see_a_customer_see_its_group(self):
        for user, sees in (
            (self.seller, True),
            (self.manager, True),
            (self.general, True),
            (self.other_seller, False),
            (self.other_manager, False),
        ):
            found = self.group.with_user(user).search([("id", "=", self.group.id)])
            self.assertEqual(bool(found), sees, user.name)

    def test_a_temporary_limit_of_a_member_ends(self):
        end = self.new_temporary(200).date_to
        with freeze_time(end + timedelta(days=1)):
            self.assert_confirming(1500.01, self.customer, "held")
