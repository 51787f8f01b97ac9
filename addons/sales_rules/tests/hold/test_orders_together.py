from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestOrdersTogether(CreditCommon):
    """Waiting orders of one customer add up in the inbox (R1.7)."""

    def get_row(self, order, user=None):
        row = self.get_approvals(order, "pending")
        return row.with_user(user or self.manager).sudo(False)

    def test_what_the_inbox_adds_up_is_what_the_next_hold_says(self):
        """Two orders approved together: after one is confirmed the other is held."""
        first, second = self.new_held(1200), self.new_held(1100)
        row = self.get_row(first)
        self.assertEqual((row.over, self.get_row(second).over), (200, 100))
        together = row.together_over
        self.assertEqual(together, 1300)
        self.assertEqual(self.get_row(second).together_over, together)
        (row | self.get_row(second)).action_approve()
        second.action_confirm()
        first.action_confirm()
        self.assertEqual((first.credit_hold, second.state), ("held", "sale"))
        held = self.get_holds(first).filtered(lambda hold: hold.state == "held")
        self.assertEqual(held.over, together)
        self.assertEqual(self.get_row(first, self.director).together_over, 0)

    def test_the_text_says_how_many_and_who_is_asked_whether_it_is_beyond_them(self):
        first, second = self.new_held(1200), self.new_held(1100)
        row = self.get_row(first)
        self.assertIn("2 orders", row.together_text)
        self.assertIn(first.name, row.together_note)
        self.assertIn(second.name, row.together_note)
        self.assertTrue(row.is_together_beyond)

    def test_together_within_the_authority_it_is_no_warning(self):
        """The manager releases up to 500 over the limit: 500 is inside, 500.01 not."""
        self.new_confirmed(900)
        for amount, beyond in ((200, False), (200.01, True)):
            with self.subTest(amount):
                first, second = self.new_held(400), self.new_held(amount)
                row = self.get_row(first)
                self.assertEqual(row.together_over, 300 + amount)
                self.assertEqual(row.is_together_beyond, beyond)
                (first | second).action_withdraw()

    def test_a_single_order_adds_up_to_nothing(self):
        row = self.get_row(self.new_held(1200))
        self.new_held(1200, self.new_customer())
        self.assertFalse(row.together_over or row.together_text or row.together_note)

    def test_a_released_order_that_waits_to_be_confirmed_counts(self):
        self.new_released(1200)
        self.assertEqual(self.get_row(self.new_held(1100)).together_over, 1300)

    def test_rejected_withdrawn_and_cancelled_orders_do_not_count(self):
        for end in ("reject", "action_withdraw", "_action_cancel"):
            with self.subTest(end):
                row, other = self.get_row(self.new_held(1200)), self.new_held(1100)
                if end == "reject":
                    other.with_user(self.manager).action_reject("No")
                else:
                    getattr(other, end)()
                self.env.invalidate_all()
                self.assertEqual(row.together_over, 0)
                self.get_document(row).action_withdraw()

    def get_document(self, row):
        return self.env["sale.order"].browse(row.res_id)

    def test_orders_of_contacts_are_their_company_s(self):
        contact = self.new_contact(self.customer)
        first = self.new_held(1200)
        self.new_held(1100, contact)
        self.assertEqual(self.get_row(first).together_over, 1300)

    def test_orders_of_colleagues_count_without_being_seen(self):
        self.new_held(1100, user=self.director, user_id=self.other_seller.id)
        self.assertEqual(self.get_row(self.new_held(1200)).together_over, 1300)

    def test_orders_of_another_company_do_not_count(self):
        other = self.setup_other_company(name="Abroad")["company"]
        users = self.seller | self.manager | self.director | self.env.user
        users.company_ids += other
        tier = self.new_tier(1000, company_id=other.id)
        self.customer.with_company(other).sudo()._apply_tier(tier, "Test")
        self.new_authorities(other)
        row = self.get_row(self.new_held(1200))
        self.new_held(1100, company=other)
        self.assertEqual(row.together_over, 0)

    def test_an_increase_counts_by_what_it_adds(self):
        confirmed = self.new_confirmed(900)
        confirmed._ask_increase(1200, "More")
        first = self.new_held(200)
        self.assertEqual(self.get_row(first).together_over, 400)

    def test_the_inbox_takes_no_query_per_row(self):
        def count():
            rows = self.env["sales.approval"].with_user(self.manager)
            rows = rows.search([("can_decide", "=", True)])
            rows.mapped("document_name")
            before = self.env.cr.sql_log_count
            rows.mapped("together_text")
            return self.env.cr.sql_log_count - before

        self.new_held(1200)
        self.new_held(1200)
        self.env.invalidate_all()
        few = count()
        for _number in range(4):
            self.new_held(1200)
            self.new_held(1200, self.new_customer())
        self.env.invalidate_all()
        # five customers more and eight orders: the names of customers are one
        self.assertLessEqual(count(), few + 1)
