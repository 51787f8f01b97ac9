from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestDebtAnswer(MoneyCommon):
    """Attack A15: finance alone charges nobody but the collector (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(150)
        cls.report = cls.collect(cls.slip, 150).report_id
        cls.submit(cls.report)
        cls.count(cls.report, cash=140)
        cls.difference = cls.report.difference_ids

    def blame(self, user):
        self.settle(self.report, "debt", owner_id=user.id)

    def get_debt(self, user):
        account = self.company.collection_debt_account_id
        domain = [
            ("partner_id", "=", user.partner_id.id),
            ("account_id", "=", account.id),
            ("parent_state", "=", "posted"),
        ]
        items = self.env["account.move.line"].sudo().search(domain)
        return sum(items.mapped("balance"))

    def test_the_collector_answers_for_the_own_day_unasked(self):
        self.blame(self.seller)
        self.verify(self.report)
        self.assertEqual(self.difference.answer, "none")
        self.assertEqual(self.get_debt(self.seller), 10)

    def test_a_colleague_is_asked_and_the_report_verified_meanwhile(self):
        self.blame(self.colleague)
        self.assertEqual(self.difference.answer, "asked")
        self.assertEqual(self.difference.sudo().activity_ids.user_id, self.colleague)
        self.verify(self.report)
        self.assertEqual(self.report.state, "verified")
        self.assertEqual(self.slip.state, "settled")
        self.assertFalse(self.difference.move_id)
        self.assertEqual(self.get_debt(self.colleague), 0)

    def test_accepted_before_or_after_the_verification_it_is_posted_once(self):
        self.blame(self.colleague)
        self.verify(self.report)
        mine = self.difference.with_user(self.colleague)
        self.assertTrue(mine.can_answer)
        mine.action_accept_debt()
        self.assertEqual(self.get_debt(self.colleague), 10)
        with self.assertRaises(AccessError):
            mine.action_accept_debt()
        self.assertFalse(self.difference.sudo().activity_ids)

    def test_accepted_before_the_verification_it_waits_for_the_report(self):
        self.blame(self.colleague)
        self.difference.with_user(self.colleague).action_accept_debt()
        self.assertEqual(self.get_debt(self.colleague), 0)
        self.verify(self.report)
        self.assertEqual(self.get_debt(self.colleague), 10)

    def test_disputed_it_waits_for_the_manager_who_confirms(self):
        self.blame(self.colleague)
        mine = self.difference.with_user(self.colleague)
        with self.assertRaisesRegex(UserError, "Say why"):
            mine.action_dispute_debt(" ")
        mine.action_dispute_debt("I was on leave")
        self.verify(self.report)
        self.assertEqual(self.get_debt(self.colleague), 0)
        self.assertIn(self.manager, self.difference.sudo().activity_ids.user_id)
        for user in (self.finance, self.colleague, self.seller, self.other_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.difference.with_user(user).action_confirm_debt("It is so")
        self.difference.with_user(self.manager).action_confirm_debt("Seen on video")
        self.assertEqual(self.get_debt(self.colleague), 10)
        self.assertEqual(self.difference.answer, "confirmed")

    def test_disputed_finance_names_the_collector_and_it_is_posted(self):
        self.blame(self.colleague)
        self.difference.with_user(self.colleague).action_dispute_debt("Not mine")
        self.verify(self.report)
        self.difference.with_user(self.finance).owner_id = self.seller
        self.assertEqual(self.get_debt(self.seller), 10)
        self.assertEqual(self.get_debt(self.colleague), 0)
        with self.assertRaises(UserError):
            self.difference.with_user(self.finance).owner_id = self.colleague

    def test_nobody_answers_for_another_and_the_answer_is_not_written(self):
        self.blame(self.colleague)
        for user in (self.finance, self.seller, self.manager, self.clerk):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.difference.with_user(user).action_accept_debt()
        for vals in ({"answer": "accepted"}, {"answered_by_id": self.colleague.id}):
            with self.subTest(vals), self.assertRaises(UserError):
                self.difference.with_user(self.finance).write(vals)

    def test_another_person_is_asked_anew(self):
        self.blame(self.colleague)
        self.difference.with_user(self.colleague).action_accept_debt()
        self.difference.with_user(self.finance).owner_id = self.other_seller
        self.assertEqual(self.difference.answer, "asked")
        self.verify(self.report)
        self.assertEqual(self.get_debt(self.other_seller), 0)

    def test_a_plain_colleague_reads_what_they_are_charged_with_and_no_other(self):
        plain = self.new_user("plain_liable", "base.group_user")
        self.blame(plain)
        mine = self.difference.with_user(plain)
        self.assertEqual(mine.amount, -10)
        mine.action_accept_debt()
        self.blame(self.colleague)
        with self.assertRaises(AccessError):
            mine.read(["amount"])
