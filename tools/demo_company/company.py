"""The manufacturer itself: chart of accounts, bank, credit periods, people."""

from odoo import Command

from .world import TIMEZONE, in_two_languages

NAME = "恒岳泵阀制造有限公司"

# login, Chinese name, language
MANAGERS = (
    ("east", "林悦", "zh_CN", "East Region", "华东区"),
    ("south", "陈国栋", "en_US", "South Region", "华南区"),
    ("west", "王建军", "zh_CN", "West Region", "华西区"),
    ("north", "赵立新", "zh_CN", "North Region", "华北区"),
)
# three to a region, in the order of the regions
SALESPEOPLE = (
    ("张伟", "李娜", "吴昊"),
    ("黄海涛", "梁颖", "郭鹏"),
    ("杨帆", "罗敏", "唐磊"),
    ("刘洋", "宋佳", "马骏"),
)
# login, name, language, group of sales_rules, function
OFFICE = (
    ("director", "周振华", "zh_CN", "marketing_director", "营销总监"),
    ("finance", "何静", "zh_CN", "finance", "财务部"),
    ("finance2", "孙丽", "en_US", "finance", "财务部"),
    ("gm", "郑卫东", "zh_CN", "general_manager", "总经理"),
    ("deputy", "冯志强", "zh_CN", "deputy_general_manager", "分管副总经理"),
    ("planning", "邓敏", "zh_CN", "planning", "计划科"),
    ("rules", "许诺", "en_US", "rules_admin", "规则管理员"),
)
# those who enter customers of goods
CUSTOMER_GROUPS = {
    "sales_rules.group_salesperson",
    "sales_rules.group_regional_manager",
    "sales_rules.group_marketing_director",
}
# features the office uses: order lines with discounts, pricelists
FEATURES = ("sale.group_discount_per_so_line", "product.group_product_pricelist")


def load_chart(env, chart):
    """Load the chart of accounts, whose country decides on the currency too.

    :param chart: code of a chart template; none keeps what is loaded
    :return: an environment that knows the localisation's models
    """
    env.company.write(
        {
            "name": NAME,
            "country_id": env.ref("base.cn").id,
            "state_id": env.ref("base.state_cn_JS").id,
            "city": "无锡市",
            "street": "新吴区锡达路 288 号",
            "zip": "214028",
            "phone": "+86 510 5550 0100",
            "email": "office@hengyue.example.com",
            "website": "https://hengyue.example.com",
        }
    )
    env.company.partner_id.lang = "zh_CN"
    if chart and chart != env.company.chart_template:
        env["account.chart.template"].try_loading(chart, env.company)
        env = env()  # installing the localisation made a new registry
    return env


def make_company(world):
    """Bank, credit periods, features and default language of the company."""
    env = world.env
    users = env.ref("base.group_user")
    users.implied_ids = [Command.link(env.ref(name).id) for name in FEATURES]
    journal = env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", world.company.id)], limit=1
    )
    in_two_languages(journal, "name", ["工商银行无锡新吴支行"])
    bank = env["res.bank"].create({"name": "中国工商银行无锡新吴支行"})
    journal.bank_account_id = env["res.partner.bank"].create(
        {
            "acc_number": "1103 0286 0920 0123 456",
            "bank_id": bank.id,
            "partner_id": world.company.partner_id.id,
        }
    )
    # money is in the bank when it is booked: no statements in the demonstration
    lines = journal.inbound_payment_method_line_ids
    lines.payment_account_id = journal.default_account_id
    days = env["account.payment.term"].create(
        {
            "name": "60 Days",
            "line_ids": [Command.create({"value_amount": 100, "nb_days": 60})],
        }
    )
    in_two_languages(days, "name", ["60 天"])
    world.terms = {
        "A": days,
        "B": env.ref("account.account_payment_term_45days"),
        "C": env.ref("account.account_payment_term_30days"),
        "D": env.ref("account.account_payment_term_immediate"),
    }
    env.ref("base.user_admin").write({"tz": TIMEZONE, "notification_type": "inbox"})
    # by the company's working hours it is decided what day it is
    env.company.resource_calendar_id.tz = TIMEZONE


def make_people(world):
    """Users by role, password = login, and the four regions with their teams."""
    env = world.env
    rows = [(*row[:3], "regional_manager", row[4]) for row in MANAGERS] + [*OFFICE]
    number = 0
    for manager, names in zip(MANAGERS, SALESPEOPLE, strict=True):
        for name in names:
            number += 1
            # a region speaks one language
            login = f"sales{number}"
            rows.append((login, name, manager[2], "salesperson", manager[4]))
    users = env["res.users"].with_context(no_reset_password=True).create(
        [prepare_user_vals(world, *row[:3], (f"sales_rules.group_{row[3]}",), row[4])
         for row in rows]
    )  # fmt: skip
    world.users = {user.login: user for user in users}
    world.users["admin"] = env.ref("base.user_admin")
    _make_teams(world)


def prepare_user_vals(world, login, name, language, names, function):
    """Return the values of a user in groups of these external ids."""
    groups = world.env["res.groups"].union(*map(world.env.ref, names))
    if CUSTOMER_GROUPS & set(names):
        groups |= world.env.ref("base.group_partner_manager")  # enter customers
    return {
        "login": login,
        "password": login,
        "name": name,
        "lang": language,
        "tz": TIMEZONE,
        "email": f"{login}@hengyue.example.com",
        "function": function,
        "notification_type": "inbox",  # nothing leaves by mail
        "odoobot_state": "disabled",
        "action_id": world.env.ref("sales_rules.sales_rules_action_home").id,
        "group_ids": [Command.set(groups.ids)],
    }


def _make_teams(world):
    teams = world.env["crm.team"]
    teams.search([]).action_archive()
    for place, row in enumerate(MANAGERS):
        login, _name, _language, english, chinese = row
        members = [world.users[f"sales{3 * place + n}"] for n in (1, 2, 3)]
        team = teams.create(
            {
                "name": english,
                "user_id": world.users[login].id,
                "company_id": world.company.id,
                "member_ids": [Command.set([user.id for user in members])],
            }
        )
        in_two_languages(team, "name", [chinese])
        world.teams[login] = team
