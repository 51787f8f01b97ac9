from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditPanel(CreditCommon):
    """The credit a customer has used, on the screens of all who sell (R1.7)."""

    def get_panel(self, record, user=None):
        record.invalidate_recordset()
        return record.with_user(user or self.seller).credit_panel

    def get_texts(self, panel):
        return {
            segment["key"]: segment["text"].replace("\xa0", " ")
            for segment in panel["segments"]
        }

    def test_the_parts_of_the_bar_are_the_figures(self):
        self.new_invoice(300)
        self.new_confirmed(200)
        panel = self.get_panel(self.customer)
        self.assertEqual(
            self.get_texts(panel),
            {"receivable": "$ 300.00", "orders": "$ 200.00", "free": "$ 500.00"},
        )
        shares = {segment["key"]: segment["share"] for segment in panel["segments"]}
        self.assertEqual(shares, {"receivable": 30, "orders": 20, "free": 50})

    def test_a_quotation_adds_itself(self):
        self.new_invoice(300)
        panel = self.get_panel(self.new_order(200))
        self.assertEqual(
            self.get_texts(panel),
            {
                "receivable": "$ 300.00",
                "orders": "$ 0.00",
                "order": "$ 200.00",
                "free": "$ 500.00",
            },
        )

    def test_over_the_limit_the_bar_is_full_and_marks_the_limit(self):
        self.new_invoice(600)
        panel = self.get_panel(self.new_order(1400))
        self.assertNotIn("free", self.get_texts(panel))
        self.assertEqual(panel["over"].replace("\xa0", " "), "Over by $ 1,000.00")
        self.assertEqual(panel["limit_mark"], 50)
        self.assertEqual(sum(segment["share"] for segment in panel["segments"]), 100)

    def test_money_on_account_makes_room_and_takes_none_of_the_bar(self):
        self.pay(400)
        panel = self.get_panel(self.customer)
        self.assertEqual(self.get_texts(panel)["free"], "$ 1,400.00")
        self.assertEqual(panel["segments"][0]["share"], 0)

    def test_a_limit_that_is_no_amount_is_said_in_words(self):
        unlimited = self.new_customer(tier=self.new_tier(0, unlimited=True))
        no_credit = self.new_customer(limit=0)
        no_tier = self.new_customer(limit=None)
        self.assertEqual(self.get_panel(unlimited)["limit"], "Unlimited credit")
        self.assertIn("paid first", self.get_panel(no_credit)["limit"])
        self.assertIn("not checked", self.get_panel(no_tier)["limit"])
        self.assertFalse(self.get_panel(unlimited)["over"])

    def test_overdue_and_stop_are_shown_with_days_and_reason(self):
        self.new_invoice(100, due=-7)
        self.customer.sudo().write({"credit_stop": True, "credit_stop_reason": "Why"})
        panel = self.get_panel(self.customer)
        self.assertEqual(
            panel["overdue"]["text"].replace("\xa0", " "),
            "$ 100.00 overdue, the oldest by 7 days",
        )
        self.assertTrue(panel["overdue"]["is_grave"])
        self.assertEqual(panel["stop"], "Why")

    def test_within_the_days_of_grace_overdue_is_no_alarm(self):
        self.customer.tier_id.sudo().grace_days = 10
        self.new_invoice(100, due=-7)
        self.assertFalse(self.get_panel(self.customer)["overdue"]["is_grave"])

    def test_a_partner_who_is_no_customer_has_no_panel(self):
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        self.assertFalse(self.get_panel(supplier))

    def test_an_order_without_tier_shows_no_panel(self):
        order = self.new_order(10, self.new_customer(limit=None))
        self.assertFalse(self.get_panel(order))

    def test_a_confirmed_order_shows_no_panel(self):
        self.assertFalse(self.get_panel(self.new_confirmed(10)))

    def test_figures_open_for_who_may_read_what_is_behind_them(self):
        self.new_invoice(100, due=-7)
        self.env.ref("sales_rules.access_account_move_deputy").active = False
        panel = self.get_panel(self.customer, self.deputy)
        self.assertEqual(
            [segment["figure"] for segment in panel["segments"]],
            ["", "credit_orders", ""],
        )
        self.assertEqual(panel["overdue"]["figure"], "")

    def test_the_records_a_figure_opens_add_up_to_it(self):
        self.new_confirmed(200)
        self.new_invoice(100, due=-7)
        self.new_invoice(50)
        self.pay(30, invoice=self.new_invoice(30))
        order = self.new_order(10)
        for record in (self.customer.with_user(self.seller), order):
            self.assertEqual(self.sum_action(record, "invoices"), 150)
            self.assertEqual(self.sum_action(record, "overdue"), 100)
            self.assertEqual(self.sum_action(record, "orders"), 200)

    def sum_action(self, record, figure):
        action = record.action_open_figure(f"credit_{figure}")
        found = self.env[action["res_model"]].search(action["domain"])
        name = "credit_open_amount" if figure == "orders" else "amount_residual_signed"
        return sum(found.mapped(name))

    def test_a_figure_that_there_is_not_is_not_opened(self):
        for key in ("nothing", "action_archive", None):
            with self.assertRaisesRegex(UserError, "no figure"):
                self.customer.with_user(self.seller).action_open_figure(key)

    def test_without_accounting_rights_the_list_of_invoices_is_all(self):
        for user, kinds in ((self.seller, ["list"]), (self.finance, ["list", "form"])):
            action = self.customer.with_user(user).action_open_figure("credit_invoices")
            self.assertEqual([kind for _view, kind in action["views"]], kinds)

    def test_a_page_of_customers_is_one_computation(self):
        customers = self.env["res.partner"]
        tier = self.new_tier(1000)
        for number in range(20):
            customers |= self.new_customer(tier=tier, name=f"Customer {number}")
        names = ["tier_id", "credit_exposure", "credit_overdue", "credit_panel"]
        customers = customers.with_user(self.manager)
        customers[:2].read(names)  # caches that all share
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(13):
            customers.read(names)

    def test_one_figure_is_shown_not_two(self):
        self.company.account_use_credit_limit = True
        order = self.new_order(5000)
        self.assertFalse(order.partner_credit_warning)
        other = self.new_customer(limit=None)
        other.sudo().with_company(self.company).credit_limit = 10
        self.assertTrue(self.new_order(5000, other).partner_credit_warning)

    def test_the_form_recomputes_the_bar_while_it_is_edited(self):
        with Form(self.env["sale.order"].with_user(self.seller)) as form:
            form.partner_id = self.customer
            with form.order_line.new() as line:
                line.product_id = self.goods
                line.product_uom_qty = 250
            self.assertEqual(self.get_texts(form.credit_panel)["order"], "$ 250.00")

    def test_the_filters_find_customers_by_their_figures(self):
        exceeded, overdue = self.new_customer(100), self.new_customer()
        stopped, no_tier = self.new_customer(), self.new_customer(limit=None)
        self.new_invoice(200, exceeded)
        self.new_invoice(50, overdue, due=-3)
        stopped.sudo().write({"credit_stop": True, "credit_stop_reason": "Why"})
        tree = self.env.ref("base.view_res_partner_filter")._get_combined_arch()
        customers = exceeded | overdue | stopped | no_tier
        for name, expected in (
            ("credit_exceeded", exceeded),
            ("credit_overdue", overdue),
            ("credit_stopped", stopped),
            ("no_tier", no_tier),
        ):
            domain = safe_eval(tree.xpath(f"//filter[@name='{name}']/@domain")[0])
            found = (
                self.env["res.partner"]
                .with_company(self.company)
                .search([*domain, ("id", "in", customers.ids)])
            )
            self.assertEqual(found, expected, name)


@tagged("post_install", "-at_install")
class TestCustomerStop(CreditCommon):
    """The stop on the customer's form (R1.7)."""

    def stop(self, user):
        wizard = self.env["res.partner.stop"].with_user(user)
        vals = {"partner_id": self.customer.id, "reason": "Cheque returned"}
        wizard.create(vals).action_stop()

    def test_finance_and_managers_stop_without_writing_customers(self):
        for user in (self.finance, self.manager, self.director, self.rules_admin):
            self.stop(user)
            self.assertTrue(self.customer.credit_stop)
            self.assertEqual(self.customer.credit_stop_reason, "Cheque returned")
            self.assertIn("Cheque returned", self.customer.message_ids[0].body)
            self.customer.with_user(user).action_lift_stop()
            self.assertFalse(self.customer.credit_stop)
            self.assertEqual(self.customer.message_ids[0].author_id, user.partner_id)

    def test_other_roles_neither_stop_nor_lift(self):
        for user in (self.seller, self.deputy, self.clerk):
            with self.assertRaises(AccessError):
                self.stop(user)
        self.stop(self.finance)
        for user in (self.seller, self.general, self.clerk):
            with self.assertRaises(AccessError):
                self.customer.with_user(user).action_lift_stop()
        self.assertTrue(self.customer.credit_stop)

    def test_a_manager_does_not_stop_the_customers_of_another_team(self):
        with self.assertRaises(AccessError):
            self.stop(self.other_manager)

    def test_the_buttons_are_for_who_may_press_them(self):
        for user, may in (
            (self.finance, True),
            (self.manager, True),
            (self.seller, False),
        ):
            self.customer.invalidate_recordset()
            self.assertEqual(self.customer.with_user(user).can_stop_credit, may)

    def test_an_opening_tier_is_entered_while_there_is_none(self):
        customer = self.new_customer(limit=None)
        self.assertTrue(customer.with_user(self.rules_admin).can_open_tier)
        self.assertFalse(customer.with_user(self.manager).can_open_tier)
        self.assertFalse(self.customer.with_user(self.rules_admin).can_open_tier)

    def test_the_administrator_enters_it_in_the_form(self):
        customer = self.new_customer(limit=None)
        tier = self.new_tier(500)
        view = "base.view_partner_form"
        with Form(customer.with_user(self.rules_admin), view) as form:
            form.tier_id = tier
        self.assertEqual(customer.tier_id, tier)
        with self.assertRaisesRegex(AssertionError, "readonly"):
            with Form(customer.with_user(self.rules_admin), view) as form:
                form.tier_id = self.new_tier(700)

    def test_stopped_since_lapses_when_it_is_lifted(self):
        self.stop(self.manager)
        order = self.new_held(10)
        self.assertEqual(self.get_reasons(order), {"manual_stop"})
        self.customer.with_user(self.manager).action_lift_stop()
        order.action_reexamine()
        self.assertEqual(order.credit_hold, "none")


@tagged("post_install", "-at_install")
class TestTierScreen(CreditCommon):
    """The screens of the tiers (R1.6)."""

    def test_a_tier_in_force_is_fixed_for_all_but_the_director(self):
        tier = self.new_tier(100)
        draft = self.new_tier(200, active=False)
        self.assertTrue(tier.with_user(self.rules_admin).is_fixed)
        self.assertFalse(draft.with_user(self.rules_admin).is_fixed)
        tier.invalidate_recordset()
        self.assertFalse(tier.with_user(self.director).is_fixed)

    def test_the_director_puts_a_draft_in_force(self):
        draft = self.new_tier(200, active=False)
        draft.with_user(self.director).action_put_in_force()
        self.assertTrue(draft.active)
        self.assertEqual(draft.in_force_since, self.today)

    def test_the_kept_invoices_stay_as_they_were(self):
        self.new_invoice(100, due=-40)
        hold = self.get_holds(self.new_held(10))
        self.assertEqual(hold.item_ids.date_maturity, self.today - timedelta(days=40))
