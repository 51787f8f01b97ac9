from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestPapersOfOthers(MoneyCommon):
    """Attacks A13 and A16: vouchers, slips and customers of others say nothing and are
    blocked by nobody (R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(1000)
        cls.stranger = cls.new_customer(limit=None, user_id=cls.other_seller.id)
        cls.foreign_slip = cls.new_slip_over(
            500, customer=cls.stranger, holder=cls.other_seller
        )
        cls.foreign = cls.new_vouchers(holder=cls.other_seller)

    def assert_refused(self, call, *hidden):
        hidden = (*hidden, self.foreign.number, self.other_seller.name)
        with self.assertRaises(AccessError) as caught, self.cr.savepoint():
            call()
        for text in hidden:
            self.assertNotIn(text, str(caught.exception))

    def new_receipt(self, user=None, **vals):
        receipts = self.env["collection.receipt"].with_user(user or self.seller)
        return receipts.create({"slip_id": self.slip.id} | vals)

    def test_a_draft_on_a_voucher_of_another_bag_is_refused(self):
        self.assert_refused(lambda: self.new_receipt(voucher_id=self.foreign.id))
        mine = self.new_receipt()
        self.assert_refused(lambda: mine.write({"voucher_id": self.foreign.id}))

    def test_not_in_the_holders_name_either(self):
        vals = {"collector_id": self.other_seller.id, "voucher_id": self.foreign.id}
        self.assert_refused(lambda: self.new_receipt(**vals))

    def test_a_draft_blocks_nothing(self):
        voucher = self.new_vouchers()
        first = self.new_receipt(voucher_id=voucher.id)
        receipt = self.collect(self.slip, 10, voucher=voucher)
        self.assertEqual((first.state, receipt.state), ("draft", "collected"))
        with self.assertRaisesRegex(UserError, "cannot be used"):
            first.method_ids.create({"receipt_id": first.id, "amount": 5})
            first.action_collect()

    def test_slips_and_customers_of_others_are_not_read_through_a_draft(self):
        name = self.stranger.name
        self.assert_refused(
            lambda: self.new_receipt(slip_id=self.foreign_slip.id),
            name,
            self.foreign_slip.number,
        )
        vals = {"slip_id": False, "partner_id": self.stranger.id}
        self.assert_refused(lambda: self.new_receipt(**vals), name)
        line = self.foreign_slip.line_ids
        parts = self.env["collection.receipt.allocation"].with_user(self.seller)
        vals = {"receipt_id": self.new_receipt().id, "slip_line_id": line.id}
        self.assert_refused(lambda: parts.create(vals | {"amount": 1}), line.document)

    def test_who_does_not_collect_learns_nothing_of_a_voucher(self):
        portal = new_test_user(self.env, "portal_of_bag", "base.group_portal")
        plain = new_test_user(self.env, "plain_of_bag", "base.group_user")
        payload = self.new_payload(self.slip, 10, voucher=self.foreign)
        for user in (portal, plain, self.finance):
            receipts = self.env["collection.receipt"].with_user(user)
            bag = self.env["collection.bag"].with_user(user)
            with self.subTest(user.login):
                self.assert_refused(
                    lambda r=receipts: r.action_collect_from_bag(payload)
                )
                self.assert_refused(lambda b=bag: b.send("k", "receipt", payload))

    def test_a_collector_learns_nothing_of_anothers_voucher_or_of_none(self):
        receipts = self.env["collection.receipt"].with_user(self.seller)
        texts = set()
        for voucher_id in (self.foreign.id, 2**31 - 1, "x"):
            payload = self.new_payload(self.slip, 10) | {"voucher_id": voucher_id}
            with self.subTest(voucher_id), self.cr.savepoint():
                with self.assertRaises(AccessError) as caught:
                    receipts.action_collect_from_bag(payload)
                texts.add(str(caught.exception))
        self.assertEqual(len(texts), 1)

    def test_what_is_incomplete_is_told(self):
        receipts = self.env["collection.receipt"].with_user(self.seller)
        whole = self.new_payload(self.slip, 10)
        nameless = [whole | {"voucher_id": nothing} for nothing in (0, None, False)]
        mine = {"voucher_id": self.new_vouchers().id}
        for payload in ({}, None, "x", mine, *nameless):
            with self.subTest(payload), self.assertRaises(UserError):
                receipts.action_collect_from_bag(payload)

    def test_hand_overs_of_others_name_neither_number_nor_receiver(self):
        vals = {
            "kind": "to_branch",
            "team_id": self.other_team.id,
            "line_ids": [(0, 0, {"voucher_id": self.new_blank().id})],
        }
        handover = self.env["collection.handover"].with_user(self.finance).create(vals)
        handover.action_issue()
        mine = handover.with_user(self.seller)
        hidden = (handover.number, self.other_manager.name)
        self.assert_refused(lambda: mine.action_sign(), *hidden)
        self.assert_refused(lambda: mine.action_refuse("No"), *hidden)
        self.assert_refused(lambda: mine.action_withdraw("No"), *hidden)

    def new_blank(self):
        voucher = self.new_vouchers()
        voucher._write_protected(
            {
                "state": "blank",
                "custody": "finance",
                "custody_team_id": False,
                "holder_id": False,
            }
        )
        return voucher
