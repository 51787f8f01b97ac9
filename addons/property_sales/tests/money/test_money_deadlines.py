from odoo.tests import tagged

from ..common_deadline import DeadlineChecks
from ..common_house_money import HouseMoneyCommon


@tagged("post_install", "-at_install")
class TestMoneyDeadlines(DeadlineChecks, HouseMoneyCommon):
    """Rows 7, 8 and 9 of the calendar: handed in, banked, closed (R2.8, R2.10)."""

    def count_days(self):
        """The days from today to the next bank day."""
        return (self.company._get_next_bank_day(self.today) - self.today).days

    def close_weekday(self, date):
        """Have nobody work on the weekday of a day."""
        hours = self.company.resource_calendar_id.attendance_ids
        hours.filtered(lambda row: row.dayofweek == str(date.weekday())).unlink()

    # row 7: handed to finance

    def test_money_is_handed_in_on_its_day(self):
        row = self.get_deadline("hand_in", self.take())
        self.assertEqual((row.state, row.date_due), ("open", self.today))
        self.assertEqual(self.get_told(row), self.home_seller)
        late = self.finance, self.general
        self.assert_told(row, 1, "late", self.home_seller, *late)

    def test_handed_in_it_is_done(self):
        receipt = self.take()
        row = self.get_deadline("hand_in", receipt)
        self.submit(receipt.report_id)
        self.assert_done(row)

    def test_cancelled_it_is_void(self):
        receipt = self.take()
        row = self.get_deadline("hand_in", receipt)
        receipt.with_user(self.home_seller).action_cancel()
        self.assertEqual(row.state, "void")

    # row 8: banked

    def test_money_is_banked_on_the_next_bank_day(self):
        receipt = self.take()
        self.assertFalse(self.get_deadline("bank", receipt))
        self.verify(receipt.report_id)
        row = self.get_deadline("bank", receipt)
        days = self.count_days()
        self.assert_around(row, days, 1, [self.finance], [self.general])

    def test_a_holiday_moves_it(self):
        row = self.get_deadline("bank", self.take_verified())
        before = row.date_due
        self.close_weekday(before)
        self.watch(0)
        self.assertGreater(row.date_due, before)
        self.assert_moved(row, self.count_days())

    def test_banked_it_is_done(self):
        receipt = self.take_verified()
        row = self.get_deadline("bank", receipt)
        self.bank(receipt)
        self.assert_done(row)

    def test_refused_by_the_bank_it_is_void(self):
        paper = {"method": "cheque", "number": "C1", "bank": "ICBC"}
        receipt = self.take_verified(**paper, due_date=str(self.day(5)))
        row = self.get_deadline("bank", receipt)
        methods = receipt.method_ids.with_user(self.finance)
        methods.action_bounce(self.today, "Refused")
        self.assertEqual(row.state, "void")

    # row 9: the day closed

    def test_a_day_is_closed_by_the_next_bank_day(self):
        """Days remind by themselves, and of what is late as well."""
        self.take()
        day = self.new_day()
        self.watch(0)
        self.assertFalse(self.get_deadline("day", day), "it is not over yet")
        days = self.count_days()
        self.watch(1)
        row = self.get_deadline("day", day)
        self.assertEqual((row.state, row.date_due), ("open", self.day(days)))
        self.assert_told(row, days, "open")
        self.assert_told(row, days + 1, "late")

    def test_a_holiday_moves_the_close(self):
        self.take()
        self.watch(1)
        row = self.get_deadline("day", self.new_day())
        self.close_weekday(row.date_due)
        self.watch(1)
        self.assertEqual(row.date_due, self.day(self.count_days()))

    def test_closed_in_time_it_is_done(self):
        receipt = self.take_verified()
        self.bank(receipt)
        self.watch(1)
        day = self.new_day()
        row = self.get_deadline("day", day)
        with self.at(1, 4):
            day.action_close()
        self.assertEqual((row.state, row.date_done), ("done", self.day(1)))

    def test_a_day_without_movements_has_none(self):
        receipt = self.take()
        self.watch(1)
        row = self.get_deadline("day", self.new_day())
        self.assertEqual(row.state, "open")
        receipt.with_user(self.home_seller).action_cancel()
        self.watch(1)
        self.assertEqual(row.state, "void")
