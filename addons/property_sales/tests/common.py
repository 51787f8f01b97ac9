from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.receivables_collect.tests.common_money import MoneyCommon
from odoo.addons.sales_rules.tests import made_once

INVESTMENT = "property_sales.group_investment_development"
HOMES = "property_sales.group_property_sales"


class PropertyFixtures:
    """A development for the department of sales_rules, and the people who sell it.

    `home_seller` and `home_colleague` sell homes in a team that `home_manager` leads;
    `investor` works in investment development, `investor_2` as well. Finance, director,
    deputy and general manager are the department's. Records are given in sudo, as the
    tests' own user has no role: `with_user` says who acts.
    """

    @classmethod
    def set_up_property(cls):
        """To be called at the end of `setUpClass`."""
        cls.investor = cls.new_user("investor", INVESTMENT)
        cls.investor_2 = cls.new_user("investor_2", INVESTMENT)
        cls.home_seller = cls.new_user("home_seller", HOMES)
        cls.home_colleague = cls.new_user("home_colleague", HOMES)
        cls.home_manager = cls.new_user("home_manager", HOMES, "group_regional_manager")
        cls.home_team = cls.new_team(
            "Riverside", cls.home_manager, cls.home_seller | cls.home_colleague
        )
        cls.home_team.main_collector_id = cls.home_manager
        cls.permit_journal = cls.env["account.journal"].create(
            {
                "name": "Supervised Account",
                "type": "bank",
                "code": "SUPV",
                "company_id": cls.company.id,
            }
        )
        cls.development = cls.new_development()
        cls.building = cls.new_building()
        cls.units = cls.new_units(4)
        cls.unit = cls.units[0]

    @classmethod
    def new_development(cls, **vals):
        """A planned development."""
        vals = {"name": "Riverside", "code": "RS", "company_id": cls.company.id} | vals
        developments = cls.env["property.development"].with_user(cls.investor)
        return developments.create(vals).sudo()

    @classmethod
    def new_building(cls, development=None, **vals):
        development = development or cls.development
        vals = {"name": "1", "development_id": development.id} | vals
        buildings = cls.env["property.building"].with_user(cls.investor)
        return buildings.create(vals).sudo()

    @classmethod
    def new_units(cls, count=1, building=None, **vals):
        """Homes of a building, one per floor; neither permit nor price."""
        building = building or cls.building
        last = max(building.unit_ids.mapped("floor"), default=0)
        vals = {"building_id": building.id, "layout": "3 rooms"} | vals
        units = cls.env["property.unit"].with_user(cls.investor)
        return units.create(
            [
                {"name": f"{floor}01", "floor": floor} | vals
                for floor in range(last + 1, last + count + 1)
            ]
        ).sudo()

    @classmethod
    def new_permit(cls, units=None, **vals):
        """A draft of a pre-sale permit of a year around today."""
        units = units if units is not None else cls.units
        vals = {
            "development_id": cls.development.id,
            "number": "YS-2026-001",
            "kind": "presale",
            "date_from": cls.day(-100),
            "date_to": cls.day(265),
            "journal_id": cls.permit_journal.id,
            "unit_ids": units.ids,
        } | vals
        permits = cls.env["property.permit"].with_user(cls.investor)
        return permits.create(vals).sudo()

    @classmethod
    def new_valid_permit(cls, units=None, **vals):
        permit = cls.new_permit(units, **vals)
        permit.with_user(cls.investor).action_validate()
        return permit

    # plan

    @classmethod
    def new_plan(cls, development=None, user=None, **vals):
        """A draft with one batch and one target, by the seller of homes."""
        development = development or cls.development
        batch = {"name": "First", "date": cls.day(30), "homes": 4, "area": 400}
        target = {"user_id": cls.home_seller.id, "homes": 4, "area": 400}
        target |= {"month": cls.day(30), "amount": 4000000}
        vals = {
            "development_id": development.id,
            "name": "Riverside",
            "content": "<p>Families</p>",
            "batch_ids": [Command.create(batch | {"price": 10000})],
            "target_ids": [Command.create(target)],
        } | vals
        plans = cls.env["property.marketing.plan"].with_user(user or cls.home_seller)
        return plans.create(vals).sudo()

    @classmethod
    def new_approved_plan(cls, development=None, **vals):
        plan = cls.new_plan(development, **vals)
        plan.with_user(cls.home_seller).action_submit()
        plan.with_user(cls.general).action_approve()
        return plan

    # staff

    @classmethod
    def new_training(cls, user=None, **vals):
        """A training held today, recorded by the director."""
        user = user or cls.home_seller
        vals = {"user_id": user.id, "date": cls.today, "subject": "Homes"} | vals
        vals = {"company_id": cls.company.id} | vals
        trainings = cls.env["property.training"].with_user(cls.director)
        return trainings.create(vals).sudo()

    # release

    @classmethod
    def give_areas_and_prices(cls, units):
        """Filed areas and active prices for those of these homes that have none."""
        without_areas = units.filtered(lambda unit: not unit.presale_area_list_id)
        if without_areas:
            cls.new_filed_areas(without_areas)
        unpriced = units.filtered(lambda unit: not unit.price_line_id)
        for homes in unpriced.grouped("development_id").values():
            cls.new_active_prices(homes)

    @classmethod
    def new_release(cls, units=None, **vals):
        """A release on sale, of homes that are on a valid permit."""
        release = cls.new_draft_release(units, **vals)
        release.with_user(cls.director).action_release()
        return release

    @classmethod
    def new_draft_release(cls, units=None, **vals):
        """A draft of a release, of homes that get areas and prices if they have none.

        Without `units`, of all homes of the development.
        """
        units = units if units is not None else cls.units
        cls.give_areas_and_prices(units)
        development = units[:1].development_id or cls.development
        vals = {
            "name": "First Batch",
            "development_id": development.id,
            "unit_ids": units.ids,
        } | vals
        releases = cls.env["property.release"].with_user(cls.director)
        return releases.create(vals).sudo()

    @classmethod
    def new_block(cls, unit=None, user=None, days=10, **vals):
        """A live block until `days` from today."""
        vals = {
            "unit_id": (unit or cls.unit).id,
            "reason": "For a partner of the bank",
            "date_end": cls.day(days),
        } | vals
        blocks = cls.env["property.block"].with_user(user or cls.home_manager)
        return blocks.create(vals).sudo()

    @classmethod
    def give_areas(cls, units, gross=100.0, inner=80.0, kind="presale"):
        """Areas as a filed area list leaves them."""
        units._write_protected(
            {f"{kind}_gross_area": gross, f"{kind}_inner_area": inner}
        )

    @classmethod
    def new_price_list(cls, units=None, price=1_000_000, **vals):
        """A draft with one price for each of these homes, per home by default.

        Values of lines are given with the others.
        """
        units = units if units is not None else cls.units
        names = {"pricing_basis", "filed_price", "floor_price"}
        line = {"price": price, "pricing_basis": "unit"}
        line |= {name: vals.pop(name) for name in names & vals.keys()}
        vals = {
            "name": "Prices",
            "development_id": (units.development_id[:1] or cls.development).id,
            "date_from": cls.day(0),
            "line_ids": [Command.create(dict(line, unit_id=unit.id)) for unit in units],
        } | vals
        lists = cls.env["property.price.list"].with_user(cls.director)
        return lists.create(vals).sudo()

    @classmethod
    def new_active_prices(cls, units=None, price=1_000_000, **vals):
        """The list that gives these homes their price, approved and active."""
        price_list = cls.new_price_list(units, price, **vals)
        price_list.with_user(cls.director).action_submit()
        price_list.with_user(cls.general).action_approve()
        return price_list

    # area lists

    @classmethod
    def new_area_list(cls, units=None, kind="presale", areas=(100, 80), **vals):
        """A draft with gross and inner area of each home, all of one building."""
        units = units if units is not None else cls.units
        if kind == "surveyed":
            report = {"report_number": "SV-1", "report_date": cls.day(-1)}
            vals = report | {"scan": b"UERG"} | vals
        gross, inner = areas
        vals = {
            "building_id": units[0].building_id.id,
            "kind": kind,
            "line_ids": [
                Command.create(
                    {"unit_id": unit.id, "gross_area": gross, "inner_area": inner}
                )
                for unit in units
            ],
        } | vals
        area_lists = cls.env["property.area.list"].with_user(cls.investor)
        return area_lists.create(vals).sudo()

    @classmethod
    def sign_area_list(cls, area_list):
        """Both departments sign, investment development first."""
        area_list.with_user(cls.investor).action_sign_investment()
        area_list.with_user(cls.home_seller).action_sign_marketing()

    @classmethod
    def approve_area_list(cls, area_list):
        cls.sign_area_list(area_list)
        area_list.with_user(cls.deputy).action_approve()

    @classmethod
    def file_area_list(cls, area_list, number=None):
        """Sign, approve and file a draft."""
        cls.approve_area_list(area_list)
        number = number or f"FILED-{area_list.id}"
        area_list.with_user(cls.finance).action_file(number)

    @classmethod
    def new_filed_areas(cls, units=None, kind="presale", **vals):
        """Filed lists, one per building, that give each home its areas."""
        units = units if units is not None else cls.units
        area_lists = cls.env["property.area.list"]
        for building in units.building_id:
            homes = units.filtered(lambda unit, own=building: unit.building_id == own)
            area_lists |= cls.new_area_list(homes, kind, **vals)
        for area_list in area_lists.sudo():
            cls.file_area_list(area_list)
        return area_lists.sudo()


class PropertyCommon(PropertyFixtures, MoneyCommon):
    @contextmanager
    def assert_refused(self, text, error=UserError):
        """Something is refused in words that hold `text`, and nothing of it stays."""
        with self.assertRaises(error) as caught:
            yield
        self.assertIn(text, str(caught.exception))

    @classmethod
    def setUpClass(cls):
        if made_once.restore(cls, PropertyCommon, "property"):
            return
        super().setUpClass()
        cls.set_up_property()
