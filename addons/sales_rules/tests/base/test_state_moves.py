import ast
from pathlib import Path

from odoo.exceptions import UserError
from odoo.modules import get_module_path
from odoo.tests import tagged

from ..common_approval import ApprovalCommon

DAY = "2026-01-31"
WRITERS = {"write", "_write_protected"}


@tagged("post_install", "-at_install")
class TestStateMoves(ApprovalCommon):
    """States move along one table, which heirs extend, and by one method."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls.new_request(500)

    def move(self, *states):
        for state in states:
            self.request._move(state)

    def test_a_state_of_an_heir_leaves_approved(self):
        self.move("submitted", "approved")
        self.request._move("applied", applied_on=DAY)
        self.assertRecordValues(self.request, [{"state": "applied"}])
        self.assertEqual(str(self.request.applied_on), DAY)

    def test_a_state_of_an_heir_is_reached_from_nowhere_else(self):
        for state in ("submitted", "rejected"):
            self.move(state)
            with self.assertRaisesRegex(UserError, "cannot become “Applied”"):
                self.move("applied")

    def test_an_heir_keeps_the_moves_of_its_bases(self):
        moves = self.request._get_state_moves()
        base = self.env["sales.approval.document"]._get_state_moves()
        self.assertEqual(moves, base | {"applied": ("approved",)})
        self.assertNotIn("applied", base)

    def test_states_that_documents_add_leave_approved(self):
        for model, state in (
            ("sales.credit.temporary", "revoked"),
            ("sales.credit.guarantee", "revoked"),
            ("sales.tier.assessment", "applied"),
        ):
            moves = self.env[model]._get_state_moves()
            self.assertEqual(moves[state], ("approved",))
            self.assertEqual(moves["approved"], ("submitted",))

    def test_every_state_of_a_table_is_one_of_its_model(self):
        mixin = self.registry["sales.state.mixin"]
        for name, model in self.registry.items():
            if not issubclass(model, mixin) or model._abstract:
                continue
            states = set(self.env[name]._fields["state"].get_values(self.env))
            moves = model._get_state_moves()
            named = set(moves).union(*moves.values())
            with self.subTest(model=name):
                self.assertTrue(moves)
                self.assertLessEqual(named, states)

    def test_a_claim_moves_at_once_with_what_goes_with_it(self):
        self.move("submitted", "approved")
        self.request.write_date = False
        self.request.with_user(self.manager)._move(
            "applied", claim=True, applied_on=DAY, note=False
        )
        self.env.cr.execute(
            "SELECT state, applied_on::text, write_uid, write_date IS NOT NULL"
            "  FROM sales_fake_request WHERE id = %s",
            self.request.ids,
        )
        self.assertEqual(
            self.env.cr.fetchone(), ("applied", DAY, self.manager.id, True)
        )
        self.assertEqual(self.request.state, "applied")

    def test_a_claim_overwrites_nothing_that_moved_meanwhile(self):
        other = self.new_request(600)
        both = self.request | other
        both._move("submitted")
        both._move("approved")
        both.flush_recordset()
        self.assertEqual(both.mapped("state"), ["approved", "approved"])
        self.env.cr.execute(
            "UPDATE sales_fake_request SET state = 'applied' WHERE id = %s", other.ids
        )
        with self.assertRaisesRegex(UserError, "from “Applied”"):
            both._move("applied", claim=True)

    def test_a_claim_asks_the_table_first(self):
        with self.assertRaisesRegex(UserError, "cannot become “Applied”"):
            self.request._move("applied", claim=True)

    def test_a_statement_over_many_rows_asks_the_table(self):
        with self.assertRaises(ValueError):
            self.request._sql_move("draft", "applied")
        move = self.request._sql_move("approved", "applied")
        self.assertEqual((move.code, move.params), ("state = %s", ["applied"]))

    def test_an_impossible_action_names_the_states_it_is_possible_in(self):
        self.request._check_state("draft")
        with self.assertRaisesRegex(UserError, "“Submitted”, “Approved”"):
            self.request._check_state("submitted", "approved")

    def test_no_code_writes_a_state_but_the_mixin(self):
        found = set()
        # the mixin of rights that a second person puts in force has a state of its own
        exempt = {"sales_second_person_mixin.py"}
        for addon in ("sales_rules", "receivables_collect"):
            path = get_module_path(addon, display_warning=False)
            for file in sorted(Path(path or "").glob("models/**/*.py")):
                for node in ast.walk(ast.parse(file.read_text())):
                    if file.name not in exempt and self._writes_state(node):
                        found.add(f"{file.name}:{node.lineno}")
        self.assertEqual(found, set())

    @staticmethod
    def _writes_state(node):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            return False
        return node.func.attr in WRITERS and any(
            isinstance(key, ast.Constant) and key.value == "state"
            for argument in node.args
            if isinstance(argument, ast.Dict)
            for key in argument.keys
        )
