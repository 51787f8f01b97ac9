"""Homes on sale: who sells them, and what stands before the first reservation.

The steps of the regulation in their order, each by its owner: investment development
enters the project and its permit, the general manager approves plan and prices, two
departments sign the areas, the deputy approves and finance files them, the director
puts the homes on sale. Of a second development there is nothing but a plan that waits.
"""

from dateutil.relativedelta import relativedelta

from odoo import Command

from . import home_contracts, home_lives, home_sales
from .company import prepare_user_vals
from .world import in_two_languages

SALES = "property_sales.group_property_sales"
# login, name, language, groups, function
PEOPLE = (
    ("homes1", "苏婷", "zh_CN", (SALES,), "置业顾问"),
    ("homes2", "方毅", "en_US", (SALES,), "置业顾问"),
    ("homes", "乔琳", "zh_CN", (SALES, "sales_rules.group_regional_manager"),
     "案场经理"),
    ("invest", "严明", "zh_CN", ("property_sales.group_investment_development",),
     "投资发展部"),
)  # fmt: skip
LEADER = "homes"
SELLERS = ("homes1", "homes2", LEADER)
NAME, PLANNED = "江湾花园", "锦溪雅苑"
BUILDINGS = ("1号楼", "2号楼", "3号楼")
FLOORS = 10
# name, layout, orientation, gross and inner area in m²
LAYOUTS = (
    ("01", "三室两厅两卫", "南", 118.24, 94.15),
    ("02", "两室两厅一卫", "南", 89.37, 70.62),
    ("03", "两室两厅一卫", "北", 86.52, 68.37),
    ("04", "四室两厅两卫", "南北通透", 142.86, 114.43),
)
# a square metre of gross area on the first floor, by building, and more by floor
RATES = (14_800, 15_200, 15_600)
PER_FLOOR = 120
NORTH = 600  # less for a home that faces north
FILED, FLOOR = 1.05, 0.94  # ceiling that was filed, and the lowest price
# English, Chinese, discount, lines of kind, percent, event, months, payments
PAYMENT_PLANS = (
    ("In Full at Once", "一次性付款", 2.0, (("percent", 100, "signing", 0, 1),)),
    ("Mortgage", "按揭贷款", 0.0,
     (("percent", 30, "signing", 0, 1), ("rest", 0, "filing", 1, 1))),
    ("Instalments", "分期付款", 1.0,
     (("percent", 40, "signing", 0, 1), ("percent", 40, "signing", 3, 2),
      ("rest", 0, "handover", 0, 1))),
)  # fmt: skip
PLAN = """
<p>面向无锡新吴区改善型家庭，三幢小高层，分三批推出。</p>
<p>渠道：案场接待、老业主推荐、线上推广、户外广告。</p>
"""


def make_homes(world):
    """A development on sale with 120 homes, and one that is planned still."""
    _make_people(world)
    home_lives.make_lives(world)
    development = _make_development(world)
    units = development.unit_ids
    _make_permit(world, units)
    plan = _make_plan(world, development)
    by_gm = plan.with_env(world.act_as(world.users["gm"]))
    by_gm.action_approve("同意，按计划推盘。")
    _file_areas(world, development.building_ids)
    _approve_prices(world, units)
    _make_offers(world, development)
    _release(world, development)
    _train(world)
    home_sales.make_sales(world, development)
    home_contracts.make_contracts(world, development)
    home_lives.make_changes(world)
    planned = _act(world, "invest", "property.development").create(
        {"name": PLANNED, "code": "JX", "address": "无锡市滨湖区锦溪路 66 号"}
    )
    _make_plan(world, planned)


def _act(world, login, model):
    return world.act_as(world.users[login])[model]


def _make_people(world):
    env = world.env
    users = env["res.users"].with_context(no_reset_password=True)
    made = users.create([prepare_user_vals(world, *row) for row in PEOPLE])
    world.users |= {user.login: user for user in made}
    team = env["crm.team"].create(
        {
            "name": "Riverside Gardens",
            "user_id": world.users[LEADER].id,
            "company_id": world.company.id,
            "member_ids": [
                Command.set([world.users[login].id for login in SELLERS[:2]])
            ],
            "main_collector_id": world.users[LEADER].id,
        }
    )
    in_two_languages(team, "name", ["江湾花园案场"])
    world.teams[LEADER] = team


def _make_development(world):
    """Investment development enters the project with its homes."""
    development = _act(world, "invest", "property.development").create(
        {"name": NAME, "code": "JW", "address": "无锡市新吴区江湾路 18 号"}
    )
    buildings = _act(world, "invest", "property.building").create(
        [
            {"name": name, "development_id": development.id, "sequence": place}
            for place, name in enumerate(BUILDINGS)
        ]
    )
    layouts = [
        {"name": name, "layout": layout, "orientation": side, "usage": "home"}
        for name, layout, side, _gross, _inner in LAYOUTS
    ]
    for building in buildings:
        building.action_generate_units(list(range(1, FLOORS + 1)), layouts)
    return development


def _make_permit(world, units):
    """The permit of all homes, whose money goes into the supervised account."""
    env = world.env
    bank = env["res.bank"].create({"name": "中国建设银行无锡新吴支行"})
    account = env["res.partner.bank"].create(
        {
            "acc_number": "3200 1618 6360 5250 1188",
            "bank_id": bank.id,
            "partner_id": world.company.partner_id.id,
        }
    )
    journal = env["account.journal"].create(
        {
            "name": "Supervised Account of Riverside Gardens",
            "type": "bank",
            "code": "JWJG",
            "company_id": world.company.id,
            "bank_account_id": account.id,
        }
    )
    in_two_languages(journal, "name", ["江湾花园预售资金监管户"])
    permit = _act(world, "invest", "property.permit").create(
        {
            "development_id": units.development_id.id,
            "number": f"锡房预许({world.ago(60).year})第018号",
            "kind": "presale",
            "date_from": world.ago(60),
            "date_to": world.ago(60) + relativedelta(years=1),
            "journal_id": journal.id,
            "unit_ids": units.ids,
        }
    )
    permit.action_validate()


def _make_plan(world, development):
    """The salesperson draws up a plan with targets, and submits it."""
    batches = [
        Command.create(
            {
                "name": f"第{number}批",
                "date": world.today + relativedelta(months=month),
                "homes": 40,
                "area": 4_300,
                "price": rate,
            }
        )
        for number, month, rate in zip("一二三", (0, 0, 4), RATES, strict=True)
    ]
    targets = [
        Command.create(
            {
                "user_id": world.users[login].id,
                "month": world.today + relativedelta(months=month),
                "homes": homes,
                "area": homes * 105,
                "amount": homes * 1_600_000,
            }
        )
        for login, homes in (("homes1", 8), ("homes2", 6))
        for month in range(3)
    ]
    plan = _act(world, "homes1", "property.marketing.plan").create(
        {
            "development_id": development.id,
            "name": f"{development.name}营销方案",
            "content": PLAN,
            "batch_ids": batches,
            "target_ids": targets,
        }
    )
    plan.action_submit()
    return plan


def _file_areas(world, buildings):
    """F32 of each building: two signatures, the deputy's approval, the filing."""
    sizes = {name: areas for name, _layout, _side, *areas in LAYOUTS}
    for number, building in enumerate(buildings, 1):
        lines = []
        for unit in building.unit_ids:
            gross, inner = sizes[unit.name[-2:]]
            areas = {"gross_area": gross, "inner_area": inner}
            lines.append(Command.create(areas | {"unit_id": unit.id}))
        area_list = _act(world, "invest", "property.area.list").create(
            {"building_id": building.id, "kind": "presale", "line_ids": lines}
        )
        area_list.action_sign_investment()
        for login, step, values in (
            ("homes1", "action_sign_marketing", ()),
            ("deputy", "action_approve", ("面积无误。",)),
            ("finance", "action_file", (f"锡房测备 {world.ago(50):%Y}-{number:03}",)),
        ):
            own = area_list.with_env(world.act_as(world.users[login]))
            getattr(own, step)(*values)


def _approve_prices(world, units):
    """One price for each home, higher up the building, filed and with a floor."""
    price_list = _act(world, "director", "property.price.list").create(
        {
            "name": "开盘价目表",
            "development_id": units.development_id.id,
            "date_from": world.today,
            "line_ids": [Command.create(_prepare_price_vals(unit)) for unit in units],
        }
    )
    price_list.action_submit()
    by_gm = price_list.with_env(world.act_as(world.users["gm"]))
    by_gm.action_approve("同意。")


def _prepare_price_vals(unit):
    rate = RATES[BUILDINGS.index(unit.building_id.name)] + PER_FLOOR * unit.floor
    rate -= NORTH * (unit.orientation == "北")
    price = round(unit.presale_gross_area * rate, -2)
    return {
        "unit_id": unit.id,
        "price": price,
        "pricing_basis": "gross",
        "filed_price": round(price * FILED, -3),
        "floor_price": round(price * FLOOR, -3),
    }


def _make_offers(world, development):
    """The director puts payment plans and a promotion in force."""
    plans = _act(world, "director", "property.payment.plan").create(
        [
            {
                "name": english,
                "sequence": place,
                "discount_percent": discount,
                "line_ids": [
                    Command.create(
                        {
                            "sequence": number,
                            "kind": kind,
                            "percent": percent,
                            "anchor": anchor,
                            "source": "loan" if anchor == "filing" else "own",
                            "months": months,
                            "count": count,
                        }
                    )
                    for number, (kind, percent, anchor, months, count) in enumerate(
                        lines
                    )
                ],
            }
            for place, (english, _chinese, discount, lines) in enumerate(PAYMENT_PLANS)
        ]
    )
    in_two_languages(plans, "name", [row[1] for row in PAYMENT_PLANS])
    plans.action_put_in_force()
    promotion = _act(world, "director", "property.promotion").create(
        {
            "name": "开盘优惠",
            "development_id": development.id,
            "percent": 1.0,
            "date_from": world.ago(10),
            "date_to": world.ago(-20),
        }
    )
    promotion.action_put_in_force()


def _release(world, development):
    """Two buildings are on sale, the third one follows."""
    for number, building in zip("一二", development.building_ids, strict=False):
        release = _act(world, "director", "property.release").create(
            {
                "name": f"第{number}批",
                "development_id": development.id,
                "unit_ids": building.unit_ids.ids,
            }
        )
        release.action_release()
    development.with_env(world.act_as(world.users["director"])).action_open()


def _train(world):
    _act(world, "director", "property.training").create(
        [
            {
                "user_id": world.users[login].id,
                "date": world.ago(40),
                "subject": "商品房销售法规与案场规范",
            }
            for login in SELLERS
        ]
    )
