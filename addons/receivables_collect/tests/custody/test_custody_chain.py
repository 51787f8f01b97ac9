from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestCustodyChain(CustodyCommon):
    """The chain shows every holder of a slip or voucher, and since when (R4.25)."""

    def get_chain(self, record, user=None):
        """The lines that one click shows, in the order shown."""
        action = record.with_user(user or self.finance).action_view_custody()
        lines = self.env[action["res_model"]].with_user(user or self.finance)
        return lines.search(action["domain"])

    def test_a_voucher_shows_its_way_out_back_and_out_the_latest_first(self):
        voucher = self.bring_to_collector(1)
        self.hand("to_branch_back", vouchers=voucher)
        self.hand("to_finance_back", vouchers=voucher)
        self.hand("to_branch", vouchers=voucher)
        self.hand("to_collector", vouchers=voucher, receiver_id=self.colleague.id)
        chain = self.get_chain(voucher)
        self.assertEqual(
            [(line.kind, line.giver_id, line.receiver_id) for line in chain],
            [
                ("to_collector", self.manager, self.colleague),
                ("to_branch", self.finance, self.manager),
                ("to_finance_back", self.manager, self.finance),
                ("to_branch_back", self.seller, self.manager),
                ("to_collector", self.manager, self.seller),
                ("to_branch", self.finance, self.manager),
            ],
        )
        self.assertTrue(all(chain.mapped("signed_at")))
        self.assertEqual(voucher.holder_id, chain[0].receiver_id)
        self.assertTrue(voucher.custody_since)

    def test_each_receiver_is_the_next_giver(self):
        voucher = self.bring_to_collector(1, self.slip)
        self.hand("to_branch_back", self.slip, voucher)
        self.hand("to_finance_back", self.slip, voucher)
        for record in (voucher, self.slip):
            chain = self.get_chain(record).sorted("id")
            self.assertEqual(len(chain), 4)
            self.assertEqual(
                chain[:-1].mapped("receiver_id.id"), chain[1:].mapped("giver_id.id")
            )

    def test_the_chain_shows_waiting_handovers_and_not_refused_ones(self):
        voucher = self.bring_to_collector(1)
        back = self.new_handover("to_branch_back", vouchers=voucher)
        back.action_issue()
        self.assertEqual(self.get_chain(voucher)[0].handover_id, back)
        self.assertEqual(voucher.holder_id, self.seller, "nothing moved yet")
        back.with_user(self.manager).action_refuse("Counted wrong")
        self.assertEqual(
            self.get_chain(voucher).mapped("kind"), ["to_collector", "to_branch"]
        )
        self.hand("to_branch_back", vouchers=voucher)
        self.assertEqual(self.get_chain(voucher)[0].kind, "to_branch_back")

    def test_the_chain_shows_no_planned_handover(self):
        voucher = self.get_vouchers(1)
        self.new_handover(vouchers=voucher)
        self.assertFalse(self.get_chain(voucher))

    def test_no_step_of_the_way_is_left_out(self):
        voucher = self.get_vouchers(1)
        # of papers at finance the branches learn nothing
        for kind in ("to_collector", "to_branch_back", "to_finance_back"):
            with self.subTest(kind), self.assertRaises(AccessError):
                self.new_handover(kind, vouchers=voucher).action_issue()
        voucher = self.bring_to_collector(1)
        for kind in ("to_branch", "to_finance_back", "to_collector"):
            with self.subTest(kind), self.assertRaisesRegex(UserError, voucher.number):
                self.new_handover(kind, vouchers=voucher).action_issue()


@tagged("post_install", "-at_install")
class TestLeavingWithABag(CustodyCommon):
    """A user who leaves hands over first, whichever way they leave (R4.26)."""

    def get_membership(self, user=None):
        memberships = self.team.crm_team_member_ids
        return memberships.filtered(lambda row: row.user_id == (user or self.seller))

    def test_one_of_many_who_holds_something_stops_all(self):
        self.bring_to_collector(1)
        with self.assertRaisesRegex(UserError, self.seller.name):
            (self.colleague | self.seller).write({"active": False})
        self.assertTrue(self.colleague.active)

    def test_the_list_counts_what_it_does_not_name(self):
        vouchers = self.bring_to_collector(25, self.slip)
        with self.assertRaises(UserError) as caught:
            self.seller.active = False
        text = str(caught.exception)
        self.assertIn("1 slips and 25 vouchers", text)
        self.assertIn(vouchers[0].number, text)

    def test_the_membership_ends_in_no_other_way(self):
        self.bring_to_collector(1)
        member = self.get_membership()
        for leave in (
            lambda: member.write({"active": False}),
            lambda: member.write({"crm_team_id": self.other_team.id}),
            lambda: member.write({"user_id": self.clerk.id}),
            member.unlink,
            self.team.action_archive,
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                leave()
            self.assertEqual(self.seller.sale_team_id, self.team)

    def test_after_the_way_back_they_change_team_and_leave(self):
        vouchers = self.bring_to_collector(2, self.slip)
        self.hand("to_branch_back", self.slip, vouchers[0])
        with self.assertRaisesRegex(UserError, vouchers[1].number) as caught:
            self.team.member_ids = [Command.unlink(self.seller.id)]
        self.assertNotIn(vouchers[0].number, str(caught.exception))
        self.hand("to_branch_back", vouchers=vouchers[1])
        self.team.member_ids = [Command.unlink(self.seller.id)]
        self.other_team.member_ids = [Command.link(self.seller.id)]
        self.assertEqual(self.seller.sale_team_id, self.other_team)
        self.seller.active = False
        self.assertFalse(self.seller.active)

    def test_paper_that_waits_for_a_signature_is_still_the_givers(self):
        voucher = self.bring_to_collector(1)
        back = self.new_handover("to_branch_back", vouchers=voucher)
        back.action_issue()
        with self.assertRaisesRegex(UserError, voucher.number):
            self.seller.active = False
        back.with_user(self.manager).action_sign()
        self.seller.active = False
        self.assertFalse(self.seller.active)

    def test_a_lost_voucher_is_theirs_until_finance_writes_it_off(self):
        voucher = self.bring_to_collector(1)
        loss = (
            self.env["collection.voucher.loss"]
            .with_user(self.seller)
            .create(
                {
                    "voucher_ids": [Command.set(voucher.ids)],
                    "reason": "Left on the train",
                    "company_id": self.company.id,
                }
            )
        )
        loss.action_submit()
        with self.assertRaisesRegex(UserError, voucher.number):
            self.seller.active = False
        loss.with_user(self.finance).action_approve()
        self.seller.active = False
        self.assertFalse(self.seller.active)
