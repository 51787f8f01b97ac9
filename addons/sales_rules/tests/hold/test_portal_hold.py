from lxml import html

from odoo.tests import HttpCase, tagged

from ..common import CreditCommon

THANKS = "We have received your order and will confirm it shortly."
# words that a customer must not read about themselves
FORBIDDEN = ("credit", "limit", "overdue", "held", "hold", "tier", "approv")
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    "WjR9awAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestPortalHold(CreditCommon, HttpCase):
    """A held order keeps its signature; the customer reads thanks (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls.new_order(1200, require_signature=True, require_payment=False)
        cls.order.action_quotation_sent()

    def read_page(self, order=None, path=""):
        """The portal's page of an order, as the customer reads it."""
        url = (order or self.order).sudo().get_portal_url(suffix=path)
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        return response.text

    def sign(self, order=None):
        order = (order or self.order).sudo()
        token = order._portal_ensure_token()
        response = self.make_jsonrpc_request(
            f"/my/orders/{order.id}/accept",
            {"access_token": token, "name": "Buyer", "signature": SIGNATURE},
        )
        self.assertTrue(response.get("force_refresh"), response)
        order.invalidate_recordset()

    def test_before_signing_the_page_is_cores(self):
        text = self.read_page()
        self.assertNotIn(THANKS, text)
        self.assertIn("Accept", text)

    def test_a_held_order_keeps_its_signature_and_thanks_politely(self):
        self.sign()
        self.assertEqual((self.order.state, self.order.credit_hold), ("sent", "held"))
        self.assertEqual(self.order.signed_by, "Buyer")
        self.assertTrue(self.order.signature)
        text = self.read_page()
        self.assertIn(THANKS, text)
        self.assertNotIn("Your order has been signed.", text)

    def test_nothing_is_offered_again(self):
        self.sign()
        text = self.read_page()
        self.assertNotIn('data-bs-target="#modalaccept"', text)
        self.assertNotIn("o_sale_portal_paynow", text)
        self.assertNotIn('modaldecline" href', text)

    def test_the_page_says_no_word_of_credit(self):
        self.sign()
        page = html.fromstring(self.read_page())
        for code in page.xpath("//script | //style | //head"):
            code.drop_tree()
        text = page.text_content().lower()
        self.assertIn(self.order.name.lower(), text)
        for word in FORBIDDEN:
            self.assertNotIn(word, text)

    def test_the_salesperson_is_told_once(self):
        self.sign()
        self.assertEqual(self.order.sudo().activity_ids.user_id, self.seller)
        asked = self.order.sudo()
        asked._validate_order()
        self.assertEqual(len(asked.activity_ids), 1)
        self.assertIn(self.order.name, asked.activity_ids.summary)

    def test_without_salesperson_the_leader_of_the_team_is_told(self):
        order = self.new_order(1200, require_signature=True)
        order.sudo().write({"user_id": False, "team_id": self.team.id})
        visitor = self.env.ref("base.public_user")
        order.with_user(visitor).sudo()._validate_order()
        self.assertEqual(order.sudo().activity_ids.user_id, self.manager)

    def test_a_user_who_confirms_gets_no_such_activity(self):
        self.order.action_confirm()
        self.assertEqual(self.order.credit_hold, "held")
        self.assertFalse(self.order.activity_ids)
        self.assertNotIn(THANKS, self.read_page())

    def test_a_released_order_is_confirmed_and_says_so(self):
        self.sign()
        self.order.with_user(self.manager).action_approve()
        self.assertEqual(self.order.state, "sale")
        self.assertNotIn(THANKS, self.read_page())

    def test_a_customer_without_credit_is_offered_to_pay(self):
        order = self.new_order(100, self.new_customer(limit=0), require_signature=True)
        order.action_quotation_sent()
        self.sign(order)
        self.assertEqual(self.get_reasons(order), {"payment_first"})
        text = self.read_page(order)
        self.assertNotIn(THANKS, text)
        self.assertIn("o_sale_portal_paynow", text)

    def test_a_signed_order_is_not_changed_on_the_portal(self):
        self.assertTrue(self.order.sudo()._can_be_edited_on_portal())
        self.sign()
        self.assertFalse(self.order.sudo()._can_be_edited_on_portal())

    def test_an_order_that_expires_while_it_waits_is_still_received(self):
        self.sign()
        self.order.sudo().validity_date = "2020-01-01"
        text = self.read_page()
        self.assertIn(THANKS, text)
        self.assertNotIn("This offer expired!", text)

    def test_the_list_of_quotations_says_received(self):
        users = self.env["res.users"].sudo()
        user = users.create(
            {
                "name": "Buyer",
                "login": "crt_buyer",
                "password": "crt_buyer",
                "partner_id": self.customer.id,
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
            }
        )
        self.sign()
        self.authenticate(user.login, "crt_buyer")
        text = self.url_open("/my/quotes").text
        self.assertIn(self.order.name, text)
        self.assertIn("Received", text)
