from ..common_forbidden import (
    KEPT,
    NOT_ALLOWED,
    PROTECTED,
    UNSEEN,
    forbidden,
)
from ..common_handover import PICTURE

FEE = "action_claim_late_fee"
PENALTY = "action_settle_penalty"


class LateFees:
    """Late fees of buyers, and the penalty for a late handover"""

    def new_claimed(self):
        """A contract that is late, and the late fee claimed of it."""
        contract = self.new_late()
        return contract, self.claim_fee(contract, self.day(-10))

    @forbidden(
        "R2.11",
        "claim a late fee or settle a penalty as another role",
        by="home_seller home_colleague home_manager director deputy general investor",
        paths="B",
        says=("…: this is settled, booked and paid back by finance.", UNSEEN),
    )
    def test_claim_a_late_fee_as_another_role(self):
        contract = self.new_late()
        for method in (FEE, PENALTY):
            for role in (
                "home_seller",
                "home_manager",
                "director",
                "deputy",
                "general",
            ):
                self.assert_no_button(role, contract, method)
            name = "Sale Contract of a Home"
            for role in ("home_colleague", "investor"):
                self.assert_no_button(role, contract, method, name=name)

    @forbidden(
        "R2.11",
        "claim a late fee before the signature, after the end, for a day to come or"
        " before the signature, or twice",
        by="finance",
        paths="B S",
        says=(
            "… cannot go on:\nIt is claimed between signature and rescission only.",
            "… cannot go on:\nIt is counted until a day from … to ….",
            "… cannot go on:\nUntil … nothing accrued that is not claimed.",
        ),
    )
    def test_claim_a_late_fee_wrongly(self):
        contract, _claim = self.new_claimed()
        for way in (self.assert_no_button, self.assert_no_code):
            for date in (self.day(1), self.day(-400), self.day(-10)):
                way("finance", contract, FEE, date)
        for state in ("approved", "rescinded", "cancelled"):
            contract._write_protected({"state": state})
            for way in (self.assert_no_button, self.assert_no_code):
                way("finance", contract, FEE)

    @forbidden(
        "R2.11",
        "settle a penalty where the handover is not late, or past the day that the"
        " buyer was told",
        by="finance",
        paths="B S",
        says=(
            "… cannot go on:\nUntil … nothing accrued that is not claimed.",
            "… cannot go on:\nIt is counted until a day from … to ….",
        ),
    )
    def test_settle_a_penalty_wrongly(self):
        contract = self.new_late()
        for way in (self.assert_no_button, self.assert_no_code):
            for date in (None, self.day(1)):
                way("finance", contract, PENALTY, date)

    @forbidden(
        "R2.11",
        "write, make or delete a late fee that was claimed",
        by="finance",
        paths="W I S",
        says=(
            NOT_ALLOWED,
            PROTECTED,
            "Late fees that were claimed stay on record: …",
        ),
    )
    def test_write_a_late_fee(self):
        contract, claim = self.new_claimed()
        kind = "Late Fee of a Home"
        values = {"amount": 1, "amount_total": 1, "kind": "penalty"}
        values |= {"date": self.day(-3)}
        for field, value in values.items():
            self.assert_no_values("finance", claim, {field: value})
        self.assert_no_delete("finance", claim, kind=kind)
        vals = {"contract_id": contract.id, "kind": "late_fee", "amount": 1}
        self.assert_no_new("finance", claim._name, vals | {"date": self.today}, kind)

    @forbidden(
        "R2.11",
        "put the entry of a late fee to draft, or reverse it",
        by="finance",
        paths="S A",
        says=(KEPT,),
    )
    def test_undo_the_entry_of_a_late_fee(self):
        _contract, claim = self.new_claimed()
        move = claim.move_line_id.move_id
        self.assert_no_screen("finance", move, "button_draft")
        self.assert_no_code("finance", move, "button_draft")

    @forbidden(
        "R2.11",
        "hand a home over whose late fee is not claimed, or not paid",
        by="home_seller",
        paths="B S",
        says=(
            "… cannot be handed over:\nLate fees of … accrued and are not claimed:"
            " finance does it.",
            "… cannot be handed over:\n… of the price is not paid.\nOf what is owed, …"
            " are late fees.",
        ),
    )
    def test_hand_over_with_a_late_fee(self):
        contract = self.new_settled()
        self.credit(contract, 1_000_000, "ALL")
        self.let_pass(contract, 20)
        handover = self.notify(contract)
        contract.instalment_ids[0]._write_protected({"date_due": self.day(-10)})
        for way in (self.assert_no_button, self.assert_no_code):
            way("home_seller", handover, "action_accept", PICTURE)
        self.claim_fee(contract)
        for way in (self.assert_no_button, self.assert_no_code):
            way("home_seller", handover, "action_accept", PICTURE)
