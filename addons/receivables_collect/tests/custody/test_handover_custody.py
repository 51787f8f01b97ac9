from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestHandoverCustody(CustodyCommon):
    """Custody follows the signature only: finance, branch, collector, back (R4.24)."""

    def assert_with(self, records, custody, team=None, holder=None):
        self.assertRecordValues(
            records,
            [
                {
                    "custody": custody,
                    "custody_team_id": team.id if team else False,
                    "holder_id": holder.id if holder else False,
                    "open_handover_id": False,
                }
            ]
            * len(records),
        )

    def test_nothing_moves_before_the_main_collector_signs(self):
        voucher = self.get_vouchers(1)
        handover = self.new_handover(slips=self.slip, vouchers=voucher)
        handover.action_issue()
        self.assertEqual(handover.state, "issued")
        self.assertRecordValues(
            voucher, [{"state": "blank", "custody": "finance", "holder_id": False}]
        )
        self.assertEqual(voucher.open_handover_id, handover)
        self.assertEqual(self.slip.state, "sent")
        handover.with_user(self.manager).action_sign()
        self.assertEqual(voucher.state, "branch")
        self.assert_with(voucher, "branch", self.team, self.manager)
        self.assert_with(self.slip, "branch", self.team, self.manager)
        self.assertTrue(voucher.custody_since)
        self.assertEqual(self.slip.state, "sent")

    def test_the_slip_is_signed_when_the_collector_signs(self):
        voucher = self.bring_to_branch(1, self.slip)
        handover = self.new_handover("to_collector", self.slip, voucher)
        handover.action_issue()
        self.assertEqual(self.slip.state, "sent")
        handover.with_user(self.seller).action_sign()
        self.assertEqual(self.slip.state, "signed")
        self.assertEqual(voucher.state, "collector")
        self.assert_with(voucher, "collector", self.team, self.seller)
        self.assert_with(self.slip, "collector", self.team, self.seller)

    def test_the_way_back_ends_at_finance(self):
        voucher = self.bring_to_collector(1, self.slip)
        self.hand("to_branch_back", self.slip, voucher)
        self.assertEqual((self.slip.state, voucher.state), ("sent", "branch"))
        self.assert_with(voucher, "branch", self.team, self.manager)
        self.hand("to_finance_back", self.slip, voucher)
        self.assertEqual((self.slip.state, voucher.state), ("returned", "returned"))
        self.assert_with(voucher, "finance")
        self.assert_with(self.slip, "finance")

    def test_a_returned_voucher_can_go_out_again(self):
        voucher = self.bring_to_branch(1)
        self.hand("to_finance_back", vouchers=voucher)
        self.hand("to_branch", vouchers=voucher)
        self.assertEqual(voucher.state, "branch")

    def test_refused_leaves_everything_where_it_was(self):
        voucher = self.get_vouchers(1)
        handover = self.new_handover(slips=self.slip, vouchers=voucher)
        handover.action_issue()
        handover.with_user(self.manager).action_refuse("One is missing")
        self.assertEqual(handover.state, "refused")
        self.assertIn("One is missing", handover.end_reason)
        self.assertEqual((self.slip.state, voucher.state), ("issued", "blank"))
        self.assert_with(voucher | self.get_vouchers(1), "finance")
        self.assert_with(self.slip, "finance")
        # and can be handed over again, under a new number
        again = self.hand("to_branch", self.slip, voucher)
        self.assertNotEqual(again.number, handover.number)

    def test_a_refused_sheet_of_the_branch_leaves_the_slip_sent(self):
        voucher = self.bring_to_branch(1, self.slip)
        handover = self.new_handover("to_collector", self.slip, voucher)
        handover.action_issue()
        handover.with_user(self.seller).action_refuse("Not my customer")
        self.assertEqual(self.slip.state, "sent")
        self.assert_with(self.slip, "branch", self.team, self.manager)

    def test_a_refusal_needs_a_reason(self):
        handover = self.new_handover(vouchers=self.get_vouchers(1))
        handover.action_issue()
        for reason in ("", "  ", False):
            with self.assertRaises(UserError):
                handover.with_user(self.manager).action_refuse(reason)

    def test_an_issued_handover_can_be_withdrawn_and_keeps_its_number(self):
        voucher = self.get_vouchers(1)
        handover = self.new_handover(vouchers=voucher)
        handover.action_issue()
        number = handover.number
        handover.action_withdraw("Wrong book")
        self.assertEqual((handover.state, handover.number), ("refused", number))
        self.assertFalse(voucher.open_handover_id)
        with self.assertRaises(UserError):
            handover.with_user(self.manager).action_sign()

    def test_a_thing_waits_for_one_signature_only(self):
        voucher = self.get_vouchers(1)
        first = self.new_handover(vouchers=voucher)
        second = self.new_handover(vouchers=voucher)
        first.action_issue()
        with self.assertRaisesRegex(UserError, first.number):
            second.action_issue()

    def test_a_settled_slip_changes_hands_and_keeps_its_state(self):
        voucher = self.bring_to_branch(1, self.slip)
        handover = self.new_handover("to_collector", self.slip, voucher)
        handover.action_issue()
        self.slip._write_protected({"state": "settled"})
        handover.with_user(self.seller).action_sign()
        self.assertEqual(self.slip.state, "settled")
        self.assertEqual(self.slip.holder_id, self.seller)

    def test_numbers_are_gapless_per_kind(self):
        first = self.hand("to_branch", vouchers=self.get_vouchers(1))
        second = self.hand("to_branch", vouchers=self.get_vouchers(1))
        sheet = self.hand("to_collector", vouchers=self.get_vouchers(1, "branch"))
        year = self.today.year
        self.assertEqual(first.number, f"F18/{year}/00001")
        self.assertEqual(second.number, f"F18/{year}/00002")
        self.assertEqual(sheet.number, f"F19/{year}/00001")
        registers = self.env["sales.register"].sudo().search([])
        self.assertFalse(any(registers.mapped("gap_count")))

    def test_the_chain_is_one_click_from_slip_and_voucher(self):
        voucher = self.bring_to_collector(1, self.slip)
        for record in (voucher, self.slip):
            action = record.with_user(self.seller).action_view_custody()
            lines = self.env[action["res_model"]].with_user(self.seller)
            lines = lines.search(action["domain"])
            self.assertEqual(
                lines.mapped("receiver_id"), self.seller | self.manager, record
            )

    def test_many_are_signed_with_few_queries(self):
        counts = []
        for count in (1, 20):
            slips = self.env["collection.slip"].sudo()
            for _number in range(count):
                slips |= self.new_slip()
            handover = self.new_handover(slips=slips, vouchers=self.get_vouchers(count))
            handover.action_issue()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            handover.with_user(self.manager).action_sign()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3)
