from ast import literal_eval

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tests.common import freeze_time

from ..common_approval import ApprovalCommon


@tagged("post_install", "-at_install")
class TestInboxList(ApprovalCommon):
    """One inbox over every document; counter and list use one domain (R1.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sales.approval"].search([])._cancel("Not of this test")
        cls.inbox = cls.env.ref("sales_rules.sales_approval_action_inbox")

    def _get_list_specification(self, view):
        """Return what the web client asks for with the list of `view`."""
        model = self.env["sales.approval"]
        arch = etree.fromstring(model.get_view(view.id, "list")["arch"])
        specification = {}
        for node in arch.findall("field"):
            field = model._fields[node.get("name")]
            names = {"fields": {"display_name": {}}} if field.relational else {}
            specification[field.name] = names
        return specification

    def _read_inbox(self, user, limit=100):
        model = self.env["sales.approval"].with_user(user)
        view = self.env.ref("sales_rules.sales_approval_view_list")
        return model.with_context(allowed_company_ids=self.company.ids).web_search_read(
            [("can_decide", "=", True)], self._get_list_specification(view), limit=limit
        )

    def _submit_many(self, count):
        requests = self.env["sales.fake.request"].with_user(self.seller)
        requests = requests.create(
            [
                {
                    "name": f"Request {index}",
                    "amount": 100 + index,
                    "team_id": self.team.id,
                    "partner_id": self.customer.id,
                }
                for index in range(count)
            ]
        )
        requests.action_submit()
        return requests

    def test_counter_and_list_agree_for_every_user(self):
        self.new_approval(500)
        self.new_approval(600, self.colleague)
        self.new_approval(2000, self.manager)
        self.new_approval(9000)
        self.new_substitute(self.general, self.deputy, "2000-01-01", "2100-01-01")
        self.new_substitute(self.general, self.seller, "2000-01-01", "2100-01-01")
        decided = self.new_approval(700)
        decided.with_user(self.manager).action_approve()
        seen = {}
        staff = [("share", "=", False), ("company_ids", "in", self.company.ids)]
        for user in self.env["res.users"].search(staff):
            model = self.env["sales.approval"].with_user(user)
            listed = self._read_inbox(user)
            rows = model.search([])
            seen[user] = model.get_inbox_count()
            self.assertEqual(seen[user], listed["length"])
            self.assertEqual(seen[user], len(rows.filtered("can_decide")))
            self.assertEqual(seen[user], len(model.search(model._get_inbox_domain())))
        self.assertEqual(seen[self.manager], 2)
        self.assertEqual(seen[self.director], 1)
        self.assertEqual((seen[self.general], seen[self.deputy]), (1, 1))
        self.assertEqual((seen[self.seller], seen[self.clerk]), (0, 0))

    def test_the_action_uses_the_domain_of_the_counter(self):
        domain = list(self.env["sales.approval"]._get_inbox_domain())
        self.assertEqual(self.inbox.domain, str(domain))

    def test_a_row_is_enough_to_decide(self):
        self.new_approval(500)
        row = self._read_inbox(self.manager)["records"][0]
        self.assertEqual(row["partner_id"]["display_name"], "Customer")
        self.assertEqual(row["requester_id"]["display_name"], "seller")
        self.assertEqual(row["document_name"], "Request")
        self.assertIn("500.00", row["amount_text"])
        self.assertTrue(row["can_decide"])

    def test_a_page_of_a_hundred_takes_few_queries(self):
        self._submit_many(250)
        users = self.manager | self.clerk
        self.new_substitute(self.manager, self.clerk, "2000-01-01", "2100-01-01")
        for user in users:
            self._read_inbox(user, limit=1)  # registry caches, once per process
            self.env.flush_all()
            self.env.invalidate_all()
            with self.subTest(user=user.name), self.assertQueryCount(25):
                page = self._read_inbox(user)
            self.assertEqual((len(page["records"]), page["length"]), (100, 250))

    def test_a_hundred_rows_take_as_many_queries_as_ten(self):
        self._submit_many(100)
        self._read_inbox(self.manager, limit=1)
        counts = []
        for limit in (10, 100):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._read_inbox(self.manager, limit=limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_the_oldest_and_largest_come_first(self):
        with freeze_time("2026-03-02 10:00:00"):
            late = self.new_approval(100)
        with freeze_time("2026-03-01 10:00:00"):
            early = self.new_approval(100)
        rows = self.env["sales.approval"].with_user(self.manager)
        self.assertEqual(rows.search([("can_decide", "=", True)]), early | late)
        self.assertEqual(
            rows.search([("can_decide", "=", True)]).ids, [early.id, late.id]
        )

    def test_age_is_marked_past_the_reminder(self):
        self.company.approval_reminder_days = 1
        with freeze_time("2026-03-01 10:00:00"):
            approval = self.new_approval(100)
        for day, age, late, due in ((1, 0, 0, 0), (2, 1, 1, 0), (4, 3, 1, 1)):
            with freeze_time(f"2026-03-{day:02} 11:00:00"):
                approval.invalidate_recordset()
                self.assertRecordValues(
                    approval, [{"age_days": age, "is_late": late, "is_due": due}]
                )
        with freeze_time("2026-03-04 11:00:00"):
            approval.with_user(self.manager).action_approve()
        with freeze_time("2026-04-04 11:00:00"):
            approval.invalidate_recordset()
            self.assertRecordValues(
                approval, [{"age_days": 3, "is_late": False, "is_due": False}]
            )

    def test_history_keeps_everything_decided(self):
        approvals = (
            self.new_approval(500) | self.new_approval(501) | self.new_approval(502)
        )
        approvals[0].with_user(self.manager).action_approve()
        approvals[1].with_user(self.manager).action_reject("No")
        approvals[0]._supersede("Edited")
        history = self.env.ref("sales_rules.sales_approval_action_history")
        domain = literal_eval(history.domain)
        found = self.env["sales.approval"].with_user(self.manager).search(domain)
        self.assertEqual(found & approvals, approvals[:2])

    def _open_dialog(self, approvals, action):
        window = getattr(approvals, action)()
        model = self.env[window["res_model"]].with_user(approvals.env.user)
        return Form(model.with_context(**window["context"]))

    def test_the_dialog_rejects_with_a_common_reason(self):
        approvals = (self.new_approval(500) | self.new_approval(501)).with_user(
            self.manager
        )
        form = self._open_dialog(approvals, "action_ask_rejection")
        form.common_reason = "papers"
        form.reason = "The contract is not signed"
        form.save().action_apply()
        self.assertEqual(set(approvals.mapped("state")), {"rejected"})
        self.assertEqual(
            approvals[0].reason, "Papers are missing. The contract is not signed"
        )

    def test_the_dialog_forwards(self):
        approval = self.new_approval(500).with_user(self.manager)
        form = self._open_dialog(approval, "action_ask_forward")
        form.user_id = self.deputy
        form.reason = "You know the customer"
        form.save().action_apply()
        self.assertEqual(approval.superseded_by_id.candidate_ids, self.deputy)

    def test_the_dialog_lends_no_authority(self):
        approval = self.new_approval(500)
        with self.assertRaises(AccessError):
            approval.with_user(self.director).action_ask_rejection()
        model = self.env["sales.approval.reason"]
        for user in (self.seller, self.director, self.clerk):
            with self.assertRaises(UserError):
                dialog = model.with_user(user).create(
                    {
                        "res_model": "sales.approval",
                        "res_ids": approval.ids,
                        "action": "reject",
                        "reason": "No",
                    }
                )
                dialog.action_apply()
        self.assertEqual(approval.state, "pending")
