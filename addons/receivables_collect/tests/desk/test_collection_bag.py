from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestCollectionBag(CustodyCommon):
    """The bag holds what its owner signed for; what is sent twice is done once."""

    def get_bag(self, user=None):
        return self.env["collection.bag"].with_user(user or self.seller).get_bag()

    def send(self, key, kind="receipt", user=None, how=None, **payload):
        if how:
            payload["kind"] = how
        bag = self.env["collection.bag"].with_user(user or self.seller)
        return bag.send(key, kind, payload)

    def set_collect(self, function):
        """Have the receipts of the phone made by `function(model, payload)`."""
        receipts = self.registry["collection.receipt"]
        own = vars(receipts).get("action_collect_from_bag")
        receipts.action_collect_from_bag = function
        restore = (setattr, receipts, "action_collect_from_bag", own)
        self.addCleanup(*(restore if own else (delattr, *restore[1:3])))

    def patch_receipts(self):
        """Have the receipts of the phone made here; return what was asked."""
        asked = []

        def collect(_model, payload):
            asked.append(payload)
            return 1000 + len(asked)

        self.set_collect(collect)
        return asked

    def test_the_bag_shows_signed_things_and_nothing_else(self):
        self.assertEqual(self.get_bag()["customers"], [])
        vouchers = self.bring_to_collector(2, self.slip)
        bag = self.get_bag()
        self.assertEqual([c["name"] for c in bag["customers"]], [self.customer.name])
        self.assertEqual(
            [slip["number"] for slip in bag["customers"][0]["slips"]],
            [self.slip.number],
        )
        self.assertEqual(
            [voucher["number"] for voucher in bag["vouchers"]],
            vouchers.mapped("number"),
        )
        self.assertEqual(self.get_bag(self.colleague)["customers"], [])

    def test_paper_that_waits_for_a_signature_is_told_not_shown(self):
        vouchers = self.bring_to_branch(1)
        self.new_handover("to_collector", vouchers=vouchers).action_issue()
        bag = self.get_bag()
        self.assertEqual((bag["to_sign"], bag["vouchers"]), (1, []))

    def test_the_most_urgent_customer_comes_first(self):
        small = self.new_issued_slip(self.new_customer(name="Small"), 10)
        large = self.new_issued_slip(self.new_customer(name="Large"), 5000)
        self.bring_to_collector(2, small | large)
        names = [customer["name"] for customer in self.get_bag()["customers"]]
        self.assertEqual(names, ["Large", "Small"])
        customer = self.get_bag()["customers"][0]
        self.assertEqual((customer["amount"], customer["days"]), (5000, 30))
        self.assertIn("5,000.00", customer["amount_text"])

    def test_the_bag_takes_no_more_queries_for_more_customers(self):
        counts = []
        for number in (1, 15):
            slips = self.env["collection.slip"].sudo()
            for index in range(number):
                customer = self.new_customer(name=f"Customer {number} {index}")
                slips |= self.new_issued_slip(customer, 10)
            self.bring_to_collector(number, slips)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.get_bag()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_users_who_do_not_collect_have_no_bag(self):
        for user in (self.finance, self.general, self.deputy, self.clerk):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.get_bag(user)
                with self.assertRaises(AccessError):
                    self.send("k", user=user)

    def test_the_same_key_is_done_once(self):
        asked = self.patch_receipts()
        first = self.send("key-1", amount=10)
        again = self.send("key-1", amount=10)
        other = self.send("key-2", amount=20)
        self.assertEqual((first, again, other), (1001, 1001, 1002))
        self.assertEqual([payload["key"] for payload in asked], ["key-1", "key-2"])

    def test_a_key_of_somebody_else_is_refused(self):
        self.patch_receipts()
        self.send("key-1", amount=10)
        with self.assertRaises(AccessError):
            self.send("key-1", user=self.colleague, amount=10)

    def test_a_refused_entry_can_be_sent_again(self):
        asked = self.patch_receipts()
        with self.assertRaises(UserError):
            self.send("key-1", "unknown")
        self.assertEqual(self.send("key-1", amount=10), 1001)
        self.assertEqual(len(asked), 1)

    def test_nothing_but_receipts_and_contacts_is_sent(self):
        for kind in ("unlink", "", "handover"):
            with self.assertRaises(UserError):
                self.send("key-1", kind)
        with self.assertRaises(UserError):
            self.send("", amount=10)

    def test_a_promise_is_noted_in_the_own_name_and_shown(self):
        slip = self.new_issued_slip(self.new_customer(name="Promising"), 500)
        slip._write_protected({"user_id": self.colleague.id})
        self.bring_to_collector(1, slip)
        self.send(
            "key-1",
            "contact",
            slip_id=slip.id,
            how="visit",
            result="promised",
            promise_date=str(self.day(7)),
            promise_amount=200,
        )
        contact = self.env["collection.contact"].sudo().search([])
        self.assertRecordValues(
            contact, [{"slip_id": slip.id, "user_id": self.seller.id, "kind": "visit"}]
        )
        self.assertIn("200.00", self.get_bag()["customers"][0]["promise"])

    def test_a_contact_about_the_slip_of_another_is_refused(self):
        slip = self.new_issued_slip(self.new_customer(user_id=False), 500)
        with self.assertRaises(AccessError):
            self.send(
                "key-1", "contact", self.other_seller, slip_id=slip.id, how="call"
            )

    def test_money_sent_from_the_phone_uses_the_voucher_and_fills_the_strip(self):
        slip = self.new_issued_slip(self.new_customer(name="Paying"), 500)
        vouchers = self.bring_to_collector(2, slip)
        payload = {
            "slip_id": slip.id,
            "voucher_id": vouchers[0].id,
            "amount": 120.5,
            "method": "cash",
            "date": str(self.today),
        }
        first = self.send("key-1", **payload)
        self.assertEqual(self.send("key-1", **payload), first)
        receipt = self.env["collection.receipt"].sudo().browse(first)
        self.assertRecordValues(
            receipt, [{"amount": 120.5, "state": "collected", "slip_id": slip.id}]
        )
        self.assertEqual(vouchers.mapped("state"), ["used", "collector"])
        bag = self.get_bag()
        self.assertEqual([v["id"] for v in bag["vouchers"]], vouchers[1:].ids)
        for figure in ("collected", "cash"):
            self.assertIn("120.50", bag["strip"][figure])
        self.assertTrue(bag["strip"]["remit_by"])

    def test_collected_slips_are_not_asked_again_and_go_last(self):
        paying = self.new_issued_slip(self.new_customer(name="Paying"), 500)
        other = self.new_issued_slip(self.new_customer(name="Other"), 10)
        vouchers = self.bring_to_collector(3, paying | other)
        payload = {"slip_id": paying.id, "method": "cash", "date": str(self.today)}
        self.send("key-1", voucher_id=vouchers[0].id, amount=120, **payload)
        first = self.get_bag()["customers"][0]
        self.assertEqual((first["name"], first["amount"]), ("Paying", 380))
        self.assertEqual(first["slips"][0]["amount"], 380)
        self.assertIn("120.00", first["note"])
        self.send("key-2", voucher_id=vouchers[1].id, amount=380, **payload)
        customers = self.get_bag()["customers"]
        self.assertEqual([c["name"] for c in customers], ["Other", "Paying"])
        self.assertEqual(customers[1]["amount"], 0)

    def test_a_voucher_of_another_bag_is_refused_from_the_phone(self):
        slip = self.new_issued_slip(self.new_customer(name="Paying"), 500)
        self.bring_to_collector(1, slip)
        foreign = self.bring_to_collector(1, user=self.colleague)
        with self.assertRaises(UserError):
            self.send(
                "key-1",
                slip_id=slip.id,
                voucher_id=foreign.id,
                amount=10,
                method="cash",
                date=str(self.today),
            )
        self.assertEqual(foreign.state, "collector")
