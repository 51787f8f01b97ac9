from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden
from ..common_handover import PICTURE

MODEL = "property.service.request"
CONTRACT = "Sale Contract of a Home"
KIND = "Service Request of an Owner"
STATE = "… is “…”; this is possible while it is “…”."
LEADER = "…: the leader of the team, or the marketing director, does this."
SERVER = "…: the salesperson of the home speaks with its owner."
OWN = (
    "…: you repaired it yourself, or noted that it is done. The owner confirms to"
    " another person."
)


class Service:
    """Requests of owners after the handover"""

    def assert_no_service(self, role, request, method, *args, name=None):
        """Try a step of a request by its button, and as code."""
        for way in (self.assert_no_button, self.assert_no_code):
            way(role, request, method, *args, name=name)

    @forbidden(
        "R2.7",
        "close a service request as one who repaired it, or noted the repair, also"
        " after another one repaired it again",
        by="home_seller home_manager",
        paths="B S",
        says=(OWN,),
    )
    def test_close_as_repairer(self):
        contract = self.new_handed()
        own = self.new_done(contract, self.home_seller)
        noted = self.new_assigned(contract)
        noted.with_user(self.home_manager).action_done("Sealed")
        again = self.new_done(contract, self.home_seller)
        leader = again.with_user(self.home_manager)
        leader.action_reopen("Still wet")
        leader.action_assign(self.repairer.id)
        again.with_user(self.repairer).action_done("Sealed")
        for signature in (None, PICTURE):
            self.assert_no_service("home_seller", own, "action_confirm", signature)
            self.assert_no_service("home_manager", noted, "action_confirm", signature)
            self.assert_no_service("home_seller", again, "action_confirm", signature)

    @forbidden(
        "R2.7",
        "confirm, reopen or cancel a request as the one it is assigned to, or as"
        " finance",
        by="repairer finance",
        paths="B",
        says=(SERVER, LEADER),
    )
    def test_confirm_as_assignee(self):
        contract = self.new_handed()
        request, running = self.new_done(contract), self.new_assigned(contract)
        for role in ("repairer", "finance"):
            self.assert_no_button(role, request, "action_confirm", PICTURE)
            self.assert_no_button(role, request, "action_reopen", "Still wet")
            self.assert_no_button(role, running, "action_cancel", "By mistake")

    @forbidden(
        "R2.7",
        "note a request as done before it is assigned, confirm or reopen it before it"
        " is done",
        by="home_manager home_seller director",
        paths="B S",
        says=(STATE,),
    )
    def test_done_before_assigned(self):
        contract = self.new_handed()
        request, running = self.new_request(contract), self.new_assigned(contract)
        self.assert_no_service("home_manager", request, "action_done", "Sealed")
        self.assert_no_service("director", request, "action_done", "Sealed", 5)
        for early in (request, running):
            self.assert_no_service("home_seller", early, "action_confirm", PICTURE)
            self.assert_no_service("home_seller", early, "action_reopen", "Wet")

    @forbidden(
        "R2.7",
        "take a step of a request a second time, or once it is closed or cancelled",
        by="repairer home_seller home_manager",
        paths="B S",
        says=(STATE,),
    )
    def test_take_a_step_twice(self):
        contract = self.new_handed()
        done, closed = self.new_done(contract), self.new_done(contract)
        closed.with_user(self.home_seller).action_confirm(PICTURE)
        cancelled = self.new_assigned(contract)
        cancelled.with_user(self.home_manager).action_cancel("By mistake")
        for request in (done, closed, cancelled):
            self.assert_no_service("repairer", request, "action_done", "Again", 9)
            for method, args in (
                ("action_assign", [self.clerk.id]),
                ("action_cancel", ["By mistake"]),
            ):
                self.assert_no_service("home_manager", request, method, *args)
        for request in (closed, cancelled):
            self.assert_no_service("home_seller", request, "action_confirm", PICTURE)
            self.assert_no_service("home_seller", request, "action_reopen", "Wet")
            self.assert_no_service("home_seller", request, "action_answer", "Late")

    @forbidden(
        "R2.7",
        "delete or copy a service request",
        by="home_seller home_manager director",
        paths="B W S",
        says=(
            NOT_ALLOWED,
            "Requests stay in the register; what was entered by mistake is cancelled:"
            " …",
            "…: enter what the owner reports as a new request, which has a number of"
            " its own.",
        ),
    )
    def test_delete_or_copy_a_request(self):
        request = self.new_request(self.new_handed())
        for role in ("home_seller", "home_manager", "director"):
            self.assert_no_delete(role, request, kind=KIND)
            self.assert_no_service(role, request, "copy")

    @forbidden(
        "R2.7",
        "write number, state, warranty, days, work or cost of a request, or what the"
        " owner reported",
        by="home_seller home_manager director",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_what_an_owner_reported(self):
        contract = self.new_handed(days=3)
        request = self.new_assigned(contract)
        pipes = contract.warranty_ids._find_part("pipes")
        values = {
            "number": "F36/2026/00009",
            "state": "closed",
            "in_warranty": False,
            "warranty_id": pipes.id,
            "answer_until": self.day(90),
            "done_until": self.day(90),
            "answered_at": "2026-01-01 00:00:00",
            "user_id": self.clerk.id,
            "cost": 1,
            "borne_by": "owner",
            "part": "pipes",
            "reported_on": self.day(-1),
            "kind": "complaint",
            "unit_id": self.units[1].id,
            "contract_id": contract.id,
        }
        self.assert_no_values("home_seller", request, values)
        names = ("number", "in_warranty", "state")
        few = {name: values[name] for name in names}
        for role in ("home_manager", "director"):
            self.assert_no_values(role, request, few)

    @forbidden(
        "R2.7",
        "enter a request with a number, a state, a warranty or an answer",
        by="home_seller director",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_enter_what_methods_give(self):
        contract = self.new_handed()
        vals = {"contract_id": contract.id, "part": "leak", "description": "Wet"}
        given = {
            "number": "F36/2026/00009",
            "state": "done",
            "in_warranty": True,
            "answered_at": "2026-01-01 00:00:00",
            "done_until": self.day(90),
        }
        for role in ("home_seller", "director"):
            for name, value in given.items():
                self.assert_no_new(role, MODEL, vals | {name: value}, KIND)

    @forbidden(
        "R2.7",
        "enter a request for a home that is not handed over, for another home than"
        " that of the contract, before the handover or for tomorrow",
        by="home_seller director",
        paths="W I S",
        says=(
            "… is not handed over: what is wrong before is a defect of its inspection.",
            "… is not over …: choose one of the two.",
            "… was handed over on …: a request is reported from then on, and not after"
            " today.",
        ),
    )
    def test_enter_before_the_handover(self):
        contract = self.new_handed(days=3)
        vals = {"contract_id": contract.id, "part": "leak", "description": "Wet"}
        other = self.units[1]
        home = {"unit_id": other.id, "part": "leak", "description": "Wet"}
        for role in ("home_seller", "director"):
            self.assert_no_new(role, MODEL, home, other.display_name)
            self.assert_no_new(
                role, MODEL, vals | {"unit_id": other.id}, other.display_name
            )
            for day in (-4, 1):
                late = vals | {"reported_on": str(self.day(day))}
                self.assert_no_new(role, MODEL, late, self.unit.display_name)

    @forbidden(
        "R2.12",
        "read, answer, do or confirm a request of another's customer, or enter one",
        by="home_colleague seller investor clerk",
        paths="B W I",
        says=(UNSEEN, NOT_ALLOWED),
    )
    def test_reach_anothers_request(self):
        contract = self.new_handed()
        request, done = self.new_assigned(contract), self.new_done(contract)
        roles = ("home_colleague", "seller", "investor", "clerk")
        for role in roles:
            for method, args in (
                ("read", [["description"]]),
                ("action_answer", ["Soon"]),
                ("action_done", ["Sealed"]),
                ("action_assign", [self.clerk.id]),
            ):
                self.assert_no_button(role, request, method, *args, name=KIND)
            self.assert_no_button(role, done, "action_confirm", PICTURE, name=KIND)
            vals = {"contract_id": contract.id, "part": "leak", "description": "Wet"}
            self.assert_no_create(role, MODEL, vals, CONTRACT)
            row = {"contract_id/.id": contract.id, "part": "leak"}
            row["description"] = "Wet"
            self.assert_no_load(role, MODEL, row, CONTRACT)

    @forbidden(
        "R2.12",
        "read another's request as one who repairs, its contract or its buyers",
        by="repairer",
        paths="B",
        says=(UNSEEN, NOT_ALLOWED),
    )
    def test_read_more_than_is_assigned(self):
        contract = self.new_handed()
        request = self.new_request(contract)
        self.new_assigned(contract)
        self.assert_no_button("repairer", request, "read", ["number"], name=KIND)
        self.assert_no_button("repairer", contract, "read", ["number"], name=CONTRACT)
        self.assert_no_button(
            "repairer",
            contract.buyer_ids,
            "read",
            ["id_number_masked"],
            name="Buyer of a Home",
        )

    @forbidden(
        "R2.7",
        "assign a request, or cancel it, as salesperson, assignee or finance",
        by="home_seller repairer finance",
        paths="B",
        says=(LEADER,),
    )
    def test_assign_as_salesperson(self):
        request = self.new_assigned(self.new_handed())
        for role in ("home_seller", "repairer", "finance"):
            self.assert_no_button(role, request, "action_assign", self.clerk.id)
            self.assert_no_button(role, request, "action_cancel", "By mistake")

    @forbidden(
        "R2.7",
        "give a request to nobody, to a customer of the portal, to somebody who left,"
        " or to the one who has it",
        by="home_manager director",
        paths="B S",
        says=(
            "…: choose a colleague who does it.",
            "… is with … already: choose another colleague.",
        ),
    )
    def test_assign_to_nobody(self):
        request = self.new_assigned(self.new_handed())
        guest = self.new_user("guest", "base.group_portal")
        gone = self.new_user("gone", "base.group_user")
        gone.active = False
        for role in ("home_manager", "director"):
            for user_id in (False, guest.id, gone.id, self.repairer.id):
                self.assert_no_service(role, request, "action_assign", user_id)

    @forbidden(
        "R2.7",
        "note a repair without saying what was done, at less than no cost, or at the"
        " cost of somebody else",
        by="repairer",
        paths="B S",
        says=(
            "…: say what was done.",
            "…: the cost is an amount, or zero; it is not negative.",
            "…: say by whom the cost is borne: ….",
        ),
    )
    def test_note_no_repair(self):
        request = self.new_assigned(self.new_handed())
        for args in (["", 1], [" "], ["Sealed", -0.01], ["Sealed", "5"]):
            self.assert_no_service("repairer", request, "action_done", *args)
        self.assert_no_service("repairer", request, "action_done", "Sealed", 1, "guest")
