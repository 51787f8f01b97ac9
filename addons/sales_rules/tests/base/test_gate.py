from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.sales_rules.tools import gate

from ..common_approval import ApprovalCommon

# contexts that an RPC client can send
FORGED = (True, 1, "sales.fake.request", ["applied_on"], {"fields": ["applied_on"]})
DAY = "2026-01-31"


@tagged("post_install", "-at_install")
class TestGate(ApprovalCommon):
    """A permit is spent once, and nothing that runs below inherits it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request, cls.other = cls.new_request(100), cls.new_request(200)
        cls.model = cls.env["sales.fake.request"]
        cls.vals = {"name": "New", "applied_on": DAY}

    def assert_closed(self, method, *args):
        with self.assertRaisesRegex(UserError, "cannot be changed directly"):
            method(*args)

    def get_permit_below(self, method, *args):
        """The permits in the contexts in which core's `write` and `create` run."""
        base, seen = self.registry["base"], []
        with (
            patch.object(base, "write", autospec=True) as write,
            patch.object(base, "create", autospec=True) as create,
        ):
            create.return_value = self.model
            method(*args)
        for call in write.call_args_list + create.call_args_list:
            seen.append(call.args[0].env.context.get(gate.KEY))
        return seen

    def test_a_gate_writes_once(self):
        opened = gate.opened(self.request, {"applied_on"})
        opened.write({"applied_on": DAY})
        self.assert_closed(opened.write, {"applied_on": False})

    def test_a_gate_writes_each_of_its_records_once(self):
        both = gate.opened(self.request | self.other, {"applied_on"})
        both[0].write({"applied_on": DAY})
        self.assert_closed(both.write, {"applied_on": DAY})
        both[1].write({"applied_on": DAY})
        self.assert_closed(both[1].write, {"applied_on": DAY})

    def test_a_gate_is_for_its_records_and_fields(self):
        opened = gate.opened(self.request, {"applied_on"})
        self.assert_closed(self.other.with_env(opened.env).write, {"applied_on": DAY})
        self.assert_closed(opened.write, {"applied_on": DAY, "state": "draft"})
        opened.write({"applied_on": DAY})

    def test_writing_other_things_does_not_spend_a_gate(self):
        opened = gate.opened(self.request, {"applied_on"})
        opened.write({"note": "x"})
        opened.write({"applied_on": DAY})
        self.assertEqual(str(self.request.applied_on), DAY)

    def test_a_gate_is_spent_where_nothing_was_protected(self):
        opened = gate.opened(self.request, {"note"})
        opened.write({"note": "x"})
        self.assertFalse(gate.get(opened).admits(opened, {"note"}))

    def test_a_gate_creates_once(self):
        opened = gate.opened_create(self.model, {"applied_on"})
        opened.create([self.vals, self.vals])
        self.assert_closed(opened.create, [self.vals])

    def test_a_gate_to_create_writes_nothing_and_the_reverse(self):
        creating = gate.opened_create(self.model, {"applied_on"})
        self.assert_closed(
            self.request.with_env(creating.env).write, {"applied_on": DAY}
        )
        writing = gate.opened(self.request, {"applied_on"})
        self.assert_closed(writing.create, [self.vals])

    def test_a_gate_to_create_is_for_its_model_and_fields(self):
        other = gate.opened_create(self.env["sales.hold"], {"applied_on"})
        self.assert_closed(self.model.with_env(other.env).create, [self.vals])
        opened = gate.opened_create(self.model, {"state"})
        self.assert_closed(opened.create, [self.vals])

    def test_nested_calls_inherit_no_permit(self):
        writing = gate.opened(self.request, {"applied_on"})
        creating = gate.opened_create(self.model, {"applied_on"})
        step = gate.opened_for(self.request, "apply")
        for method, argument in (
            (writing.write, {"applied_on": DAY}),
            (creating.create, [self.vals]),
            (step.write, {"note": "x"}),
            (step.create, [{"name": "New"}]),
        ):
            with self.subTest(method=method.__name__):
                self.assertEqual(self.get_permit_below(method, argument), [None])

    def test_a_created_record_carries_no_permit(self):
        created = gate.opened_create(self.model, {"applied_on"}).create([self.vals])
        self.assertIsNone(gate.get(created))
        self.assert_closed(created.write, {"applied_on": False})

    def test_a_value_of_a_client_opens_nothing(self):
        for value in FORGED:
            with self.subTest(value=value):
                forged = self.request.with_context(**{gate.KEY: value})
                self.assertIsNone(gate.get(forged))
                self.assertFalse(gate.passes(forged, value))
                self.assert_closed(forged.write, {"applied_on": DAY})
                self.assert_closed(forged.create, [self.vals])
                self.assertIsNone(gate.closed(forged).env.context[gate.KEY])

    def test_a_step_is_passed_once_by_its_records(self):
        opened = gate.opened_for(self.request | self.other, "apply")
        self.assertTrue(gate.passes(opened[0], "apply"))
        self.assertFalse(gate.passes(opened, "apply"))
        self.assertTrue(gate.passes(opened[1], "apply"))
        self.assertFalse(gate.passes(opened[1], "apply"))

    def test_a_step_is_for_its_name_records_and_model(self):
        opened = gate.opened_for(self.request, "apply")
        line = self.env["sales.fake.request.line"].browse(self.request.id)
        self.assertFalse(gate.passes(opened, "revoke"))
        self.assertFalse(gate.passes(self.other.with_env(opened.env), "apply"))
        self.assertFalse(gate.passes(line.with_env(opened.env), "apply"))
        self.assertFalse(gate.passes(gate.closed(opened), "apply"))
        self.assertTrue(gate.passes(opened, "apply"))

    def test_a_step_opens_no_field_and_a_field_no_step(self):
        step = gate.opened_for(self.request, "applied_on")
        self.assert_closed(step.write, {"applied_on": DAY})
        opened = gate.opened(self.request, {"applied_on"})
        self.assertFalse(gate.passes(opened, "applied_on"))
