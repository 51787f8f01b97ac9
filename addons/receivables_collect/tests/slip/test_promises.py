from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestPromises(CollectionCommon):
    """Promises to pay are kept, partly kept or broken by the ledger alone (R4.23)."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip(self.customer, 100, 50)

    def promise(self, days=5, **vals):
        return self.new_contact_on(self.slip, promise_date=self.day(days), **vals)

    def decide(self, days, promise):
        """The state of the promise `days` from today."""
        with freeze_time(self.day(days)):
            self.env["collection.contact"].sudo()._cron_promises()
        return promise.sudo().promise_state

    def test_a_promise_is_of_the_whole_slip_unless_it_says_less(self):
        self.assertEqual(self.promise().promise_amount, 150)
        self.assertEqual(self.promise(promise_amount=40).promise_amount, 40)

    def test_a_promise_is_open_until_its_day_is_over(self):
        promise = self.promise()
        self.assertEqual(promise.promise_state, "open")
        self.assertEqual(self.decide(5, promise), "open")
        self.assertEqual(self.decide(6, promise), "broken")

    def test_grace_days_count(self):
        self.company.collection_promise_grace_days = 2
        promise = self.promise()
        self.assertEqual(self.decide(7, promise), "open")
        self.assertEqual(self.decide(8, promise), "broken")

    def test_a_promise_paid_in_full_is_kept_at_once(self):
        promise = self.promise(promise_amount=60)
        self.pay_slip(self.slip, 60)
        self.assertRecordValues(
            promise.sudo(), [{"promise_state": "kept", "promise_paid": 60}]
        )

    def test_a_cent_less_is_partly_kept(self):
        promise = self.promise(promise_amount=60)
        self.pay_slip(self.slip, 59.99)
        self.assertEqual(promise.sudo().promise_state, "open")
        self.assertEqual(self.decide(6, promise), "partly")

    def test_the_threshold_of_the_company_keeps_it(self):
        self.company.collection_promise_kept_percent = 90
        promise = self.promise(promise_amount=100)
        self.pay_slip(self.slip, 90)
        self.assertEqual(promise.sudo().promise_state, "kept")

    def test_a_payment_that_comes_too_late_does_not_keep_it(self):
        promise = self.promise(days=0)
        self.assertEqual(self.decide(1, promise), "broken")
        with freeze_time(self.day(1)):
            payment = self.env["account.payment"].create(
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": self.customer.id,
                    "amount": 150,
                    "date": self.day(1),
                    "journal_id": self.company_data["default_journal_bank"].id,
                }
            )
            payment.action_post()
            items = self.get_item(payment) | self.slip.line_ids.move_line_id
            items.reconcile()
            self.assertEqual(promise.sudo().promise_state, "broken")

    def test_a_credit_note_is_no_payment(self):
        promise = self.promise()
        refund = self.new_invoice(150, move_type="out_refund")
        (self.slip.line_ids.move_line_id | self.get_item(refund)).reconcile()
        self.assertEqual(self.slip.state, "settled")
        self.assertEqual(self.decide(6, promise), "broken")

    def test_a_payment_that_is_undone_keeps_nothing(self):
        promise = self.promise()
        payment = self.pay_slip(self.slip)
        self.assertEqual(promise.sudo().promise_state, "kept")
        self.get_item(payment).remove_move_reconcile()
        self.assertEqual(promise.sudo().promise_state, "open")

    def test_a_further_promise_replaces_the_open_one(self):
        first = self.promise()
        second = self.promise(days=9)
        self.assertEqual(first.sudo().promise_state, "replaced")
        self.assertEqual(second.promise_state, "open")
        self.assertEqual(self.slip.promise_date, self.day(9))
        self.assertEqual(self.slip.promise_amount, 150)

    def test_a_broken_one_is_counted_and_alerts_once(self):
        promise = self.promise()
        self.decide(6, promise)
        self.decide(7, promise)
        self.assertEqual(self.slip.broken_count, 1)
        users = self.slip.activity_ids.filtered(
            lambda row: "broken" in (row.summary or "")
        ).mapped("user_id")
        self.assertEqual(len(self.slip.activity_ids), 2)
        self.assertEqual(users, self.seller | self.manager)

    def test_nobody_decides_by_hand(self):
        promise = self.promise()
        for vals in (
            {"promise_state": "kept"},
            {"promise_date": self.day(90)},
            {"promise_amount": 1},
        ):
            with self.subTest(vals), self.assertRaises(UserError):
                promise.sudo().write(vals)

    def test_a_promise_lies_ahead(self):
        with self.assertRaises(ValidationError):
            self.promise(days=-1)

    def test_items_promised_for_later_are_on_no_new_slip(self):
        self.promise(days=5)
        self.slip.with_user(self.finance).action_return("Nobody there")
        self.assertFalse(self.new_generated(date=self.day(4)).slip_ids)
        self.assertTrue(self.new_generated(date=self.day(5)).slip_ids)


@tagged("post_install", "-at_install")
class TestContacts(CollectionCommon):
    """Calls, visits, letters and messages on a slip stay on record (R4.23)."""

    def setUp(self):
        super().setUp()
        self.slip = self.new_issued_slip()

    def test_the_last_contact_is_on_the_slip(self):
        self.assertFalse(self.slip.last_contact_date)
        self.new_contact_on(self.slip, kind="visit")
        self.assertEqual(self.slip.last_contact_date, self.today)
        self.assertEqual(self.slip.contact_count, 1)

    def test_a_next_action_is_planned(self):
        self.new_contact_on(
            self.slip, next_action="Call the boss", next_action_date=self.day(3)
        )
        self.assertRecordValues(
            self.slip.activity_ids,
            [
                {
                    "summary": "Call the boss",
                    "user_id": self.seller.id,
                    "date_deadline": self.day(3),
                }
            ],
        )

    def test_nobody_notes_in_another_name(self):
        with self.assertRaisesRegex(UserError, "own name"):
            self.new_contact_on(self.slip, user_id=self.colleague.id)

    def test_a_noted_contact_stays(self):
        contact = self.new_contact_on(self.slip)
        contact.note = "Was friendly"
        with self.assertRaisesRegex(UserError, "stays"):
            contact.result = "refused"
        with self.assertRaises(AccessError):
            contact.unlink()

    def test_users_do_not_note_contacts_on_slips_of_others(self):
        for user in (self.colleague, self.other_seller, self.other_manager, self.clerk):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.new_contact_on(self.slip, user=user)

    def test_manager_director_and_finance_note_too(self):
        for user in (self.manager, self.director, self.finance):
            self.new_contact_on(self.slip, user=user)
        self.assertEqual(self.slip.contact_count, 3)

    def test_a_slip_that_ended_takes_no_contact(self):
        self.slip.with_user(self.finance).action_void("Torn")
        with self.assertRaisesRegex(UserError, "only issued slips"):
            self.new_contact_on(self.slip)
