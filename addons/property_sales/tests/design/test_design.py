from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_design import DesignCommon

CRON = "property_sales.ir_cron_property_design"


@tagged("post_install", "-at_install")
class TestDesign(DesignCommon):
    """Row 41: told within 10 days, answered within 15, silence accepts."""

    def test_the_buyer_is_told_and_accepts(self):
        contract = self.new_signed()
        amendment = self.new_told(contract, days=-10)
        self.assertEqual(amendment.notified_on, self.day(0))
        self.assertEqual(amendment.answer_until, self.day(15))
        self.assertFalse(amendment.is_notice_late)
        amendment.action_answer("accept")
        self.assertRecordValues(
            amendment,
            [
                {
                    "state": "applied",
                    "answer": "accept",
                    "answered_on": self.day(0),
                    "applied_on": self.day(0),
                    "amount_moved": 0,
                }
            ],
        )
        self.assertIn("The buyer accepts it.", amendment.change_text)
        paper = contract.document_ids.filtered(lambda row: row.kind == "amendment")
        self.assertEqual(paper.date_issued, self.day(0))
        self.assertEqual(contract.state, "signed")

    def test_a_notice_on_the_eleventh_day_leaves_the_right_to_leave(self):
        contract = self.new_signed()
        amendment = self.new_told(contract, days=-11)
        self.assertTrue(amendment.is_notice_late)
        self.assertIn("came late", amendment.change_text)
        amendment.action_answer("accept")
        self.rescind(contract, "developer", ground="design")
        self.assertEqual(contract.state, "rescinded")

    def test_who_was_told_in_time_and_accepted_does_not_leave_for_it(self):
        contract = self.new_signed()
        leaving = self.new_amendment(
            contract, "rescission", fault="developer", ground="design"
        )
        with self.assert_refused("not changed by an amendment"):
            leaving.action_submit()
        amendment = self.new_told(contract, days=-10)
        with self.assert_refused("not changed by an amendment"):
            leaving.action_submit()
        amendment.action_answer("accept")
        with self.assert_refused("and accepted it"):
            leaving.action_submit()

    def test_who_leaves_gets_all_back_with_interest(self):
        """R2.7: the deposit is returned, and not doubled."""
        contract = self.new_paid()
        amendment = self.new_told(contract)
        amendment.action_answer("rescind")
        self.assertEqual(amendment.state, "applied")
        self.assertIn("The buyer leaves for it.", amendment.change_text)
        leaving = self.rescind(contract, "developer", ground="design")
        self.assertEqual(leaving.amount_deposit, 0)
        self.assertEqual(leaving.amount_refund, 307_500)

    def test_the_last_day_to_answer_is_in_time_and_the_next_is_not(self):
        for day, is_late in ((14, False), (15, False), (16, True)):
            with self.subTest(day), self.env.cr.savepoint() as savepoint:
                amendment = self.new_told()
                with self.at(day, 4):
                    if is_late:
                        with self.assert_refused("silence accepted on"):
                            amendment.action_answer("rescind")
                        # nor with an earlier day
                        with self.assert_refused("silence accepted on"):
                            amendment.action_answer("rescind", self.day(15))
                    else:
                        amendment.action_answer("rescind")
                        self.assertEqual(amendment.answered_on, self.day(day))
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_an_answer_of_a_day_to_come_is_none(self):
        amendment = self.new_told()
        with self.assert_refused("not after today"):
            amendment.action_answer("accept", self.day(1))
        with self.assert_refused("silence accepted on"):
            amendment.action_answer("accept", self.day(16))

    def test_silence_accepts_on_the_day_after_the_last_one(self):
        amendment = self.new_told()
        for day, state in ((14, "approved"), (15, "approved"), (16, "applied")):
            with self.at(day, 4):
                self.run_cron(CRON)
                self.env.invalidate_all()
                self.assertEqual(amendment.state, state, day)
        self.assertEqual(amendment.answer, "accept")
        self.assertFalse(amendment.answered_on)
        self.assertEqual(amendment.applied_on, self.day(16))
        self.assertIn("Silence accepts it.", amendment.change_text)
        with self.at(20, 4), self.assert_refused("silence accepted on"):
            amendment.action_answer("rescind")

    def test_each_company_has_its_own_day(self):
        """Where the last day is not over yet, silence has not accepted."""
        amendment = self.new_told()
        self.company.sudo().resource_calendar_id.tz = "Pacific/Honolulu"
        # six in the evening of the last day there, then two hours into the next
        for hour, state in ((4, "approved"), (12, "applied")):
            with self.at(16, hour):
                self.run_cron(CRON)
                self.env.invalidate_all()
                self.assertEqual(amendment.state, state)

    def test_one_that_fails_keeps_none_of_the_others_from_it(self):
        first = self.new_told()
        unit = self.new_units()
        self.new_valid_permit(unit, number="YS-77")
        self.new_release(unit, name="Of 77")
        hold = self.reserve(unit, self.new_buyer("Of 77"))
        second = self.new_told(self.new_signed(hold))
        first.sudo().company_id.flush_recordset()
        first.sudo()._write_protected({"figures": {"moved": 5}})
        with self.at(16, 4), self.assertLogs("odoo.addons.sales_rules", "ERROR"):
            self.run_cron(CRON)
        self.env.invalidate_all()
        self.assertEqual((first.state, second.state), ("approved", "applied"))

    def test_what_waits_is_not_applied_by_hand(self):
        amendment = self.approve(self.new_design())
        self.assertIn("not told of it yet", amendment.reasons_text)
        with self.assert_refused("not told of it yet"):
            amendment.action_apply()
        amendment.action_notify(self.day(0))
        with self.assert_refused("waits for the buyer's answer until"):
            amendment.action_apply()
        amendment.action_answer("accept")
        with self.assert_refused("Applied"):
            amendment.action_apply()
        self.assertFalse(amendment.reasons_text)

    def test_a_notice_belongs_to_an_approved_change_and_comes_once(self):
        contract = self.new_signed()
        amendment = self.new_design(contract, days=-3)
        with self.assert_refused("Draft"):
            amendment.action_notify(self.day(0))
        with self.assert_refused("Draft"):
            amendment.action_answer("accept")
        self.approve(amendment)
        with self.assert_refused("not told of it yet"):
            amendment.action_answer("accept")
        for day in (None, self.day(-4), self.day(1)):
            with self.assert_refused("when the change was fixed"):
                amendment.action_notify(day)
        amendment.action_notify(self.day(-1))
        with self.assert_refused("arrived on"):
            amendment.action_notify(self.day(0))
        with self.assert_refused("from then on"):
            amendment.action_answer("accept", self.day(-2))
        with self.assert_refused("accepts it, or leaves"):
            amendment.action_answer("perhaps")
        other = self.new_amendment(contract, "rescission", fault="none")
        with self.assert_refused("belong to a change of the design"):
            other.action_notify(self.day(0))
        with self.assert_refused("belong to a change of the design"):
            other.action_answer("accept")

    def test_it_says_what_changes_and_when_it_was_fixed(self):
        contract = self.new_signed()
        for vals, text in (
            ({"text": " "}, "Say what changes"),
            ({"change_date": False}, "was fixed"),
            ({"change_date": self.day(1)}, "up to today"),
        ):
            with self.assert_refused(text):
                self.new_design(contract, **vals).action_submit()
        amendment = self.new_design(contract)
        amendment.action_submit()
        for vals in ({"text": "More"}, {"change_date": self.day(-1)}):
            with self.assert_refused("Withdraw it first"):
                amendment.write(vals)

    def test_a_home_that_was_handed_over_is_as_it_was_built(self):
        contract = self.new_handed_over()
        with self.assert_refused("as it was built"):
            self.new_design(contract).action_submit()

    def test_nobody_else_notes_notice_or_answer(self):
        amendment = self.approve(self.new_design())
        for user in (self.home_colleague, self.director, self.finance, self.investor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                amendment.with_user(user).action_notify(self.day(0))
        amendment.action_notify(self.day(0))
        for user in (self.home_colleague, self.director, self.finance, self.investor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                amendment.with_user(user).action_answer("accept")
        amendment.with_user(self.home_manager).action_answer("accept")

    def test_the_end_of_the_contract_ends_it(self):
        contract = self.new_signed()
        amendment = self.new_told(contract)
        self.rescind(contract)
        self.assertEqual(amendment.state, "cancelled")
        with self.at(20, 4):
            self.run_cron(CRON)
        self.assertEqual(amendment.state, "cancelled")

    def test_its_days_only_get_longer_for_the_buyer(self):
        company = self.company.sudo()
        company.write(
            {"property_design_notice_days": 5, "property_design_answer_days": 20}
        )
        amendment = self.new_told(days=-6)
        self.assertTrue(amendment.is_notice_late)
        self.assertEqual(amendment.answer_until, self.day(20))
        for vals in (
            {"property_design_notice_days": 11},
            {"property_design_answer_days": 14},
        ):
            with self.assert_refused("cannot be"):
                company.write(vals)

    def test_the_dialog_takes_the_steps(self):
        amendment = self.approve(self.new_design())
        steps = self.env["property.amendment.step"].with_user(self.home_seller)
        steps = steps.with_context(active_id=amendment.id)
        steps.create({"step": "notify"}).action_apply()
        self.assertEqual(amendment.notified_on, self.day(0))
        steps.create({"step": "rescind"}).action_apply()
        self.assertEqual(amendment.answer, "rescind")
