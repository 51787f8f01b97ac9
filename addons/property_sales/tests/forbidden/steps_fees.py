from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden

CONTRACT = "Sale Contract of a Home"
KIND = "Fee Collected for Others"


class Fees:
    """Fees that are collected for others"""

    def new_fee(self, amount=100, **vals):
        contract = self.new_signed()
        fees = self.env["property.fee"].with_user(self.home_seller)
        return fees.create({"contract_id": contract.id, "amount": amount} | vals)

    @forbidden(
        "R2.10",
        "pay a fee on as another role, before all of it came, without a list, on"
        " another day, or twice",
        by="home_seller director finance",
        paths="B S",
        says=(
            "…: this is settled, booked and paid back by finance.",
            "… is “…”; this is possible while it is “Paid”.",
            "…: enter the reference of the list.",
            "… was paid on …: it goes out from then on, and not after today.",
        ),
    )
    def test_pay_a_fee_on_wrongly(self):
        fee = self.new_fee()
        ways = (self.assert_no_button, self.assert_no_code)
        today = str(self.today)
        contract = fee.contract_id
        for way in ways:
            way("finance", fee, "action_pay_on", today, "L1")
        self.credit(contract, 100, fee_id=fee.id)
        name = contract.display_name
        for role in ("home_seller", "director"):
            self.assert_no_button(role, fee, "action_pay_on", today, "L1", name=name)
        for way in ways:
            way("finance", fee, "action_pay_on", today, " ")
            for days in (-1, 1):
                way("finance", fee, "action_pay_on", str(self.day(days)), "L1")
        fee.with_user(self.finance).action_pay_on(today, "L1")
        for way in ways:
            way("finance", fee, "action_pay_on", today, "L1")

    @forbidden(
        "R2.10",
        "change or delete a fee of which money was taken, or write what methods keep",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED, NOT_ALLOWED, "Fees stay on record; cancel it instead: …"),
    )
    def test_change_a_fee(self):
        fee = self.new_fee()
        self.credit(fee.contract_id, 60, fee_id=fee.id)
        vals = {
            "amount": 60.0,
            "kind": "other",
            "state": "paid",
            "paid_at": self.today,
            "out_reference": "L1",
            "contract_id": fee.contract_id.id,
        }
        self.assert_no_values("home_seller", fee, vals)
        self.assert_no_delete("home_seller", fee, kind=KIND)

    @forbidden(
        "R2.12",
        "read, make or cancel a fee of another salesperson's contract",
        by="home_colleague investor seller",
        paths="B W",
        says=(UNSEEN, NOT_ALLOWED),
    )
    def test_take_another_ones_fee(self):
        fee = self.new_fee()
        vals = {"contract_id": fee.contract_id.id, "amount": 1}
        for role in ("home_colleague", "investor", "seller"):
            self.assert_no_button(role, fee, "read", ["amount"], name=KIND)
            self.assert_no_button(role, fee, "action_cancel", name=KIND)
            self.assert_no_create(role, fee._name, vals, CONTRACT)
