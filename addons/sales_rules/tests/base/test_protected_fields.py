from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.sales_rules.tools.inherited import add_up

from ..common_approval import ApprovalCommon

DAY = "2026-01-31"


@tagged("post_install", "-at_install")
class TestProtectedFields(ApprovalCommon):
    """Only methods give protected fields, in whatever way they are given."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls.env["sales.fake.request"]
        cls.request = cls.new_request(100)

    def test_a_class_adds_to_the_fields_of_its_bases(self):
        self.assertEqual(
            self.model._get_protected_fields(),
            {"state", "requester_id", "approval_ids", "applied_on"},
        )
        self.assertEqual(self.model._get_immutable_fields(), {"origin"})
        for vals in ({"state": "approved"}, {"applied_on": DAY}):
            with self.assertRaises(UserError):
                self.request.write(vals)

    def test_every_heir_protects_what_its_bases_do(self):
        mixin = self.registry["sales.protected.mixin"]
        for name, model in self.registry.items():
            if not issubclass(model, mixin):
                continue
            for base in model.mro():
                missing = vars(base).get("_protected_fields", frozenset())
                with self.subTest(model=name, base=base):
                    self.assertLessEqual(missing, model._get_protected_fields())

    def test_the_sum_follows_the_bases_of_a_class(self):
        class Base:
            _names = frozenset({"a"})
            _moves = {"x": ("a",), "y": ("a",)}

        class Other:
            _names = frozenset({"c"})

        class Heir(Base):
            _names = frozenset({"b"})
            _moves = {"y": ("x",)}

        self.assertEqual(add_up(Heir, "_names"), {"a", "b"})
        self.assertIs(add_up(Heir, "_names"), add_up(Heir, "_names"))
        self.assertEqual(add_up(Heir, "_moves"), {"x": ("a",), "y": ("x",)})
        self.assertEqual(add_up(Base, "_moves"), Base._moves)
        Heir.__bases__ = (Other, Base)
        self.assertEqual(add_up(Heir, "_names"), {"a", "b", "c"})

    def test_a_record_without_a_name_is_refused_by_the_name_of_its_model(self):
        nameless = self.new_request(50)
        compute = type(nameless)._compute_display_name

        def compute_but_one(requests):
            compute(requests - nameless)
            (requests & nameless).display_name = False

        kind = self.env["ir.model"]._get(self.model._name).name
        with patch.object(
            self.registry[self.model._name], "_compute_display_name", compute_but_one
        ):
            self.env.invalidate_all()
            for records, names in (
                (nameless, kind),
                (self.request + nameless, f"{self.request.display_name}, {kind}"),
                (self.model, kind),
            ):
                with self.assertRaises(UserError) as caught:
                    records._raise_protected({"state"})
                self.assertTrue(str(caught.exception).startswith(f"{names}: "))

    def test_nothing_protected_is_given_to_a_new_record(self):
        for vals in (
            {"applied_on": DAY},
            {"state": "approved"},
            {"stage": "late"},
            {"state": False},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.model.sudo().create([{"name": "Fine"}, {"name": "New"} | vals])

    def test_the_defaults_of_a_new_record_may_be_given(self):
        vals = {"name": "New", "state": "draft", "stage": "none", "applied_on": False}
        self.assertEqual(self.model.create(vals).state, "draft")

    def test_the_context_gives_a_new_record_nothing_protected(self):
        given = {"applied_on": DAY, "state": "approved", "stage": "late"}
        context = {f"default_{name}": value for name, value in given.items()}
        model = self.model.with_context(**context, default_note="Free")
        self.assertEqual(
            model.default_get(["applied_on", "state", "stage", "note"]),
            {"state": "draft", "stage": "none", "note": "Free"},
        )
        request = model.create({"name": "New"})
        self.assertRecordValues(
            request, [{"applied_on": False, "state": "draft", "stage": "none"}]
        )

    def test_a_stored_default_gives_a_new_record_nothing_protected(self):
        self.env["ir.default"].set("sales.fake.request", "stage", "late")
        self.assertEqual(self.model.create({"name": "New"}).stage, "none")

    def test_a_field_protected_by_a_hook_is_not_written_either(self):
        with self.assertRaises(UserError):
            self.request.sudo().write({"stage": "late"})

    def test_immutable_fields_are_given_once(self):
        model = self.model.with_context(default_origin="Context")
        self.assertEqual(model.create({"name": "New"}).origin, "Context")
        request = self.model.create({"name": "New", "origin": "Mine"})
        with self.assertRaises(UserError):
            request.sudo().write({"origin": "Other"})
        request._write_protected({"origin": "Other"})
        self.assertEqual(request.origin, "Other")

    def test_methods_create_with_anything(self):
        [request] = self.model._create_protected(
            [{"name": "New", "state": "approved", "stage": "late", "applied_on": DAY}]
        )
        self.assertRecordValues(request, [{"state": "approved", "stage": "late"}])
