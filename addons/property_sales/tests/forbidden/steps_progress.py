from ..common_forbidden import NOT_ALLOWED, PROTECTED, forbidden

KIND = "Progress of a Building"
CERTIFIED_BY = "…: the marketing director certifies the progress of buildings."
HINDERED = "… cannot be certified:\n…"


class Progresses:
    """Stages of buildings that payments wait for"""

    def assert_no_step(self, role, record, method, *args, name=None):
        """Try a step by its button, and as code."""
        for way in (self.assert_no_button, self.assert_no_code):
            way(role, record, method, *args, name=name)

    @forbidden(
        "R2.10",
        "certify a stage of a building, or withdraw a certificate, as another role, or"
        " certify what one has entered or changed",
        by="home_seller investor finance home_manager certifying_investor",
        paths="B S",
        says=(
            CERTIFIED_BY,
            "…: … has entered it; another person certifies it.",
        ),
    )
    def test_certify_progress_as_another(self):
        draft = self.new_progress()
        certified = self.new_certified(self.foundation, days=9)
        for role in ("home_seller", "investor", "finance", "home_manager"):
            self.assert_no_button(role, draft, "action_certify")
            self.assert_no_button(role, certified, "action_withdraw", "Wrong")
        self.certifying_investor = self.new_user(
            "certifying_investor",
            "property_sales.group_investment_development",
            "sales_rules.group_marketing_director",
        )
        draft.with_user(self.certifying_investor).report_number = "JL-9"
        self.assert_no_step("certifying_investor", draft, "action_certify")
        draft.with_user(self.investor).report_number = "JL-7"
        own = self.new_progress(self.foundation, building=self.new_building(name="3"))
        own.with_user(self.certifying_investor).date = self.day(-1)
        self.assert_no_step("certifying_investor", own, "action_certify")

    @forbidden(
        "R2.10",
        "certify a stage of a building without the report or its scan, before an"
        " earlier stage, or twice; withdraw without a reason, or after a claim",
        by="director",
        paths="B S",
        says=(
            HINDERED,
            "… is “…”; this is possible while it is “…”.",
            "Say why: the reason stays on record.",
            "…: … instalments were claimed by it (…, …): it stays. Amend the contracts"
            " themselves.",
        ),
    )
    def test_certify_progress_wrongly(self):
        self.new_waiting()
        for vals in ({"scan": False}, {"report_number": False}):
            building = self.new_building(name=f"B{len(vals)}{list(vals)[0]}")
            draft = self.new_progress(building=building, **vals)
            self.assert_no_step("director", draft, "action_certify")
        self.new_certified(self.foundation, days=3)
        early = self.new_progress(days=4)
        self.assert_no_step("director", early, "action_certify")
        self.assert_no_step("director", early, "action_withdraw", "Wrong")
        early.with_user(self.investor).date = self.day(-2)
        early.with_user(self.director).action_certify()
        self.assert_no_step("director", early, "action_certify")
        self.assert_no_step(
            "director", early, "action_withdraw", " ", name="the reason stays"
        )
        self.claim()
        self.assert_no_step("director", early, "action_withdraw", "Wrong")

    @forbidden(
        "R2.10",
        "enter a stage of a building that is to come, or enter it as certified",
        by="investor",
        paths="W I S",
        says=(
            "…: … is still to come: a stage is entered when it is reached.",
            PROTECTED,
        ),
    )
    def test_enter_progress_to_come(self):
        vals = {"building_id": self.building.id, "stage_id": self.topped_out.id}
        model = "property.progress"
        name = self.building.display_name
        self.assert_no_new("investor", model, vals | {"date": self.day(1)}, name)
        moved = {"date": self.today, "state": "certified"}
        self.assert_no_new("investor", model, vals | moved, KIND)
        by = {"date": self.today, "certified_on": self.today}
        self.assert_no_new("investor", model, vals | by, KIND)

    @forbidden(
        "R2.10",
        "change or delete a certificate of a building, or enter one as another role",
        by="investor home_seller director",
        paths="W I S",
        says=(
            PROTECTED,
            NOT_ALLOWED,
            "Certified progress stays on record; withdraw it instead: …",
        ),
    )
    def test_change_a_certificate(self):
        progress = self.new_certified(days=3)
        vals = {
            "building_id": self.new_building(name="4").id,
            "stage_id": self.foundation.id,
            "date": self.day(-2),
            "report_number": "JL-9",
            "state": "draft",
            "certified_on": self.day(-2),
            "entered_by_id": self.director.id,
        }
        self.assert_no_values("investor", progress, vals)
        self.assert_no_delete("investor", progress)
        vals = {"building_id": self.building.id, "stage_id": self.foundation.id}
        for role in ("home_seller", "director"):
            self.assert_no_create(role, progress._name, vals, KIND)
            self.assert_no_write(role, progress, {"date": self.day(-1)})

    @forbidden(
        "R2.10",
        "write the certificate of an instalment, or the day of one that waits",
        by="home_seller",
        paths="W I S",
        says=(
            PROTECTED,
            "… was signed on …: what was agreed changes by an amendment only.",
        ),
    )
    def test_write_the_day_of_a_stage(self):
        progress = self.new_certified(self.foundation)
        contract, part = self.new_waiting()
        name = contract.display_name
        vals = {"date_due": self.today, "stage_id": self.foundation.id}
        self.assert_no_values("home_seller", part, vals, name=name)
        given = {"progress_id": progress.id}
        self.assert_no_write("home_seller", part, given)
        self.assert_no_code("home_seller", part, "write", given)
