"""Collection of debts: slips and vouchers in transit, money to be counted.

Three regions are in the middle of it, in the West nothing was handed over yet; in the
North a hand-over waits for its signature, and a day is counted and verified.
"""

from .world import in_two_languages

# English, Chinese, days overdue, person responsible, days to the next level
LEVELS = (
    ("Reminder", "提醒", 1, "salesperson", 10),
    ("Urgent reminder", "催告", 30, "regional_manager", 15),
    ("Last reminder", "最后通知", 90, "director", 15),
)
VOUCHERS = 200
SPARE = 5  # vouchers of a collector beside one per slip
# code, Chinese name, type: accounts for missing money and for surplus
ACCOUNTS = {
    "debt": ("122190", "其他应收款——收款差额", "asset_current"),
    "surplus": ("224190", "其他应付款——收款长款", "liability_current"),
}


def make_collection(world):
    """Levels, vouchers, a run of today, and how far it has come."""
    _make_settings(world)
    _make_levels(world)
    book = _make_book(world)
    run = world.act_as(world.users["finance"])["collection.run"].create({})
    run.action_generate()
    if not run.slip_ids:
        return
    run.action_issue()
    east, south, north = (
        _hand_out(world, book, region) for region in ("east", "south", "north")
    )
    if east:
        _collect(world, east[0], [("cash", 1.0), ("transfer", 0.5)])
    if south:
        _collect(world, south[0], [("cash", 0.5), ("cheque", 0.4)], submit=True)
    if north:
        report = _collect(world, north[0], [("cash", 0.3)], submit=True, quiet=True)
        count_and_verify(world, report)


def _hand_out(world, book, region):
    """Bring slips and vouchers to the region and on to its salespeople.

    :return: the users who have them in their bags, the last one still has to sign
    """
    _hand_to_branch(world, book, region)
    slips = world.env["collection.slip"].search(
        [("custody_team_id", "=", world.teams[region].id)]
    )
    users = slips.user_id.sorted("id")
    for user in users:
        sign = len(users) < 3 or user != users[-1]
        _hand_to_collector(world, region, user.login, sign)
    return users[: 2 if len(users) > 2 else len(users)]


def _make_settings(world):
    company, accounts = world.company, {}
    for key, (code, name, account_type) in ACCOUNTS.items():
        accounts[key] = world.env["account.account"].create(
            {"code": code, "name": name, "account_type": account_type}
        )
    company.write(
        {
            "collection_debt_account_id": accounts["debt"].id,
            "collection_surplus_account_id": accounts["surplus"].id,
        }
    )
    for login, team in world.teams.items():
        team.main_collector_id = world.users[login]


def _make_levels(world):
    """The director puts the dunning system in force (R1.8)."""
    levels = world.act_as(world.users["director"])["collection.level"].create(
        [
            {
                "name": english,
                "days_overdue": days,
                "responsible": responsible,
                "interval_days": interval,
                "active": True,
                "can_skip": True,
            }
            for english, _chinese, days, responsible, interval in LEVELS
        ]
    )
    in_two_languages(levels, "name", [row[1] for row in LEVELS])


def _make_book(world):
    book = world.act_as(world.users["finance"])["collection.book"].create(
        {
            "name": f"SJ {world.today.year}",
            "prefix": "SJ",
            "number_from": 1,
            "number_to": VOUCHERS,
        }
    )
    book.action_register()
    return book


def _hand_to_branch(world, book, region):
    """Finance hands the region its slips with vouchers; the main collector signs."""
    handover = _hand_over(world, "finance", region, "to_branch", region)
    handover.fill_book_id = book
    handover.fill_count = len(handover._get_fillable_slips()) + 3 * SPARE
    handover.action_fill()
    if handover.line_ids:
        _issue_and_sign(world, handover, region)


def _hand_to_collector(world, region, login, sign):
    handover = _hand_over(world, region, region, "to_collector", login)
    handover.fill_count = len(handover._get_fillable_slips()) + SPARE
    handover.action_fill()
    if handover.slip_count and sign:
        _issue_and_sign(world, handover, login)
    elif handover.slip_count:
        handover.action_issue()
    else:
        handover.unlink()


def _hand_over(world, giver, region, kind, receiver):
    return world.act_as(world.users[giver])["collection.handover"].create(
        {
            "kind": kind,
            "team_id": world.teams[region].id,
            "receiver_id": world.users[receiver].id,
        }
    )


def _issue_and_sign(world, handover, receiver):
    handover.action_issue()
    signing = world.act_as(world.users[receiver])["collection.handover"]
    signing.browse(handover.id).action_sign()


def _collect(world, user, parts, submit=False, quiet=False):
    """Take a share of the slips' amounts by these methods; return the day's report.

    :param quiet: of customers only whom no story is about, as verified money frees
        credit
    """
    env = world.act_as(user)
    slips = env["collection.slip"].search(
        [("holder_id", "=", user.id), ("state", "=", "signed")], order="id"
    )
    if quiet:
        slips = _filter_quiet(world, slips)
    vouchers = env["collection.voucher"].search(
        [("holder_id", "=", user.id), ("state", "=", "collector")]
    )
    receipts = env["collection.receipt"]
    for slip, voucher, (method, share) in zip(slips, vouchers, parts, strict=False):
        payload = {
            "key": f"demo-{voucher.number}",
            "slip_id": slip.id,
            "voucher_id": voucher.id,
            "amount": slip.currency_id.round(slip.amount_residual * share),
            "method": method,
            "date": False,
            "note": "",
            "photo": False,
        }
        if method == "cheque":
            payload |= {"number": "3096 1188", "bank": "工商银行"}
            payload["due_date"] = str(world.ago(-10))
        receipts |= receipts.browse(receipts.action_collect_from_bag(payload))
    report = receipts.report_id
    if report and submit:
        report.action_submit()
    return report


def _filter_quiet(world, slips):
    """The slips whose customers have no held order and no order of a story."""
    busy = world.env["sale.order"].search([("credit_hold", "!=", "none")])
    for _beyond, order in world.stories:
        busy |= order
    ids = busy.partner_id.commercial_partner_id.ids
    return slips.filtered(lambda slip: slip.partner_id.id not in ids)


def count_and_verify(world, report):
    """Finance counts what was declared, and verifies."""
    if not report:
        return
    report = world.act_as(world.users["finance"])["collection.day.report"].browse(
        report.id
    )
    declared = {
        line.method: line.collected
        for line in report.sudo().declaration_ids  # fmt: skip
    }
    for line in report.count_ids:
        line.counted = declared.get(line.method, 0.0)
    report.action_save_count()
    report.action_verify()
