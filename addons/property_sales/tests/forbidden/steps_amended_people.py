from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden
from ..common_identity import RESIDENT

ROW = "Buyer of an Amendment"
HINDERED = "… cannot go on:\n…"


class AmendedPeople:
    """Changes of the design that buyers answer, and changes of the buyers"""

    def assert_neither(self, role, records, method, *args, **vals):
        """Refused by the button and as code."""
        self.assert_no_button(role, records, method, *args, **vals)
        self.assert_no_code(role, records, method, *args, **vals)

    @forbidden(
        "R2.7",
        "note the notice of a change of the design before its approval, for a day"
        " before the change or after today, or twice",
        by="home_seller",
        paths="B S",
        says=(
            "… is “…”; this is possible while it is “Approved”.",
            "…: enter the day on which the notice arrived, from … on, when the change"
            " was fixed, and not after today.",
            "…: the notice arrived on … already.",
            "…: a notice and an answer belong to a change of the design.",
        ),
    )
    def test_tell_of_a_design_wrongly(self):
        contract = self.new_signed()
        amendment = self.new_design(contract, days=-3)
        notify = ("home_seller", amendment, "action_notify")
        self.assert_neither(*notify, str(self.today))
        self.approve(amendment)
        for days in (-4, 1):
            self.assert_neither(*notify, str(self.day(days)))
        amendment.action_notify(self.day(0))
        self.assert_neither(*notify, str(self.today))
        other = self.new_amendment(contract, "rescission", fault="none")
        self.assert_neither("home_seller", other, "action_notify", str(self.today))

    @forbidden(
        "R2.7",
        "answer a change of the design on day 16, before its notice, for a day to come"
        " or in other words, or apply it without an answer",
        by="home_seller",
        paths="B S",
        says=(
            "…: silence accepted on …, the day after the last one to answer.",
            "…: the buyer is not told of it yet. Note the day on which the notice"
            " arrived first.",
            "…: the notice arrived on …. The day of the answer is from then on, and not"
            " after today.",
            "…: the buyer accepts it, or leaves for it.",
            HINDERED,
        ),
    )
    def test_answer_a_design_wrongly(self):
        contract = self.new_signed()
        amendment = self.approve(self.new_design(contract))
        answer = ("home_seller", amendment, "action_answer")
        apply = ("home_seller", amendment, "action_apply")
        name = contract.display_name
        self.assert_neither(*answer, "accept")
        self.assert_neither(*apply, name=name)
        amendment.action_notify(self.day(0))
        self.assert_neither(*apply, name=name)
        self.assert_neither(*answer, "perhaps")
        self.assert_neither(*answer, "accept", str(self.day(1)))
        self.assert_neither(*answer, "rescind", str(self.day(16)))
        with self.at(16, 4):
            self.assert_neither(*answer, "rescind")
            self.assert_neither(*answer, "rescind", str(self.day(15)))

    @forbidden(
        "R2.7",
        "note a notice or an answer as somebody who does not lead the sale",
        by="director finance investor home_colleague",
        paths="B",
        says=(UNSEEN, NOT_ALLOWED),
    )
    def test_answer_as_somebody_else(self):
        amendment = self.approve(self.new_design())
        contract = amendment.contract_id
        for role in ("director", "finance", "investor", "home_colleague"):
            is_seen = role in ("director", "finance")
            name = "Sale Contract" if is_seen else "Amendment of a Contract"
            day = str(self.today)
            self.assert_no_button(role, amendment, "action_notify", day, name=name)
            args = ("action_answer", "accept")
            self.assert_no_button(role, amendment, *args, name=name)
        self.assertFalse(amendment.notified_on, contract.number)

    @forbidden(
        "R2.7",
        "write notice, answer, days or filing of an amendment",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_an_answer(self):
        amendment = self.approve(self.new_design())
        vals = {
            "notified_on": self.today,
            "answer_until": self.today,
            "answer": "rescind",
            "answered_on": self.today,
            "is_notice_late": True,
            "is_filing_due": True,
            "filing_changed_on": self.today,
            "filing_number": "BA-9",
        }
        self.assert_no_values("home_seller", amendment, vals)

    @forbidden(
        "R2.7",
        "leave for a change of the design that was told in time and accepted, or that"
        " there was none of",
        by="home_seller",
        paths="B S",
        says=(HINDERED,),
    )
    def test_leave_for_the_design_without_the_right(self):
        contract = self.new_signed()
        vals = {"fault": "developer", "ground": "design"}
        leaving = self.new_amendment(contract, "rescission", **vals)
        submit = ("home_seller", leaving, "action_submit")
        self.assert_neither(*submit, name=contract.display_name)
        self.new_told(contract, days=-10).action_answer("accept")
        self.assert_neither(*submit, name=contract.display_name)

    @forbidden(
        "R2.7",
        "change the buyers of a signed contract without an amendment, or bring a former"
        " one back",
        by="home_seller",
        paths="W I S",
        says=(
            "… was signed on …: what was agreed changes by an amendment only.",
            PROTECTED,
        ),
    )
    def test_change_buyers_by_hand(self):
        contract = self.new_signed()
        name = contract.display_name
        row = contract.buyer_ids
        self.assert_no_values(
            "home_seller", row, {"partner_id": self.next_buyer.id}, name=name
        )
        self.assert_no_delete("home_seller", row, name=name)
        self.assert_no_values(
            "home_seller", contract, {"partner_id": self.next_buyer.id}
        )
        self.change_buyers(contract)
        former = contract.former_buyer_ids
        self.assert_no_delete("home_seller", former, name=name)
        for vals in ({"is_former": False}, {"former_since": self.today}):
            self.assert_no_write("home_seller", former, vals)
            self.assert_no_code("home_seller", former, "write", vals)

    @forbidden(
        "R2.7",
        "enter buyers whose shares are 99.99 or 100.01, or an identity number with a"
        " wrong digit, into an amendment",
        by="home_seller",
        paths="W I S",
        says=(
            "…: The shares sum to … % and not to 100 %; correct them all at once.",
            "…: a digit of the identity number is wrong, as its last character does not"
            " agree; compare it with the card.",
        ),
    )
    def test_enter_wrong_buyers(self):
        whole = {"partner_id": self.next_buyer.id, "share": 100}
        amendment = self.new_change(None, whole, ownership="shares")
        row, name = amendment.buyer_ids, amendment.display_name
        self.assert_no_values("home_seller", row, {"share": 99.99}, name=name)
        vals = {"amendment_id": amendment.id, "partner_id": self.second_buyer.id}
        self.assert_no_new("home_seller", row._name, vals | {"share": 0.01}, name)
        wrong = {"id_number": "110105194912310021"}
        self.assert_no_values("home_seller", row, wrong)

    @forbidden(
        "R2.7",
        "ask for the same buyers, for none, for a minor alone, after the handover, or"
        " while a slip or a receipt is on its way",
        by="home_seller",
        paths="B S",
        says=(HINDERED,),
    )
    def test_ask_for_wrong_buyers(self):
        contract = self.new_signed()
        name = contract.display_name
        child = {"partner_id": self.next_buyer.id, "id_number": self.new_child_number()}
        asked = [
            self.new_change(contract, self.buyer),
            self.new_amendment(contract, "buyer"),
            self.new_change(contract, child),
        ]
        for amendment in asked:
            self.assert_neither("home_seller", amendment, "action_submit", name=name)
        self.new_overdue(100, self.buyer)
        slip = self.new_bag_slip(self.buyer, self.home_seller)
        amendment = self.new_change(contract)
        self.assert_neither("home_seller", amendment, "action_submit", name=slip.number)

    @forbidden(
        "R2.7",
        "change the buyers that were asked for",
        by="home_seller",
        paths="W I S",
        says=(
            "… was asked for with these buyers: withdraw it to change them.",
            "…: what was asked for or approved cannot be changed. Withdraw it first, or"
            " make a new one.",
        ),
    )
    def test_change_the_buyers_asked_for(self):
        amendment = self.new_change()
        amendment.action_submit()
        row, name = amendment.buyer_ids, amendment.display_name
        vals = {"partner_id": self.second_buyer.id, "share": 50.0, "role": "agent"}
        self.assert_no_values("home_seller", row, vals, name=name)
        self.assert_no_delete("home_seller", row, name=name)
        vals = {"amendment_id": amendment.id, "partner_id": self.second_buyer.id}
        self.assert_no_new("home_seller", row._name, vals, name)
        self.assert_no_values("home_seller", amendment, {"ownership": "shares"})

    @forbidden(
        "R2.12",
        "read the buyers of another salesperson's amendment, or a full identity number",
        by="home_colleague investor seller home_seller",
        paths="B",
        says=(
            UNSEEN,
            NOT_ALLOWED,
            'You do not have enough rights to access the field "id_number" on …',
        ),
    )
    def test_read_buyers_of_an_amendment(self):
        vals = {"partner_id": self.next_buyer.id, "id_number": RESIDENT}
        row = self.new_change(None, vals).buyer_ids
        for role in ("home_colleague", "investor", "seller"):
            self.assert_no_button(role, row, "read", ["partner_id"], name=ROW)
        self.assert_no_button("home_seller", row, "read", ["id_number"], name=ROW)

    @forbidden(
        "R2.7",
        "note a changed filing before the amendment is applied, where nothing was"
        " filed, for another day, with the number of another contract, or twice",
        by="home_seller director",
        paths="B S",
        says=(
            "… is “…”; this is possible while it is “Applied”.",
            "… changes nothing that is filed at the bureau.",
            "… was applied on …: the filing is changed from then on, and not after"
            " today.",
            "… is the number of another contract, of …: check the paper of the bureau.",
            "…: the filing was changed on … already.",
            NOT_ALLOWED,
        ),
    )
    def test_note_a_changed_filing_wrongly(self):
        contract = self.new_signed()
        other = self.new_signed(self.reserve(self.units[1]))
        other.with_user(self.home_seller).action_file("BA-2")
        early = self.change_buyers(contract)
        self.assert_neither("home_seller", early, "action_note_filing")
        contract.with_user(self.home_seller).action_file("BA-1")
        amendment = self.approve(self.new_change(contract, self.buyer))
        note = ("home_seller", amendment, "action_note_filing")
        self.assert_neither(*note)
        amendment.action_apply()
        for days in (-1, 1):
            self.assert_neither(*note, None, str(self.day(days)))
        self.assert_neither(*note, "BA-2", name="BA-2")
        self.assert_no_button(
            "director", amendment, "action_note_filing", name="Sale Contract"
        )
        amendment.action_note_filing("BA-3")
        self.assert_neither(*note)
