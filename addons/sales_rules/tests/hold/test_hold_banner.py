from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import CreditCommon


def get_text(line):
    """The sentence of a line of the banner as the user reads it."""
    return "".join(part["text"] for part in line["parts"]).replace("\xa0", " ")


def get_links(line):
    """The links of a line: text by figure."""
    return {
        part["figure"]: part["text"].replace("\xa0", " ")
        for part in line["parts"]
        if part.get("figure")
    }


@tagged("post_install", "-at_install")
class TestHoldBanner(CreditCommon):
    """The banner says why, with figures that open, and who is asked (R1.7)."""

    def get_banner(self, order, user=None):
        order.invalidate_recordset()
        return order.with_user(user or self.seller).hold_banner

    def test_a_plain_quotation_shows_no_banner(self):
        self.assertFalse(self.get_banner(self.new_order(100)))

    def test_a_confirmed_order_shows_no_banner(self):
        self.assertFalse(self.get_banner(self.new_confirmed(100)))

    def test_the_sentence_is_the_one_that_the_hold_keeps(self):
        self.new_confirmed(600)
        order = self.new_held(500)
        banner = self.get_banner(order)
        self.assertEqual(banner["level"], "held")
        self.assertEqual(banner["title"], f"Order {order.name} is held.")
        message = self.get_holds(order).message.replace("\xa0", " ")
        self.assertEqual([get_text(line) for line in banner["lines"]], [message])

    def test_each_figure_opens_what_is_behind_it(self):
        self.new_invoice(300)
        self.new_confirmed(600)
        line = self.get_banner(self.new_held(500))["lines"][0]
        self.assertEqual(
            get_links(line),
            {
                "tier": "$ 1,000.00",
                "receivable": "$ 300.00",
                "orders": "$ 600.00",
                "hold": "$ 400.00",
            },
        )

    def test_a_user_who_may_not_open_invoices_sees_the_figure_as_text(self):
        self.new_invoice(300)
        order = self.new_held(800)
        self.env.ref("sales_rules.access_account_move_deputy").active = False
        line = self.get_banner(order, self.deputy)["lines"][0]
        self.assertIn("invoices $ 300.00", get_text(line))
        self.assertNotIn("receivable", get_links(line))
        self.assertIn("orders", get_links(line))

    def test_every_link_can_be_followed_by_who_sees_it(self):
        self.new_invoice(300, due=-5)
        self.customer.sudo().write({"credit_stop": True, "credit_stop_reason": "Why"})
        order = self.new_held(1200)
        for user in (
            self.seller,
            self.manager,
            self.finance,
            self.general,
            self.deputy,
        ):
            for line in self.get_banner(order, user)["lines"]:
                hold = self.env["sales.hold"].with_user(user).browse(line["id"])
                for figure in get_links(line):
                    action = hold.action_open_figure(figure)
                    model = self.env[action["res_model"]].with_user(user)
                    found = model.search(action.get("domain", []))
                    self.assertTrue(found.has_access("read"), (user.name, figure))

    def test_a_figure_that_is_none_opens_nothing(self):
        order = self.new_held(1200)
        for record in (order, self.get_holds(order), self.customer):
            for key in ("unlink", "_lapse", "order_id", "", None):
                with self.subTest(record._name, key=key):
                    with self.assertRaisesRegex(UserError, "no figure"):
                        record.action_open_figure(key)

    def test_the_buttons_of_a_hold_open_order_and_invoices(self):
        self.new_invoice(300, due=-40)
        order = self.new_held(10)
        hold = self.get_holds(order)
        arch = hold.get_view(view_type="form")["arch"]
        opened = {}
        for button in etree.fromstring(arch).iter("button"):
            if button.get("name") == "action_open_figure":
                [figure] = safe_eval(button.get("args"))
                opened[figure] = hold.action_open_figure(figure)
        self.assertEqual(set(opened), {"order", "overdue"})
        self.assertEqual(opened["order"]["res_id"], order.id)
        self.assertEqual(opened["overdue"]["domain"], [("hold_id", "=", hold.id)])

    def test_a_reason_typed_by_a_person_cannot_forge_a_link(self):
        forged = "\x1eclick\x1fhold\x1e"
        self.customer.sudo().write({"credit_stop": True, "credit_stop_reason": forged})
        line = self.get_banner(self.new_held(10))["lines"][0]
        self.assertEqual(get_links(line), {"partner": "clickhold"})

    def test_the_banner_names_who_is_asked_and_since_when(self):
        order = self.new_held(1200)
        asked = self.get_banner(order)["asked"]
        self.assertEqual([entry["who"] for entry in asked], ["manager"])
        self.assertIn("asked since", asked[0]["text"])
        self.assertEqual(asked[0]["what"], "Credit release")

    def test_two_questions_to_one_person_are_one_entry(self):
        order = self.new_held(
            customer=self.new_customer(50), order_line=self.get_discounted_line()
        )
        self.assertEqual(self.get_reasons(order), {"credit_limit", "discount"})
        asked = self.get_banner(order)["asked"]
        self.assertEqual(
            [(entry["who"], entry["what"]) for entry in asked],
            [("manager", "Credit release, Discount")],
        )

    def get_discounted_line(self):
        return [
            (
                0,
                0,
                {"product_id": self.goods.id, "product_uom_qty": 100, "discount": 5},
            )
        ]

    def test_of_many_candidates_the_first_are_named(self):
        self.env["sales.authority"].sudo().search([]).active = False
        self.new_authority(0, "group_salesperson", "credit_release", unlimited=True)
        for number in range(4):
            self.new_user(f"more{number}", "group_salesperson")
        who = self.get_banner(self.new_held(1200))["asked"][0]["who"]
        self.assertRegex(who, r"^\w+, \w+, \w+ and \d+ more$")

    def test_where_no_authority_covers_it_the_banner_says_so(self):
        self.env["sales.authority"].sudo().search([]).active = False
        asked = self.get_banner(self.new_held(1200))["asked"]
        self.assertEqual(asked[0]["who"], "No authority covers it")

    def test_a_refusal_is_shown_with_its_reason_and_can_be_asked_again(self):
        order = self.new_held(1200)
        self.assertNotIn("action_submit", self.get_methods(order))
        order.with_user(self.manager).action_reject("Pay the old ones first")
        banner = self.get_banner(order)
        self.assertEqual(
            [(entry["who"], entry["text"]) for entry in banner["asked"]],
            [("Refused by manager", "Pay the old ones first")],
        )
        self.assertIn("action_submit", self.get_methods(order))

    def get_methods(self, order, user=None):
        buttons = self.get_banner(order, user)["buttons"]
        return [button["method"] for button in buttons]

    def test_the_buttons_are_methods_that_check_again(self):
        order = self.new_held(1200)
        self.assertEqual(
            self.get_methods(order), ["action_reexamine", "action_withdraw"]
        )
        self.assertEqual(self.get_methods(order, self.general), [])
        order.with_user(self.seller).action_withdraw()
        with self.assertRaises(UserError):
            order.with_user(self.seller).action_withdraw()

    def test_a_release_says_who_when_and_up_to_what(self):
        order = self.new_released(1200)
        banner = self.get_banner(order)
        self.assertEqual(banner["level"], "released")
        self.assertEqual(banner["asked"], [])
        self.assertRegex(
            banner["lines"][0]["outcome"].replace("\xa0", " "),
            r"^Released by manager on .+, up to \$ 1,200\.00\.$",
        )

    def test_a_stop_says_how_it_ends(self):
        self.customer.sudo().write({"credit_stop": True, "credit_stop_reason": "Why"})
        line = self.get_banner(self.new_held(10))["lines"][0]
        self.assertEqual(get_text(line), "The customer is stopped: Why")
        self.assertIn("lifts the stop", line["outcome"])

    def test_an_increase_asked_for_is_shown_on_the_confirmed_order(self):
        order = self.new_confirmed(900)
        order._ask_increase(1300, "Fair")
        banner = self.get_banner(order)
        self.assertEqual(banner["level"], "held")
        self.assertIn("1,300.00", banner["title"])
        order.with_user(self.manager).action_approve()
        banner = self.get_banner(order)
        self.assertEqual(banner["level"], "released")
        self.assertIn("may be raised to", banner["title"])
        order.order_line.product_uom_qty = 1300
        self.assertFalse(self.get_banner(order))

    def test_a_cancelled_order_shows_no_banner(self):
        order = self.new_held(1200)
        order.sudo()._action_cancel()
        self.assertFalse(self.get_banner(order))
