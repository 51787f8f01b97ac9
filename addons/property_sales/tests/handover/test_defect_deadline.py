from odoo.tests import tagged

from ..common_handover import HandoverCommon

NOTICE = "property_sales.mail_activity_type_deadline"


@tagged("post_install", "-at_install")
class TestDefectDeadline(HandoverCommon):
    """Row 26 of the calendar: what the inspection found is mended in time (R2.7)."""

    def setUp(self):
        super().setUp()
        self.handover = self.notify(self.new_settled())
        self.handover.action_inspect([{"part": "leak", "text": "Wet wall"}])
        self.defect = self.handover.defect_ids
        self.row = self.get_deadline()

    def get_deadline(self):
        rows = self.env["property.deadline"].sudo()
        domain = [("kind", "=", "defect"), ("res_id", "=", self.defect.id)]
        return rows.search(domain, order="id desc", limit=1)

    def assert_told(self, day, state, *users):
        with self.at(day, 4):
            self.run_cron("property_sales.ir_cron_deadline")
        activities = self.env["mail.activity"].sudo()
        told = activities.search(
            [
                ("res_model", "=", self.row._name),
                ("res_id", "=", self.row.id),
                ("activity_type_id", "=", self.env.ref(NOTICE).id),
            ]
        )
        self.assertEqual(self.row.state, state, f"on day {day}")
        self.assertEqual(told.user_id, self.env["res.users"].union(*users))

    def test_it_is_mended_within_thirty_days(self):
        self.assertEqual(self.row.date_due, self.day(30))
        self.assertIn("Wet wall", self.row.document)
        self.assertIn(self.unit.name, self.row.document)
        self.assert_told(22, "open")
        self.assert_told(23, "open", self.home_seller)
        self.assert_told(30, "open", self.home_seller)
        self.assert_told(31, "late", self.home_seller, self.director)

    def test_mended_it_is_done(self):
        self.defect.action_done()
        self.assertEqual((self.row.state, self.row.date_done), ("done", self.today))

    def test_it_moves_to_another_day_and_colleague(self):
        self.defect.write({"date_due": self.day(5), "user_id": self.clerk.id})
        self.assertEqual(
            (self.row.date_due, self.row.user_id), (self.day(5), self.clerk)
        )
        self.assert_told(0, "open", self.clerk)
        mine = self.defect.with_user(self.clerk)
        self.assertEqual(mine.search([("id", "=", self.defect.id)]), self.defect)
        mine.invalidate_recordset()
        self.assertIn(self.unit.name, mine.display_name)
        self.assertFalse(
            mine.with_user(self.investor).search([("id", "=", self.defect.id)])
        )

    def test_without_a_day_it_has_that_of_the_settings(self):
        self.defect.date_due = self.day(5)
        self.defect.date_due = False
        self.assertEqual((self.row.state, self.row.date_due), ("open", self.day(30)))

    def test_without_its_contract_it_is_void(self):
        self.handover.contract_id.sudo()._write_protected({"state": "rescinded"})
        self.assert_told(1, "void")
