from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden

KIND = "Amendment of a Contract"
CONTRACT = "Sale Contract of a Home"
ASKED = (
    "…: what was asked for or approved cannot be changed. Withdraw it first, or make a"
    " new one."
)
HINDERED = "… cannot go on:\n…"
MOVED_ONCE = "… is “…”; this is possible while it is “Approved”."


class Amendments:
    """Amendments of signed contracts, and their end"""

    def assert_no_request(self, contract, kind, text, **vals):
        """An amendment that is drawn up cannot be asked for."""
        amendment = self.new_amendment(contract, kind, **vals)
        for way in (self.assert_no_button, self.assert_no_code):
            way("home_seller", amendment, "action_submit", name=text)

    @forbidden(
        "R2.7",
        "apply an amendment that is not approved, that was rejected, or twice",
        by="home_seller",
        paths="B S",
        says=(MOVED_ONCE,),
    )
    def test_apply_what_is_not_approved(self):
        contract = self.new_paid()
        draft = self.new_amendment(contract, "rescission", fault="none")
        rejected = draft.copy()
        asked = draft.copy()
        asked.action_submit()
        rejected.action_submit()
        rejected.with_user(self.director).action_reject("No")
        for amendment in (draft, asked, rejected):
            for way in (self.assert_no_button, self.assert_no_code):
                way("home_seller", amendment, "action_apply")
        applied = self.rescind(contract)
        for way in (self.assert_no_button, self.assert_no_code):
            way("home_seller", applied, "action_apply")

    @forbidden(
        "R1.11",
        "decide on an amendment as the salesperson whose sale it is, or as one who is"
        " not asked",
        by="home_seller home_manager finance",
        paths="B S",
        says=(
            "…: you asked for it yourself; another person decides.",
            "…: you are not asked. It waits for ….",
        ),
    )
    def test_decide_on_the_own_amendment(self):
        amendment = self.new_amendment(self.new_paid(), "rescission", fault="buyer")
        amendment.action_submit()
        for role in ("home_seller", "home_manager", "finance"):
            for method, *args in (("action_approve",), ("action_reject", "No")):
                for way in (self.assert_no_button, self.assert_no_code):
                    way(role, amendment, method, *args)

    @forbidden(
        "R2.7",
        "write state, money, contract, kind or days of an amendment",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_what_methods_keep_of_an_amendment(self):
        contract = self.new_signed()
        amendment = self.new_amendment(contract, "rescission", fault="none")
        vals = {
            "state": "applied",
            "contract_id": contract.id,
            "kind": "money",
            "applied_on": self.today,
            "applied_by_id": self.director.id,
            "old_price": 1.0,
            "old_date": self.today,
        }
        self.assert_no_values("home_seller", amendment, vals)

    @forbidden(
        "R2.7",
        "change an amendment that is asked for, or delete one",
        by="home_seller",
        paths="W I S",
        says=(
            ASKED,
            "Only drafts can be deleted; cancel these instead: …",
        ),
    )
    def test_change_what_was_asked_for(self):
        amendment = self.new_amendment(self.new_paid(), "rescission", fault="none")
        amendment.action_submit()
        vals = {
            "fault": "buyer",
            "ground": "other",
            "agreed_amount": 1.0,
            "reason": "Other",
            "date": self.today,
            "new_price": 1.0,
            "new_date": self.today,
            "amount": 1.0,
        }
        self.assert_no_values("home_seller", amendment, vals)
        self.assert_no_delete("home_seller", amendment)

    @forbidden(
        "R2.9",
        "end a contract for an area that differs by 3.00 %, or after the last day",
        by="home_seller",
        paths="B S",
        says=(HINDERED,),
    )
    def test_leave_for_the_area_without_the_right(self):
        contract = self.new_settled(gross=103)
        vals = {"fault": "developer", "ground": "area"}
        name = contract.display_name
        self.assert_no_request(contract, "rescission", name, **vals)
        contract._write_protected({"rescind_until": self.day(-1)})
        self.assert_no_request(contract, "rescission", name, **vals)

    @forbidden(
        "R2.7",
        "change the home or the price after the handover, to a taken home, or below the"
        " floor",
        by="home_seller",
        paths="B S",
        says=(HINDERED,),
    )
    def test_change_what_stays(self):
        taken = self.units[1]
        self.reserve(taken, self.new_buyer("Faster"))
        contract = self.new_signed()
        name = contract.display_name
        self.assert_no_request(contract, "unit_swap", name, new_unit_id=taken.id)
        self.assert_no_request(contract, "price", name, new_price=-1)
        self.assert_no_request(contract, "price", name, new_price=contract.price)
        rows = [(0, 0, {"name": "All", "amount": 699_999.99, "date_due": self.today})]
        self.assert_no_request(contract, "plan", name, instalment_ids=rows)

    @forbidden(
        "R2.7",
        "reserve the home of an ended contract while its filing stands at the bureau",
        by="home_seller",
        paths="B I S",
        says=("…: the filing … of … stands at the bureau: cancel the filing first.",),
    )
    def test_sell_a_home_whose_filing_stands(self):
        contract = self.new_signed()
        contract.with_user(self.home_seller).action_file("BA-1")
        self.rescind(contract)
        unit, buyer = self.unit, self.new_buyer("Next")
        args = (buyer.id, "deposit", 50000)
        name = unit.display_name
        for way in (self.assert_no_button, self.assert_no_code):
            way("home_seller", unit, "action_reserve", *args, name=name)
        row = {
            "unit_id/.id": unit.id,
            "partner_id/.id": buyer.id,
            "money_kind": "deposit",
            "amount": 50000,
        }
        self.assert_no_load("home_seller", "property.reservation", row, name)

    @forbidden(
        "R2.7",
        "note a filing as cancelled of a contract that goes on or was not filed, or on"
        " another day",
        by="home_seller",
        paths="B W I S",
        says=(
            "… is “…”; this is possible while it is “Rescinded”.",
            "… has no filing at the bureau that is to be cancelled.",
            "… ended on …: its filing is cancelled from then on, and not after today.",
            PROTECTED,
        ),
    )
    def test_cancel_a_filing_that_stands(self):
        contract = self.new_signed()
        ways = (self.assert_no_button, self.assert_no_code)
        for way in ways:
            way("home_seller", contract, "action_cancel_filing")
        self.assert_no_values("home_seller", contract, {"unfiled_on": self.today})
        contract.with_user(self.home_seller).action_file("BA-1")
        self.rescind(contract)
        for days in (-1, 1):
            for way in ways:
                day = str(self.day(days))
                way("home_seller", contract, "action_cancel_filing", day)
        contract.with_user(self.home_seller).action_cancel_filing()
        for way in ways:
            way("home_seller", contract, "action_cancel_filing")

    @forbidden(
        "R2.10",
        "pay an ended contract's money back as another role, before it ended, from the"
        " cash, or twice",
        by="home_seller home_manager director finance",
        paths="B S",
        says=(
            "…: this is settled, booked and paid back by finance.",
            "… is “…”; this is possible while it is “Applied”.",
            "…: money of homes is returned from a bank account of ….",
            "…: nothing is left to pay back.",
            "…: money is paid back after a rescission.",
        ),
    )
    def test_refund_as_nobody_may(self):
        contract = self.new_paid()
        amendment = self.approve(
            self.new_amendment(contract, "rescission", fault="none")
        )
        self.assert_no_button("finance", amendment, "action_refund")
        amendment.action_apply()
        name = contract.display_name
        for role in ("home_seller", "home_manager", "director"):
            self.assert_no_button(role, amendment, "action_refund", name=name)
            self.assert_no_button(role, contract, "action_refund", name=name)
        cash = self.env["account.journal"].sudo()
        cash = cash.search(
            [("type", "=", "cash"), ("company_id", "=", self.company.id)], limit=1
        )
        for way in (self.assert_no_button, self.assert_no_code):
            way("finance", amendment, "action_refund", cash.id, name=cash.name)
        amendment.with_user(self.finance).action_refund()
        for way in (self.assert_no_button, self.assert_no_code):
            way("finance", amendment, "action_refund", name=name)
            way("finance", contract, "action_refund", name=name)
        other = self.new_amendment(
            self.new_signed(self.reserve(self.units[1])), "delivery"
        )
        self.assert_no_button("finance", other, "action_refund")

    @forbidden(
        "R2.10",
        "move money to another contract as its salesperson, or more than was paid",
        by="home_seller",
        paths="B S",
        says=(
            HINDERED,
            "…: this is settled, booked and paid back by finance.",
        ),
    )
    def test_move_money_of_a_contract(self):
        contract = self.new_paid()
        other = self.new_signed(self.reserve(self.units[1]))
        vals = {"to_contract_id": other.id}
        name = contract.display_name
        self.assert_no_request(contract, "money", name, amount=300_000.01, **vals)
        itself = {"to_contract_id": contract.id, "amount": 1}
        self.assert_no_request(contract, "money", name, **itself)
        amendment = self.new_amendment(contract, "money", amount=300_000, **vals)
        self.approve(amendment)
        self.assert_no_button("home_seller", amendment, "action_apply", name=name)

    @forbidden(
        "R2.12",
        "read, make or apply an amendment of another salesperson's contract",
        by="home_colleague investor seller",
        paths="B W",
        says=(UNSEEN, NOT_ALLOWED),
    )
    def test_amend_another_ones_contract(self):
        contract = self.new_paid()
        amendment = self.new_amendment(contract, "rescission", fault="none")
        vals = {"contract_id": contract.id, "kind": "rescission", "reason": "Mine"}
        for role in ("home_colleague", "investor", "seller"):
            self.assert_no_button(role, amendment, "action_preview", name=KIND)
            self.assert_no_button(role, amendment, "read", ["reason"], name=KIND)
            self.assert_no_button(role, amendment, "action_submit", name=KIND)
            self.assert_no_button(role, amendment, "action_apply", name=KIND)
            self.assert_no_create(role, amendment._name, vals, CONTRACT)
