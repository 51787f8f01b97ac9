from odoo.tests import HttpCase, tagged

from ..common_custody import CustodyCommon


class CustodyTourCase(CustodyCommon, HttpCase):
    def set_collect(self):
        """Have the receipts of the phone made here; return what was asked."""
        asked = []

        def collect(model, payload):
            asked.append(payload)
            voucher = model.env["collection.voucher"].sudo()
            voucher.browse(payload["voucher_id"])._move("used")
            return len(asked)

        receipts = self.registry["collection.receipt"]
        own = vars(receipts).get("action_collect_from_bag")
        receipts.action_collect_from_bag = collect
        if own:
            self.addCleanup(setattr, receipts, "action_collect_from_bag", own)
        else:
            self.addCleanup(delattr, receipts, "action_collect_from_bag")
        return asked


@tagged("post_install", "-at_install", "is_tour")
class TestBagPhone(CustodyTourCase):
    """The field collector's phone: three taps, and a connection that drops."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        large = cls.new_issued_slip(cls.new_customer(name="Large", phone="1"), 5000)
        small = cls.new_issued_slip(cls.new_customer(name="Small"), 10)
        cls.slips = large | small
        cls.vouchers = cls.bring_to_collector(3, cls.slips)

    def test_money_is_taken_in_three_taps(self):
        asked = self.set_collect()
        self.start_tour("/odoo", "collection_bag_collect", login=self.seller.login)
        self.assertEqual(len(asked), 1)
        self.assertEqual(asked[0]["amount"], 5000)
        self.assertEqual(asked[0]["slip_id"], self.slips[0].id)

    def test_what_is_typed_without_a_connection_is_sent_once(self):
        asked = self.set_collect()
        self.start_tour("/odoo", "collection_bag_offline", login=self.seller.login)
        self.assertEqual([p["amount"] for p in asked], [1120.5, 10])
        self.assertEqual(asked[0]["method"], "transfer")
        self.assertEqual(len({p["key"] for p in asked}), 2)
        self.assertEqual([p["voucher_id"] for p in asked], self.vouchers[:2].ids)


@tagged("post_install", "-at_install", "is_tour")
class TestHandoverTour(CustodyTourCase):
    """Hand-overs and books on their screens."""

    def test_the_receiver_draws_the_signature(self):
        handover = self.new_handover(vouchers=self.get_vouchers(1))
        handover.action_issue()
        self.start_tour("/odoo", "collection_handover_sign", login=self.manager.login)
        self.env.invalidate_all()
        self.assertEqual(handover.state, "signed")
        self.assertTrue(handover.signature)

    def test_the_grid_of_a_book_leads_to_the_chain(self):
        vouchers = self.bring_to_collector(1)
        self.start_tour("/odoo", "collection_voucher_grid", login=self.finance.login)
        self.assertEqual(vouchers.state, "collector")
