import inspect
from contextlib import suppress

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CreditCommon
from ..common_race import RaceCase


@tagged("post_install", "-at_install")
class TestMeasuredScenarios(CreditCommon):
    """Where the peers give a wrong answer or let through what they should hold.

    Thirteen, by number; the second needs two transactions and is below.
    """

    def test_m01_two_orders_in_one_batch_are_added_up(self):
        customer = self.new_customer(limit=100)
        orders = self.new_order(60, customer) | self.new_order(60, customer)
        orders.action_confirm()
        self.assertEqual(orders.mapped("state"), ["sale", "draft"])
        self.assertRecordValues(
            self.get_holds(orders), [{"orders_amount": 60, "amount": 60, "over": 20}]
        )

    def test_m01_the_oldest_order_of_a_batch_goes_first(self):
        customer = self.new_customer(limit=100)
        younger = self.new_order(60, customer, date_order="2026-02-02")
        older = self.new_order(60, customer, date_order="2026-02-01")
        (younger | older).action_confirm()
        self.assertEqual(older.state, "sale")
        self.assertEqual(younger.credit_hold, "held")

    def test_m03_a_draft_invoice_frees_no_credit(self):
        order = self.new_confirmed(900)
        self.invoice_order(order, post=False)
        self.assertEqual(order.invoice_status, "invoiced")
        self.assert_exposure(orders=900)
        self.assertEqual(self.get_reasons(self.new_held(900)), {"credit_limit"})

    def test_m04_a_confirmed_order_cannot_be_raised_over_the_limit(self):
        customer = self.new_customer(limit=100)
        order = self.new_confirmed(90, customer)
        with self.assertRaisesRegex(UserError, "Ask for increase"):
            order.order_line.product_uom_qty = 5000

    def test_m05_an_order_in_another_currency_is_converted_once(self):
        euro = self.setup_other_currency("EUR", rates=[("2000-01-01", 0.5)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        order = self.new_order(pricelist_id=pricelist.id)
        order.order_line.price_unit = 1
        self.assertEqual((order.currency_id, order.amount_total), (euro, 100))
        order.action_confirm()
        self.assert_exposure(orders=200)

    def test_m06_the_companies_that_are_ticked_do_not_matter(self):
        other = self.setup_other_company(name="Other")["company"]
        self.seller.sudo().company_ids += other
        self.new_confirmed(300)
        alone = self.new_order(700.01)
        self.give_tier(self.customer, self.new_tier(400, company_id=other.id))
        both = alone.with_context(allowed_company_ids=(other | self.company).ids)
        both.action_confirm()
        self.assertRecordValues(
            self.get_holds(alone), [{"limit": 1000, "orders_amount": 300, "over": 0.01}]
        )

    def test_m07_no_public_method_confirms_a_held_order(self):
        order = self.new_held(5000)
        holds, approvals = self.get_holds(order), self.get_approvals(order)
        for user in (self.seller, self.clerk):
            for document in (order, order.order_line, holds, approvals):
                document = document.with_user(user).sudo(False)
                self.assertFalse(self.get_confirming_methods(document, order))

    def test_m07_what_looks_for_ways_round_finds_the_way_of_a_released_order(self):
        order = self.new_released(1200)
        found = self.get_confirming_methods(order, order)
        self.assertIn("action_confirm", found)

    def test_m07_no_wizard_confirms_a_held_order(self):
        order = self.new_held(5000)
        wizards = [m for m in self.env.registry.values() if self.is_own_wizard(m)]
        self.assertTrue(wizards)
        given = {"order_id": order.id, "note": "Why", "new_total": 9000}
        given |= {"partner_id": order.partner_id.id, "reason": "Why"}
        given["action"] = "reject"
        given |= {
            "partner_ids": order.partner_id.ids,
            "company_id": order.company_id.id,
        }
        given["preview_id"] = self.env["sales.tier.preview"].sudo().create({}).id
        given["tier_id"] = self.new_tier(5000).id
        context = {"active_model": "sale.order", "active_ids": order.ids}
        for model in wizards:
            vals = {name: given[name] for name in given.keys() & set(model._fields)}
            # by the superuser: the settings ask who makes them in sudo too
            maker = self.env[model._name].with_user(self.env.ref("base.user_root"))
            wizard = maker.with_context(**context).create(vals)
            for user in (self.seller, self.clerk):
                wizard = wizard.with_user(user).sudo(False)
                self.assertFalse(self.get_confirming_methods(wizard, order))

    @staticmethod
    def is_own_wizard(model):
        return model._transient and model._original_module == "sales_rules"

    def get_confirming_methods(self, document, order):
        """Call every method that RPC can call without arguments, one by one.

        :return: the names of those that confirm `order`
        """
        found = set()
        for name in dir(type(document)):
            method = getattr(type(document), name)
            if name.startswith("_") or not inspect.isfunction(method):
                continue
            if any(p.default is p.empty for p in self.get_parameters(method)):
                continue
            with suppress(Exception), self.env.cr.savepoint() as savepoint:
                getattr(document, name)()
                if order.sudo().state == "sale":
                    found.add(name)
                savepoint.rollback()
        return found

    @staticmethod
    def get_parameters(method):
        """The parameters without `self`, `*args` and `**kwargs`."""
        parameters = list(inspect.signature(method).parameters.values())[1:]
        return [
            p for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
        ]

    def test_m08_a_signature_holds_the_order_and_tells_the_salesperson(self):
        order = self.new_order(5000)
        order.state = "sent"
        order.with_user(self.env.ref("base.public_user")).sudo()._validate_order()
        self.assertEqual((order.state, order.credit_hold), ("sent", "held"))
        self.assertEqual(order.activity_ids.user_id, self.seller)

    def test_m09_an_entry_on_a_child_contact_counts(self):
        self.new_entry(500, self.new_contact(self.customer))
        self.assert_exposure(receivable=500)
        order = self.new_held(500.01)
        self.assertRecordValues(self.get_holds(order), [{"receivable": 500}])

    def test_m10_no_credit_is_not_unlimited_credit(self):
        customer = self.new_customer(limit=0)
        order = self.new_held(500000, customer)
        self.assertEqual(self.get_reasons(order), {"payment_first"})
        in_core = customer.with_company(self.company).sudo().credit_limit
        self.assertEqual(in_core, 0.01)

    def test_m11_the_banner_stays_in_another_active_company(self):
        other = self.setup_other_company(name="Other")["company"]
        self.seller.sudo().company_ids += other
        order = self.new_held(5000)
        companies = (other | self.company).ids
        elsewhere = order.with_context(allowed_company_ids=companies)
        self.assertEqual(elsewhere.env.company, other)
        here, there = self.get_holds(order), elsewhere.sudo().open_hold_ids
        self.assertEqual(here.mapped("message"), there.mapped("message"))
        elsewhere.action_reexamine()
        self.assertRecordValues(self.get_holds(order), [{"over": 4000}])

    def test_m12_an_edit_outgrows_the_approval(self):
        order = self.new_released(1200)
        order.order_line.product_uom_qty = 900000
        self.assertEqual(order.credit_hold, "held")
        order.action_confirm()
        self.assertEqual(order.state, "draft")
        self.assertRecordValues(self.get_holds(order), [{"over": 899000}])

    def test_m13_a_requester_who_is_a_reviewer_does_not_decide(self):
        order = self.new_order(1200, user=self.manager, user_id=self.manager.id)
        self.assertEqual(order.team_id, self.team)
        order.action_confirm()
        approval = order.sudo().approval_ids
        self.assertEqual(approval.requester_id, self.manager)
        self.assertEqual(approval.candidate_ids, self.director)
        with self.assertRaises(AccessError):
            order.action_approve()
        with self.assertRaises(AccessError):
            approval.with_user(self.manager).action_approve()
        self.assertEqual(order.credit_hold, "held")


@tagged("post_install", "-at_install")
class TestMeasuredRace(RaceCase):
    """Two cursors confirm for one customer at once (R1.7)."""

    def test_m02_of_two_orders_confirmed_at_once_one_passes(self):
        customer = self.new_customer(limit=100)
        orders = [self.new_order(60, customer) for _number in range(2)]
        passed = self.race(*(self.confirm(order) for order in orders))
        self.assertEqual(sorted(passed), [False, True])
        held = orders[passed.index(False)]
        self.assertEqual(self.read_committed("sale.order", held, "credit_hold"), "held")
