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

    def test_an_own_button_stands_in_place_of_the_shared_one(self):
        button = "<button name='action_withdraw' string='Take back' confirm='Sure?'/>"
        view = self.new_view(f"<header name='approval'>{button}</header>")
        self.assertEqual(self.get_names(view=view), SHARED)
        withdraw = self.get_header(view=view)[3]
        said = {name: withdraw.get(name) for name in ("string", "confirm", "invisible")}
        self.assertEqual(
            said,
            {
                "string": "Take back",
                "confirm": "Sure?",
                "invisible": "state != 'submitted'",
            },
        )

    def test_own_buttons_keep_their_order(self):
        names = ("action_archive", "action_draft", "action_draft", "action_unarchive")
        own = "".join(f"<button name='{name}' type='object'/>" for name in names)
        view = self.new_view(f"<header name='approval'>{own}</header>")
        self.assertEqual(self.get_names(view=view), [*SHARED[:4], *names, *SHARED[5:]])

    def test_a_shared_button_can_be_left_out(self):
        view = self.new_view(
            "<header name='approval' without='action_draft action_cancel'>"
            "<button name='action_archive' type='object'/></header>"
        )
        self.assertEqual(
            self.get_names(view=view), [*SHARED[:4], "action_archive", "state"]
        )
        self.assertNotIn("without", self.get_header(view=view).attrib)

    def test_what_is_not_shared_cannot_be_left_out(self):
        view = self.new_view("<header name='approval' without='action_confirm'/>")
        with self.assertRaisesRegex(ValueError, "action_confirm"):
            self.get_header(view=view)

    def test_lists_and_searches_get_what_documents_share(self):
        shared = {
            "list": ["requester_id", "company_id", "state"],
            "search": ["requester_id", "mine", "open", "approved", None],
        }
        for view_type, tag in (("list", "widget"), ("search", "separator")):
            arch = f"<{view_type}><field name='name'/><{tag} name='approval'/>"
            view = self.env["ir.ui.view"].create(
                {
                    "name": "Fake",
                    "model": "sales.fake.request",
                    "arch": f"{arch}</{view_type}>",
                }
            )
            model = self.env["sales.fake.request"]
            arch = etree.fromstring(model.get_view(view.id, view_type)["arch"])
            names = [node.get("name") for node in arch if node.tag != "separator"]
            self.assertEqual(names, ["name", *shared[view_type]])

    def test_an_own_column_stays_where_it_is(self):
        view = self.env["ir.ui.view"].create(
            {
                "name": "Fake",
                "model": "sales.fake.request",
                "arch": "<list><field name='state' string='How far'/>"
                "<widget name='approval'/></list>",
            }
        )
        arch = self.env["sales.fake.request"].get_view(view.id, "list")["arch"]
        first, *others = etree.fromstring(arch)
        self.assertEqual(
            (first.get("string"), first.get("widget")), ("How far", "badge")
        )
        self.assertNotIn("state", [node.get("name") for node in others])

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

    def test_an_assessment_keeps_its_words_and_their_order(self):
        header = self.get_header("sales.tier.assessment", self.director)
        labels = [node.get("string") for node in header.iterfind("button")]
        self.assertEqual(
            labels,
            [
                "Compute",
                "My Teams Are Checked",
                "Approve",
                "Reject",
                "Withdraw",
                "Apply",
                "Compute again",
                "Change the Period",
                "Work on It Again",
                "Cancel",
            ],
        )
        names = self.get_names("sales.tier.assessment", self.general)
        self.assertEqual(names, [*SHARED[1:3], "state"])

    def test_every_document_has_the_same_keys(self):
        """No document takes the key of Submit or Approve for something else."""
        base = self.registry["sales.approval.document"]
        documents = [
            name
            for name, model in self.registry.items()
            if issubclass(model, base) and not model._abstract and "fake" not in name
        ]
        self.assertIn("sales.tier.assessment", documents)
        for name in documents:
            header = self.get_header(name, self.director)
            keys = {node.get("data-hotkey"): node for node in header.iterfind("button")}
            self.assertEqual(keys["a"].get("name"), "action_approve", name)
            if "q" in keys:
                self.assertEqual(keys["q"].get("name"), "action_submit", name)
