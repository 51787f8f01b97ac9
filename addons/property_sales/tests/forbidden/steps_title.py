from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden

CONTRACT = "Sale Contract of a Home"
PAPER = "Paper of a Contract"
LENDING = "Lending of a Paper"
DAYS = (
    "…: this day is from … to …; papers follow the handover, and the title its papers."
)
LENDER_DAY = "…: this day is from … on, and not after today."
RELEASED = "…: the deposit is released already."
UNTITLED = (
    "…: a deposit that is noted is released after the title is registered, or the"
    " contract has ended."
)
DRAWN = "R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="
OTHERS = ("home_colleague", "director", "finance", "investor", "seller")


class Titles:
    """Titles, deposits that wait for them, and the archive"""

    def assert_no_step(self, role, record, method, *args, name=None):
        """Try a step by its button, and as code."""
        for way in (self.assert_no_button, self.assert_no_code):
            way(role, record, method, *args, name=name)

    @forbidden(
        "R2.7",
        "register a title, or note its papers, before the handover",
        by="home_seller",
        paths="B S",
        says=("… is “…”; this is possible while it is “Handed over”.",),
    )
    def test_register_a_title_before_the_keys(self):
        contract = self.new_signed(pricing_basis="gross")
        for step in (None, self.settle):
            if step:
                step(contract)
            self.assert_no_step("home_seller", contract, "action_title", "BDC-1")
            self.assert_no_step("home_seller", contract, "action_note_title_papers")

    def settle(self, contract):
        contract.with_user(self.home_seller).action_file("BA-1")
        self.survey()
        contract.with_user(self.finance).action_settle_area()
        contract.invalidate_recordset()

    @forbidden(
        "R2.7",
        "register a title twice, without a number, under that of another contract, on a"
        " day before the handover or its papers, or to come",
        by="home_seller",
        paths="B S",
        says=(
            DAYS,
            "…: enter the number of the title.",
            "… is the number of another contract, of …: check the paper of the bureau.",
            "… has its title … of … already.",
        ),
    )
    def test_register_a_title_wrongly(self):
        role, method = "home_seller", "action_title"
        other = self.new_signed(self.reserve(self.units[1]))
        other._write_protected({"title_number": "BDC-1"})
        contract = self.new_handed_over()
        self.assert_no_step(role, contract, method, " ")
        self.assert_no_step(role, contract, method, "BDC-1", name="BDC-1")
        for days in (-1, 1):
            self.assert_no_step(role, contract, method, "BDC-2", str(self.day(days)))
        self.date_handover(contract, -9)
        contract.with_user(self.home_seller).action_note_title_papers(self.day(-5))
        self.assert_no_step(role, contract, method, "BDC-2", str(self.day(-6)))
        contract.with_user(self.home_seller).action_title("BDC-2")
        self.assert_no_step(role, contract, method, "BDC-3")

    @forbidden(
        "R2.7",
        "note the papers for a title twice, on a day before the handover, or to come",
        by="home_seller",
        paths="B S",
        says=(DAYS, "…: the papers are with the bureau since …."),
    )
    def test_note_title_papers_wrongly(self):
        role, method = "home_seller", "action_note_title_papers"
        contract = self.new_handed_over()
        for days in (-1, 1):
            self.assert_no_step(role, contract, method, str(self.day(days)))
        contract.with_user(self.home_seller).action_note_title_papers()
        self.assert_no_step(role, contract, method)

    @forbidden(
        "R2.7",
        "write number and days of a title, or that a contract is archived",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_a_title(self):
        contract = self.new_handed_over()
        vals = {
            "title_number": "BDC-1",
            "title_date": self.today,
            "title_papers_on": self.today,
            "handover_date": self.day(-9),
            "archive_state": "archived",
        }
        self.assert_no_values("home_seller", contract, vals)

    @forbidden(
        "R2.11",
        "register the title of another salesperson's contract, add papers to it, or"
        " archive it, or do so as a role that leads none",
        by="home_colleague director finance investor seller",
        paths="B",
        says=(UNSEEN, NOT_ALLOWED),
    )
    def test_register_another_ones_title(self):
        contract = self.new_handed_over()
        for role in OTHERS:
            for method, *args in (
                ("action_title", "BDC-1"),
                ("action_note_title_papers",),
                ("action_add_paper", "identity"),
                ("action_archive_papers", "A-1"),
            ):
                self.assert_no_button(role, contract, method, *args, name=CONTRACT)

    @forbidden(
        "R2.9",
        "archive a contract with a paper missing, after its end, without a shelf, or"
        " twice",
        by="home_seller",
        paths="B S",
        says=(
            "… is not complete, missing: …. Archive single papers on their own lines"
            " until then.",
            "… is “Rescinded”; this is possible while it is “Signed”, “Filed”, “Area"
            " Settled”, “Handed over”.",
            "…: name the shelf of the archive.",
            "… is archived already.",
        ),
    )
    def test_archive_an_incomplete_contract(self):
        role, method = "home_seller", "action_archive_papers"
        ended = self.new_signed(self.reserve(self.units[1]))
        self.end(ended)
        self.assert_no_step(role, ended, method, "A-1")
        contract = self.new_handed_over()
        self.assert_no_step(role, contract, method, "A-1")
        contract.with_user(self.home_seller).action_title("BDC-1")
        name = contract.document_ids[0].display_name
        self.assert_no_step(role, contract, method, " ", name=name)
        contract.with_user(self.home_seller).action_archive_papers("A-1")
        self.assert_no_step(role, contract, method, "A-1")

    @forbidden(
        "R2.9",
        "archive a paper without a shelf, on a day before its own, to come, or twice",
        by="home_seller",
        paths="B S",
        says=(
            "…: name the shelf of the archive.",
            "… is of …: it is archived from then on, and not after today.",
            "… is archived since …, on shelf ….",
        ),
    )
    def test_archive_a_paper_wrongly(self):
        role, method = "home_seller", "action_archive"
        paper = self.new_signed().document_ids[0]
        self.assert_no_step(role, paper, method, " ")
        for days in (-1, 1):
            self.assert_no_step(role, paper, method, "A-1", str(self.day(days)))
        paper.with_user(self.home_seller).action_archive("A-1")
        self.assert_no_step(role, paper, method, "A-2")

    @forbidden(
        "R2.9",
        "write that a paper is archived, where, by when, or to whom it is lent",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_mark_a_paper_archived(self):
        paper = self.new_signed().document_ids[0]
        vals = {
            "shelf": "A-1",
            "box": "1",
            "date_archived": self.today,
            "archived_by_id": self.director.id,
            "archive_by": self.day(90),
            "lent_to_id": self.director.id,
            "lent_on": self.today,
        }
        self.assert_no_values("home_seller", paper, vals)

    @forbidden(
        "R2.9",
        "change the scan of a paper that is archived",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_change_the_scan_of_an_archived_paper(self):
        paper = self.new_signed().document_ids[0]
        paper.with_user(self.home_seller).write({"scan": DRAWN, "scan_name": "F37.gif"})
        paper.with_user(self.home_seller).action_archive("A-1")
        vals = {"scan": DRAWN[:-4] + "AADs", "scan_name": "F37.png"}
        self.assert_no_values("home_seller", paper, vals)

    @forbidden(
        "R2.9",
        "lend a paper that is not archived, that is lent, or to somebody outside of the"
        " company; give back what is not lent",
        by="home_seller",
        paths="B S",
        says=(
            "…: archive it first; only then it is lent.",
            "… is lent to … since …: have it given back first.",
            "…: choose a user who works in ….",
            "…: it is not lent, so nobody gives it back.",
        ),
    )
    def test_lend_a_paper_wrongly(self):
        role, paper = "home_seller", self.new_signed().document_ids[0]
        self.assert_no_step(role, paper, "action_lend", self.director.id)
        paper.with_user(self.home_seller).action_archive("A-1")
        self.assert_no_step(role, paper, "action_give_back")
        self.assert_no_step(role, paper, "action_lend", False)
        paper.with_user(self.home_seller).action_lend(self.director.id)
        self.assert_no_step(role, paper, "action_lend", self.finance.id)

    @forbidden(
        "R2.9",
        "write, make or delete the record of a lending",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED, NOT_ALLOWED, "Papers that were lent stay on record: …"),
    )
    def test_write_a_lending(self):
        role = "home_seller"
        first, second = self.new_signed().document_ids
        (first | second).with_user(self.home_seller).action_archive("A-1")
        first.with_user(self.home_seller).action_lend(self.director.id)
        [row] = first.loan_ids
        for vals in (
            {"user_id": self.finance.id},
            {"date_from": self.day(-1)},
            {"date_to": self.today},
            {"document_id": second.id},
        ):
            self.assert_no_write(role, row, vals)
            self.assert_no_code(role, row, "write", vals)
        columns = {".id": row.id, "date_to": self.today}
        self.assert_no_load(role, row._name, columns, row.display_name)
        vals = {"document_id": second.id, "user_id": self.director.id}
        vals |= {"date_from": self.today}
        self.assert_no_new(role, row._name, vals, LENDING)
        self.assert_no_delete(role, row, kind=LENDING)

    @forbidden(
        "R2.9",
        "add a paper that a step of the contract issues, a second page of the handover,"
        " or one of a day to come or of a contract that has ended",
        by="home_seller",
        paths="B S",
        says=(
            "…: added are …; other papers are issued by the steps of the contract.",
            "…: the day of “…” is not after today, and that of the handover not before"
            " the keys.",
            "… has its “Handover Page F35” already.",
            "… is “Rescinded”; this is possible while it is …",
        ),
    )
    def test_add_a_paper_wrongly(self):
        role, method = "home_seller", "action_add_paper"
        contract = self.new_signed(pricing_basis="gross")
        for kind in ("agreement", "contract", "settlement", "title", "diploma"):
            self.assert_no_step(role, contract, method, kind)
        self.assert_no_step(role, contract, method, "handover")
        self.assert_no_step(role, contract, method, "identity", str(self.day(1)))
        self.hand_over(contract)
        self.assert_no_step(role, contract, method, "handover")
        self.end(contract)
        self.assert_no_step(role, contract, method, "identity")

    @forbidden(
        "R2.9",
        "archive, lend or take back a paper of another salesperson's contract, or as a"
        " role that leads none",
        by="home_colleague director finance investor seller",
        paths="B W",
        says=(UNSEEN, NOT_ALLOWED, "… doesn't have 'write' access to:\n- …"),
    )
    def test_archive_another_ones_paper(self):
        first, second = self.new_signed().document_ids
        first.with_user(self.home_seller).action_archive("A-1")
        for role in OTHERS:
            for paper, method, *args in (
                (second, "action_archive", "A-1"),
                (first, "action_lend", self.director.id),
                (first, "action_give_back"),
            ):
                self.assert_no_button(role, paper, method, *args, name=PAPER)
            self.assert_no_write(role, second, {"scan": DRAWN}, PAPER)

    @forbidden(
        "R2.11",
        "note a guarantee deposit before the payout, of more than was paid out, on a"
        " day before it or to come, or after its release",
        by="finance",
        paths="B S",
        says=(
            "… is “…”; this is possible while it is “Paid out”.",
            "…: the guarantee deposit is a part of the … paid out.",
            LENDER_DAY,
            RELEASED,
        ),
    )
    def test_note_a_guarantee_wrongly(self):
        role, method = "finance", "action_note_guarantee"
        loan = self.new_paid_loan()
        waiting = loan.sudo().copy({"amount": 1, "contract_id": self.new_draft().id})
        self.assert_no_step(role, waiting, method, 1)
        for amount in (0, -1, 400_000.01):
            self.assert_no_step(role, loan, method, amount)
        for days in (-1, 1):
            self.assert_no_step(role, loan, method, 1, str(self.day(days)))
        loan.sudo()._write_protected(
            {"guarantee_amount": 1, "guarantee_released_on": self.today}
        )
        self.assert_no_step(role, loan, method, 1)

    def new_draft(self):
        return self.new_contract(self.reserve(self.units[1]))

    @forbidden(
        "R2.11",
        "release a guarantee deposit that is not noted, before the title, on a day"
        " before it or to come, or twice",
        by="finance",
        paths="B S",
        says=(UNTITLED, LENDER_DAY, RELEASED),
    )
    def test_release_a_guarantee_wrongly(self):
        role, method = "finance", "action_release_guarantee"
        loan = self.new_paid_loan()
        contract = loan.sudo().contract_id
        self.assert_no_step(role, loan, method)
        loan.with_user(self.finance).action_note_guarantee(1)
        self.assert_no_step(role, loan, method)
        self.hand_over(contract)
        self.assert_no_step(role, loan, method)
        contract.with_user(self.home_seller).action_title("BDC-1")
        for days in (-1, 1):
            self.assert_no_step(role, loan, method, str(self.day(days)))
        loan.with_user(self.finance).action_release_guarantee()
        self.assert_no_step(role, loan, method)

    @forbidden(
        "R2.11",
        "note or release a guarantee deposit as another role than finance",
        by="home_seller home_manager director general investor",
        paths="B",
        says=(
            "…: this is settled, booked and paid back by finance.",
            UNSEEN,
        ),
    )
    def test_note_a_guarantee_as_another_role(self):
        loan = self.new_paid_loan()
        contract = loan.sudo().contract_id.display_name
        for role in ("home_seller", "home_manager", "director", "general", "investor"):
            name = "Loan for a Home" if role == "investor" else contract
            for method, *args in (
                ("action_note_guarantee", 1),
                ("action_release_guarantee",),
            ):
                self.assert_no_button(role, loan, method, *args, name=name)

    @forbidden(
        "R2.11",
        "write the guarantee deposit of a loan",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_a_guarantee(self):
        loan = self.new_paid_loan()
        vals = {
            "guarantee_amount": 1,
            "guarantee_on": self.today,
            "guarantee_released_on": self.today,
            "guarantee_reference": "R-1",
            "guarantee_state": "released",
        }
        self.assert_no_values("home_seller", loan, vals)
