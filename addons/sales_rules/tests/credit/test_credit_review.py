from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ..common_credit_increase import CreditIncreaseCommon


@tagged("post_install", "-at_install")
class TestCreditReview(CreditIncreaseCommon):
    """A customer's limit is looked at again by a date; notice is given ahead (R1.7)."""

    def set_review(self, days, customer=None, **vals):
        date = self.today + timedelta(days=days)
        partner = (customer or self.customer).with_user(self.finance).sudo()
        partner.write({"credit_review_date": date} | vals)
        return date

    def get_notices(self, customer=None):
        kind = self.env.ref("sales_rules.mail_activity_type_credit_review")
        activities = (customer or self.customer).sudo().activity_ids
        return activities.filtered(lambda a: a.activity_type_id == kind)

    def test_notice_is_given_once_seven_days_ahead(self):
        date = self.set_review(30)
        for days, count in ((8, 0), (7, 1), (6, 1), (-1, 1)):
            with freeze_time(date - timedelta(days=days)):
                self.follow_dates()
            self.assertEqual(len(self.get_notices()), count, days)
        self.assertRecordValues(
            self.get_notices(), [{"user_id": self.seller.id, "date_deadline": date}]
        )

    def test_a_done_review_is_not_told_again_until_the_date_moves(self):
        self.set_review(3)
        self.follow_dates()
        self.get_notices().action_feedback()
        self.follow_dates()
        self.assertFalse(self.get_notices())
        self.set_review(4)
        self.follow_dates()
        self.assertEqual(len(self.get_notices()), 1)

    def test_the_days_ahead_are_the_companys(self):
        self.company.credit_notice_days = 2
        self.set_review(3)
        self.follow_dates()
        self.assertFalse(self.get_notices())
        self.set_review(2)
        self.follow_dates()
        self.assertTrue(self.get_notices())

    def test_the_named_reviewer_is_told(self):
        self.set_review(1, credit_review_user_id=self.manager.id)
        self.follow_dates()
        self.assertEqual(self.get_notices().user_id, self.manager)

    def test_each_company_has_its_date(self):
        other = self.setup_other_company(name="Other")["company"]
        self.set_review(1)
        there = self.customer.with_company(other)
        self.assertFalse(there.credit_review_date)

    def test_the_panel_shows_the_date_and_when_it_is_due(self):
        for days, due in ((1, False), (0, True), (-1, True)):
            self.set_review(days)
            self.customer.invalidate_recordset()
            (term,) = self.customer.with_user(self.seller).credit_panel["terms"]
            self.assertEqual((term["key"], term["is_due"]), ("review", due))

    def test_due_reviews_are_found(self):
        view = self.env.ref("base.view_res_partner_filter")
        arch = self.env["res.partner"].get_view(view.id, "search")["arch"]
        self.assertIn("credit_review_due", arch)
        domain = [("credit_review_date", "<=", "today"), ("id", "=", self.customer.id)]
        for days, found in ((1, 0), (0, 1), (-1, 1)):
            self.set_review(days)
            self.assertEqual(self.env["res.partner"].search_count(domain), found)

    def test_salespeople_do_not_set_the_review_date(self):
        for name, value in (
            ("credit_review_date", self.today),
            ("credit_review_user_id", self.seller.id),
            ("credit_review_noticed", self.today),
        ):
            with self.assertRaises(AccessError):
                self.customer.with_user(self.seller).write({name: value})
            with self.assertRaises(AccessError):
                self.env["res.partner"].with_user(self.seller).create(
                    {"name": "New", name: value}
                )

    def test_saving_the_form_unchanged_is_no_change(self):
        date = self.set_review(5)
        self.customer.with_user(self.seller).write(
            {"credit_review_date": str(date), "comment": "Called"}
        )
        self.assertEqual(self.customer.credit_review_date, date)

    def test_managers_set_the_review_date(self):
        contacts = self.env.ref("base.group_partner_manager")
        self.manager.sudo().group_ids += contacts
        self.customer.with_user(self.manager).credit_review_date = self.today
        self.assertEqual(self.customer.credit_review_date, self.today)
