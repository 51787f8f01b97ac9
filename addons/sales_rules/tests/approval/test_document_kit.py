import ast
import tokenize

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import Form, tagged
from odoo.tests.common import freeze_time

from ..common_approval import DIRECTOR, GENERAL
from ..common_price_change import PriceChangeCommon
from ..common_subject import START

# what a document with lines takes at most
PYTHON_LINES = 40
VIEW_LINES = 90
ACCESS_ROWS = 6


def count_code(path):
    """Lines of a Python file that hold more than comments, blanks and docstrings."""
    text = path.read_text("utf-8")
    lines = set()
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER) or (
                token.type == tokenize.STRING
            ):
                lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0]
            if ast.get_docstring(node) is not None:
                lines -= set(range(first.lineno, first.end_lineno + 1))
    return len(lines)


@tagged("post_install", "-at_install")
class TestDocumentKitSize(PriceChangeCommon):
    """The cost of a document with lines, counted in the files that it consists of."""

    def test_the_python_is_short(self):
        """Imports and both models count, blanks, comments and docstrings do not."""
        count = count_code(self.get_path("sales_price_change.py"))
        self.assertLessEqual(count, PYTHON_LINES)
        self.assertGreater(count, PYTHON_LINES / 2, "nothing is counted")

    def test_the_views_are_short(self):
        """Every line counts, as `make lint` has them formatted."""
        text = self.get_path("sales_price_change_views.xml").read_text("utf-8")
        self.assertLessEqual(len(text.splitlines()), VIEW_LINES)
        records = etree.fromstring(text.encode())
        made = [node.get("id").rpartition("_")[2] for node in records]
        self.assertEqual(made, ["search", "list", "form", "action", "menu"])

    def test_the_access_rows_are_few(self):
        self.assertLessEqual(len(self.get_access_rows()), ACCESS_ROWS)


@tagged("post_install", "-at_install")
class TestDocumentKit(PriceChangeCommon):
    """A document with lines that brings no more than that works (R1.1, R1.4)."""

    def call(self, record, method, *args, user=None):
        model = self.env[record._name].with_user(user or self.seller)
        return call_kw(model, method, [record.ids, *args], {})

    def assert_refused(self, record, method, *args):
        """Neither who asked nor any other role does it over RPC."""
        users = self.seller, self.colleague, self.manager, self.director, self.general
        for user in (*users, self.deputy, self.finance, self.rules_admin):
            with (
                self.subTest(method, user=user.name),
                self.assertRaises(UserError),
                self.env.cr.savepoint(),
            ):
                self.call(record, method, *args, user=user)

    # numbers

    def test_a_draft_has_no_number(self):
        change = self.new_change()
        self.assertFalse(change.number)
        self.assertEqual(change.display_name, "Price Change (draft)")

    def test_submitted_documents_are_numbered_without_a_gap(self):
        with freeze_time(START):
            first, dropped, second = (self.new_change() for _nth in range(3))
            first.action_submit()
            dropped.unlink()
            with self.assertRaises(UserError), self.env.cr.savepoint():
                (first | second).action_submit()
            second.action_submit()
            others = self.new_change() | self.new_change()
            others.action_submit()
        numbers = (first | second | others).mapped("number")
        self.assertEqual(numbers, [f"PC/2026/0000{n}" for n in (1, 2, 3, 4)])
        self.assertEqual(first.display_name, "PC/2026/00001")
        self.assertEqual(self.get_approvals(first).document_name, "PC/2026/00001")

    def test_a_number_is_kept_by_what_is_withdrawn(self):
        change = self.ask_change()
        number = change.number
        change.action_withdraw()
        change.action_submit()
        self.assertEqual(change.number, number)

    def test_no_number_goes_missing(self):
        change = self.ask_change()
        change.action_withdraw()
        with self.assertRaisesRegex(UserError, change.number):
            self.call(change, "unlink")
        company = self.env["res.company"].create({"name": "Another"})
        with self.assertRaisesRegex(UserError, "Company"):
            change.sudo().company_id = company
        change.action_cancel()
        self.assertEqual(change.state, "cancelled")

    def test_a_copy_gets_a_number_of_its_own(self):
        change = self.ask_change(110, 120)
        copy = change.copy()
        self.assertEqual((copy.state, copy.number), ("draft", False))
        self.assertEqual(copy.line_ids.mapped("new_price"), [110, 120])

    # approval

    def test_the_largest_change_is_what_is_asked(self):
        change = self.ask_change(103, 80, 110)
        self.assertEqual(self.get_approvals(change).amount, 20)
        self.assertEqual(change.line_ids.mapped("percent"), [3, -20, 10])

    def test_the_director_decides_while_nobody_entered_an_authority(self):
        self.assertFalse(
            self.env["sales.authority"].search([("subject", "=", "price_change")])
        )
        change = self.ask_change(500)
        for user in (self.manager, self.general, self.finance, self.rules_admin):
            with self.assertRaises(AccessError):
                change.with_user(user).action_approve()
        self.call(change, "action_approve", user=self.director)
        self.assertEqual(change.state, "approved")

    def test_an_authority_decides_by_percent(self):
        self.new_authority(10, self.manager, "price_change")
        self.new_authority(0, GENERAL, "price_change", unlimited=True)
        small, large = self.ask_change(110), self.ask_change(111)
        self.assertEqual(self.get_approvals(small).candidate_ids, self.manager)
        self.assertEqual(self.get_approvals(large).candidate_ids, self.general)

    def test_who_asks_never_decides(self):
        change = self.ask_change(user=self.director)
        self.assertEqual(change.requester_id, self.director)
        self.assertFalse(change.with_user(self.director).can_decide_approval)
        with self.assertRaises(AccessError):
            self.call(change, "action_approve", user=self.director)
        self.assertEqual(change.state, "submitted")

    def test_a_rejection_asks_why_in_the_dialog(self):
        change = self.ask_change().with_user(self.director)
        action = change.action_reject_with_reason()
        dialogs = self.env[action["res_model"]].with_user(self.director)
        self.assertIsInstance(dialogs, self.registry["sales.reason"])
        dialog = dialogs.with_context(**action["context"]).create({})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            dialog.action_apply()
        dialog.reason = "Too dear"
        dialog.action_apply()
        self.assertEqual(change.state, "rejected")
        self.assertEqual(self.get_approvals(change).reason, "Too dear")

    def test_what_is_withdrawn_or_rejected_is_changed_and_asked_again(self):
        change = self.ask_change()
        self.call(change, "action_withdraw")
        self.assertEqual(self.get_approvals(change).state, "cancelled")
        change.line_ids.new_price = 120
        change.action_submit()
        change.with_user(self.director).action_reject("No")
        change.action_draft()
        change.line_ids = [Command.clear()]
        self.assertEqual(change.state, "draft")

    # freezing

    def test_lines_are_free_in_a_draft(self):
        change = self.new_change(110, 120)
        first, second = change.line_ids
        self.call(first, "write", {"new_price": 105})
        self.call(second, "unlink")
        self.assertEqual(change.line_ids.mapped("percent"), [5])

    def test_nothing_is_changed_from_submission_on(self):
        change = self.ask_change()
        line = change.line_ids
        for act in (None, change.with_user(self.director).action_approve):
            if act:
                act()
            self.assert_refused(change, "write", {"reason": "Other"})
            self.assert_refused(change, "write", {"date_from": "2026-01-01"})
            self.assert_refused(change, "write", {"number": "PC/2026/09999"})
            self.assert_refused(change, "write", {"state": "draft"})
            self.assert_refused(change, "unlink")
            self.assert_refused(line, "write", {"new_price": 1})
            self.assert_refused(line, "write", {"old_price": 1})
            self.assert_refused(line, "unlink")
            for command in ([1, line.id, {"new_price": 1}], [2, line.id], [5]):
                self.assert_refused(change, "write", {"line_ids": [command]})
        self.assertRecordValues(line, [{"old_price": 100, "new_price": 110}])

    def test_no_line_is_added_from_submission_on(self):
        change = self.ask_change()
        vals = {"product_id": self.product.id, "new_price": 1}
        self.assert_refused(change, "write", {"line_ids": [[0, 0, vals]]})
        lines = self.env["sales.price.change.line"]
        for user in (self.seller, self.colleague, self.director, self.finance):
            for given, context in (
                (vals | {"change_id": change.id}, {}),
                (vals, {"default_change_id": change.id}),
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    call_kw(
                        lines.with_user(user), "create", [[given]], {"context": context}
                    )
        self.assertEqual(len(change.line_ids), 1)

    def test_no_line_goes_to_another_document(self):
        change, draft = self.ask_change(), self.new_change()
        self.assert_refused(draft.line_ids, "write", {"change_id": change.id})
        self.assert_refused(change.line_ids, "write", {"change_id": draft.id})

    def test_the_old_price_is_the_products(self):
        change = self.new_change()
        with self.assertRaises(UserError):
            self.call(change.line_ids, "write", {"old_price": 1})
        change.action_submit()
        self.product.list_price = 110
        self.assertEqual(change.line_ids.old_price, 100)

    def test_who_has_no_role_does_not_read_it(self):
        change = self.ask_change()
        with self.assertRaises(AccessError):
            self.call(change, "read", ["reason"], user=self.clerk)

    # deadline

    def test_the_deadline_escalates_it(self):
        self.new_authority(50, DIRECTOR, "price_change")
        self.new_authority(0, GENERAL, "price_change", unlimited=True)
        with freeze_time(START):
            approval = self.get_approvals(self.ask_change())
        self.assertEqual(approval.candidate_ids, self.director)
        self.run_after(days=4, hours=23)
        self.assertEqual(approval.state, "pending")
        self.run_after(days=5)
        self.assertEqual(approval.superseded_by_id.candidate_ids, self.general)

    # notices

    def test_each_in_finance_has_it_among_the_activities_while_it_waits(self):
        change = self.ask_change()
        notices = self.get_notices(change)
        self.assertEqual(notices.user_id, self.finance | self.finance_2)
        self.assertEqual(len(notices), 2)
        summaries = set(notices.mapped("summary"))
        self.assertEqual(summaries, {f"{change.number}: Submitted"})
        change.with_user(self.director).action_approve()
        self.assertFalse(self.get_notices(change))

    def test_a_notice_ends_however_the_waiting_ends(self):
        for end, user, *reason in (
            ("action_withdraw", self.seller),
            ("action_cancel", self.seller),
            ("action_reject", self.director, "No"),
        ):
            change = self.ask_change()
            self.assertEqual(len(self.get_notices(change)), 2)
            self.call(change, end, *reason, user=user)
            self.assertFalse(self.get_notices(change), end)

    def test_who_asks_gets_no_notice(self):
        both = self.new_user("both", "group_finance", "group_salesperson")
        notices = self.get_notices(self.ask_change(user=both))
        self.assertEqual(notices.user_id, self.finance | self.finance_2)

    # views

    def get_arch(self, view_type, user=None):
        model = self.env["sales.price.change"].with_user(user or self.seller)
        return etree.fromstring(model.get_view(view_type=view_type)["arch"])

    def test_every_role_gets_the_form_with_the_shared_header(self):
        roles = self.seller, self.manager, self.director, self.general, self.finance
        for user in (*roles, self.deputy, self.rules_admin):
            with self.subTest(user=user.name):
                form = self.get_arch("form", user)
                names = [node.get("name") for node in form.find("header")]
                self.assertEqual(
                    names,
                    [
                        "action_submit",
                        "action_approve",
                        "action_reject_with_reason",
                        "action_withdraw",
                        "action_draft",
                        "action_cancel",
                        "state",
                    ],
                )
                fields = {node.get("name") for node in form.iterfind(".//field")}
                self.assertLessEqual({"requester_id", "approval_ids"}, fields)

    def test_the_form_makes_a_document(self):
        with Form(self.env["sales.price.change"].with_user(self.seller)) as form:
            form.date_from = "2026-04-01"
            form.reason = "Clay"
            with form.line_ids.new() as line:
                line.product_id = self.product
                line.new_price = 125
                self.assertEqual(line.percent, 25)
        form.record.action_submit()
        self.assertRecordValues(
            form.record.line_ids, [{"old_price": 100, "new_price": 125, "percent": 25}]
        )

    def test_the_filters_find_documents_by_state(self):
        draft, submitted, approved = (
            self.new_change(),
            *(self.ask_change() for _nth in range(2)),
        )
        approved.with_user(self.director).action_approve()
        cancelled = self.ask_change(user=self.colleague)
        cancelled.with_user(self.colleague).action_cancel()
        search = self.get_arch("search")
        found = {}
        for node in search.iterfind("filter[@domain]"):
            domain = ast.literal_eval(
                node.get("domain").replace("uid", str(self.seller.id))
            )
            found[node.get("name")] = self.env["sales.price.change"].search(domain)
        self.assertEqual(found["open"], draft | submitted)
        self.assertEqual(found["approved"], approved)
        self.assertEqual(found["mine"], draft | submitted | approved)
        groups = [node.get("name") for node in search.iterfind("group/filter")]
        self.assertEqual(groups, ["group_state", "group_requester"])

    def test_the_list_shows_who_asked_and_the_state(self):
        names = [node.get("name") for node in self.get_arch("list")]
        for name in ("number", "date_from", "requester_id", "state"):
            self.assertIn(name, names)
        self.assertNotIn("approval", names)

    def test_the_menu_opens_it(self):
        menu = self.env.ref("sales_rules.sales_price_change_menu")
        self.assertEqual(menu.action.res_model, "sales.price.change")
        visible = self.env["ir.ui.menu"].with_user(self.seller)._visible_menu_ids()
        self.assertIn(menu.id, visible)
