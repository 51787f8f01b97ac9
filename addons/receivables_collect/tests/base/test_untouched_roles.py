from odoo.tests import tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestUntouchedRoles(CollectionCommon):
    """Each role looks at the untouched slips of its people, on the day (R1.8)."""

    def setUp(self):
        super().setUp()
        self.company.collection_untouched_days = 7
        self.east = self.issued_days_ago(self.customer, 10)
        customer = self.new_customer(name="West", user_id=self.other_seller.id)
        self.west = self.issued_days_ago(customer, 10)

    def issued_days_ago(self, customer, days):
        slip = self.new_issued_slip(customer)
        slip._write_protected({"date": self.day(-days)})
        return slip

    def untouched(self, user):
        slips = self.env["collection.slip"].with_user(user)
        return slips.search([("is_untouched", "=", True)]).sudo()

    def test_each_role_sees_its_own_part(self):
        both = self.east | self.west
        seen = {
            self.seller: self.east,
            self.manager: self.east,
            self.other_seller: self.west,
            self.other_manager: self.west,
            self.colleague: self.east.browse(),
            self.director: both,
            self.finance: both,
            self.general: both,
        }
        for user, slips in seen.items():
            with self.subTest(user=user.name):
                self.assertEqual(set(self.untouched(user)), set(slips))

    def test_a_contact_counts_until_the_days_are_over_again(self):
        self.new_contact_on(self.east, date=self.day(-6))
        self.assertEqual(self.untouched(self.director), self.west)
        self.company.collection_untouched_days = 6
        self.assertEqual(set(self.untouched(self.director)), {*self.east, *self.west})

    def test_the_last_contact_counts_not_the_first(self):
        self.new_contact_on(self.east, date=self.day(-2))
        self.new_contact_on(self.east, date=self.day(-9))
        self.assertEqual(self.east.last_contact_date, self.day(-2))
        self.assertEqual(self.untouched(self.director), self.west)

    def test_a_paid_void_or_wholly_disputed_slip_waits_for_no_contact(self):
        self.pay_slip(self.east)
        self.assertEqual(self.untouched(self.director), self.west)
        dispute = self.new_dispute(self.west.line_ids, user=self.other_seller)
        self.assertFalse(self.untouched(self.director))
        dispute.with_user(self.finance).action_refuse("Signed")
        self.assertEqual(self.untouched(self.director), self.west)
        self.west.with_user(self.finance).action_void("Torn")
        self.assertFalse(self.untouched(self.director))

    def test_the_touched_are_the_rest(self):
        self.new_contact_on(self.east)
        slips = self.env["collection.slip"].with_user(self.director)
        touched = slips.search([("is_untouched", "=", False)])
        self.assertEqual(touched.sudo(), self.east)
