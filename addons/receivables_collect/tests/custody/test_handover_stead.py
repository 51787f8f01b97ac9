from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestHandoverInStead(FormReportMixin, CustodyCommon):
    """The bag of who is ill or has left is taken back in their stead: the leader of
    the branch or finance draws it up, the branch signs (R4.24, R4.25, R4.26).
    """

    form = "receivables_collect.report_f19"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.main_collector = cls.new_user("main_collector", "group_salesperson")
        cls.vouchers = cls.bring_to_collector(2, cls.slip)
        cls.team.main_collector_id = cls.main_collector

    def new_back(self, giver=None, **vals):
        vals = {
            "giver": giver or self.manager,
            "absent_id": self.seller.id,
            "absent_reason": "In hospital",
            "receiver_id": self.main_collector.id,
        } | vals
        return self.new_handover("to_branch_back", **vals)

    def call(self, user, handover, method):
        model = self.env["collection.handover"].with_user(user)
        return call_kw(model, method, [handover.ids], {})

    def assert_in_bag(self):
        self.assertEqual(self.slip.holder_id, self.seller)
        self.assertEqual(self.vouchers.holder_id, self.seller)

    def test_the_leader_empties_the_bag_and_the_branch_signs(self):
        back = self.new_back()
        self.call(self.manager, back, "action_fill")
        self.assertEqual(back.line_ids.slip_id, self.slip)
        self.assertEqual(back.line_ids.voucher_id, self.vouchers)
        self.call(self.manager, back, "action_issue")
        self.assert_in_bag()
        self.call(self.main_collector, back, "action_sign")
        self.assertFalse(any(self.seller._get_bag()))
        self.assertEqual(self.slip.holder_id, self.main_collector)
        self.assertRecordValues(
            back.sudo(),
            [
                {
                    "giver_id": self.manager.id,
                    "absent_id": self.seller.id,
                    "signed_by_id": self.main_collector.id,
                    "state": "signed",
                }
            ],
        )

    def test_the_salesperson_can_leave_after_the_bag_is_taken_back(self):
        with self.assertRaises(UserError):
            self.seller.active = False
        back = self.new_back(self.finance)
        back.action_fill()
        back.action_issue()
        back.with_user(self.main_collector).action_sign()
        self.seller.active = False
        self.assertFalse(self.seller.active)

    def test_finance_may_and_the_leader_signs(self):
        back = self.new_back(self.finance, receiver_id=self.manager.id)
        back.action_fill()
        back.action_issue()
        back.with_user(self.manager).action_sign()
        self.assertEqual(self.vouchers.holder_id, self.manager)

    def test_nobody_but_finance_and_the_leader_takes_back_in_stead(self):
        back = self.new_back(vouchers=self.vouchers).sudo()
        for user in (
            self.seller,
            self.colleague,
            self.main_collector,
            self.other_manager,
            self.director,
            self.general,
            self.deputy,
            self.rules_admin,
            self.clerk,
            self.env.ref("base.user_root"),
        ):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.call(user, back, "action_issue")
            self.assertFalse(back.with_user(user).sudo().can_issue)
        self.assertTrue(back.with_user(self.manager).can_issue)
        self.assertEqual(back.state, "draft")

    def test_the_giver_in_stead_does_not_sign_too(self):
        back = self.new_back(vouchers=self.vouchers, receiver_id=self.manager.id)
        with self.assertRaisesRegex(UserError, "themselves"):
            back.action_issue()
        back.receiver_id = self.main_collector
        back.action_issue()
        for user in (self.manager, self.seller, self.finance, self.colleague):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.call(user, back, "action_sign")
        self.assert_in_bag()

    def test_the_absent_do_not_receive_their_own_bag(self):
        self.team.main_collector_id = self.seller
        back = self.new_back(
            self.finance, vouchers=self.vouchers, receiver_id=self.seller.id
        )
        with self.assertRaisesRegex(UserError, "is absent"):
            back.action_issue()
        self.assertEqual(back._get_default_receiver(), self.manager)

    def test_without_a_reason_it_is_not_issued(self):
        for reason in (False, "  "):
            back = self.new_back(vouchers=self.vouchers, absent_reason=reason)
            with self.subTest(reason), self.assertRaisesRegex(UserError, "Say why"):
                back.action_issue()

    def test_paper_in_another_bag_is_not_taken(self):
        other = self.get_vouchers(1)
        receiver = {"receiver_id": self.main_collector.id}
        self.hand("to_branch", vouchers=other, **receiver)
        self.hand(
            "to_collector",
            vouchers=other,
            giver=self.main_collector,
            receiver_id=self.colleague.id,
        )
        back = self.new_back(vouchers=other)
        with self.assertRaisesRegex(UserError, self.colleague.name):
            back.action_issue()

    def test_only_bags_of_salespeople_are_taken_back_so(self):
        for kind in ("to_collector", "to_finance_back", "to_branch"):
            giver = self.finance if kind == "to_branch" else self.manager
            odd = self.new_back(giver, vouchers=self.vouchers)
            odd.kind = kind
            with self.subTest(kind), self.assertRaisesRegex(UserError, "behalf"):
                odd.action_issue()

    def test_a_salesperson_who_is_there_hands_back_alone(self):
        back = self.new_handover(
            "to_branch_back",
            vouchers=self.vouchers,
            receiver_id=self.main_collector.id,
        )
        for user in (self.manager, self.finance):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.call(user, back, "action_issue")
        back.action_issue()

    def test_an_issued_handover_in_stead_stays_as_it_was(self):
        back = self.new_back(vouchers=self.vouchers)
        back.action_issue()
        for vals in ({"absent_id": self.colleague.id}, {"absent_reason": "None"}):
            with self.subTest(vals), self.assertRaises(UserError):
                call_kw(back, "write", [back.ids, vals], {})

    def test_refused_or_withdrawn_it_stays_in_the_bag(self):
        back = self.new_back(vouchers=self.vouchers)
        back.action_issue()
        with self.assertRaises(AccessError):
            back.with_user(self.seller).action_withdraw("I am here")
        back.with_user(self.main_collector).action_refuse("Two are missing")
        again = self.new_back(vouchers=self.vouchers)
        again.action_issue()
        again.with_user(self.finance).action_withdraw("Is back at work")
        self.assert_in_bag()

    def test_the_absent_are_told_and_read_it(self):
        back = self.new_back(vouchers=self.vouchers)
        self.assertFalse(
            self.env["collection.handover"]
            .with_user(self.seller)
            .search([("id", "=", back.id)])
        )
        back.action_issue()
        told = back.sudo().message_ids.filtered(
            lambda message: self.seller.partner_id in message.partner_ids
        )
        self.assertIn("In hospital", told.body)
        self.env.invalidate_all()
        own = back.with_user(self.seller)
        self.assertEqual(own.read(["absent_reason"])[0]["absent_reason"], "In hospital")
        self.assertEqual(own.line_ids.voucher_id, self.vouchers)

    def test_chain_and_sign_off_book_show_who_did_it(self):
        back = self.new_back(vouchers=self.vouchers)
        back.action_issue()
        back.with_user(self.main_collector).action_sign()
        chain = self.env["collection.handover.line"].with_user(self.finance)
        last = chain.search(self.vouchers[:1].action_view_custody()["domain"])[0]
        self.assertRecordValues(
            last,
            [
                {
                    "giver_id": self.manager.id,
                    "absent_id": self.seller.id,
                    "receiver_id": self.main_collector.id,
                }
            ],
        )
        pages = self.print_form(back, self.finance)
        self.assert_on(pages, "On behalf of", self.seller.name, "In hospital")

    def test_a_copy_is_of_who_makes_it(self):
        copied = self.new_back(vouchers=self.vouchers).copy()
        self.assertRecordValues(copied, [{"absent_id": False, "absent_reason": False}])
