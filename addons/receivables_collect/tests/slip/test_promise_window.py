from odoo.tests import freeze_time, tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestPromiseWindow(CollectionCommon):
    """Which payments keep a promise: from the call to the last day of grace (R4.23)."""

    def setUp(self):
        super().setUp()
        self.company.collection_promise_grace_days = 2
        self.company.flush_recordset()
        self.slip = self.new_issued_slip(self.customer, 100, 50)

    def promise(self, **vals):
        vals = {"promise_date": self.day(5), "promise_amount": 100} | vals
        return self.new_contact_on(self.slip, **vals).sudo()

    def pay_on(self, days, amount):
        """A payment dated `days` from today, reconciled with the slip's lines."""
        with freeze_time(self.day(days)):
            return self.pay_slip(self.slip, amount)

    def decide(self, days):
        with freeze_time(self.day(days)):
            self.env["collection.contact"].sudo()._cron_promises()

    def test_the_last_day_of_grace_keeps_it(self):
        promise = self.promise()
        self.pay_on(7, 100)
        self.assertRecordValues(
            promise, [{"promise_state": "kept", "promise_paid": 100}]
        )

    def test_a_payment_the_day_after_grace_breaks_the_promise(self):
        promise = self.promise()
        self.pay_on(8, 100)
        self.decide(8)
        self.assertRecordValues(
            promise, [{"promise_state": "broken", "promise_paid": 0}]
        )

    def test_a_payment_before_the_call_does_not_count(self):
        self.pay_on(-1, 50)
        promise = self.promise(promise_amount=50)
        self.assertRecordValues(promise, [{"promise_state": "open", "promise_paid": 0}])
        self.pay_slip(self.slip, 50)
        self.assertEqual(promise.promise_state, "kept")

    def test_a_cent_below_the_threshold_is_partly_kept(self):
        self.company.collection_promise_kept_percent = 90
        promise = self.promise()
        self.pay_slip(self.slip, 89.99)
        self.decide(7)
        self.assertEqual(promise.promise_state, "open")
        self.decide(8)
        self.assertEqual(promise.promise_state, "partly")
        self.assertFalse(self.slip.broken_count)

    def test_several_payments_together_keep_it(self):
        promise = self.promise()
        self.pay_on(1, 40)
        self.assertEqual(promise.promise_state, "open")
        self.pay_on(6, 60)
        self.assertEqual(promise.promise_state, "kept")

    def test_a_payment_undone_after_the_last_day_breaks_it(self):
        promise = self.promise()
        payment = self.pay_slip(self.slip, 100)
        with freeze_time(self.day(8)):
            self.get_item(payment).remove_move_reconcile()
            self.assertEqual(promise.promise_state, "broken")
        self.assertEqual(self.slip.broken_count, 1)

    def test_a_kept_promise_is_not_replaced_by_the_next(self):
        first = self.promise(promise_amount=50)
        self.pay_slip(self.slip, 50)
        second = self.promise()
        self.assertEqual(first.promise_state, "kept")
        self.assertEqual(second.promise_state, "open")

    def test_a_promise_after_a_broken_one_leaves_it_broken(self):
        first = self.promise()
        self.decide(8)
        with freeze_time(self.day(8)):
            second = self.promise(date=self.day(8), promise_date=self.day(9))
            self.assertEqual(second.promise_state, "open")
            self.assertEqual(first.promise_state, "broken")

    def test_the_alert_goes_to_who_acts_now(self):
        self.promise()
        self.slip._write_protected({"responsible_id": self.director.id})
        self.decide(8)
        self.assertEqual(self.slip.activity_ids.user_id, self.director | self.manager)
