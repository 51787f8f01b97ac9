from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..common_credit_increase import CreditIncreaseCommon


@tagged("post_install", "-at_install")
class TestCreditIncrease(CreditIncreaseCommon):
    """Temporary limits and guarantees raise a limit from day to day (R1.7)."""

    def assert_limit(self, limit, customer=None):
        """The cent at the limit passes, the cent beyond is held."""
        for amount, hold in (
            (limit - 0.01, "none"),
            (limit, "none"),
            (limit + 0.01, "held"),
        ):
            order = self.new_order(amount, customer)
            order.action_confirm()
            self.assertEqual(order.credit_hold, hold, amount)
            if hold == "none":
                order._action_cancel()
        return order

    def test_a_temporary_limit_raises_to_the_cent(self):
        self.new_temporary(250)
        order = self.assert_limit(1250)
        self.assertRecordValues(
            self.get_holds(order),
            [
                {
                    "limit": 1250,
                    "base_limit": 1000,
                    "temporary_limit": 250,
                    "guaranteed_limit": 0,
                    "over": 0.01,
                }
            ],
        )

    def test_a_guarantee_raises_to_the_cent(self):
        self.new_guarantee(300)
        order = self.assert_limit(1300)
        self.assertEqual(self.get_holds(order).guaranteed_limit, 300)

    def test_a_deposit_without_end_raises_to_the_cent(self):
        self.new_guarantee(40, kind="deposit", date_to=False)
        self.assert_limit(1040)

    def test_raises_add_up_and_the_hold_shows_each(self):
        self.new_temporary(200)
        self.new_temporary(50)
        self.new_guarantee(100, kind="insurance")
        order = self.assert_limit(1350)
        message = self.get_holds(order).message
        for figure in ("1,350.00", "1,000.00", "250.00", "100.00"):
            self.assertIn(figure, message)

    def test_a_guarantee_in_another_currency_counts_at_todays_rate(self):
        currency = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        self.new_guarantee(500, guarantee_currency_id=currency.id)
        self.assert_limit(1250)

    def test_a_temporary_limit_counts_from_its_first_to_its_last_day(self):
        start = self.today + timedelta(days=3)
        end = self.today + timedelta(days=5)
        self.new_temporary(500, date_from=start, date_to=end)
        order = self.new_order(1500)
        for day, over in ((2, 500), (3, 0), (5, 0), (6, 500)):
            with self.subTest(day=day), freeze_time(self.today + timedelta(days=day)):
                figure = self.get_figures()
                self.assertEqual(figure.temporary, 0 if over else 500)
                findings = self.env["sales.hold.check"]._examine(order)[order]
                self.assertEqual([f.over for f in findings], [over] if over else [])

    def test_a_guarantee_ends_after_its_last_day(self):
        end = self.today + timedelta(days=5)
        self.new_guarantee(500, date_to=end)
        for day, amount in ((4, 500), (5, 500), (6, 0)):
            with freeze_time(self.today + timedelta(days=day)):
                self.assertEqual(self.get_figures().guaranteed, amount)

    def test_an_unapproved_increase_raises_nothing(self):
        for document in (
            self.new_temporary(500, approve=False),
            self.new_guarantee(500, approve=False),
        ):
            self.assertEqual(self.get_figures().temporary, 0)
            self.assertEqual(self.get_figures().guaranteed, 0)
            document.action_submit()
        self.assert_limit(1000)

    def test_another_companys_raise_raises_nothing_here(self):
        other = self.setup_other_company(name="Other")["company"]
        self.give_tier(self.customer, self.new_tier(10, company_id=other.id))
        self.seller.sudo().company_ids += other
        document = self.new_temporary(500, company_id=other.id, approve=False)
        document.sudo()._move("submitted")
        document.sudo()._approve()
        self.assertEqual(self.get_figures().temporary, 0)
        self.assertEqual(self.get_figures(company=other).temporary, 500)

    def test_a_temporary_limit_counts_for_the_customers_contacts(self):
        self.new_temporary(250)
        self.assert_limit(1250, self.new_contact(self.customer))

    def test_a_contact_cannot_have_a_temporary_limit(self):
        contact = self.new_contact(self.customer)
        with self.assertRaisesRegex(ValidationError, "Customer"):
            self.new_temporary(250, customer=contact)

    def test_a_tier_without_credit_gets_credit(self):
        customer = self.new_customer(0)
        self.new_temporary(100, customer=customer)
        order = self.assert_limit(100, customer)
        self.assertEqual(self.get_reasons(order), {"credit_limit"})

    def test_without_it_a_tier_without_credit_is_paid_first(self):
        customer = self.new_customer(0)
        end = self.new_temporary(100, customer=customer).date_to
        with freeze_time(end + timedelta(days=1)):
            order = self.new_held(50, customer)
            self.assertEqual(self.get_reasons(order), {"payment_first"})

    def test_unlimited_stays_unlimited(self):
        tier = self.new_tier(0, unlimited=True)
        customer = self.new_customer(tier=tier)
        self.new_temporary(100, customer=customer)
        order = self.new_confirmed(5000, customer)
        self.assertEqual(order.credit_hold, "none")

    def test_a_release_covers_the_excess_over_the_raised_limit(self):
        document = self.new_temporary(500)
        order = self.new_released(1700)
        self.assertEqual(self.get_holds(order).over, 200)
        document.with_user(self.director).action_revoke()
        order.action_confirm()
        self.assertEqual((order.state, order.credit_hold), ("draft", "held"))
        self.assertEqual(
            self.get_holds(order).mapped("over"),
            [700],
        )

    def test_a_confirmed_order_is_raised_up_to_the_raised_limit(self):
        self.new_temporary(500)
        order = self.new_confirmed(1000)
        order.order_line.product_uom_qty = 1500
        with self.assertRaisesRegex(UserError, "1,500.00"):
            order.order_line.product_uom_qty = 1500.01

    def test_orders_of_a_batch_share_what_is_raised(self):
        self.new_temporary(500)
        orders = self.new_order(1000) | self.new_order(500) | self.new_order(0.01)
        orders.action_confirm()
        self.assertEqual(orders.mapped("credit_hold"), ["none", "none", "held"])

    def test_approval_has_held_orders_examined(self):
        order = self.new_held(1200)
        self.run_queue()
        self.new_temporary(200)
        self.run_queue()
        self.assertEqual(order.credit_hold, "none")

    def test_an_increase_that_begins_later_is_examined_on_its_day(self):
        start = self.today + timedelta(days=2)
        self.new_temporary(200, date_from=start, date_to=start)
        order = self.new_held(1200)
        self.run_queue()
        with freeze_time(start):
            self.follow_dates()
            self.run_queue()
        self.assertEqual(order.credit_hold, "none")

    def test_an_ended_increase_renews_the_figures_of_held_orders(self):
        document = self.new_temporary(200)
        order = self.new_held(1300)
        with freeze_time(document.date_to + timedelta(days=1)):
            self.follow_dates()
            self.run_queue()
        self.assertEqual(self.get_holds(order).over, 300)
        self.assertEqual(document.examined_validity, "ended")

    def test_notice_is_given_once_ahead_of_the_end(self):
        end = self.today + timedelta(days=30)
        documents = (
            self.new_temporary(200, date_to=end),
            self.new_guarantee(200, date_to=end),
        )
        for days, notices in ((8, 0), (7, 1), (6, 1)):
            with freeze_time(end - timedelta(days=days)):
                self.follow_dates()
            for document in documents:
                activities = document.sudo().activity_ids
                self.assertEqual(len(activities), notices, days)
        self.assertRecordValues(
            documents[0].sudo().activity_ids,
            [{"user_id": self.seller.id, "date_deadline": end}],
        )

    def test_revoking_ends_the_notice_too(self):
        document = self.new_guarantee(200, date_to=self.today + timedelta(days=3))
        self.follow_dates()
        self.assertTrue(document.sudo().activity_ids)
        document.with_user(self.finance).action_revoke()
        self.assertFalse(document.sudo().activity_ids)
        self.assertEqual(self.get_figures().guaranteed, 0)

    def test_authority_is_judged_by_all_that_runs_at_once(self):
        first = self.new_temporary(400, approve=False)
        first.action_submit()
        self.assertEqual(self.get_candidates(first), self.manager)
        first.with_user(self.manager).action_approve()
        second = self.new_temporary(400, approve=False)
        second.action_submit()
        self.assertEqual(self.get_candidates(second), self.director)

    def test_the_requester_does_not_decide(self):
        document = self.new_temporary(400, approve=False, user=self.manager)
        document.action_submit()
        with self.assertRaises(AccessError):
            document.action_approve()

    def test_only_finance_enters_guarantees(self):
        for user in (self.seller, self.manager, self.director, self.general):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.new_guarantee(100, user=user, approve=False)

    def test_salespeople_and_finance_do_not_revoke_temporary_limits(self):
        document = self.new_temporary(400)
        for user in (self.seller, self.manager, self.finance, self.rules_admin):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                document.with_user(user).action_revoke()

    def test_a_guarantee_needs_the_scan(self):
        document = self.new_guarantee(100, approve=False, document=False)
        with self.assertRaisesRegex(UserError, "scan"):
            document.action_submit()

    def test_an_increase_whose_time_is_over_is_not_submitted(self):
        document = self.new_temporary(
            100,
            approve=False,
            date_from=self.today - timedelta(days=3),
            date_to=self.today - timedelta(days=1),
        )
        with self.assertRaisesRegex(UserError, "last day is over"):
            document.action_submit()

    def test_an_approved_increase_is_frozen_and_moves_by_methods_only(self):
        for document in (self.new_temporary(100), self.new_guarantee(100)):
            owner = document.requester_id
            for vals in (
                {"amount": 900},
                {"date_to": self.today + timedelta(days=999)},
                {"state": "draft"},
                {"examined_validity": False},
            ):
                with self.subTest(vals=vals), self.assertRaises(UserError):
                    document.with_user(owner).write(vals)
                with self.subTest(vals=vals), self.assertRaises(UserError):
                    document.sudo().write(vals)
            with self.assertRaises(UserError):
                document.sudo().unlink()

    def test_only_own_customers_documents_are_seen(self):
        for document in (self.new_temporary(100), self.new_guarantee(100)):
            for user, sees in (
                (self.seller, True),
                (self.manager, True),
                (self.director, True),
                (self.finance, True),
                (self.general, True),
                (self.other_seller, False),
                (self.other_manager, False),
            ):
                found = document.with_user(user).search([("id", "=", document.id)])
                self.assertEqual(bool(found), sees, (document._name, user.name))
