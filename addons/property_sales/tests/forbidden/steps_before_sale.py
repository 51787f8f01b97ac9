from ..common import HOMES, INVESTMENT
from ..common_forbidden import PROTECTED, UNSEEN, forbidden

DIRECTOR = "group_marketing_director"
GENERAL = "group_general_manager"


class BeforeSale:
    """Opening, the marketing plan, and who decides"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both = cls.new_user("both", DIRECTOR, GENERAL)
        cls.two_roles = cls.new_user("two_roles", HOMES, INVESTMENT)
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})

    def new_other(self):
        """A development beside, with one home."""
        other = self.new_development(name="Hillside", code="HS")
        return self.new_units(1, self.new_building(other))

    @forbidden(
        "R2.4",
        "open a development without an approved marketing plan",
        by="director",
        paths="B S",
        says=(
            "… cannot be opened:\nThere is no approved marketing plan of …; submit it"
            " to the general manager.",
            "… cannot be opened:\n… was submitted on … and waits for the general"
            " manager: ….",
        ),
    )
    def test_open_without_a_plan(self):
        self.new_valid_permit()
        self.assert_no_button("director", self.development, "action_open")
        self.new_plan().with_user(self.home_seller).action_submit()
        self.assert_no_button("director", self.development, "action_open")
        self.assert_no_code("director", self.development, "action_open")

    @forbidden(
        "R2.4",
        "open a development with its plan, while permit, areas or prices are missing",
        by="director",
        paths="B S",
        says=(
            "No permit is valid for …",
            "Permit … expired on …",
            "Pre-sale areas are not filed for … homes with a permit, first of all in"
            " …: file their area lists.",
            "… permitted homes have no active price, as …; have them put on a price"
            " list and approved.",
        ),
    )
    def test_open_with_something_missing(self):
        self.new_approved_plan()
        self.assert_no_button("director", self.development, "action_open")
        permit = self.new_valid_permit()
        self.assert_no_button("director", self.development, "action_open")
        self.new_filed_areas()
        self.assert_no_button("director", self.development, "action_open")
        self.assert_no_code("director", self.development, "action_open")
        permit._write_protected({"date_to": self.day(-1)})
        self.assert_no_button("director", self.development, "action_open")

    @forbidden(
        "R2.4",
        "open or close a development as another role",
        by="investor home_manager general",
        paths="B",
        says=("… is opened and closed by the marketing director.",),
    )
    def test_open_as_another_role(self):
        for role in ("investor", "home_manager", "general"):
            self.assert_no_button(role, self.development, "action_open")
            self.assert_no_button(role, self.development, "action_close", "Sold out")

    @forbidden(
        "R2.4",
        "write that a development is on sale",
        by="investor",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_that_it_is_on_sale(self):
        vals = {"state": "selling", "plan_id": self.new_plan().id}
        self.assert_no_values("investor", self.development, vals)
        vals = {"name": "New", "code": "NEW", "state": "selling"}
        self.assert_no_new("investor", "property.development", vals, "Development")

    @forbidden(
        "R2.4",
        "approve or reject a marketing plan in the general manager's place",
        by="director deputy finance home_manager",
        paths="B S",
        says=("…: decided by the General Manager alone. It waits for …",),
    )
    def test_decide_on_a_plan(self):
        plan = self.new_plan()
        plan.with_user(self.home_seller).action_submit()
        for role in ("director", "deputy", "finance", "home_manager"):
            self.assert_no_button(role, plan, "action_approve")
            self.assert_no_button(role, plan, "action_reject", "Too dear")
        approval = self.get_approvals(plan)
        self.assert_no_button(
            "director", approval, "action_approve", name=plan.display_name
        )
        self.assert_no_code("director", plan, "action_approve")

    @forbidden(
        "R2.4",
        "approve one's own marketing plan or price list, as general manager or as the"
        " substitute",
        by="both director",
        paths="B S",
        says=("…: you asked for it yourself; another person decides.",),
    )
    def test_decide_on_ones_own_plan(self):
        plan = self.new_plan()
        plan.with_user(self.both).action_submit()
        prices = self.new_price_list()
        prices.with_user(self.both).action_submit()
        for document in (plan, prices):
            self.assert_no_button("both", document, "action_approve")
            self.assert_no_code("both", document, "action_approve")
        substitute = {"user_id": self.general.id, "substitute_id": self.director.id}
        substitute |= {"date_from": self.today, "date_to": self.day(9)}
        self.env["sales.substitute"].with_user(self.general).create(substitute)
        prices = self.new_price_list(self.unit)
        prices.with_user(self.director).action_submit()
        self.assert_no_button("director", prices, "action_approve")
        self.assert_no_code("director", prices, "action_approve")

    @forbidden(
        "R2.4",
        "give the decision on plans, prices or areas to another role",
        by="rules_admin",
        paths="W I S",
        says=(
            "… is decided by the role … alone: no authority gives it to anybody else.",
        ),
    )
    def test_give_away_a_fixed_decision(self):
        group = self.env.ref(f"sales_rules.{DIRECTOR}")
        subjects = {
            "property_plan": "Marketing plan",
            "property_price": "Price list of homes",
            "property_area": "Area List of Homes",
        }
        for subject, name in subjects.items():
            vals = {"subject": subject, "group_id": group.id, "unlimited": True}
            self.assert_no_new("rules_admin", "sales.authority", vals, name)

    @forbidden(
        "R2.4",
        "forward a decision to the user who asked for it",
        by="general",
        paths="B S",
        says=("… asked for these and cannot decide on them: …",),
    )
    def test_forward_to_who_asked(self):
        plan = self.new_plan()
        plan.with_user(self.home_seller).action_submit()
        row = self.get_approvals(plan)
        args = (self.home_seller.id, "Yours")
        self.assert_no_button(
            "general", row, "action_forward", *args, name="home_seller"
        )
        self.assert_no_code("general", row, "action_forward", *args, name="home_seller")

    @forbidden(
        "R2.4",
        "change a marketing plan after its submission",
        by="home_seller",
        paths="W I S",
        says=(
            "…: what was asked for or approved cannot be changed. Withdraw it first,"
            " or make a new one.",
            PROTECTED,
            "The lines of … cannot be changed any more.",
        ),
    )
    def test_change_a_submitted_plan(self):
        plan = self.new_plan()
        plan.with_user(self.home_seller).action_submit()
        vals = {"name": "Other", "content": "Other", "state": "approved", "version": 7}
        self.assert_no_values("home_seller", plan, vals)
        target, batch = plan.target_ids, plan.batch_ids
        self.assert_no_values(
            "home_seller", target, {"homes": 1}, name=plan.display_name
        )
        self.assert_no_values(
            "home_seller", batch, {"price": 1}, name=plan.display_name
        )
        self.assert_no_delete("home_seller", batch, name=plan.display_name)
        vals = {"plan_id": plan.id, "name": "Second"}
        model = "property.marketing.plan.batch"
        self.assert_no_new("home_seller", model, vals, plan.display_name)

    @forbidden(
        "R2.7",
        "put a home of another development on a permit, a release or a price list",
        by="investor director",
        paths="W S",
        says=("… is for homes of …; take out …",),
    )
    def test_mix_developments(self):
        other = self.new_other()
        permit, prices = self.new_permit(), self.new_price_list()
        self.new_valid_permit(number="YS-2")
        release = self.new_draft_release()
        link = {"unit_ids": [(4, other.id)]}
        line = {"list_id": prices.id, "unit_id": other.id, "price": 1}
        for role, document in (("investor", permit), ("director", release)):
            self.assert_no_write(role, document, link, name=other.display_name)
            self.assert_no_code(role, document, "write", link, name=other.display_name)
        lines = self.env["property.price.list.line"]
        self.assert_no_create("director", lines._name, line, other.display_name)
        self.assert_no_code(
            "director", lines, "create", [line], name=other.display_name
        )

    @forbidden(
        "R2.7",
        "enter a development for another company, or a building in one of its own",
        by="investor",
        paths="W I",
        says=(UNSEEN,),
    )
    def test_build_for_another_company(self):
        company = self.elsewhere
        vals = {"name": "Far", "code": "FAR", "company_id": company.id}
        far = self.env["property.development"].sudo().create(vals)
        for model, vals in {
            "property.building": {"name": "1", "development_id": far.id},
            "property.development": {
                "name": "Far 2",
                "code": "F2",
                "company_id": company.id,
            },
        }.items():
            name = "Companies" if "company_id" in vals else "Development"
            self.assert_no_create("investor", model, vals, name)
            row = {
                f"{key}/.id" if key.endswith("_id") else key: value
                for key, value in vals.items()
            }
            self.assert_no_load("investor", model, row, name)

    @forbidden(
        "R2.5",
        "sign for both departments as a holder of both roles",
        by="two_roles",
        paths="B S",
        says=("…: … has signed for …; another person of … signs.",),
    )
    def test_sign_for_both_departments(self):
        areas = self.new_area_list()
        areas.with_user(self.two_roles).action_sign_investment()
        self.assert_no_button("two_roles", areas, "action_sign_marketing")
        self.assert_no_code("two_roles", areas, "action_sign_marketing")
        areas.with_user(self.two_roles).action_withdraw()
        areas.with_user(self.two_roles).action_sign_marketing()
        self.assert_no_button("two_roles", areas, "action_sign_investment")
