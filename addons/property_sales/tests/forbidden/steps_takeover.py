from ..common_books import Books
from ..common_forbidden import KEPT, NOT_ALLOWED, PROTECTED, UNSEEN, forbidden

MATCHED = (
    "…: money of homes stays matched as it was returned, moved or forfeited. Correct it"
    " by a change of the reservation."
)
STATE = "… is “…”; this is possible while it is “…”."
CONFIRMED = "… is confirmed: make it a draft again to correct it."
APPLIED = "… is applied and stays as it was: its contracts change as all others do."
FINANCE = "…: running contracts are taken over by finance."
DIRECTOR = "…: the marketing director confirms what is taken over."
GOES_ON = "… cannot go on:\n…"
DRAFTS = "Only drafts of take-overs are deleted: …"


class Takeovers(Books):
    """Running contracts: imported, confirmed, applied"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.far_finance = cls.new_user("far_finance", "group_finance")
        cls.far_director = cls.new_user("far_director", "group_marketing_director")
        (cls.far_finance | cls.far_director).write(
            {"company_ids": [(6, 0, elsewhere.ids)], "company_id": elsewhere.id}
        )

    def new_in(self, state, unit, date):
        """A take-over of one contract in a state."""
        row = self.get_old_row(unit, filing_date=date, online_date=date, signed_on=date)
        takeover = self.new_loaded(row, date=date)
        if state != "draft":
            takeover.with_user(self.director).action_confirm()
        if state == "applied":
            takeover.with_user(self.finance).action_apply()
        self.env.flush_all()
        return takeover

    @forbidden(
        "R2.8",
        "confirm a take-over as finance, manager or salesperson, or a second time",
        by="finance general home_seller director",
        paths="B S",
        says=(DIRECTOR, NOT_ALLOWED, STATE),
    )
    def test_confirm_a_take_over(self):
        takeover = self.new_in("draft", self.units[1], self.day(-1))
        for role in ("finance", "general"):
            self.assert_no_button(role, takeover, "action_confirm")
        kind = "Take-over of Running Contracts"
        self.assert_no_button("home_seller", takeover, "action_confirm", name=kind)
        for state, number in (("confirmed", 2), ("applied", 3)):
            other = self.new_in(state, self.units[number], self.day(-number))
            self.assert_no_button("director", other, "action_confirm")
            self.assert_no_code("director", other, "action_confirm")

    @forbidden(
        "R2.8",
        "confirm a take-over of which one entered something",
        by="director",
        paths="B",
        says=("…: … entered some of it; another marketing director confirms it.",),
    )
    def test_confirm_ones_own_take_over(self):
        takeover = self.new_in("draft", self.units[1], self.day(-1))
        self.director.sudo().group_ids += self.env.ref("sales_rules.group_finance")
        takeover.line_ids.with_user(self.director).write({"late_fee_rate": 0.3})
        self.assert_no_button("director", takeover, "action_confirm")

    @forbidden(
        "R2.8",
        "apply a take-over before it is confirmed, a second time, or as the director or"
        " management",
        by="finance director general",
        paths="B S",
        says=(FINANCE, STATE),
    )
    def test_apply_a_take_over(self):
        draft = self.new_in("draft", self.units[1], self.day(-1))
        applied = self.new_in("applied", self.units[2], self.day(-2))
        for takeover in (draft, applied):
            self.assert_no_button("finance", takeover, "action_apply")
            self.assert_no_code("finance", takeover, "action_apply")
        confirmed = self.new_in("confirmed", self.units[3], self.day(-3))
        for role in ("director", "general"):
            self.assert_no_button(role, confirmed, "action_apply")
            self.assert_no_button(role, confirmed, "action_import")

    @forbidden(
        "R2.8",
        "take over what is wrong: instalments that are not the price, a home that is"
        " sold, locked books",
        by="director finance",
        paths="B S",
        says=(GOES_ON,),
    )
    def test_take_over_what_is_wrong(self):
        for number, vals in enumerate(
            ({"price": 1_000_000.01}, {"amount_claimed": 1}, {"number": "F38/2020/1"}),
            1,
        ):
            takeover = self.new_loaded(self.get_old_row(**vals), date=self.day(-number))
            self.assert_no_button("director", takeover, "action_confirm")
            takeover._write_protected({"state": "confirmed"})
            self.assert_no_button("finance", takeover, "action_apply")
            self.assert_no_code("finance", takeover, "action_apply")
        sold = self.get_old_row(self.unit)
        takeover = self.new_loaded(sold, date=self.day(-9))
        self.assert_no_button("director", takeover, "action_confirm")

    @forbidden(
        "R2.8",
        "change a take-over, its contracts or their instalments once it is confirmed,"
        " or add to it",
        by="finance",
        paths="W I S",
        says=(CONFIRMED, APPLIED),
    )
    def test_change_a_take_over(self):
        for state, number in (("confirmed", 1), ("applied", 2)):
            takeover = self.new_in(state, self.units[number], self.day(-number))
            name = takeover.display_name
            line, part = takeover.line_ids, takeover.line_ids.instalment_ids[0]
            self.assert_no_values("finance", takeover, {"date": self.day(-5)}, name)
            vals = {"price": 1, "amount_paid": 1, "number": "X", "tax_percent": 1}
            self.assert_no_values("finance", line, vals, name)
            vals = {"amount": 1, "is_claimed": False, "date_due": self.day(9)}
            self.assert_no_values("finance", part, vals, name)
            vals = {"takeover_id": takeover.id, "number": "HT-9"}
            self.assert_no_new("finance", line._name, vals, name)
            vals = {"line_id": line.id, "name": "More", "amount": 1}
            self.assert_no_new("finance", part._name, vals, name)

    @forbidden(
        "R2.8",
        "write by hand what the steps of a take-over write",
        by="finance",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_the_steps_of_a_take_over(self):
        takeover = self.new_in("draft", self.units[1], self.day(-1))
        contract = self.new_in("applied", self.units[2], self.day(-2)).line_ids
        vals = {"state": "applied", "confirmed_by_id": self.director.id}
        vals |= {"checked_at": "2026-01-01 00:00:00", "reasons_text": "None"}
        self.assert_no_values("finance", takeover, vals)
        vals = {"contract_id": contract.contract_id.id, "reasons_text": "None"}
        vals |= {"move_id": contract.move_id.id}
        line = takeover.line_ids
        self.assert_no_values("finance", line, vals)
        vals = {"takeover_id": takeover.id, "contract_id": contract.contract_id.id}
        self.assert_no_new("finance", line._name, vals, "Contract to Take Over")

    @forbidden(
        "R2.7",
        "make a contract of a take-over by hand, or give one to a contract",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED, NOT_ALLOWED),
    )
    def test_make_a_contract_of_a_take_over(self):
        line = self.new_in("draft", self.units[1], self.day(-1)).line_ids
        vals = {"takeover_line_id": line.id, "unit_id": self.units[1].id}
        vals |= {"partner_id": self.buyer.id}
        kind = "Sale Contract of a Home"
        model = self.env["property.contract"]
        given = vals | {"number": "HT-9", "state": "signed"}
        for new in (vals, given):
            self.assert_no_code("home_seller", model, "create", [new], name=kind)
        own = self.new_contract()
        change = {"takeover_line_id": line.id}
        self.assert_no_code("home_seller", own, "write", change)
        # salespeople read no take-over
        kind = "Contract to Take Over"
        self.assert_no_create("home_seller", model._name, given, kind)
        row = {"takeover_line_id/.id": line.id, "unit_id/.id": self.units[1].id}
        row |= {"partner_id/.id": self.buyer.id}
        self.assert_no_load("home_seller", model._name, row, kind)

    @forbidden(
        "R2.8",
        "delete what was confirmed or applied",
        by="finance",
        paths="W S",
        says=(DRAFTS, CONFIRMED, APPLIED),
    )
    def test_delete_a_take_over(self):
        for state, number in (("confirmed", 1), ("applied", 2)):
            takeover = self.new_in(state, self.units[number], self.day(-number))
            name = takeover.display_name
            self.assert_no_delete("finance", takeover)
            self.assert_no_delete("finance", takeover.line_ids, name)
            part = takeover.line_ids.instalment_ids[0]
            self.assert_no_delete("finance", part, name)

    @forbidden(
        "R2.10",
        "draft, cancel or delete the opening entry of a contract that was taken over",
        by="accountant finance",
        paths="A S",
        says=(KEPT, MATCHED),
    )
    def test_undo_an_opening_entry(self):
        move = self.new_in("applied", self.units[1], self.day(-1)).line_ids.move_id
        for method, *args in (
            ("button_draft",),
            ("button_cancel",),
            ("write", {"date": self.day(-3)}),
            ("unlink",),
        ):
            for role in ("accountant", "finance"):
                self.assert_no_screen(role, move, method, *args)
            self.assert_no_code("accountant", move, method, *args)

    @forbidden(
        "R2.12",
        "read or move a take-over of another company, or as another role",
        by="far_finance far_director investor home_seller",
        paths="B",
        says=(UNSEEN, NOT_ALLOWED),
    )
    def test_read_a_take_over_elsewhere(self):
        takeover = self.new_in("draft", self.units[1], self.day(-1))
        kinds = (
            (takeover, "Take-over of Running Contracts"),
            (takeover.line_ids, "Contract to Take Over"),
            (takeover.line_ids.instalment_ids[0], "Instalment of a Contract"),
        )
        for record, name in kinds:
            for role in ("far_finance", "far_director", "investor", "home_seller"):
                fields = ["display_name"]
                self.assert_no_button(role, record, "read", fields, name=name)
        for method in ("action_check", "action_confirm", "action_apply"):
            self.assert_no_button("far_finance", takeover, method, name=kinds[0][1])
