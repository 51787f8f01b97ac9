from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common_handover import PICTURE
from ..common_title import TitleCommon


@tagged("post_install", "-at_install")
class TestTitle(TitleCommon):
    """R2.7, R2.11: the bureau has the papers, and registers the buyer."""

    def get_board_state(self):
        board = self.unit.with_user(self.home_seller).get_board(self.development.id)
        return {row[0]: row[4] for row in board}[self.unit.id]

    def test_a_home_has_its_title(self):
        contract = self.new_handed_over()
        mine = contract.with_user(self.home_seller)
        self.assertEqual(self.get_board_state(), "handed_over")
        mine.action_note_title_papers()
        mine.action_title(" BDC-1 ")
        self.assertRecordValues(
            contract,
            [
                {
                    "state": "handed_over",
                    "title_papers_on": self.today,
                    "title_number": "BDC-1",
                    "title_date": self.today,
                }
            ],
        )
        paper = self.get_paper(contract, "title")
        self.assertEqual((paper.number, paper.date_issued), ("BDC-1", self.today))

    def test_board_search_and_form_show_the_title(self):
        contract = self.new_handed_over()
        self.assertEqual(self.unit.state, "handed_over")
        contract.with_user(self.home_seller).action_title("BDC-1")
        self.assertEqual(self.unit.state, "titled")
        units = self.env["property.unit"].with_user(self.home_seller)
        of_ours = [("development_id", "=", self.development.id)]
        self.assertEqual(units.search([("state", "=", "titled"), *of_ours]), self.unit)
        self.assertFalse(units.search([("state", "=", "handed_over"), *of_ours]))
        self.assertEqual(self.get_board_state(), "titled")

    def test_a_titled_home_stays_sold(self):
        contract = self.new_titled()
        self.assertEqual(contract._get_zero_report(), [])
        with self.assert_refused("is sold by"):
            self.reserve(buyer=self.other_buyer, user=self.home_colleague)

    def test_no_title_before_the_keys(self):
        contract = self.new_settled()
        mine = contract.with_user(self.home_seller)
        for step in (mine.action_note_title_papers, lambda: mine.action_title("B")):
            with self.assert_refused("“Area Settled”"):
                step()

    def test_each_is_noted_once(self):
        mine = self.new_titled().with_user(self.home_seller)
        with self.assert_refused("has its title BDC-1"):
            mine.action_title("BDC-2")
        mine.action_note_title_papers()
        with self.assert_refused("with the bureau since"):
            mine.action_note_title_papers()

    def test_days_follow_handover_and_papers(self):
        contract = self.new_handed_over()
        self.date_handover(contract, -9)
        mine = contract.with_user(self.home_seller)
        for days in (-10, 1):
            with self.assert_refused("this day is from"):
                mine.action_note_title_papers(self.day(days))
            with self.assert_refused("this day is from"):
                mine.action_title("BDC-1", self.day(days))
        mine.action_note_title_papers(self.day(-5))
        with self.assert_refused("this day is from"):
            mine.action_title("BDC-1", self.day(-6))
        mine.action_title("BDC-1", self.day(-5))
        self.assertEqual(contract.title_date, self.day(-5))

    def test_papers_noted_later_are_not_after_the_title(self):
        contract = self.new_handed_over()
        self.date_handover(contract, -9)
        mine = contract.with_user(self.home_seller)
        mine.action_title("BDC-1", self.day(-3))
        with self.assert_refused("this day is from"):
            mine.action_note_title_papers(self.day(-2))
        mine.action_note_title_papers()
        self.assertEqual(contract.title_papers_on, self.day(-3))

    def test_a_number_is_that_of_one_title(self):
        self.new_titled()
        hold = self.reserve(self.units[1])
        contract = self.new_other(hold)
        mine = contract.with_user(self.home_seller)
        with self.assert_refused("BDC-1 is the number of another contract"):
            mine.action_title("BDC-1")
        with self.assert_refused("enter the number of the title"):
            mine.action_title("  ")
        mine.action_title("BDC-2")

    def new_other(self, hold):
        """Another home that is handed over."""
        contract = self.new_signed(hold, pricing_basis="gross")
        contract.with_user(self.home_seller).action_file("BA-2")
        contract.with_user(self.finance).action_settle_area()
        contract.invalidate_recordset()
        self.pay_all(contract, "ALL-2")
        self.notify(contract).action_accept(PICTURE)
        contract.invalidate_recordset()
        return contract

    def test_only_who_leads_the_sale_notes_it(self):
        contract = self.new_handed_over()
        for user in (self.home_colleague, self.finance, self.director, self.investor):
            own = contract.with_user(user)
            with self.assertRaises(AccessError):
                own.action_title("BDC-1")
            with self.assertRaises(AccessError):
                own.action_note_title_papers()
        contract.with_user(self.home_manager).action_title("BDC-1")

    def test_a_dialog_takes_number_and_day(self):
        contract = self.new_handed_over()
        context = {"active_id": contract.id, "default_step": "title"}
        dialogs = self.env["property.contract.step"].with_user(self.home_seller)
        form = Form(dialogs.with_context(**context))
        form.number = "BDC-9"
        form.save().action_apply()
        self.assertEqual(contract.title_number, "BDC-9")
        context["default_step"] = "title_papers"
        Form(dialogs.with_context(**context)).save().action_apply()
        self.assertEqual(contract.title_papers_on, self.today)

    def test_what_a_rule_fixes_only_gets_stricter(self):
        company = self.company
        for name, highest in (
            ("property_title_papers_days", 60),
            ("property_title_days", 90),
        ):
            for wrong in (highest + 1, 0):
                with self.assert_refused("cannot be"):
                    company[name] = wrong
            company[name] = highest - 1
        with self.assert_refused("cannot be"):
            company.property_archive_days = 0
