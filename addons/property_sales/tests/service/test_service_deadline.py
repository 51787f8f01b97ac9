from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_service import ServiceCommon

NOTICE = "property_sales.mail_activity_type_deadline"


@tagged("post_install", "-at_install")
class TestServiceDeadline(ServiceCommon):
    """Rows 31 and 32 of the calendar: warranties that end, owners who wait (R2.7)."""

    def setUp(self):
        super().setUp()
        self.contract = self.new_handed(days=40)

    def get_deadlines(self, kind, record):
        rows = self.env["property.deadline"].sudo()
        domain = [("kind", "=", kind), ("res_id", "=", record.id)]
        return rows.search(domain, order="id desc")

    def get_deadline(self, kind, record):
        return self.get_deadlines(kind, record)[:1]

    def get_told(self, row):
        activities = self.env["mail.activity"].sudo()
        return activities.search(
            [
                ("res_model", "=", row._name),
                ("res_id", "=", row.id),
                ("activity_type_id", "=", self.env.ref(NOTICE).id),
            ]
        ).user_id

    def watch(self, day):
        with self.at(day, 4):
            self.run_cron("property_sales.ir_cron_deadline")

    def assert_told(self, row, day, state, *users):
        self.watch(day)
        self.assertEqual(row.state, state, f"on day {day}")
        self.assertEqual(self.get_told(row), self.env["res.users"].union(*users))

    # row 32: the answer

    def test_the_owner_is_answered_within_three_days(self):
        request = self.new_request(self.contract)
        row = self.get_deadline("service_answer", request)
        self.assertEqual((row.date_due, row.user_id), (self.day(3), self.home_seller))
        self.assertEqual(row.document, request.display_name)
        self.assert_told(row, 2, "open", self.home_seller)
        self.assert_told(row, 3, "open", self.home_seller)
        self.assert_told(row, 4, "late", self.home_seller, self.director)
        self.assertTrue(request.is_late or request.answer_until >= self.today)

    def test_answered_in_time_it_is_done(self):
        request = self.new_request(self.contract)
        request.with_user(self.home_seller).action_answer("We come")
        row = self.get_deadline("service_answer", request)
        self.assertEqual((row.state, row.date_done), ("done", self.today))
        self.assertFalse(self.get_told(row))

    def test_assigned_it_is_the_assignees(self):
        request = self.new_assigned(self.contract)
        for kind, days in (("service_answer", 3), ("service_done", 15)):
            row = self.get_deadline(kind, request)
            self.assertEqual(
                (row.date_due, row.user_id), (self.day(days), self.repairer)
            )
            self.assertEqual(self.get_told(row), self.repairer)
            found = row.with_user(self.repairer)
            self.assertEqual(found.search([("id", "=", row.id)]), row)
            self.assertEqual(found.action_open_document()["res_id"], request.id)
        with self.assertRaises(AccessError):
            row.with_user(self.clerk).read(["date_due"])

    def test_done_is_no_answer(self):
        request = self.new_done(self.contract)
        row = self.get_deadline("service_answer", request)
        self.assertEqual(row.state, "open")
        request.with_user(self.home_seller).action_confirm()
        self.assertEqual(row.state, "done")

    # row 32: the repair

    def test_it_is_done_within_fifteen_days(self):
        request = self.new_assigned(self.contract)
        row = self.get_deadline("service_done", request)
        self.assert_told(row, 14, "open", self.repairer)
        self.assert_told(row, 15, "open", self.repairer)
        self.assert_told(row, 16, "late", self.repairer, self.director)
        with self.at(16, 10):
            request.with_user(self.repairer).action_done("Sealed")
        self.assertEqual(row.state, "done")
        self.assertFalse(self.get_told(row))

    def test_the_days_are_the_companys(self):
        self.company.write(
            {"property_service_answer_days": 1, "property_service_done_days": 5}
        )
        request = self.new_request(self.contract)
        dues = {
            kind: self.get_deadline(kind, request).date_due
            for kind in ("service_answer", "service_done")
        }
        self.assertEqual(
            dues, {"service_answer": self.day(1), "service_done": self.day(5)}
        )

    def test_reopened_it_has_a_new_day(self):
        request = self.new_done(self.contract)
        first = self.get_deadline("service_done", request)
        self.assertEqual(first.state, "done")
        with self.at(2, 10):
            request.with_user(self.home_seller).action_reopen("Still wet")
        row = self.get_deadline("service_done", request)
        self.assertNotEqual(row, first)
        self.assertEqual((row.state, row.date_due), ("open", self.day(17)))

    def test_given_to_another_it_moves(self):
        request = self.new_assigned(self.contract)
        request.with_user(self.home_manager).action_assign(self.clerk.id)
        row = self.get_deadline("service_done", request)
        self.assertEqual(len(self.get_deadlines("service_done", request)), 1)
        self.assertEqual(row.user_id, self.clerk)
        self.assertEqual(self.get_told(row), self.clerk)

    def test_a_mistake_has_none(self):
        request = self.new_assigned(self.contract)
        request.with_user(self.home_manager).action_cancel("Entered twice")
        for kind in ("service_answer", "service_done"):
            row = self.get_deadline(kind, request)
            self.assertEqual(row.state, "void")
            self.assertFalse(self.get_told(row))

    def test_late_requests_are_found(self):
        request = self.new_assigned(self.contract, reported_on=self.day(-4))
        found = self.env["property.service.request"].with_user(self.home_seller)
        late = [("is_late", "=", True), ("id", "=", request.id)]
        self.assertTrue(request.is_late)
        self.assertTrue(found.search(late))
        request.with_user(self.repairer).action_answer("We come")
        self.assertFalse(request.is_late)
        self.assertFalse(found.search(late))
        self.assertTrue(found.search([("is_late", "=", False)]))

    # row 31: the warranty

    def end_warranty(self, days):
        leak = self.contract.warranty_ids._find_part("leak")
        leak._write_protected({"date_to": self.day(days)})
        return leak

    def test_a_warranty_ends_without_being_late(self):
        leak = self.end_warranty(40)
        self.watch(9)
        self.assertFalse(self.get_deadline("warranty", leak))
        self.watch(10)
        row = self.get_deadline("warranty", leak)
        self.assertIn(self.unit.name, row.document)
        self.assert_told(row, 10, "open", self.home_seller)
        self.assert_told(row, 39, "open", self.home_seller)
        self.assert_told(row, 40, "open", self.home_seller)
        self.assert_told(row, 41, "done")

    def test_a_warranty_moves_to_another_salesperson(self):
        leak = self.end_warranty(10)
        self.watch(0)
        self.contract.with_user(self.home_manager).action_transfer(
            self.home_colleague.id, "Moves"
        )
        row = self.get_deadline("warranty", leak)
        self.assertEqual((row.state, row.user_id), ("open", self.home_colleague))

    def test_a_later_end_takes_it_away(self):
        leak = self.end_warranty(10)
        self.watch(0)
        row = self.get_deadline("warranty", leak)
        leak._write_protected({"date_to": self.day(12)})
        self.watch(0)
        self.assertEqual((row.state, row.date_due), ("open", self.day(12)))

    def test_without_its_contract_it_is_void(self):
        leak = self.end_warranty(10)
        self.watch(0)
        row = self.get_deadline("warranty", leak)
        self.contract._write_protected({"state": "rescinded"})
        self.watch(1)
        self.assertEqual(row.state, "void")
