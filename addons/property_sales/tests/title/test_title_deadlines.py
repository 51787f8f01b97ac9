from odoo.tests import tagged

from ..common_title import TitleCommon


@tagged("post_install", "-at_install")
class TestTitleDeadlines(TitleCommon):
    """Rows 28, 29 and 30 of the calendar (R2.7, R2.9, R2.11)."""

    def assert_row(self, kind, record, days, ahead, *users):
        """The days before, the last day, the day after; who is told."""
        row = self.get_deadline(kind, record)
        self.assertEqual((row.state, row.date_due), ("open", self.day(days)))
        self.assert_told(row, days - ahead - 1, "open")
        self.assert_told(row, days - ahead, "open", *users)
        self.assert_told(row, days, "open", *users)
        self.assert_told(row, days + 1, "late", self.director, *users)
        return row

    # row 28: the developer's papers

    def test_the_bureau_has_the_papers_within_sixty_days(self):
        contract = self.new_handed_over()
        self.assert_row("title_papers", contract, 60, 14, self.home_seller)

    def test_papers_in_time_are_done(self):
        contract = self.new_handed_over()
        row = self.get_deadline("title_papers", contract)
        contract.with_user(self.home_seller).action_note_title_papers()
        self.assertEqual((row.state, row.date_done), ("done", self.today))
        self.assertEqual(self.get_deadline("title", contract).state, "open")

    def test_papers_of_a_title_that_stands_are_done(self):
        contract = self.new_titled()
        self.assertEqual(self.get_deadline("title_papers", contract).state, "done")

    # row 29: the title of the buyer

    def test_the_title_stands_within_ninety_days(self):
        contract = self.new_handed_over()
        self.assert_row("title", contract, 90, 14, self.home_seller)

    def test_a_title_in_time_is_done(self):
        contract = self.new_handed_over()
        row = self.get_deadline("title", contract)
        contract.with_user(self.home_seller).action_title("BDC-1")
        self.assertEqual((row.state, row.date_done), ("done", self.today))

    def test_settings_and_keys_move_both(self):
        contract = self.new_handed_over()
        self.company.property_title_papers_days = 50
        self.company.property_title_days = 80
        self.watch(0)
        for kind, days in (("title_papers", 50), ("title", 80)):
            row = self.get_deadline(kind, contract)
            self.assertEqual(row.date_due, self.day(days))
        self.date_handover(contract, -5)
        for kind, days in (("title_papers", 45), ("title", 75)):
            row = self.get_deadline(kind, contract)
            self.assertEqual((row.state, row.date_due), ("open", self.day(days)))

    def test_they_go_to_a_colleague_with_the_contract(self):
        contract = self.new_handed_over()
        leader = contract.with_user(self.home_manager)
        leader.action_transfer(self.home_colleague.id, "Left")
        for kind, record in (
            ("title_papers", contract),
            ("title", contract),
            ("archive", self.get_paper(contract, "manual")),
        ):
            row = self.get_deadline(kind, record)
            self.assertEqual(row.user_id, self.home_colleague)

    def test_with_the_contract_they_are_void(self):
        contract = self.new_handed_over()
        self.end(contract)
        for kind in ("title_papers", "title"):
            self.assertEqual(self.get_deadline(kind, contract).state, "void")

    def test_a_contract_without_keys_has_none(self):
        contract = self.new_settled()
        self.watch(0)
        for kind in ("title_papers", "title"):
            self.assertFalse(self.get_deadline(kind, contract))

    # row 30: the archive

    def test_each_paper_is_archived_within_seven_days(self):
        contract = self.new_signed()
        for kind in ("agreement", "contract"):
            paper = self.get_paper(contract, kind)
            self.assertEqual(paper.archive_by, self.day(7))
        row = self.assert_row("archive", paper, 7, 2, self.home_seller)
        # the number alone does not say of which home
        self.assertEqual(row.document, f"{paper.number} · {self.unit.display_name}")

    def test_the_filing_moves_that_of_the_contract(self):
        contract = self.new_signed()
        paper = self.get_paper(contract, "contract")
        row = self.get_deadline("archive", paper)
        with self.at(5, 12):
            contract.with_user(self.home_seller).action_file("BA-1")
            self.assertEqual((row.state, row.date_due), ("open", self.day(12)))
        other = self.get_paper(contract, "agreement")
        self.assertEqual(self.get_deadline("archive", other).date_due, self.day(7))

    def test_a_paper_archived_in_time_is_done(self):
        paper = self.get_paper(self.new_signed(), "agreement")
        row = self.get_deadline("archive", paper)
        paper.action_archive("A-1")
        self.assertEqual((row.state, row.date_done), ("done", self.today))

    def test_papers_of_a_contract_that_ended_are_void(self):
        contract = self.new_approved()
        contract.with_user(self.home_seller).action_sign_agreement()
        row = self.get_deadline("archive", self.get_paper(contract, "agreement"))
        self.assertEqual(row.state, "open")
        contract.with_user(self.home_seller).action_cancel("No loan")
        self.assertEqual(row.state, "void")

    def test_a_paper_keeps_the_days_it_was_issued_with(self):
        self.company.property_archive_days = 3
        paper = self.get_paper(self.new_signed(), "agreement")
        self.assertEqual(paper.archive_by, self.day(3))
        self.company.property_archive_days = 9
        self.watch(0)
        self.assertEqual(self.get_deadline("archive", paper).date_due, self.day(3))

    def test_handover_and_title_have_theirs(self):
        contract = self.new_titled()
        for kind in ("settlement", "manual", "warranty", "handover", "title"):
            row = self.get_deadline("archive", self.get_paper(contract, kind))
            self.assertEqual((row.state, row.date_due), ("open", self.day(7)), kind)

    def test_the_job_finds_what_nobody_noted(self):
        contract = self.new_handed_over()
        paper = self.get_paper(contract, "manual")
        self.env.cr.execute("DELETE FROM property_deadline")
        self.env.invalidate_all()
        self.watch(1)
        found = [
            self.get_deadline(kind, record).date_due
            for kind, record in (
                ("title_papers", contract),
                ("title", contract),
                ("archive", paper),
            )
        ]
        self.assertEqual(found, [self.day(60), self.day(90), self.day(7)])
