from datetime import date, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ..common_approval import ApprovalCommon

APPROVAL = "sales_rules.mail_activity_type_approval"
MISSING = "sales_rules.mail_activity_type_missing_authority"


@tagged("post_install", "-at_install")
class TestNotice(ApprovalCommon):
    """A duty stands once for each person and record, as long as it lasts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.env["sales.notice"]
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"Partner {number}"} for number in range(2)]
        )
        cls.first, cls.second = cls.partners

    def want(self, *users, records=None, **vals):
        """Return what `_plan` and `_sync` take: the same for all users and records."""
        vals = {"summary": "Call them"} | vals
        records = self.partners if records is None else records
        return {record.id: {user.id: vals for user in users} for record in records}

    def sync(self, *users, records=None, per_text=False, **vals):
        records = self.partners if records is None else records
        wanted = self.want(*users, records=records, **vals)
        self.notices._sync(records, APPROVAL, wanted, per_text=per_text)

    def find(self, record=None, user=None, type_xmlid=APPROVAL, **context):
        domain = [("activity_type_id", "=", self.env.ref(type_xmlid).id)]
        if record:
            domain += [("res_model", "=", record._name), ("res_id", "=", record.id)]
        if user:
            domain.append(("user_id", "=", user.id))
        return self.env["mail.activity"].with_context(**context).search(domain)

    def count_queries(self, method, *args, **kwargs):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        method(*args, **kwargs)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_each_user_has_one_activity_for_each_record(self):
        self.sync(self.seller, self.manager)
        self.sync(self.seller, self.manager)
        for record in self.partners:
            for user in (self.seller, self.manager):
                self.assertEqual(len(self.find(record, user)), 1)

    def test_it_is_due_today_where_nothing_else_is_said(self):
        self.sync(self.seller)
        self.assertRecordValues(
            self.find(self.first),
            [
                {
                    "summary": "Call them",
                    "date_deadline": fields.Date.context_today(self.env.user),
                    "automated": True,
                }
            ],
        )

    def test_the_same_wanted_again_writes_nothing(self):
        link = '<p><a href="/odoo/action-1" style="color:red">Open</a></p>'
        vals = {"note": link, "date_deadline": date(2026, 5, 4)}
        self.sync(self.seller, self.manager, **vals)
        known = self.find()
        self.env.invalidate_all()
        with patch.object(self.env.registry["mail.activity"], "write") as write:
            self.sync(self.seller, self.manager, **vals)
        write.assert_not_called()
        self.assertEqual(self.find(), known)

    def test_what_changes_is_updated_in_place(self):
        self.sync(self.seller)
        known = self.find()
        vals = {"date_deadline": date(2026, 5, 4), "summary": "Visit", "note": "Soon"}
        self.sync(self.seller, **vals)
        self.assertEqual(self.find(), known)
        self.assertRecordValues(known, [vals | {"note": "<p>Soon</p>"}] * 2)

    def test_what_is_not_said_stays_as_the_user_moved_it(self):
        self.sync(self.seller)
        activity = self.find(self.first)
        activity.with_user(self.seller).date_deadline = date(2026, 5, 4)
        self.sync(self.seller, summary="Visit them")
        self.assertEqual(activity.date_deadline, date(2026, 5, 4))

    def test_wanted_no_more_it_is_done_and_others_keep_theirs(self):
        self.sync(self.seller, self.manager)
        kept, done = self.find(user=self.seller), self.find(user=self.manager)
        self.sync(self.seller)
        self.assertEqual(self.find(), kept)
        self.assertEqual(done.exists().mapped("active"), [False, False])

    def test_planning_ends_nothing_and_tells_what_else_stands(self):
        self.sync(self.seller)
        wanted = self.want(self.manager)
        rest = self.notices._plan(self.partners, APPROVAL, wanted)
        self.assertEqual(rest, self.find(user=self.seller))
        self.assertEqual(self.find().user_id, self.seller | self.manager)

    def test_a_second_one_by_mistake_is_done(self):
        self.sync(self.seller)
        known = self.find(self.first)
        known.copy()
        self.sync(self.seller)
        self.assertEqual(self.find(self.first), known)

    def test_done_by_the_user_but_still_wanted_it_comes_back(self):
        self.sync(self.seller)
        done = self.find(self.first)
        done.with_user(self.seller).action_feedback("I know")
        self.sync(self.seller)
        self.assertEqual(len(self.find(self.first)), 1)
        self.assertNotEqual(self.find(self.first), done)

    def test_per_text_the_next_step_is_an_activity_of_its_own(self):
        self.sync(self.seller, per_text=True)
        known = self.find(self.first)
        self.sync(self.seller, per_text=True, date_deadline=date(2026, 5, 4))
        self.assertEqual(self.find(self.first), known)
        self.sync(self.seller, per_text=True, summary="Visit them")
        self.assertEqual(self.find(self.first).summary, "Visit them")
        self.assertFalse(known.active)

    def test_an_archived_user_gets_none_and_keeps_none(self):
        self.sync(self.seller, self.manager)
        self.manager.active = False
        self.sync(self.seller, self.manager)
        self.assertEqual(self.find().user_id, self.seller)

    def test_nobody_is_told_where_there_is_nobody(self):
        self.sync(self.env["res.users"])
        self.assertFalse(self.find())

    def test_other_records_and_types_and_what_users_planned_stay(self):
        self.sync(self.seller)
        free = {False: {self.seller.id: {"summary": "Look"}}}
        self.notices._sync(None, APPROVAL, free)
        self.notices._plan(self.first, MISSING, self.want(self.seller))
        by_hand = self.first.activity_schedule(
            APPROVAL, user_id=self.seller.id, automated=False
        )
        gone = self.find(self.first) - by_hand
        kept = self.find() - gone
        self.sync(records=self.first)
        self.assertEqual(self.find(), kept)
        self.assertEqual(len(self.find(self.first, type_xmlid=MISSING)), 1)

    def test_without_a_record_only_the_users_in_question_are_looked_at(self):
        free = dict.fromkeys((self.seller | self.manager).ids, {"summary": "Look"})
        self.notices._sync(None, APPROVAL, {False: free})
        self.notices._sync(None, APPROVAL, {}, users=self.manager)
        self.assertRecordValues(
            self.find(), [{"user_id": self.seller.id, "res_model": False, "res_id": 0}]
        )

    def test_a_user_without_access_keeps_the_activities_of_colleagues(self):
        abroad = self.env["res.company"].create({"name": "Abroad"})
        self.partners.company_id = abroad
        self.manager.company_ids |= abroad
        self.sync(self.manager)
        notices = self.notices.with_user(self.clerk)
        partners = self.partners.with_user(self.clerk)
        notices._sync(partners, APPROVAL, self.want(self.manager, summary="Visit"))
        self.assertEqual(set(self.find().mapped("summary")), {"Visit"})
        notices._end(partners, APPROVAL)
        self.assertFalse(self.find())

    def test_ended_it_is_deleted_for_the_users_in_question(self):
        self.sync(self.seller, self.manager)
        self.notices._plan(self.first, MISSING, self.want(self.seller))
        self.notices._end(self.partners, APPROVAL, MISSING, users=self.seller)
        self.assertEqual(self.find(active_test=False).user_id, self.manager)
        self.assertFalse(self.find(type_xmlid=MISSING))
        self.notices._end(self.env["res.partner"], APPROVAL)
        self.assertEqual(len(self.find()), 2)

    def test_a_message_is_sent_only_where_it_is_asked_for(self):
        messages = self.env["mail.message"]
        domain = [("partner_ids", "in", self.seller.partner_id.ids)]
        before = messages.search_count(domain)
        self.sync(self.seller)
        self.assertEqual(messages.search_count(domain), before)
        wanted = self.want(self.seller)
        self.notices._plan(self.partners, MISSING, wanted, mail=True)
        self.assertEqual(messages.search_count(domain), before + 2)

    def test_many_records_take_no_query_each(self):
        many = self.env["res.partner"].create(
            [{"name": f"One of many {number}"} for number in range(40)]
        )
        later = fields.Date.context_today(self.env.user) + timedelta(days=3)
        steps = (
            ((self.seller, self.manager), {}),
            ((self.seller, self.manager), {}),
            ((self.seller, self.manager), {"date_deadline": later}),
            ((self.seller,), {"date_deadline": later}),
        )
        self.sync(self.seller, records=self.first)  # warm caches
        self.sync(records=self.first)
        few, lots = (
            [
                self.count_queries(self.sync, *users, records=records, **vals)
                for users, vals in steps
            ]
            for records in (self.partners, many)
        )
        self.assertEqual(lots, few)
        self.assertEqual(lots[1], 2)  # users and activities are read
        ends = [
            self.count_queries(self.notices._end, records, APPROVAL)
            for records in (self.partners, many)
        ]
        self.assertEqual(*ends)

    def test_a_deleted_type_is_not_planned_and_takes_no_other_along(self):
        other = self.env["mail.activity"].create(
            {
                "automated": True,
                "res_id": self.first.id,
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "user_id": self.seller.id,
            }
        )
        other.activity_type_id = False
        self.env.ref(APPROVAL).sudo().unlink()
        self.sync(self.seller)
        self.sync()
        self.notices._end(self.partners, APPROVAL)
        self.assertEqual(self.partners.activity_ids, other)
        self.assertTrue(other.active)
