from datetime import date

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.sales_rules.tools import door, door_kinds

from ..common_credit_increase import CreditIncreaseCommon

NOBODY = 987654321
NAN, INFINITE = float("nan"), float("inf")


@tagged("post_install", "-at_install")
class TestDoor(CreditIncreaseCommon):
    """Ids, arguments and values come in through one door (A10, A18 to A20)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls.new_temporary(approve=False)
        cls.foreign = cls.new_customer(name="Secret", user_id=cls.other_seller.id)
        cls.model = cls.env["sales.credit.temporary"].with_user(cls.seller)

    def call(self, method, *args, model=None, context=None):
        return call_kw(
            model if model is not None else self.model,
            method,
            list(args),
            {"context": context or {}},
        )

    def assert_refused(self, method, *args, error=UserError, **kwargs):
        with self.assertRaises(error), self.env.cr.savepoint():
            self.call(method, *args, **kwargs)
            self.env.flush_all()

    # ids

    def test_a19_submitting_what_does_not_exist_asks_nothing(self):
        approvals = self.env["sales.approval"].sudo()
        before = approvals.search_count([])
        for ids in ([0], [NOBODY], [self.draft.id, NOBODY], [None], [False], [-1]):
            self.assert_refused("action_submit", ids, error=MissingError)
        for ids in (["1"], "12", [1.5], [{}], [[self.draft.id]], {"id": 1}, [NAN]):
            self.assert_refused("action_submit", ids)
        self.assertEqual(approvals.search_count([]), before)
        self.assertEqual(self.draft.state, "draft")

    def test_an_id_given_twice_is_submitted_once(self):
        self.call("action_submit", [self.draft.id, self.draft.id])
        self.assertEqual(self.draft.state, "submitted")
        self.assertEqual(len(self.draft.approval_ids), 1)

    def test_no_ids_do_nothing(self):
        approvals = self.env["sales.approval"].sudo()
        before = approvals.search_count([])
        self.assertIs(self.call("action_submit", []), True)
        self.assertIs(self.call("action_submit", False), True)
        self.assertEqual(approvals.search_count([]), before)

    def test_without_the_right_to_the_model_not_even_that(self):
        model = self.model.with_user(self.new_user("door_portal", "base.group_portal"))
        self.assert_refused("action_submit", [], model=model, error=AccessError)

    def test_records_that_one_may_not_read_are_refused(self):
        other = self.model.with_user(self.other_seller)
        ids = self.draft.ids
        self.assert_refused("action_submit", ids, model=other, error=AccessError)

    def test_several_records_where_the_method_is_for_one(self):
        tiers = self.env["sales.hold"].with_user(self.director)
        first, second = (self.new_held(customer=self.new_customer()) for _ in "ab")
        ids = (first.sudo().hold_ids | second.sudo().hold_ids).ids
        self.assert_refused("action_open_figure", ids, model=tiers)

    def test_mixins_are_nobodys_to_call(self):
        for name in ("sales.approval.mixin", "sales.approval.document"):
            mixin = self.env[name].with_user(self.seller)
            self.assert_refused("action_submit", [1], model=mixin)
            self.assertIs(self.call("action_submit", [], model=mixin), True)

    def test_thousands_of_records_cost_two_queries(self):
        approvals = self.env["sales.approval"].sudo()
        partners = self.env["res.partner"].create(
            [{"name": f"P{number}"} for number in range(1100)]
        )
        self.assertFalse(approvals.browse())
        partners.invalidate_recordset()
        partners = partners.with_user(self.director)
        door_kinds.admit_records(partners[:1])
        with self.assertQueryCount(2):
            door_kinds.admit_records(partners)
        more = partners.browse([*partners.ids, NOBODY])
        with self.assertRaises(MissingError):
            door_kinds.admit_records(more)

    def test_records_in_the_cache_cost_no_query(self):
        draft = self.draft.with_user(self.seller)
        door_kinds.admit_records(draft)
        with self.assertQueryCount(0):
            door_kinds.admit_records(draft)

    # arguments

    def test_arguments_that_the_method_does_not_take(self):
        ids = self.draft.ids
        self.assert_refused("action_submit", ids, 1, 2)
        self.assert_refused("action_reject", ids)
        self.assert_refused("write", ids)

    def test_reasons_are_texts(self):
        self.call("action_submit", self.draft.ids)
        approval = self.draft.approval_ids
        model = self.env["sales.approval"].with_user(approval.candidate_ids[0])
        for reason in (NAN, 5, ["x"], {"a": 1}, "a\0b", "\ud800", True):
            self.assert_refused("action_reject", approval.ids, reason, model=model)
            self.assert_refused("action_approve", approval.ids, reason, model=model)
        self.assertEqual(approval.state, "pending")

    def test_users_to_forward_to_exist_and_are_readable(self):
        self.call("action_submit", self.draft.ids)
        approval = self.draft.approval_ids
        model = self.env["sales.approval"].with_user(approval.candidate_ids[0])
        for user in (0, NOBODY, -1, "x", NAN, [1], {}, 2**70, self.draft):
            self.assert_refused(
                "action_forward", approval.ids, user, "Away", model=model
            )
        self.assertEqual(approval.state, "pending")

    def test_days_are_days(self):
        env = self.env
        self.assertEqual(door_kinds.day(env, "2026-02-28"), date(2026, 2, 28))
        self.assertEqual(door_kinds.day(env, date(2026, 2, 28)), date(2026, 2, 28))
        self.assertIsNone(door_kinds.day(env, False))
        for value in (
            "2026-02-30",
            "x",
            NAN,
            5,
            True,
            [],
            {},
            "9999-12-31",
            "0001-01-01",
        ):
            with self.assertRaises(UserError):
                door_kinds.day(env, value)

    # values

    def test_numbers_that_are_none_are_kept_by_nobody(self):
        order = self.new_order(100)
        line, tier = order.order_line, self.new_tier(5)
        price = line.price_unit
        for value in (NAN, INFINITE, -INFINITE, "nan", "Infinity", 1e300, 1e18):
            for record, name in (
                (line, "price_unit"),
                (line, "product_uom_qty"),
                (line, "discount"),
                (self.draft, "amount"),
                (tier, "credit_limit"),
            ):
                for user in (self.seller, self.director):
                    records = record.with_user(user)
                    self.assert_refused(
                        "write", record.ids, {name: value}, model=records
                    )
                with self.assertRaises(UserError):
                    record.sudo().write({name: value})
            self.assert_refused(
                "write",
                order.ids,
                {"order_line": [(1, line.id, {"price_unit": value})]},
                model=order.browse(),
            )
        self.assertEqual(line.price_unit, price)

    def test_no_context_gives_a_new_record_a_number_that_is_none(self):
        vals = {"partner_id": self.customer.id, "date_to": self.today, "reason": "R"}
        given = {"default_amount": NAN}
        self.assert_refused("create", vals, context=given)
        self.assert_refused("create", vals | {"amount": NAN})

    def test_values_of_another_type_are_refused(self):
        for vals in (
            5,
            "x",
            [1],
            None,
            {"nothing": 1},
            {"amount": {}},
            {"amount": "much"},
            {"date_to": "never"},
            {"partner_id": "x"},
            {"partner_id": 2**40},
            {"reason": "a\0b"},
            {"company_id": [1]},
        ):
            self.assert_refused("write", self.draft.ids, vals)
        self.assert_refused("default_get", 5)
        self.assert_refused("default_get", [{}])

    # references (A10)

    def test_nothing_is_made_for_a_customer_that_one_may_not_see(self):
        vals = {"date_to": self.today, "reason": "R", "amount": 1}
        for partner, error in (
            (self.foreign.id, AccessError),
            (NOBODY, MissingError),
        ):
            self.assert_refused("create", vals | {"partner_id": partner}, error=error)
            self.assert_refused("write", self.draft.ids, {"partner_id": partner})
            given = {"default_partner_id": partner}
            self.assert_refused("create", vals, context=given, error=error)

    def test_no_form_names_a_customer_that_one_may_not_see(self):
        spec = {"partner_id": {"fields": {"display_name": {}}}, "display_name": {}}
        values = {"partner_id": self.foreign.id}
        self.assert_refused(
            "onchange", [], values, ["partner_id"], spec, error=AccessError
        )
        given = {"default_partner_id": self.foreign.id}
        self.assert_refused(
            "onchange", [], {}, [], spec, context=given, error=AccessError
        )
        own = {"partner_id": self.customer.id}
        self.assertTrue(self.call("onchange", [], own, ["partner_id"], spec))

    def test_no_order_shows_what_a_customer_owes_that_one_may_not_see(self):
        orders = self.env["sale.order"].with_user(self.seller)
        vals = {"partner_id": self.foreign.id}
        self.assert_refused("create", vals, model=orders, error=AccessError)
        spec = {"partner_id": {"fields": {"display_name": {}}}}
        self.assert_refused(
            "onchange", [], vals, ["partner_id"], spec, model=orders, error=AccessError
        )

    # deleting

    def test_a_client_that_claims_an_uninstallation_deletes_no_confirmed_order(self):
        order = self.new_confirmed(customer=self.new_customer())
        claim = {"_force_unlink": True}
        for user in (self.seller, self.director):
            orders = order.browse().with_user(user)
            self.assert_refused("unlink", order.ids, model=orders, context=claim)
            lines = order.order_line.browse().with_user(user)
            ids = order.order_line.ids
            self.assert_refused("unlink", ids, model=lines, context=claim)
            vals = {"order_line": [(2, id_) for id_ in ids]}
            self.assert_refused("write", order.ids, vals, model=orders, context=claim)

    # where it hangs

    def test_every_public_method_of_our_addons_is_behind_the_door(self):
        count = 0
        for cls in self.registry.values():
            for name in door.get_methods(cls):
                count += 1
                # the outermost is the registry's class itself
                self.assertIn(name, vars(cls), cls._name)
        self.assertGreater(count, 150)
