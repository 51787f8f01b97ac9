from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_handover import PICTURE, HandoverCommon


@tagged("post_install", "-at_install")
class TestHandoverSteps(HandoverCommon):
    """All that comes before the keys, and who refuses them (R2.7)."""

    def let_day_come(self, handover, days=-1):
        """Let the day that was named be over."""
        handover.sudo()._write_protected({"date_from": self.day(days)})

    def test_the_buyer_is_told_ten_days_ahead(self):
        contract = self.new_settled()
        with self.assert_refused("at least 10 days ahead"):
            self.notify(contract, 9)
        handover = self.notify(contract, 10)
        self.assertEqual(handover.notice_date, self.today)
        with self.assert_refused("told a day already"):
            self.notify(contract, 11)

    def test_all_reasons_at_once(self):
        self.building.with_user(self.investor).completed_on = False
        self.development.with_user(self.investor).house_manual = False
        contract = self.new_signed(pricing_basis="gross")
        with self.assertRaises(UserError) as caught:
            self.notify(contract, 1)
        for text in (
            "The contract is “Signed”",
            "is not filed",
            "The surveyed area is not settled",
            "no record of its completion",
            "at least 10 days ahead",
        ):
            self.assertIn(text, str(caught.exception))

    def test_no_keys_before_the_money_and_the_papers(self):
        contract = self.new_settled()
        handover = self.notify(contract)
        self.development.with_user(self.investor).house_manual = False
        with self.assert_refused("of the price is not paid"):
            handover.action_accept(PICTURE)
        self.assertIn("House Manual F46", handover.reasons_text)
        self.pay_all(contract)
        with self.assert_refused("House Manual F46"):
            handover.action_accept(PICTURE)
        self.development.with_user(self.investor).house_manual = "<p>Walls</p>"
        with self.assert_refused("the buyer signs"):
            handover.action_accept("")
        handover.action_accept(PICTURE)
        with self.assert_refused("Accepted"):
            handover.action_accept(PICTURE)

    def test_each_defect_is_answered_first(self):
        contract = self.new_settled()
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_inspect([{"part": "leak", "text": "Wet wall"}])
        [defect] = handover.defect_ids
        self.assertEqual(defect.date_due, self.day(30))
        defect.date_due = False
        with self.assert_refused("Not answered: Wet wall"):
            handover.action_accept(PICTURE)
        defect.date_due = self.day(5)
        handover.action_accept(PICTURE)
        defect.action_done()
        self.assertEqual(defect.date_done, self.today)
        for wrong in ([{"part": "roof", "text": "x"}], ["x"], [{"part": "leak"}]):
            with self.assertRaises(UserError):
                handover.action_inspect(wrong)

    def test_refused_with_a_cause_it_is_told_anew(self):
        contract = self.new_settled()
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_refuse("Water in the cellar", True)
        self.let_day_come(handover)
        with self.assert_refused("with a cause"):
            handover.with_user(self.home_manager).action_deem("Letter")
        again = self.notify(contract)
        again.action_accept(PICTURE)
        self.assertEqual(contract.state, "handed_over")

    def test_without_a_cause_it_counts_from_the_day_that_was_named(self):
        contract = self.new_settled()
        self.pay_all(contract)
        handover = self.notify(contract)
        leader = handover.with_user(self.home_manager)
        with self.assert_refused("is not over"):
            leader.action_deem("Letter")
        self.let_day_come(handover, -2)
        with self.assertRaises(AccessError):
            handover.action_deem("Letter")
        with self.assert_refused("how it is proved"):
            leader.action_deem(" ")
        leader.action_deem("Letter of the 3rd")
        contract.invalidate_recordset()
        self.assertEqual(contract.state, "handed_over")
        self.assertEqual(contract.handover_date, self.day(-2))
        self.assertEqual(contract._get_zero_report(), [])

    def test_what_is_due_with_the_keys_is_claimed_with_the_notice(self):
        contract = self.new_approved(pricing_basis="gross")
        rest = contract.instalment_ids[1]
        rest._write_protected({"anchor": "handover", "date_due": False})
        self.sign(contract)
        contract.with_user(self.home_seller).action_file("BA-1")
        self.survey()
        contract.with_user(self.finance).action_settle_area()
        self.assertEqual(rest.state, "planned")
        self.notify(contract)
        self.assertEqual(rest.state, "claimed")
        self.assertEqual(rest.date_due, self.day(10))
