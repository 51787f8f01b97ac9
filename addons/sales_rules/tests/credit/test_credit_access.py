from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditAccess(CreditCommon):
    """Roles see customers, orders, holds and figures, and write none of them (R1.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.new_customer(user_id=cls.other_seller.id)
        cls.held = cls.new_held(1200)
        cls.foreign_held = cls.new_held(1200, cls.foreign, user=cls.other_seller)
        cls.roles = (
            cls.seller
            | cls.manager
            | cls.director
            | cls.finance
            | cls.general
            | cls.deputy
            | cls.rules_admin
            | cls.clerk
        )

    def find(self, user, records):
        """Those of the records that the user finds."""
        model = records.with_user(user).sudo(False).browse()
        try:
            return model.search([("id", "in", records.ids)]).sudo()
        except AccessError:
            return records.browse()

    def assert_finds(self, records, *expected):
        """`expected`: pairs of users and what they find."""
        for users, found in expected:
            for user in users:
                with self.subTest(user.name):
                    self.assertEqual(self.find(user, records), found.sudo())

    def test_salespeople_see_their_own_orders_managers_their_teams(self):
        orders = self.held | self.foreign_held
        self.assert_finds(
            orders,
            (self.seller | self.manager, self.held),
            (self.other_seller | self.other_manager, self.foreign_held),
            (self.colleague | self.clerk, orders.browse()),
            (self.director | self.finance | self.general | self.deputy, orders),
        )

    def test_salespeople_see_their_own_customers_managers_their_teams(self):
        customers = self.customer | self.foreign
        self.assert_finds(
            customers,
            (self.seller | self.manager, self.customer),
            (self.other_seller | self.other_manager, self.foreign),
            (self.colleague, customers.browse()),
            (self.director | self.finance | self.general | self.deputy, customers),
        )

    def test_contacts_follow_their_customer(self):
        contact = self.new_contact(self.customer, user_id=False)
        self.assert_finds(
            contact,
            (self.seller | self.manager | self.director, contact),
            (self.other_seller | self.other_manager | self.colleague, contact.browse()),
        )

    def test_everybody_sees_the_company_and_the_colleagues(self):
        partners = self.company.partner_id | self.finance.partner_id
        self.assert_finds(partners, (self.roles, partners))

    def test_a_salesperson_keeps_sight_of_a_new_customer(self):
        model = self.env["res.partner"].with_user(self.seller)
        customer = model.create({"name": "New", "customer_rank": 1})
        self.assertEqual(customer.user_id, self.seller)
        customer.name = "Newer"

    def test_a_salesperson_writes_no_customer_of_another(self):
        for values in ({"name": "Mine"}, {"user_id": self.seller.id}):
            with self.assertRaises(AccessError):
                self.foreign.with_user(self.seller).write(values)

    def test_holds_are_seen_with_their_orders(self):
        mine, others = self.get_holds(self.held), self.get_holds(self.foreign_held)
        self.assert_finds(
            mine | others,
            (self.seller | self.manager, mine),
            (self.other_seller | self.other_manager, others),
            (self.colleague | self.clerk, mine.browse()),
            (self.director | self.finance | self.general | self.deputy, mine | others),
            (self.rules_admin, mine | others),
        )

    def test_overdue_invoices_behind_a_hold_are_seen_with_it(self):
        customer = self.new_customer()
        self.new_invoice(100, customer, due=-5)
        items = self.get_holds(self.new_held(10, customer)).item_ids
        self.assertTrue(items)
        self.assert_finds(
            items,
            (self.seller | self.manager | self.director | self.general, items),
            (self.other_seller | self.other_manager | self.clerk, items.browse()),
        )

    def test_the_history_of_tiers_is_seen_with_the_customer(self):
        domain = [("partner_id", "=", self.customer.id)]
        history = self.env["sales.tier.history"].sudo().search(domain)
        self.assert_finds(
            history,
            (self.seller | self.manager | self.finance | self.general, history),
            (self.other_seller | self.other_manager | self.clerk, history.browse()),
        )

    def test_nobody_sees_guard_and_queue(self):
        self.env["sales.credit.guard"].sudo()._take(self.customer, self.company)
        for name in ("sales.credit.guard", "sales.credit.queue"):
            records = self.env[name].sudo().search([])
            self.assertTrue(records, name)
            self.assert_finds(records, (self.roles, records.browse()))

    def test_other_companies_see_nothing(self):
        other = self.setup_other_company(name="Other")["company"]
        stranger = self.new_user(
            "stranger", "group_finance", company_id=other.id, company_ids=other.ids
        )
        for records in (self.get_holds(self.held), self.customer.tier_id, self.held):
            self.assertFalse(self.find(stranger, records))

    def test_nobody_creates_writes_or_deletes_what_the_module_keeps(self):
        self.env["sales.credit.guard"].sudo()._take(self.customer, self.company)
        history = self.env["sales.tier.history"].sudo().search([], limit=1)
        for records, vals in (
            (self.get_holds(self.held), {"state": "released"}),
            (history, {"reason": "Forged"}),
            (self.get_approvals(self.held), {"state": "approved"}),
            (self.env["sales.credit.queue"].sudo().search([], limit=1), {}),
            (self.env["sales.credit.guard"].sudo().search([], limit=1), {"version": 1}),
        ):
            for user in self.roles:
                with self.subTest(user=user.name, model=records._name):
                    self.assert_cannot_change(records.with_user(user).sudo(False), vals)

    def assert_cannot_change(self, records, vals):
        model = records.browse()
        known = records.sudo().copy_data()[0] if "state" not in records else {}
        for method, args in (
            ("write", [records.ids, vals or {"partner_id": self.foreign.id}]),
            ("unlink", [records.ids]),
            ("create", [[dict(known, **vals)]]),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                call_kw(model, method, args, {})

    def test_holds_and_approvals_refuse_even_the_superuser(self):
        hold, approval = self.get_holds(self.held), self.get_approvals(self.held)
        for record in (hold, approval):
            for vals in ({"state": "released"}, {"state": "approved"}, {"over": 0}):
                if set(vals) <= set(record._fields):
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        record.write(vals)
            with self.assertRaises(UserError):
                record.unlink()

    def test_protected_fields_of_an_order_are_refused_whoever_writes(self):
        hold = self.get_holds(self.held)
        for name, value in (
            ("credit_hold", "released"),
            ("credit_approved_total", 100000),
            ("credit_asked_by", "customer"),
            ("credit_asked_user_id", self.manager.id),
            ("remainder_closed", True),
            ("hold_ids", [Command.clear()]),
            ("hold_ids", [Command.update(hold.id, {"state": "released"})]),
            ("open_hold_ids", [Command.update(hold.id, {"state": "released"})]),
            ("approval_ids", [Command.clear()]),
            ("amount_total", 1),
            ("amount_tax", 0),
            ("amount_untaxed", 1),
            ("currency_rate", 1000),
            ("invoice_status", "invoiced"),
        ):
            for order in (
                self.held,
                self.held.with_user(self.director),
                self.held.sudo(),
            ):
                with (
                    self.subTest(name),
                    self.assertRaises(UserError),
                    self.env.cr.savepoint(),
                ):
                    order.write({name: value})

    def test_protected_fields_of_an_order_are_refused_at_creation(self):
        for name, value in (
            ("credit_hold", "released"),
            ("credit_approved_total", 100000),
            ("remainder_closed", True),
            ("amount_total", 1),
            ("invoice_status", "invoiced"),
        ):
            with self.subTest(name), self.assertRaises(UserError):
                self.new_order(1200, **{name: value})

    def test_the_debtor_follows_from_the_company_and_is_not_entered(self):
        for partner in (self.customer.with_user(self.seller), self.customer.sudo()):
            with self.assertRaises(UserError):
                partner.commercial_partner_id = self.foreign

    def test_a_default_in_the_context_releases_nothing(self):
        context = {"default_credit_hold": "released", "default_amount_total": 1}
        context["default_credit_approved_total"] = 100000
        model = self.env["sale.order"].with_user(self.seller).with_context(**context)
        line = {"product_id": self.goods.id, "product_uom_qty": 5000}
        vals = {"partner_id": self.customer.id, "order_line": [Command.create(line)]}
        try:
            order = model.create(vals)
        except UserError:
            return
        self.assertEqual(order.credit_approved_total, 0)
        order.action_confirm()
        self.assertEqual((order.state, order.credit_hold), ("draft", "held"))

    def test_the_figures_of_a_customer_are_read_with_the_customer_only(self):
        self.assertEqual(self.customer.with_user(self.seller).credit_exposure, 0)
        with self.assertRaises(AccessError):
            self.customer.with_user(self.other_seller).read(["credit_exposure"])

    def test_a_search_by_figures_shows_no_customer_of_another(self):
        self.new_invoice(700, self.foreign)
        model = self.env["res.partner"].with_user(self.seller)
        self.assertNotIn(self.foreign, model.search([("credit_exposure", ">", 600)]))

    def test_users_who_may_not_write_an_order_move_no_hold(self):
        for user in (self.general, self.deputy, self.other_seller, self.clerk):
            order = self.held.with_user(user)
            for method in (
                "action_withdraw",
                "action_submit",
                "action_confirm",
                "action_cancel",
            ):
                with (
                    self.subTest(f"{user.name} {method}"),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    getattr(order, method)()
        self.assertEqual(self.held.credit_hold, "held")

    def test_users_who_may_not_write_an_order_ask_for_no_increase(self):
        order = self.new_confirmed(100, self.new_customer())
        for user in (self.general, self.deputy, self.other_seller, self.clerk):
            with self.assertRaises(AccessError):
                order.with_user(user)._ask_increase(5000, "Why")
            with self.assertRaises(AccessError):
                order.with_user(user).action_close_remainder()

    def test_tiers_are_read_by_everybody_and_written_by_few(self):
        tier = self.customer.tier_id
        for user in self.roles:
            self.assertEqual(tier.with_user(user).credit_limit, 1000)
        for user in self.roles - self.rules_admin - self.director:
            with self.assertRaises(AccessError):
                self.env["sales.tier"].with_user(user).create({"name": "Mine"})
            with self.assertRaises(AccessError):
                tier.with_user(user).write({"name": "Mine"})
