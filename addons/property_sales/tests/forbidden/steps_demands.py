from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden

DEMAND = "Demand to Pay"


class Demands:
    """Demands to pay that are served on buyers"""

    @forbidden(
        "R2.7",
        "serve a demand to pay as another role, of what is not overdue, without its"
        " proof, for a day to come, or not after the last one",
        by="home_seller finance director",
        paths="B S",
        says=(
            "…: the salesperson or the marketing director asks the buyer to pay.",
            "… cannot go on:\n…",
        ),
    )
    def test_serve_a_demand_wrongly(self):
        fresh = self.new_signed(self.reserve(self.units[1], self.new_buyer("Fresh")))
        contract = self.new_overdue()
        today = str(self.today)
        self.assert_no_button("finance", contract, "action_demand", today, "UERG")
        ways = (self.assert_no_button, self.assert_no_code)
        for role in ("home_seller", "director"):
            for way in ways:
                way(role, fresh, "action_demand", today, "UERG")
                way(role, contract, "action_demand", today, False)
                way(role, contract, "action_demand", str(self.day(1)), "UERG")
        self.serve(contract)
        for way in ways:
            way("home_seller", contract, "action_demand", today, "UERG")

    @forbidden(
        "R2.7",
        "make, change or delete a demand to pay, or read another's",
        by="home_seller home_colleague investor seller",
        paths="B W I S",
        says=(PROTECTED, NOT_ALLOWED, UNSEEN, "Demands stay on record: …"),
    )
    def test_change_a_demand(self):
        demand = self.serve(self.new_overdue())
        vals = {"date": self.day(-9), "last_day": self.today, "amount": 1.0}
        self.assert_no_values("home_seller", demand, vals)
        self.assert_no_delete("home_seller", demand, kind=DEMAND)
        new = {"contract_id": demand.contract_id.id, "date": self.day(-3)}
        self.assert_no_create("home_seller", demand._name, new, DEMAND)
        for role in ("home_colleague", "investor", "seller"):
            self.assert_no_button(role, demand, "read", ["amount"], name=DEMAND)

    @forbidden(
        "R2.7",
        "rescind for a delay without a demand, on its last day, when it is paid, or by"
        " the developer's fault",
        by="home_seller",
        paths="B S",
        says=("… cannot go on:\n…",),
    )
    def test_rescind_for_delay_wrongly(self):
        contract = self.new_overdue()
        vals = {"fault": "buyer", "ground": "delay"}
        ways = (self.assert_no_button, self.assert_no_code)
        name = contract.display_name
        amendment = self.new_amendment(contract, "rescission", **vals)
        for way in ways:
            way("home_seller", amendment, "action_submit", name=name)
        self.serve(contract, days=90)
        for way in ways:
            way("home_seller", amendment, "action_submit", name=name)
        vals["fault"] = "developer"
        other = self.new_amendment(contract, "rescission", **vals)
        for way in ways:
            way("home_seller", other, "action_submit", name=name)
        self.credit(contract, 300_000)
        self.env.invalidate_all()
        for way in ways:
            way("home_seller", amendment, "action_submit", name=name)
