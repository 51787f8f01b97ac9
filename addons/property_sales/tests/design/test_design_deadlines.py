from odoo.tests import tagged

from ..common_design import DesignCommon


@tagged("post_install", "-at_install")
class TestDesignDeadlines(DesignCommon):
    """Rows 18 and 19 of the calendar."""

    # row 18: the notice

    def test_the_buyer_is_told_within_ten_days_of_the_change(self):
        amendment = self.new_design()
        row = self.get_deadline("design_notice", amendment)
        self.assertEqual(row.user_id, self.home_seller)
        self.assert_around(row, 10)

    def test_told_in_time_it_is_done(self):
        amendment = self.new_told()
        row = self.get_deadline("design_notice", amendment)
        self.assertEqual((row.state, row.date_done), ("done", self.day(0)))

    def test_another_day_of_the_change_moves_it(self):
        amendment = self.new_design()
        row = self.get_deadline("design_notice", amendment)
        amendment.change_date = self.day(-4)
        self.assertEqual((row.state, row.date_due), ("open", self.day(6)))
        amendment.change_date = self.day(-11)
        self.assertEqual((row.state, row.date_due), ("late", self.day(-1)))

    def test_it_is_void_where_the_change_is_given_up(self):
        contract = self.new_signed()
        amendment = self.new_design(contract)
        amendment.action_cancel()
        row = self.get_deadline("design_notice", amendment)
        self.assertEqual(row.state, "void")
        other = self.new_design(contract)
        self.rescind(contract)
        self.assertEqual(self.get_deadline("design_notice", other).state, "void")

    # row 19: the answer

    def test_the_answer_is_awaited_for_fifteen_days(self):
        amendment = self.new_told()
        self.assert_around(self.get_deadline("design_answer", amendment), 15)

    def test_answered_in_time_it_is_done(self):
        amendment = self.new_told()
        amendment.action_answer("accept")
        row = self.get_deadline("design_answer", amendment)
        self.assertEqual((row.state, row.date_done), ("done", self.day(0)))

    def test_silence_ends_it(self):
        amendment = self.new_told()
        with self.at(16, 4):
            self.run_cron("property_sales.ir_cron_property_design")
        row = self.get_deadline("design_answer", amendment)
        self.assertEqual((row.state, row.date_done), ("done", self.day(16)))

    def test_a_later_notice_has_a_later_last_day(self):
        contract = self.new_signed()
        first = self.new_told(contract, days=-3, arrived=-3)
        second = self.new_told(contract, days=-3, arrived=0)
        for amendment, day in ((first, 12), (second, 15)):
            row = self.get_deadline("design_answer", amendment)
            self.assertEqual(row.date_due, self.day(day))

    def test_it_goes_with_the_contract_to_a_colleague(self):
        amendment = self.new_told()
        contract = amendment.contract_id
        contract.with_user(self.home_manager).action_transfer(
            self.home_colleague.id, "Leaves"
        )
        row = self.get_deadline("design_answer", amendment)
        self.assertEqual((row.state, row.user_id), ("open", self.home_colleague))

    def test_it_is_void_where_the_contract_ends(self):
        amendment = self.new_told()
        self.rescind(amendment.contract_id)
        self.assertEqual(self.get_deadline("design_answer", amendment).state, "void")
