from lxml import etree

from odoo.tests import tagged

from ..common_approval import ApprovalCommon

SHARED = [
    "action_submit",
    "action_approve",
    "action_reject_with_reason",
    "action_withdraw",
    "action_draft",
    "action_cancel",
    "state",
]


@tagged("post_install", "-at_install")
class TestApprovalHeader(ApprovalCommon):
    """The buttons of an approval stand in one view for all documents."""

    def get_header(self, model="sales.fake.request", user=None, view=None):
        model = self.env[model].with_user(user or self.seller)
        arch = model.get_view(view and view.id, "form")["arch"]
        return etree.fromstring(arch).find("header")

    def get_names(self, *args, **kwargs):
        return [node.get("name") for node in self.get_header(*args, **kwargs)]

    def new_view(self, header):
        arch = f"<form>{header}<sheet><field name='name'/></sheet></form>"
        return self.env["ir.ui.view"].create(
            {"name": "Fake", "model": "sales.fake.request", "arch": arch}
        )

    def test_a_header_named_approval_gets_them(self):
        view = self.new_view("<header name='approval'/>")
        self.assertEqual(self.get_names(view=view), SHARED)

    def test_own_buttons_stand_before_cancel(self):
        button = "<button name='action_archive' type='object' string='Own'/>"
        view = self.new_view(f"<header name='approval'>{button}</header>")
        self.assertEqual(
            self.get_names(view=view), [*SHARED[:5], "action_archive", *SHARED[5:]]
        )

    def test_any_other_header_is_left_alone(self):
        view = self.new_view("<header><field name='state'/></header>")
        self.assertEqual(self.get_names(view=view), ["state"])

    def test_labels_are_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        view = self.env.ref("sales_rules.sales_approval_document_view_form")
        view.update_field_translations("arch_db", {"zh_CN": {"Submit": "提交"}})
        model = self.env["sales.tier.change"].with_context(lang="zh_CN")
        header = etree.fromstring(model.get_view(view_type="form")["arch"])[0]
        self.assertEqual(header[0].get("string"), "提交")

    def test_fields_of_conditions_are_sent(self):
        models = self.env["sales.tier.change"].get_view(view_type="form")["models"]
        self.assertIn("can_decide_approval", models["sales.tier.change"])

    def test_users_who_may_not_submit_get_no_buttons_for_it(self):
        deciding = ["action_approve", "action_reject_with_reason"]
        names = self.get_names("sales.credit.guarantee", self.director)
        self.assertEqual(names, [*deciding, "action_revoke", "state"])
        names = self.get_names("sales.credit.guarantee", self.finance)
        self.assertEqual(names, [*SHARED[:5], "action_revoke", *SHARED[5:]])
