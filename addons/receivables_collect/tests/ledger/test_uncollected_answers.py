from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .test_uncollected_report import UncollectedCommon


@tagged("post_install", "-at_install")
class TestUncollectedAnswers(UncollectedCommon):
    """Reasons are typed on the report itself, each item once (R4.28, F23)."""

    def setUp(self):
        super().setUp()
        self.new_overdue(100)
        self.week = self.generate("week")
        self.ten_days = self.generate("ten_days")

    def answer(self, report, reason, user=None, **vals):
        line = report.line_ids.with_user(user or self.seller)
        line.write({"reason": reason} | vals)

    def test_a_reason_is_typed_on_the_report_and_submitted(self):
        with Form(self.week.with_user(self.seller)) as form:
            with form.line_ids.edit(0) as line:
                line.reason = "no_money"
        self.week.with_user(self.seller).action_submit()
        self.assertEqual(self.week.state, "submitted")
        self.assertEqual(self.week.line_ids.reason, "no_money")

    def test_the_report_itself_stays_as_it_is(self):
        report = self.week.with_user(self.seller)
        for vals in ({"date_due": self.today}, {"state": "reconciled"}):
            with self.subTest(vals), self.assertRaises(UserError):
                report.write(vals)

    def test_the_same_item_is_not_asked_twice(self):
        self.answer(self.week, "promised", note="Friday")
        self.assertRecordValues(
            self.ten_days.line_ids, [{"reason": "promised", "note": "Friday"}]
        )
        self.ten_days.with_user(self.seller).action_submit()

    def test_a_corrected_reason_is_followed(self):
        self.answer(self.week, "promised")
        self.answer(self.week, "papers")
        self.assertEqual(self.ten_days.line_ids.reason, "papers")

    def test_a_correction_in_either_report_is_followed(self):
        self.answer(self.week, "promised")
        self.answer(self.ten_days, "legal")
        self.assertEqual(self.week.line_ids.reason, "legal")

    def test_a_submitted_report_keeps_its_reasons(self):
        self.answer(self.week, "promised")
        self.week.with_user(self.seller).action_submit()
        self.answer(self.ten_days, "legal")
        self.assertEqual(self.week.line_ids.reason, "promised")

    def test_the_report_of_another_salesperson_is_not_answered(self):
        self.move_to(self.colleague, -9)
        later = self.generate("ten_days", days=0, user=self.colleague)
        self.answer(self.week, "promised")
        self.assertFalse(later.line_ids.filtered("reason"))

    def test_its_name_has_the_day_as_people_write_it(self):
        self.assertNotIn(str(self.week.date_to), self.week.display_name)
