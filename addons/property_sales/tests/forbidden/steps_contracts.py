from odoo.fields import Command

from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden

KIND = "Sale Contract of a Home"
MODEL = "property.contract"
FIXED = (
    "… was disclosed, or approved, as … with these terms: withdraw it to change them."
)
SIGNED = "… was signed on …: what was agreed changes by an amendment only."
LISTED = (
    "…: the price comes from the approved price list, less discounts. Ask for a"
    " discount instead."
)
DRAWN = "R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="
TAKEN = "… has contract … of … already: open that one."


class Contracts:
    """Contracts, from the disclosures to the bureau"""

    def assert_no_step(self, role, contract, method, *args, name=None):
        """Try a step of a contract by its button, and as code."""
        for way in (self.assert_no_button, self.assert_no_code):
            way(role, contract, method, *args, name=name)

    @forbidden(
        "R2.3",
        "disclose a contract with one disclosure open, submit it undisclosed, or note a"
        " disclosure later",
        by="home_seller",
        paths="B S",
        says=(
            "… cannot go on:\nNot yet acknowledged: …",
            "… is “…”; this is possible while it is “…”.",
        ),
    )
    def test_disclose_with_one_open(self):
        contract = self.new_contract()
        told = contract.disclosure_ids
        told[1:].with_user(self.home_seller).action_acknowledge()
        self.assert_no_step("home_seller", contract, "action_disclose")
        told.with_user(self.home_seller).action_acknowledge()
        self.assert_no_step("home_seller", contract, "action_submit")
        self.disclose(contract)
        name = contract.display_name
        self.assert_no_step("home_seller", told, "action_acknowledge", name=name)

    @forbidden(
        "R2.3",
        "write, make or delete a disclosure",
        by="home_seller",
        paths="W I S",
        says=(PROTECTED, NOT_ALLOWED, "Disclosures stay with their contract: …"),
    )
    def test_write_a_disclosure(self):
        contract = self.new_contract()
        told = contract.disclosure_ids[0]
        vals = {"date": self.today, "text": "None", "user_id": self.director.id}
        self.assert_no_values("home_seller", told, vals)
        kind = "Disclosure to the Buyers"
        self.assert_no_delete("home_seller", told, kind=kind)
        vals = {"contract_id": contract.id, "kind": "sample", "date": self.today}
        self.assert_no_new("home_seller", told._name, vals, kind)

    @forbidden(
        "R1.11",
        "sign a contract without the review, or decide on it as its salesperson or as"
        " one who is not asked",
        by="home_seller home_manager finance",
        paths="B S",
        says=(
            "… is “Disclosed”; this is possible while it is “Approved”.",
            "…: you asked for it yourself; another person decides.",
            "…: you are not asked. It waits for ….",
        ),
    )
    def test_sign_without_the_review(self):
        contract = self.new_contract()
        self.disclose(contract)
        for method in ("action_sign_agreement", "action_sign"):
            self.assert_no_step("home_seller", contract, method)
        contract.with_user(self.home_seller).action_submit()
        for method in ("action_sign_agreement", "action_sign"):
            self.assert_no_step("home_seller", contract, method)
        for role in ("home_seller", "home_manager", "finance"):
            self.assert_no_step(role, contract, "action_approve")

    @forbidden(
        "R2.7",
        "change what was agreed in a contract that is approved, or signed",
        by="home_seller",
        paths="W I S",
        says=(FIXED, SIGNED),
    )
    def test_change_the_terms(self):
        contract = self.new_approved()
        plans = self.env["property.payment.plan"].sudo()
        plan = plans.search([("company_id", "=", self.company.id)], limit=1)
        plan = plan or plans.create({"name": "Plan", "company_id": self.company.id})
        terms = {
            "discount_percent": 1,
            "delivery_date": self.day(10),
            "late_fee_rate": 1,
            "delay_rate": 0,
            "ownership": "shares",
            "pricing_basis": "gross",
            "plan_id": plan.id,
        }
        row = contract.instalment_ids[0]
        part = {"amount": 1, "date_due": self.day(90), "name": "Later", "kind": "loan"}
        new = {"contract_id": contract.id, "name": "More", "amount": 1}
        new |= {"date_due": self.today}
        for step in (None, self.sign):
            if step:
                step(contract)
            name = contract.display_name
            self.assert_no_values("home_seller", contract, terms)
            self.assert_no_values("home_seller", row, part, name=name)
            self.assert_no_new("home_seller", row._name, new, name)
            self.assert_no_delete("home_seller", row, name=name)
            clear = {"instalment_ids": [Command.clear()]}
            self.assert_no_write("home_seller", contract, clear)
            self.assert_no_code("home_seller", contract, "write", clear)

    @forbidden(
        "R2.7",
        "write price, state, number, days, home or buyer of a contract, or copy or"
        " delete it",
        by="home_seller",
        paths="W I S",
        says=(
            LISTED,
            PROTECTED,
            NOT_ALLOWED,
            TAKEN,
            "Contracts stay on record; cancel it instead: …",
        ),
    )
    def test_write_a_contract(self):
        contract = self.new_contract()
        prices = {"price": 1, "list_price": 1, "unit_price": 1, "discount_total": 9}
        vals = {
            "state": "signed",
            "number": "F38/2026/00009",
            "signed_on": self.today,
            "approved_at": "2026-01-01 00:00:00",
            "filing_number": "BA-9",
            "online_number": "WQ-9",
            "unit_id": self.units[1].id,
            "partner_id": self.other_buyer.id,
            "user_id": self.home_colleague.id,
            "permit_id": self.permit.id,
            "contract_gross_area": 1,
            "area_tolerance": 50,
            "tax_percent": 1,
        }
        self.assert_no_values("home_seller", contract, prices | vals)
        self.assert_no_delete("home_seller", contract, kind=KIND)
        name = self.unit.display_name
        self._refuse("W", "home_seller", contract, "copy", [], name)
        self.assert_no_code("home_seller", contract, "copy", name=name)

    @forbidden(
        "R2.10",
        "disclose or submit a contract whose instalments differ from its price by a"
        " cent",
        by="home_seller",
        paths="B S",
        says=("… cannot go on:\nThe instalments differ by … from the price of ….",),
    )
    def test_differ_by_a_cent(self):
        contract = self.new_contract()
        contract.disclosure_ids.with_user(self.home_seller).action_acknowledge()
        for amount in (699_999.99, 700_000.01):
            contract.instalment_ids[1].amount = amount
            self.assert_no_step("home_seller", contract, "action_disclose")

    @forbidden(
        "R2.7",
        "sign the contract before its pre-sale agreement, the agreement twice, or on a"
        " day before the approval or to come",
        by="home_seller",
        paths="B S",
        says=(
            "…: a home before its completion is sold by the pre-sale agreement first."
            " Sign that.",
            "… has its pre-sale agreement … already.",
            "… cannot go on:\nIt was approved on …: the day of the signature is from"
            " then on, and not after today.",
        ),
    )
    def test_sign_in_another_order(self):
        contract = self.new_approved()
        role = "home_seller"
        self.assert_no_step(role, contract, "action_sign")
        for method in ("action_sign_agreement", "action_sign"):
            for days in (-1, 1):
                self.assert_no_step(role, contract, method, str(self.day(days)))
        contract.with_user(self.home_seller).action_sign_agreement()
        self.assert_no_step(role, contract, "action_sign_agreement")

    @forbidden(
        "R2.7",
        "sign when the permit, the reservation or the training is over, or when lists"
        " have changed since the disclosure",
        by="home_seller",
        paths="B S",
        says=(
            "… cannot go on:\nPermit … expired on …",
            "… cannot go on:\nPermit … was revoked; …",
            "… cannot go on:\n… Held until … without money. Reserve the home anew.",
            "… cannot go on:\nThe training of … ended on …",
            "… cannot go on:\n…: not as it was disclosed any more. Withdraw the"
            " contract and disclose it anew.",
        ),
    )
    def test_sign_when_it_is_over(self):
        contract = self.new_approved()
        contract.with_user(self.home_seller).action_sign_agreement()
        trainings = self.env["property.training"].sudo()
        training = trainings.search([("user_id", "=", self.home_seller.id)])
        for record, vals in (
            (self.permit, {"date_to": self.day(-1)}),
            (self.permit, {"state": "revoked"}),
            (self.hold, {"hold_until": "2026-01-01 00:00:00"}),
            (training, {"date_end": self.day(-1)}),
            (self.hold, {"price": 1}),
        ):
            before = {name: record[name] for name in vals}
            record._write_protected(vals)
            for method in ("action_sign", "action_sign_agreement"):
                self.assert_no_step("home_seller", contract, method)
            record._write_protected(before)

    @forbidden(
        "R2.7",
        "draw up a second contract of a home, or one for another home or customer than"
        " it is reserved for",
        by="home_seller",
        paths="B W I S",
        says=(
            TAKEN,
            "… is for …: draw the contract up for that home, or change the reservation"
            " first.",
            "… is for …: who buys as well is added to the buyers; for another customer"
            " change the reservation first.",
        ),
    )
    def test_draw_up_a_second_contract(self):
        role, hold = "home_seller", self.hold
        other = {"reservation_id": hold.id, "unit_id": self.units[1].id}
        self.assert_no_new(role, MODEL, other, hold.display_name)
        mine = self.new_buyer("Another")
        other = {"reservation_id": hold.id, "partner_id": mine.id}
        self.assert_no_new(role, MODEL, other, hold.display_name)
        self.new_contract()
        name = self.unit.display_name
        self.assert_no_step(role, hold, "action_convert", name=name)
        vals = {"reservation_id": hold.id}
        self.assert_no_new(role, MODEL, vals, name)

    @forbidden(
        "R2.7",
        "register or file a contract before its signature, without a number, under one"
        " that is used, or on a day to come",
        by="home_seller",
        paths="B S",
        says=(
            "… is “Approved”; this is possible while it is “Signed”, “Filed”, “Area"
            " Settled”.",
            "… is “Approved”; this is possible while it is “Signed”, “Area Settled”.",
            "…: enter the number of the bureau.",
            "… was signed on …: the bureau's day is from then on, and not after today.",
            "… is the number of another contract, of …: check the paper of the bureau.",
            "… was signed online under … already.",
            "… is “Filed”; this is possible while it is “Signed”.",
            "… is “Signed”; this is possible while it is “Draft”, “Disclosed”,"
            " “Approved”.",
        ),
    )
    def test_file_a_contract_wrongly(self):
        role, contract = "home_seller", self.new_approved()
        methods = ("action_register_online", "action_file")
        for method in methods:
            self.assert_no_step(role, contract, method, "N-1")
        self.sign(contract)
        self.assert_no_step(role, contract, "action_cancel", "No loan")
        other = self.new_signed(self.reserve(self.units[1]))
        other.with_user(self.home_seller).action_register_online("N-1")
        other.with_user(self.home_seller).action_file("N-1")
        for method in methods:
            self.assert_no_step(role, contract, method, " ")
            self.assert_no_step(role, contract, method, "N-1", name="N-1")
            for day in (self.day(-1), self.day(1)):
                self.assert_no_step(role, contract, method, "N-2", str(day))
            self.assert_no_step(role, other, method, "N-3")

    @forbidden(
        "R2.9",
        "write, make or delete a paper of a contract, or have its copy received"
        " unsigned, before its day, on a day to come or twice",
        by="home_seller",
        paths="B W I S",
        says=(
            PROTECTED,
            NOT_ALLOWED,
            "Papers stay on record, or their numbers would be missing: …",
            "…: the buyer signs for the copy received.",
            "… is of …: its copy is received from then on, and not after today.",
            "…: the copy was received on … already.",
        ),
    )
    def test_write_a_paper(self):
        role, contract = "home_seller", self.new_signed()
        paper = contract.document_ids[0]
        vals = {
            "number": "F37/2026/00009",
            "kind": "contract",
            "date_issued": self.day(-3),
            "date_received": self.today,
            "user_id": self.director.id,
        }
        self.assert_no_values(role, paper, vals)
        kind = "Paper of a Contract"
        self.assert_no_delete(role, paper, kind=kind)
        vals = {"contract_id": contract.id, "kind": "contract", "number": "F38/1"}
        self.assert_no_new(role, paper._name, vals, kind)
        self.assert_no_step(role, paper, "action_receive", "")
        for days in (-1, 1):
            day = str(self.day(days))
            self.assert_no_step(role, paper, "action_receive", DRAWN, day)
        paper.with_user(self.home_seller).action_receive(DRAWN)
        self.assert_no_step(role, paper, "action_receive", DRAWN)

    @forbidden(
        "R2.7",
        "take a step of another salesperson's contract, or as a role that leads none",
        by="home_colleague director finance investor seller",
        paths="B W",
        says=(UNSEEN, NOT_ALLOWED, "… doesn't have 'write' access to:\n- …"),
    )
    def test_take_another_ones_step(self):
        contract = self.new_approved()
        for role in ("home_colleague", "director", "finance", "investor", "seller"):
            for method, *args in (
                ("action_withdraw",),
                ("action_sign_agreement",),
                ("action_sign",),
                ("action_file", "N-1"),
                ("action_cancel", "Mine"),
            ):
                self.assert_no_button(role, contract, method, *args, name=KIND)
        draft = self.new_contract(self.reserve(self.units[1]))
        for role in ("home_colleague", "director", "finance", "investor", "seller"):
            self.assert_no_write(role, draft, {"discount_percent": 1}, KIND)
