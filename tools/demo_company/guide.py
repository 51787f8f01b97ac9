"""Guide to the demonstration: a row per role, for those who open it."""

from .company import MANAGERS

STORY = (
    "confirm {over}: it is 8,300.00 over the credit limit and held; when {manager} has"
    " released it, confirm again. {cent} is 0.01 over, {exact} takes the last cent"
)


def get_rows(world):
    """Return (role, login, what to look at first), the way an order goes first."""
    rows = [
        ("Salesperson 销售人员", login, _get_story(world, login, manager))
        for login, manager in (("sales1", "east"), ("sales4", "south"))
    ]
    rows += [
        ("Salespeople 销售人员", "sales2 … sales12", "own held and released orders"),
        *_get_collector_rows(world),
        *(_get_manager_row(world, *row[:4]) for row in MANAGERS),
        ("Marketing director 营销总监", "director",
         "inbox: what is beyond the regions, and the West while west is away;"
         " Grading: the month that waits for the regions, What-if Analysis;"
         " the extension of a reservation"),
        ("General manager 总经理", "gm",
         "inbox: what is beyond the director, a marketing plan of homes"),
        ("Deputy general manager 分管副总经理", "deputy",
         "orders and holds, to read; approves area lists of homes"),
        ("Finance 财务部", "finance",
         "Collection > Money: day reports to count, money of homes to bank;"
         " slips of the West to hand; Property > Money: a day to close"),
        ("Finance 财务部", "finance2", "the same in English"),
        *_get_home_rows(world),
        ("Planning 计划科", "planning", "reads plans"),
        ("Administrator of rules 规则管理员", "rules", "tiers, authorities, set-up"),
    ]  # fmt: skip
    if world.portal_order:
        hint = f"a customer at /my: sign {world.portal_order.name}, it is held"
        rows.append(("Customer 客户", world.portal_user.login, hint))
    return [*rows, ("Administrator 系统管理员", "admin", "settings, users, apps")]


def _get_home_rows(world):
    """Return the rows of those who sell homes."""
    wait = world.env["property.reservation"].search(
        [("state", "=", "queued")], order="id", limit=1
    )
    home = wait.unit_id.display_name
    return [
        ("Property salesperson 置业顾问", "homes1",
         f"Property > Unit Board: hold a home; two wait for {home};"
         " Take Money on a hold"),
        ("Property salesperson 置业顾问", "homes2", "the same in English"),
        ("Sales manager of homes 案场经理", "homes", "blocks, receptions of the team"),
        ("Investment development 投资发展部", "invest",
         "Property > Projects: developments, permits, area lists"),
    ]  # fmt: skip


def _get_collector_rows(world):
    """Return the rows of users with slips in the bag: the story on the phone."""
    bags = world.env["collection.slip"].search([("state", "=", "signed")]).holder_id
    hint = "on a phone: Collection > Bag"
    return [("Collector 外勤收款", user.login, hint) for user in bags[:2]]


def _get_story(world, login, manager):
    orders = {
        beyond: order.name
        for beyond, order in world.stories
        if order.user_id.login == login
    }
    if not orders:
        return "own held and released orders"
    return STORY.format(
        over=orders[8_300], cent=orders[0.01], exact=orders[0], manager=manager
    )


def _get_manager_row(world, login, _name, _language, region):
    waiting = world.env["sales.approval"].search_count(
        [("state", "=", "pending"), ("candidate_ids", "in", world.users[login].ids)]
    )
    hint = f"inbox of the {region}: {waiting} to decide"
    if login == "south":
        hint += "; Grading: customers to tick"
    if login == "west":
        hint += ", away this week: the director decides too"
    return ("Regional manager 区域负责人", login, hint)
