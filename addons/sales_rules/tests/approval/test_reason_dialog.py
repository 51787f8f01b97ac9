from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestReasonDialog(ApprovalCommon):
    """One dialog asks why; the documents say for which of their actions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.approval = cls.new_approval(500)

    def new_dialog(self, user=None, **vals):
        vals = {
            "res_model": self.approval._name,
            "res_ids": self.approval.ids,
            "action": "reject",
            "reason": "No",
        } | vals
        return self.env["sales.reason"].with_user(user or self.manager).create(vals)

    def test_the_dialog_does_as_the_document_declares(self):
        self.new_dialog(reason="  Too dear ").action_apply()
        self.assertRecordValues(
            self.approval, [{"state": "rejected", "reason": "Too dear"}]
        )

    def test_selected_documents_come_from_the_context(self):
        rows = self.approval | self.new_approval(501)
        model = self.env["sales.reason"].with_user(self.manager)
        form = Form(
            model.with_context(
                active_model=rows._name, active_ids=rows.ids, default_action="reject"
            )
        )
        self.assertEqual(form.document_names, "Request, Request")
        form.reason = "Both"
        form.save().action_apply()
        self.assertEqual(set(rows.mapped("state")), {"rejected"})

    def test_a_method_is_no_action(self):
        for action in ("action_reject", "unlink", "write", "_cancel", "approve"):
            with self.assertRaisesRegex(UserError, "Open this dialog"):
                self.new_dialog(action=action).action_apply()
        self.assertEqual(self.approval.state, "pending")

    def test_a_model_that_declares_nothing_has_no_action(self):
        for model in ("res.users", "sales.fake.request", "no.such.model", "base"):
            with self.assertRaisesRegex(UserError, "Open this dialog"):
                self.new_dialog(res_model=model).action_apply()

    def test_anything_but_a_list_of_ids_is_refused(self):
        for ids in ("abc", ["x"], [True], [1.5], {"id": 1}, [[1]], 7):
            with self.subTest(ids=ids), self.assertRaisesRegex(UserError, "Open this"):
                self.new_dialog(res_ids=ids).action_apply()

    def test_a_document_named_twice_is_decided_once(self):
        self.new_dialog(res_ids=[self.approval.id, 0, self.approval.id]).action_apply()
        self.assertEqual(self.approval.state, "rejected")

    def test_the_document_asks_for_the_reason(self):
        for reason in (False, "", "  "):
            with self.assertRaisesRegex(UserError, "Say why"):
                self.new_dialog(reason=reason).action_apply()

    def test_the_dialog_gives_no_role(self):
        with self.assertRaises(AccessError):
            self.new_dialog(self.director).action_apply()
        with self.assertRaises(AccessError):
            self.new_dialog(self.clerk).action_apply()
