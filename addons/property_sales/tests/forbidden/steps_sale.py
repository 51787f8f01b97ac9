from odoo import fields

from ..common import HOMES
from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden

MODEL = "property.reservation"


class Sale:
    """Reserving, waiting, blocking, training"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.untrained = cls.new_user("untrained", HOMES)
        cls.untrained.sale_team_id = cls.home_team
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.free = cls.units[1]
        vals = {"name": "Far", "code": "FAR", "company_id": cls.elsewhere.id}
        far = cls.env["property.development"].sudo().create(vals)
        vals = {"name": "1", "development_id": far.id}
        building = cls.env["property.building"].sudo().create(vals)
        vals = {"name": "101", "floor": 1, "building_id": building.id}
        cls.foreign = cls.env["property.unit"].sudo().create(vals)

    def get_vals(self, unit=None, buyer=None, kind="advance", amount=1000):
        """The values of a new reservation."""
        return {
            "unit_id": (unit or self.free).id,
            "partner_id": (buyer or self.buyer).id,
            "money_kind": kind,
            "amount": amount,
        }

    def assert_not_reserved(self, unit=None, role="home_seller", name=None, **vals):
        """Try to reserve a home on every path; see `get_vals`."""
        vals = self.get_vals(unit, **vals)
        unit = unit or self.free
        name = name or unit.display_name
        args = vals["partner_id"], vals["money_kind"], vals["amount"]
        self.assert_no_button(role, unit, "action_reserve", *args, name=name)
        self.assert_no_code(role, unit, "action_reserve", *args, name=name)
        self.assert_no_new(role, MODEL, vals, name)

    @forbidden(
        "R2.7",
        "reserve a home without a permit, before its first day, after its last one, or"
        " after it was revoked",
        by="home_seller",
        paths="B W I S",
        says=(
            "… is on no permit; no fee of any kind is taken before it. Investment"
            " development puts it on one.",
            "… cannot be reserved:\nPermit … is not valid before …; no fee of any kind"
            " is taken before",
            " then.",
            "… cannot be reserved:\nPermit … expired on …; no fee of any kind is taken"
            " without a valid",
            " one. Investment development enters the next one.",
            "… cannot be reserved:\nPermit … was revoked; no fee of any kind is taken"
            " without a valid one.",
            " Investment development enters the next one.",
        ),
    )
    def test_reserve_without_a_permit(self):
        self.assert_not_reserved(self.new_units(1))
        self.permit._write_protected({"date_from": self.day(1)})
        self.assert_not_reserved()
        self.permit._write_protected(
            {"date_from": self.day(-9), "date_to": self.day(-1)}
        )
        self.assert_not_reserved()
        self.permit._write_protected({"date_to": self.day(9)})
        self.permit.with_user(self.investor).action_revoke("Fire safety")
        self.assert_not_reserved()

    @forbidden(
        "R2.7",
        "reserve a home that is not released, is blocked, or whose development is"
        " closed",
        by="home_seller",
        paths="B W I S",
        says=(
            "… is not released; the marketing director puts it on sale.",
            "… is blocked until … (…). The regional manager or the marketing director"
            " lifts the block.",
            "… cannot be reserved:\n… is not on sale but “…”; the marketing director"
            " opens",
            " and closes it.",
        ),
    )
    def test_reserve_what_is_not_on_sale(self):
        more = self.new_units(2)
        self.new_valid_permit(more, number="YS-2")
        self.give_areas_and_prices(more)
        self.assert_not_reserved(more[0])
        self.new_block(self.free)
        self.assert_not_reserved()
        self.development.with_user(self.director).action_close("Sold out")
        self.assert_not_reserved(self.units[2])

    @forbidden(
        "R2.7",
        "reserve a home that somebody has, also a second time for the same customer",
        by="home_colleague home_seller",
        paths="B W I S",
        says=("… is taken by … since …: choose another home, or wait for this one.",),
    )
    def test_reserve_a_taken_home(self):
        self.assert_not_reserved(self.unit, "home_colleague", buyer=self.other_buyer)
        self.assert_not_reserved(self.unit)

    @forbidden(
        "R2.7",
        "reserve a home past the customers who wait for it",
        by="home_seller",
        paths="B W I S",
        says=(
            "…: a customer of … waits for it since … and comes first: join the waiting"
            " list.",
        ),
    )
    def test_jump_the_waiting_list(self):
        self.wait()
        self.hold._write_protected({"state": "cancelled"})
        buyer = self.new_buyer("Late")
        self.assert_not_reserved(self.unit, buyer=buyer)

    @forbidden(
        "R2.7",
        "wait for a home that is free",
        by="home_seller",
        paths="B W I S",
        says=("… is free: reserve it instead.",),
    )
    def test_wait_for_a_free_home(self):
        args = (self.buyer.id, "advance", 1000)
        self.assert_no_button("home_seller", self.free, "action_wait", *args)
        self.assert_no_code("home_seller", self.free, "action_wait", *args)
        vals = self.get_vals() | {"is_waiting": True}
        self.assert_no_new("home_seller", MODEL, vals, self.free.display_name)

    @forbidden(
        "R2.7",
        "agree on a deposit 0.01 above 20 % of the price",
        by="home_seller",
        paths="B W I S",
        says=(
            "…: all deposits together are at most … (20.00 % of …). Agree on less: the"
            " rest is paid by the contract.",
        ),
    )
    def test_agree_on_too_much(self):
        self.assert_not_reserved(kind="deposit", amount=200000.01)

    @forbidden(
        "R2.6",
        "reserve without a training, or after it has ended",
        by="untrained home_seller",
        paths="B W I S",
        says=(
            "There is no training on record of …; have one recorded by the manager of"
            " the team before homes are reserved or signed.",
            "The training of … ended on …; have a new one recorded by the manager of"
            " the team before homes are reserved or signed.",
        ),
    )
    def test_reserve_without_training(self):
        buyer = self.new_buyer("Li", self.untrained)
        self.assert_not_reserved(role="untrained", buyer=buyer, name="untrained")
        trainings = (
            self.env["property.training"]
            .sudo()
            .search([("user_id", "=", self.home_seller.id)])
        )
        trainings._write_protected({"date_end": self.day(-1)})
        self.assert_not_reserved(name="home_seller")

    @forbidden(
        "R2.7",
        "reserve as a role that sells no homes",
        by="investor seller director finance",
        paths="B W S",
        says=(
            NOT_ALLOWED,
            UNSEEN,
            "… sells no homes: a property salesperson reserves them.",
        ),
    )
    def test_reserve_as_another_role(self):
        args = (self.buyer.id, "advance", 1000)
        for role in ("investor", "director", "finance"):
            name = "Contact" if role == "investor" else "Reservation"
            self.assert_no_button(role, self.free, "action_reserve", *args, name=name)
            self.assert_no_create(role, MODEL, self.get_vals(), name)
        self.assert_no_button("seller", self.free, "action_reserve", *args, name="Home")
        self.assert_no_code(
            "director", self.free, "action_reserve", *args, name="director"
        )

    @forbidden(
        "R2.7",
        "reserve a home of another company",
        by="home_seller",
        paths="B W I",
        says=(UNSEEN,),
    )
    def test_reserve_a_home_of_another_company(self):
        args = (self.buyer.id, "advance", 1000)
        vals = self.get_vals(self.foreign)
        row = {"unit_id/.id": self.foreign.id, "partner_id/.id": self.buyer.id}
        row |= {"money_kind": "advance", "amount": 1000}
        self.assert_no_button(
            "home_seller", self.foreign, "action_reserve", *args, name="Home"
        )
        self.assert_no_create("home_seller", MODEL, vals, "Home")
        self.assert_no_load("home_seller", MODEL, row, "Home")

    @forbidden(
        "R2.12",
        "reserve for a customer of another company, or whom a colleague received",
        by="home_seller home_colleague",
        paths="B W I S",
        says=(
            "… is a customer of …: homes are sold to customers of their own company.",
            "This number was registered on … by ….",
            UNSEEN,
        ),
    )
    def test_reserve_for_another_ones_customer(self):
        far = self.new_buyer("Far Away")
        far.company_id = self.elsewhere
        vals = self.get_vals(buyer=far)
        args = far.id, "advance", 1000
        name = "Contact"
        self.assert_no_button(
            "home_seller", self.free, "action_reserve", *args, name=name
        )
        self.assert_no_create("home_seller", MODEL, vals, name)
        name = "Far Away"
        self.assert_no_code(
            "home_seller", self.free, "action_reserve", *args, name=name
        )
        vals = {"name": "Zhao Min", "phone": "13800138000", "channel": "walk_in"}
        receptions = self.env["property.reception"].with_user(self.home_seller)
        buyer = receptions.create(vals).sudo().partner_id
        role, args = "home_colleague", (buyer.id, "advance", 1000)
        for way in (self.assert_no_button, self.assert_no_code):
            way(role, self.free, "action_reserve", *args, name="home_seller")
        row = {"unit_id/.id": self.free.id, "partner_id/.id": buyer.id, "amount": 1}
        self.assert_no_load(role, MODEL, row | {"money_kind": "advance"}, "Contact")

    @forbidden(
        "R2.7",
        "write state, number, days, price or customer of a reservation, delete or copy"
        " it",
        by="home_seller",
        paths="W I S",
        says=(
            PROTECTED,
            NOT_ALLOWED,
            "… is taken by … since …: choose another home, or wait for this one.",
            "A numbered document is not deleted, its number would be missing; cancel"
            " it instead: …",
        ),
    )
    def test_write_a_reservation(self):
        vals = {
            "state": "cancelled",
            "number": "F34/2026/00001",
            "date_end": self.day(90),
            "hold_until": fields.Datetime.now(),
            "price": 1,
            "unit_id": self.free.id,
            "partner_id": self.other_buyer.id,
            "amount": 1,
            "money_kind": "advance",
            "user_id": self.home_colleague.id,
            "moved_up_at": fields.Datetime.now(),
        }
        self.assert_no_values("home_seller", self.hold, vals)
        numbered = self.reserve(self.free)
        numbered._note_first_money()
        name = self.unit.display_name
        self._refuse("W", "home_seller", self.hold, "copy", [], name)
        self.assert_no_code("home_seller", self.hold, "copy", name=name)
        self.assert_no_delete("home_seller", numbered, kind="Reservation")

    @forbidden(
        "R2.7",
        "extend a hold, a reservation that has expired, or to an earlier day",
        by="home_seller",
        paths="B S",
        says=(
            "… is a hold: it becomes a reservation with the first money.",
            "… lasts until … already: give a later day.",
            "…: Expired on … without a contract. Reserve the home anew.",
        ),
    )
    def test_extend_wrongly(self):
        args = (self.day(30), "The bank is slow")
        self.assert_no_button("home_seller", self.hold, "action_extend", *args)
        self.hold._note_first_money()
        early = (self.hold.date_end, "The bank is slow")
        self.assert_no_button("home_seller", self.hold, "action_extend", *early)
        self.assert_no_code("home_seller", self.hold, "action_extend", *early)
        self.let_lapse(self.hold)
        self.assert_no_button("home_seller", self.hold, "action_extend", *args)
        self.assert_no_code("home_seller", self.hold, "action_extend", *args)

    @forbidden(
        "R2.7",
        "decide on one's own extension, or on one beyond one's authority",
        by="home_seller home_manager",
        paths="B S",
        says=(
            "…: you asked for it yourself; another person decides.",
            "…: you are not asked. It waits for ….",
        ),
    )
    def test_decide_on_an_extension(self):
        self.hold._note_first_money()
        mine = self.hold.with_user(self.home_seller)
        mine.action_extend(self.day(30), "The bank is slow")
        for role in ("home_seller", "home_manager"):
            self.assert_no_button(role, self.hold, "action_approve")
            self.assert_no_code(role, self.hold, "action_approve")

    @forbidden(
        "R2.7",
        "change a reservation to a home that is taken, blocked or another company's",
        by="home_seller",
        paths="B S",
        says=(
            "… is taken by … since …: choose another home, or wait for this one.",
            "… is blocked until … (…). The regional manager or the marketing director"
            " lifts the block.",
            "… is sold by another company: choose a home of …",
        ),
    )
    def test_change_to_a_home_that_is_not_free(self):
        taken = self.reserve(self.free, self.other_buyer, self.home_colleague).unit_id
        blocked = self.new_block(self.units[2]).unit_id
        for unit in (taken, blocked):
            name = unit.display_name
            for way in (self.assert_no_button, self.assert_no_code):
                args = (unit.id, "Higher")
                way("home_seller", self.hold, "action_change_unit", *args, name=name)
        self.assert_no_code(
            "home_seller",
            self.hold,
            "action_change_unit",
            self.foreign.id,
            "Higher",
            name=self.foreign.display_name,
        )

    @forbidden(
        "R2.7",
        "give back, extend or change another salesperson's reservation",
        by="home_colleague finance investor",
        paths="B",
        says=(
            UNSEEN,
            NOT_ALLOWED,
        ),
    )
    def test_touch_another_ones_reservation(self):
        self.hold._note_first_money()
        for role in ("home_colleague", "finance", "investor"):
            for method, *args in (
                ("action_cancel", "Mine"),
                ("action_extend", self.day(30), "Mine"),
                ("action_change_unit", self.free.id, "Mine"),
                ("action_change_partner", self.other_buyer.id, "Mine"),
            ):
                self.assert_no_button(
                    role, self.hold, method, *args, name="Reservation"
                )
