from odoo.fields import Command

from ..common import INVESTMENT
from ..common_forbidden import PROTECTED, forbidden

DEPUTY = "group_deputy_general_manager"


class Papers:
    """Area lists and price lists: the facts that a home is sold by"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.signing_deputy = cls.new_user("signing_deputy", DEPUTY, INVESTMENT)
        cls.areas = cls.new_area_list()

    @forbidden(
        "R2.5",
        "write areas on a home",
        by="investor",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_areas_on_a_home(self):
        vals = {
            "presale_gross_area": 1,
            "presale_inner_area": 1,
            "surveyed_gross_area": 1,
            "surveyed_inner_area": 1,
            "presale_area_list_id": self.areas.id,
        }
        self.assert_no_values("investor", self.unit, vals)
        vals = {"name": "999", "building_id": self.building.id}
        vals["presale_gross_area"] = 1
        self.assert_no_new("investor", "property.unit", vals, "Home")

    @forbidden(
        "R2.5",
        "change an area list after the first signature, or one that is filed",
        by="investor home_seller",
        paths="W I S",
        says=(
            "… is signed by … and fixed. Withdraw it first, which voids the"
            " signatures.",
            "… is filed under … and fixed. Areas are corrected by a new version.",
            "Only drafts of area lists can be deleted; these are signed: …. A filed"
            " list is corrected by a new version.",
        ),
    )
    def test_change_a_signed_list(self):
        areas, line = self.areas, self.areas.line_ids[0]
        name = areas.display_name
        areas.with_user(self.investor).action_sign_investment()
        unit = self.new_units(1)
        vals = {"list_id": areas.id, "unit_id": unit.id}
        for step in range(2):
            for role in ("investor", "home_seller"):
                self.assert_no_values(
                    role, line, {"gross_area": 150, "inner_area": 90}, name
                )
                self.assert_no_values(role, areas, {"report_number": "SV-9"}, name)
                self.assert_no_new(role, line._name, vals, name)
                self.assert_no_delete(role, line, name)
            self.assert_no_delete("investor", areas)
            if step == 0:
                areas.with_user(self.home_seller).action_sign_marketing()
                areas.with_user(self.deputy).action_approve()
                areas.with_user(self.finance).action_file("F-1")

    @forbidden(
        "R2.5",
        "approve or file an area list before its turn",
        by="deputy finance",
        paths="B S",
        says=(
            "… waits for the signature of …; the deputy general manager decides after"
            " that.",
            "… waits for the deputy general manager; finance files what is approved.",
        ),
    )
    def test_decide_before_the_turn(self):
        areas = self.areas
        for sign in (None, areas.with_user(self.investor).action_sign_investment):
            if sign:
                sign()
            self.assert_no_button("deputy", areas, "action_approve")
            self.assert_no_code("deputy", areas, "action_approve")
            self.assert_no_button("deputy", areas, "action_reject", "Wrong")
            self.assert_no_button("finance", areas, "action_file", "F-1")
        areas.with_user(self.home_seller).action_sign_marketing()
        self.assert_no_button("finance", areas, "action_file", "F-1")
        self.assert_no_code("finance", areas, "action_file", "F-1")

    @forbidden(
        "R2.5",
        "approve an area list as one of its signers or as another role",
        by="signing_deputy director general investor",
        paths="B S",
        says=(
            "… Area lists are approved by the deputy general manager alone, who signed"
            " for neither department.",
        ),
    )
    def test_approve_as_somebody_else(self):
        areas = self.areas
        areas.with_user(self.signing_deputy).action_sign_investment()
        areas.with_user(self.home_seller).action_sign_marketing()
        for role in ("signing_deputy", "director", "general", "investor"):
            self.assert_no_button(role, areas, "action_approve")
        self.assert_no_code("signing_deputy", areas, "action_approve")

    @forbidden(
        "R2.5",
        "sign an area list for a department one does not work in, or a second time",
        by="finance general home_seller investor",
        paths="B S",
        says=(
            "…: investment development signs here, its staff alone.",
            "…: marketing signs here, a property salesperson or the marketing"
            " director.",
            "… is signed by … for this department already.",
        ),
    )
    def test_sign_as_somebody_else(self):
        areas = self.areas
        for role in ("finance", "general"):
            self.assert_no_button(role, areas, "action_sign_investment")
            self.assert_no_button(role, areas, "action_sign_marketing")
        self.assert_no_button("home_seller", areas, "action_sign_investment")
        self.assert_no_button("investor", areas, "action_sign_marketing")
        self.assert_no_code("investor", areas, "action_sign_marketing")
        areas.with_user(self.investor).action_sign_investment()
        self.assert_no_button("investor", areas, "action_sign_investment")

    @forbidden(
        "R2.5",
        "write signatures, approval, filing or state of an area list",
        by="investor",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_signatures(self):
        vals = {
            "state": "filed",
            "investment_signer_id": self.investor.id,
            "marketing_signer_id": self.home_seller.id,
            "approver_id": self.deputy.id,
            "filing_number": "F-1",
            "version": 7,
        }
        self.assert_no_values("investor", self.areas, vals)

    @forbidden(
        "R2.5",
        "file an area list without a number, under one that is taken, or as its"
        " signer or another role",
        by="finance director",
        paths="B S",
        says=(
            "…: enter the filing number.",
            "… is filed under … already; enter a number of its own.",
            "…: area lists are filed by finance of the company.",
        ),
    )
    def test_file_wrongly(self):
        areas = self.areas
        self.approve_area_list(areas)
        self.assert_no_button("finance", areas, "action_file", " ")
        self.assert_no_button("director", areas, "action_file", "F-1")
        building = self.new_building(name="2")
        other = self.new_area_list(self.new_units(1, building))
        self.file_area_list(other, "F-1")
        name = other.display_name
        self.assert_no_button("finance", areas, "action_file", "F-1", name=name)
        self.assert_no_code("finance", areas, "action_file", "F-1", name=name)

    @forbidden(
        "R2.5",
        "enter an inner area above the gross one, a negative area, or a home of"
        " another building",
        by="investor",
        paths="W I S",
        says=(
            "…: the inner area of … m² is larger than the gross area of … m².",
            "…: an area is never negative (gross … m², inner … m²).",
            "… is for homes of …; take out …",
        ),
    )
    def test_enter_wrong_areas(self):
        line = self.areas.line_ids[0]
        vals = {"inner_area": 100.01, "gross_area": -1}
        self.assert_no_values("investor", line, vals, self.unit.display_name)
        other = self.new_units(1, self.new_building(name="2"))
        vals = {"list_id": self.areas.id, "unit_id": other.id}
        self.assert_no_new("investor", line._name, vals, other.display_name)

    @forbidden(
        "R2.5",
        "sign an area list without homes, without areas, or without the report of the"
        " survey",
        by="investor home_seller",
        paths="B S",
        says=(
            "… cannot be signed:\nIt names no home; add the homes with areas.",
            "… cannot be signed:\nNo gross or inner area: ….",
            "… cannot be signed:\nAreas are surveyed by the report of the housing"
            " bureau; missing: ….",
        ),
    )
    def test_sign_what_is_incomplete(self):
        empty = self.new_area_list(line_ids=[])
        zero = self.new_area_list(areas=(0, 0))
        survey = self.new_area_list(kind="surveyed", report_number=False)
        for areas in (empty, zero, survey):
            self.assert_no_button("investor", areas, "action_sign_investment")
            self.assert_no_button("home_seller", areas, "action_sign_marketing")
            self.assert_no_code("investor", areas, "action_sign_investment")

    @forbidden(
        "R2.4",
        "write prices on a home",
        by="investor director",
        paths="W I S",
        says=(
            "…: prices come from approved lists. Make a new version of the price list,"
            " and have it submitted to the general manager.",
        ),
    )
    def test_write_prices_on_a_home(self):
        line = self.new_price_list().line_ids[0]
        vals = {
            "list_price": 1,
            "unit_price": 1,
            "pricing_basis": "unit",
            "price_line_id": line.id,
        }
        self.assert_no_values("investor", self.unit, vals)
        self.assert_no_write("director", self.unit, vals)
        vals = {"name": "999", "building_id": self.building.id, "list_price": 1}
        self.assert_no_new("investor", "property.unit", vals, "Home")

    @forbidden(
        "R2.4",
        "change, add or delete prices of a list that is submitted or active",
        by="director home_seller",
        paths="W I S",
        says=(
            "…: prices come from approved lists and do not change in them. Make a new"
            " version, change it, and have it submitted to the general manager.",
        ),
    )
    def test_change_an_active_list(self):
        prices = self.new_price_list(self.units[:2])
        line, name = prices.line_ids[0], prices.display_name
        prices.with_user(self.director).action_submit()
        added = {"list_id": prices.id, "unit_id": self.units[3].id, "price": 1}
        for step in range(2):
            for role in ("director", "home_seller"):
                self.assert_no_values(
                    role, line, {"price": 5, "pricing_basis": "inner"}, name
                )
                self.assert_no_new(role, line._name, added, name)
                self.assert_no_delete(role, line, name)
            self.assert_no_values(
                "director", line, {"filed_price": 5, "floor_price": 5}, name
            )
            command = {"line_ids": [Command.update(line.id, {"price": 5})]}
            self.assert_no_write("director", prices, command)
            self.assert_no_code("director", prices, "write", command)
            self.assert_no_values("director", prices, {"date_from": self.day(-9)})
            if step == 0:
                prices.with_user(self.general).action_approve()

    @forbidden(
        "R2.4",
        "write that a price list is approved or active, or make it withdrawn",
        by="director",
        paths="B W I S",
        says=(
            PROTECTED,
            "…: cannot become “…” from “Active”; only from “…”.",
        ),
    )
    def test_move_a_list_by_hand(self):
        draft = self.new_price_list()
        self.assert_no_values(
            "director", draft, {"state": "active", "activated_on": self.today}
        )
        active = self.new_active_prices()
        for method in ("action_withdraw", "action_cancel", "action_draft"):
            self.assert_no_button("director", active, method)
            self.assert_no_code("director", active, method)

    @forbidden(
        "R2.4",
        "submit a price above the filed one, below the floor, or none at all",
        by="director",
        paths="B S",
        says=(
            "… cannot be submitted:\n…: … is above the filed price …",
            "… cannot be submitted:\n…: … is below the floor price …",
            "… cannot be submitted:\n… has no price.",
            "… cannot be submitted:\n…: no area is filed for the basis …; file the area"
            " list first, or price it by the home.",
            "… has no home; add the homes and their prices first.",
        ),
    )
    def test_submit_a_price_that_is_not_allowed(self):
        lists = (
            self.new_price_list(filed_price=999_999.99),
            self.new_price_list(floor_price=1_000_000.01),
            self.new_price_list(price=0),
            self.new_price_list(pricing_basis="inner"),
            self.new_price_list(line_ids=[]),
        )
        for prices in lists:
            self.assert_no_button("director", prices, "action_submit")
            self.assert_no_code("director", prices, "action_submit")

    @forbidden(
        "R2.4",
        "submit a price list as salesperson, or decide on it without being the"
        " general manager",
        by="home_seller home_manager director deputy",
        paths="B",
        says=(
            "…: price lists are submitted, withdrawn and cancelled by the marketing"
            " director, and decided by the general manager.",
            "…: you asked for it yourself; another person decides.",
            "…: decided by the General Manager alone. It waits for …",
        ),
    )
    def test_decide_on_prices(self):
        prices = self.new_price_list()
        self.assert_no_button("home_seller", prices, "action_submit")
        self.assert_no_button("home_manager", prices, "action_submit")
        prices.with_user(self.director).action_submit()
        self.assert_no_button("director", prices, "action_approve")
        self.assert_no_button("deputy", prices, "action_approve")
        self.assert_no_button("deputy", prices, "action_reject", "Too dear")

    @forbidden(
        "R2.4",
        "change or delete a promotion or a payment plan that is in force",
        by="director",
        paths="W I S",
        says=(
            "… was put in force and is fixed. Archive it, and put a changed copy in"
            " force.",
        ),
    )
    def test_change_what_is_in_force(self):
        promotion = (
            self.env["property.promotion"]
            .with_user(self.director)
            .create(
                {
                    "name": "May",
                    "development_id": self.development.id,
                    "percent": 3,
                    "date_from": self.day(-1),
                    "date_to": self.day(9),
                }
            )
        )
        line = {"kind": "rest", "months": 1, "count": 2}
        vals = {"name": "Cash", "company_id": self.company.id}
        vals["line_ids"] = [Command.create({"percent": 30}), Command.create(line)]
        plans = self.env["property.payment.plan"].with_user(self.director)
        plan = plans.create(vals)
        (promotion.action_put_in_force(), plan.action_put_in_force())
        self.assert_no_values(
            "director", promotion, {"percent": 9, "date_to": self.day(99)}
        )
        self.assert_no_values("director", plan, {"discount_percent": 9})
        self.assert_no_values("director", plan.line_ids[0], {"percent": 9}, plan.name)
        self.assert_no_delete("director", promotion)
        self.assert_no_delete("director", plan)
