from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_custody import CustodyCommon

KINDS = ("to_branch", "to_collector", "to_branch_back", "to_finance_back")


@tagged("post_install", "-at_install")
class TestHandoverAgain(CustodyCommon):
    """Unsigned paper stays where it was and can go again (R4.24, R4.25)."""

    def bring(self, kind):
        """A slip and a voucher that lie where the kind begins."""
        slip, vouchers = self.new_slip(), self.get_vouchers(1)
        if kind != "to_branch":
            self.hand("to_branch", slip, vouchers)
        if kind == "to_branch_back":
            self.hand("to_collector", slip, vouchers)
        return slip, vouchers

    def get_place(self, record):
        names = ("state", "custody", "custody_team_id", "holder_id", "custody_since")
        return [record[name] for name in names]

    def test_refused_or_withdrawn_nothing_has_moved_in_any_kind(self):
        for kind in KINDS:
            for method in ("action_refuse", "action_withdraw"):
                slip, voucher = self.bring(kind)
                before = self.get_place(slip), self.get_place(voucher)
                handover = self.new_handover(kind, slip, voucher)
                handover.action_issue()
                user = handover.giver_id
                if method == "action_refuse":
                    user = handover.receiver_id
                getattr(handover.with_user(user), method)("One is torn")
                with self.subTest(kind=kind, method=method):
                    after = self.get_place(slip), self.get_place(voucher)
                    self.assertEqual(after, before)
                    self.assertFalse(slip.open_handover_id | voucher.open_handover_id)
                    again = self.hand(kind, slip, voucher)
                    self.assertEqual(again.state, "signed")
                    self.assertNotEqual(self.get_place(voucher), before[1])

    def test_the_reason_names_who_ended_it_and_tells_both_sides(self):
        _slip, voucher = self.bring("to_branch")
        handover = self.new_handover(vouchers=voucher)
        handover.action_issue()
        handover.with_user(self.manager).action_refuse("  Torn  ")
        self.assertEqual(handover.end_reason, f"Refused by {self.manager.name}. Torn")
        message = handover.message_ids.filtered("partner_ids")[:1]
        self.assertEqual(message.partner_ids, (self.finance | self.manager).partner_id)
        self.assertFalse(handover.activity_ids)

    def test_a_second_draft_goes_when_the_first_was_withdrawn(self):
        slip, voucher = self.bring("to_branch")
        first = self.new_handover(slips=slip, vouchers=voucher)
        second = self.new_handover(slips=slip, vouchers=voucher)
        first.action_issue()
        with self.assertRaisesRegex(UserError, first.number):
            second.action_issue()
        self.assertFalse(second.number, "a refused issue takes no number")
        first.action_withdraw("The second one is right")
        second.action_issue()
        self.assertEqual(voucher.open_handover_id, second)

    def test_a_draft_is_told_that_its_things_went_elsewhere_meanwhile(self):
        slip, voucher = self.bring("to_branch")
        late = self.new_handover(slips=slip, vouchers=voucher)
        self.hand("to_branch", slip, voucher)
        with self.assertRaises(UserError) as caught:
            late.action_issue()
        for text in (slip.number, voucher.number, self.manager.name):
            self.assertIn(text, str(caught.exception))

    def test_vouchers_and_slips_are_counted_against_each_other(self):
        slips = self.new_slip() | self.new_slip() | self.new_slip()
        vouchers = self.get_vouchers(3)
        for count, text in ((0, "there are 0"), (2, "there are 2")):
            handover = self.new_handover(slips=slips, vouchers=vouchers[:count])
            with self.subTest(count=count), self.assertRaisesRegex(UserError, text):
                handover.action_issue()
            self.assertIn(text, handover.cannot_issue_reason)
        exact = self.new_handover(slips=slips, vouchers=vouchers)
        self.assertFalse(exact.cannot_issue_reason)
        exact.action_issue()
        self.assertEqual(exact.state, "issued")


@tagged("post_install", "-at_install")
class TestReceiverChanged(CustodyCommon):
    """Only who still is the right person signs: people change meanwhile (R4.24)."""

    def test_a_user_who_left_the_branch_does_not_sign_for_its_vouchers(self):
        vouchers = self.bring_to_branch(1)
        sheet = self.new_handover("to_collector", vouchers=vouchers)
        sheet.action_issue()
        self.team.member_ids = [Command.unlink(self.seller.id)]
        with self.assertRaisesRegex(UserError, "no member"):
            sheet.with_user(self.seller).action_sign()
        self.assertEqual(vouchers.holder_id, self.manager)
        sheet.with_user(self.seller).action_refuse("I am elsewhere now")
        self.hand("to_collector", vouchers=vouchers, receiver_id=self.colleague.id)
        self.assertEqual(vouchers.holder_id, self.colleague)

    def test_a_former_main_collector_does_not_sign(self):
        vouchers = self.get_vouchers(1)
        handover = self.new_handover(vouchers=vouchers)
        handover.action_issue()
        self.team.main_collector_id = self.colleague
        with self.assertRaisesRegex(UserError, "main collector"):
            handover.with_user(self.manager).action_sign()
        with self.assertRaises(UserError):
            handover.with_user(self.colleague).action_sign()
        handover.action_withdraw("Another main collector")
        self.hand(vouchers=vouchers, kind="to_branch", receiver_id=self.colleague.id)
        self.assertEqual(vouchers.holder_id, self.colleague)

    def test_a_user_who_left_finance_does_not_take_things_back(self):
        vouchers = self.bring_to_branch(1)
        back = self.new_handover("to_finance_back", vouchers=vouchers)
        back.action_issue()
        group = self.env.ref("sales_rules.group_finance")
        self.finance.group_ids = [Command.unlink(group.id)]
        self.finance.group_ids = [
            Command.link(self.env.ref("sales_rules.group_salesperson").id)
        ]
        with self.assertRaisesRegex(UserError, "finance department"):
            back.with_user(self.finance).action_sign()
        self.assertEqual(vouchers.custody, "branch")

    def test_an_archived_receiver_is_refused_and_what_waits_is_withdrawn(self):
        vouchers = self.bring_to_branch(1)
        sheet = self.new_handover("to_collector", vouchers=vouchers)
        late = self.new_handover("to_collector", vouchers=vouchers)
        sheet.action_issue()
        self.seller.action_archive()  # holds nothing: nothing was signed for
        sheet.action_withdraw("Has left")
        with self.assertRaises(UserError):
            late.action_issue()
        late.receiver_id = self.colleague
        late.action_issue()
        late.with_user(self.colleague).action_sign()
        self.assertEqual(vouchers.holder_id, self.colleague)

    def test_a_receiver_without_the_company_is_refused(self):
        other = self.env["res.company"].sudo().create({"name": "Other"})
        self.finance.company_ids |= other
        book = self.new_book(1, 2, company_id=other.id)
        vouchers = self.get_vouchers(1, book=book)
        handover = self.new_handover(vouchers=vouchers, company_id=other.id)
        with self.assertRaisesRegex(UserError, self.manager.name):
            handover.action_issue()
        self.manager.company_ids |= other
        handover.action_issue()
        handover.with_user(self.manager).action_sign()
        self.assertEqual(vouchers.holder_id, self.manager)
