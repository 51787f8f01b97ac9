from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.property_sales.tools.schedule import add_months

from ..common_progress import ProgressCommon

CLAIMS = "property_sales.ir_cron_property_claim"
NOTICE = "property_sales.mail_activity_type_progress"


@tagged("post_install", "-at_install")
class TestProgress(ProgressCommon):
    """A stage is certified once, and all that waits for it has its day (R2.10)."""

    def test_a_certificate_gives_the_day_and_the_job_claims(self):
        contract, part = self.new_waiting()
        self.assertFalse(part.date_due)
        triggers = self.env["ir.cron.trigger"].sudo()
        domain = [("cron_id", "=", self.env.ref(CLAIMS).id)]
        before = triggers.search_count(domain)
        progress = self.new_certified(days=10)
        # nobody could pay before the certificate
        self.assertEqual((part.date_due, part.state), (self.today, "planned"))
        self.assertEqual(part.progress_id, progress)
        self.assertEqual(triggers.search_count(domain), before + 1)
        self.claim()
        self.assertEqual(part.state, "claimed")
        self.assertEqual(contract.amount_open, 1_000_000)

    def test_months_run_from_the_day_it_was_reached(self):
        _contract, part = self.new_waiting(months=2)
        self.new_certified(days=10)
        self.assertEqual(part.date_due, add_months(self.day(-10), 2))
        self.claim()
        self.assertEqual(part.state, "planned", "it is not due")

    def test_of_the_last_day_of_a_month_it_is_the_last_day_too(self):
        _contract, part = self.new_waiting(months=25)
        year = self.today.year - 1
        reached = date(year, 1, 31)
        self.new_certified(date=reached)
        # as Python counts, and as PostgreSQL does
        self.assertEqual(part.date_due, add_months(reached, 25))
        self.assertEqual((part.date_due.month, part.date_due.year), (2, year + 2))

    def test_other_stages_and_other_buildings_wait_on(self):
        _contract, part = self.new_waiting()
        self.new_certified(self.foundation)
        self.new_certified(building=self.new_building(name="2"))
        self.assertFalse(part.date_due)

    def test_what_was_paid_ahead_or_has_ended_is_left_alone(self):
        contract, part = self.new_waiting()
        self.credit(contract, 700_000, instalment_ids=part.ids)
        day = part.date_due
        self.assertEqual(part.state, "paid")
        other = self.reserve(self.units[1], self.new_buyer("Other"))
        ended, waiting = self.new_waiting(reservation=other)
        self.rescind(ended)
        self.new_certified(days=3)
        self.assertEqual((part.date_due, bool(part.progress_id)), (day, False))
        self.assertFalse(waiting.date_due)

    def test_signed_after_it_is_due_at_the_signature(self):
        progress = self.new_certified(days=20)
        contract = self.new_contract(instalment_ids=self.get_parts())
        part = contract.instalment_ids[-1]
        self.assertEqual(part.date_due, self.today, "the draft shows it")
        self.assertEqual(part._get_event_name(), "Topped out")
        part.with_user(self.home_seller).date_due = self.day(90)
        self.assertEqual(part.date_due, self.today, "nobody types it")
        self.disclose(contract)
        contract.with_user(contract.user_id).action_submit()
        contract.with_user(self.director).action_approve()
        self.sign(contract)
        self.assertEqual((part.date_due, part.progress_id), (self.today, progress))
        self.assertEqual(part.state, "claimed", "at once, not by the job")

    def test_months_that_are_over_later_than_the_signature_count(self):
        self.new_certified(days=20)
        _contract, part = self.new_waiting(months=1)
        self.assertEqual(part.date_due, add_months(self.day(-20), 1))
        self.assertEqual(part.state, "planned")

    def test_signed_at_the_moment_of_the_certificate_the_job_finds_it(self):
        _contract, part = self.new_waiting()
        self.new_certified()
        part._write_protected({"date_due": False, "progress_id": False})
        self.claim()
        self.assertEqual((part.date_due, part.state), (self.today, "claimed"))

    def test_without_a_stage_it_waits_for_the_first_one(self):
        """Contracts that were signed before stages had names."""
        _contract, part = self.new_waiting()
        part._write_protected({"stage_id": False})
        progress = self.new_certified(self.foundation)
        self.assertEqual(part.progress_id, progress)

    def test_a_draft_says_what_it_waits_for(self):
        parts = self.get_parts(stage_id=False)
        contract = self.new_contract(instalment_ids=parts)
        with self.assert_refused("Choose the stage of the building for: Stage"):
            self.disclose(contract)
            contract.with_user(contract.user_id).action_submit()

    def test_a_withdrawn_certificate_has_it_wait_again(self):
        _contract, part = self.new_waiting()
        progress = self.new_certified()
        progress.with_user(self.director).action_withdraw("Another building")
        self.env.invalidate_all()
        self.assertEqual((progress.state, part.date_due), ("withdrawn", False))
        self.assertEqual(progress.end_reason, "Another building")
        self.claim()
        self.assertEqual(part.state, "planned")
        again = self.new_certified(days=1)
        self.assertEqual(part.progress_id, again)

    def test_after_a_claim_it_is_not_withdrawn(self):
        contract, _part = self.new_waiting()
        progress = self.new_certified()
        self.claim()
        with self.assert_refused(contract.display_name):
            progress.with_user(self.director).action_withdraw("Wrong")
        self.assertEqual(progress.state, "certified")

    def test_a_stage_is_there_once(self):
        self.new_certified()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.new_progress()

    def test_stages_come_in_their_order(self):
        self.new_certified(self.foundation, days=10)
        early = self.new_progress(days=11)
        with self.assert_refused("Foundation Done comes before it"):
            early.with_user(self.director).action_certify()
        early.with_user(self.investor).date = self.day(-10)
        early.with_user(self.director).action_certify()
        basement = self.env.ref("property_sales.property_progress_stage_basement")
        late = self.new_progress(basement, days=9)
        with self.assert_refused("Topped out comes after it"):
            late.with_user(self.director).action_certify()

    def test_an_ended_stage_is_not_certified(self):
        self.topped_out.with_user(self.director).date_to = self.day(-5)
        progress = self.new_progress(days=4)
        with self.assert_refused("is not in use on"):
            progress.with_user(self.director).action_certify()
        progress.with_user(self.investor).date = self.day(-5)
        progress.with_user(self.director).action_certify()

    def test_a_stage_that_stands_in_contracts_keeps_its_name(self):
        stage = self.topped_out.with_user(self.director)
        stage.name = "Roof"
        self.new_waiting()
        own = {"company_id": self.company.id}
        for vals in ({"name": "Other"}, {"sequence": 1}, own):
            with self.assert_refused("end it by its last day"):
                stage.write(vals)
        stage.write({"name": "Roof", "date_to": self.day(30)})

    def test_whoever_changed_it_has_entered_it(self):
        progress = self.new_progress()
        progress.with_user(self.investor_2).report_number = "JL-8"
        self.assertEqual(progress.entered_by_id, self.investor_2)

    def test_each_salesperson_is_told_once(self):
        self.new_waiting()
        second = self.reserve(self.units[1], self.new_buyer("Second"))
        self.new_waiting(reservation=second)
        buyer = self.new_buyer("Third", self.home_colleague)
        third = self.reserve(self.units[2], buyer, self.home_colleague)
        self.new_waiting(reservation=third)
        progress = self.new_certified()
        told = progress.activity_ids.filtered(
            lambda row: row.activity_type_id == self.env.ref(NOTICE)
        )
        self.assertEqual(
            {row.user_id: row.summary[:60] for row in told}.keys(),
            {self.home_seller, self.home_colleague},
        )
        [mine] = told.filtered(lambda row: row.user_id == self.home_seller)
        self.assertIn("2 of your contracts", mine.summary)
        self.assertIn("1,400,000", mine.summary)
        progress.with_user(self.director).action_withdraw("Wrong")
        self.assertFalse(progress.activity_ids)

    def test_the_contract_names_the_stage_whatever_the_day(self):
        contract, part = self.new_waiting(months=2)
        self.assertEqual(part._get_due_text(), "Months after Topped out: 2")
        self.new_certified()
        text = part._get_due_text()
        self.assertTrue(text.startswith("Months after Topped out: 2 ("), text)
        self.assertFalse(contract.instalment_ids[0].stage_id)

    def test_another_company_has_its_own(self):
        progress = self.new_progress()
        other = self.env["res.company"].create({"name": "Other"})
        far = self.new_user(
            "far_director",
            "sales_rules.group_marketing_director",
            company_id=other.id,
            company_ids=other.ids,
        )
        with self.assertRaises(AccessError):
            progress.with_user(far).action_certify()
