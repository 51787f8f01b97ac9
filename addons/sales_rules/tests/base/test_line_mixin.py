from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestLineMixin(ApprovalCommon):
    """Lines freeze with their document."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls.new_request(500)
        cls.draft = cls.new_request(600)
        cls.model = cls.env["sales.fake.request.line"]
        cls.line = cls.model.create({"request_id": cls.request.id, "name": "a"})

    def submit(self):
        self.request.action_submit()
        self.assertEqual(self.request.state, "submitted")

    def assert_frozen(self, method, *args, **kwargs):
        with (
            self.assertRaisesRegex(UserError, "what was asked for or approved"),
            self.env.cr.savepoint(),
        ):
            method(*args, **kwargs)

    def test_lines_of_a_draft_are_free(self):
        self.line.write({"name": "b"})
        self.request.write({"line_ids": [Command.create({"name": "c"})]})
        self.request.write({"line_ids": [Command.delete(self.line.id)]})
        self.assertEqual(self.request.line_ids.mapped("name"), ["c"])

    def test_a_frozen_line_refuses_everything_whoever_asks(self):
        self.submit()
        for model in (
            self.model,
            self.model.sudo(),
            self.model.with_user(self.rules_admin),
        ):
            line = self.line.with_env(model.env)
            self.assert_frozen(line.write, {"name": "b"})
            self.assert_frozen(line.unlink)
            vals = {"request_id": self.request.id, "name": "b"}
            self.assert_frozen(model.create, vals)

    def test_no_claim_of_an_uninstallation_deletes_a_frozen_line(self):
        self.submit()
        self.assert_frozen(self.line.with_context(_force_unlink=True).unlink)

    def test_the_context_adds_no_line(self):
        self.submit()
        model = self.model.with_context(default_request_id=self.request.id)
        self.assert_frozen(model.create, {"name": "b"})

    def test_a_line_never_goes_to_another_document(self):
        for target in (self.draft, self.request):
            line = self.model.create({"request_id": self.draft.id, "name": "b"})
            with self.assertRaisesRegex(UserError, "cannot be changed directly"):
                line.write({"request_id": target.id})

    def test_a_free_field_stays_free_as_long_as_the_document_says(self):
        self.submit()
        self.line.write({"is_checked": True})
        self.assert_frozen(self.line.write, {"is_checked": False, "name": "b"})
        self.request.with_user(self.manager).action_approve()
        self.request._move("applied")
        self.assert_frozen(self.line.write, {"is_checked": False})

    def test_methods_write_and_create_frozen_lines(self):
        self.submit()
        self.line._write_protected({"name": "b"})
        self.model._create_protected([{"request_id": self.request.id, "name": "c"}])
        self.assertEqual(self.request.line_ids.mapped("name"), ["b", "c"])
        self.assert_frozen(self.line.write, {"name": "d"})
