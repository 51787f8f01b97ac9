"""Homes that are sold: receptions, holds, reservations and the way of their money.

Two days of money are closed, what was taken today is at every step of the way: in the
bag, handed to finance, verified. Each step is made by its owner.
"""

from datetime import timedelta

from odoo import Command

from .collection import count_and_verify
from .deals import decide
from .world import backdate

# a hold lasts a day here, so that the demonstration shows some
HOLD_MINUTES = 24 * 60
VOUCHERS = 60
SHARE = 20  # vouchers of each salesperson
FIRST, SECOND = 9, 1  # days ago on which money was taken that is closed by now
# name, salesperson, channel, days ago, what is looked for
CUSTOMERS = (
    ("王雅琴", "homes1", "walk_in", 12, "三房，低楼层，老人同住"),
    ("陆志诚", "homes2", "online", 11, "四房，改善，预算 220 万"),
    ("蒋文博", "homes1", "referral", 6, "三房，高楼层，南向"),
    ("曹晓梅", "homes1", "outdoor", 5, "两房，首套，公积金贷款"),
    ("许建明", "homes2", "walk_in", 5, "两房，投资"),
    ("钱佳慧", "homes2", "agency", 4, "三房，近学校"),
    ("沈国良", "homes1", "event", 3, "四房，三代同住"),
    ("顾思敏", "homes1", "walk_in", 2, "四房，一次性付款"),
    ("潘海峰", "homes1", "phone", 1, "两房，预算 140 万"),
    ("戴丽华", "homes2", "referral", 1, "四房，置换"),
    ("程立群", "homes1", "online", 0, "两房，北向也可"),
    ("薛春燕", "homes2", "walk_in", 0, "三房，顶层"),
    ("丁永强", "homes2", "press", 8, "三房，只看 801"),
    ("范雪梅", "homes1", "phone", 7, "三房，高楼层"),
    ("石俊杰", "homes2", "outdoor", 20, "还在比较周边楼盘"),
    ("姚佳怡", "homes1", "online", 15, "等三号楼开盘"),
)
FOLLOWED = ("石俊杰", "姚佳怡", "蒋文博", "丁永强")
# customer, building, home, kind of money, agreed, (method, taken) one by one
CLOSED_FIRST = (
    ("王雅琴", 0, "301", "advance", 20_000, (("cash", 20_000),)),
    ("陆志诚", 0, "504", "deposit", 50_000, (("card", 50_000),)),
)
CLOSED_SECOND = (
    ("蒋文博", 0, "801", "deposit", 50_000, (("card", 30_000), ("cash", 20_000))),
    ("曹晓梅", 0, "1002", "deposit", 30_000, (("cash", 30_000),)),
    ("许建明", 1, "602", "deposit", 40_000, (("card", 40_000),)),
)
VERIFIED = (
    ("钱佳慧", 1, "901", "advance", 10_000, (("cash", 10_000),)),
    ("顾思敏", 1, "704", "deposit", 60_000, (("card", 60_000),)),
)
REPORTED = (
    ("沈国良", 0, "604", "deposit", 50_000, (("card", 50_000),)),
    ("戴丽华", 1, "304", "deposit", 50_000, (("card", 50_000),)),
)
IN_BAG = (("潘海峰", 0, "402", "intent", 5_000, (("cash", 5_000),)),)
HOLDS = (
    ("程立群", 0, "903", "deposit", 30_000, ()),
    ("薛春燕", 1, "1001", "advance", 10_000, ()),
)
WAITING = (
    ("丁永强", 0, "801", "advance", 10_000),
    ("范雪梅", 0, "801", "advance", 10_000),
)
# login, building, home, reason, days
BLOCKS = (
    ("homes", 0, "101", "样板房，暂不出售", 60),
    ("homes", 0, "102", "样板房，暂不出售", 60),
    ("director", 1, "1004", "合作银行客户预留，待确认", 10),
)
CHANGED_MIND = "客户家中老人住院，暂缓购房"
LATER = "公积金贷款额度审批延后，客户申请顺延签约"


def make_sales(world, development):
    """All that is sold of a development, in the order of time."""
    world.company.property_hold_minutes = HOLD_MINUTES
    _hand_out_vouchers(world)
    _receive(world, development)
    _block(world, development)
    returned, expired = _sell(world, development, CLOSED_FIRST, FIRST)
    _expire(expired)
    close(world, FIRST)
    banked = _sell(world, development, CLOSED_SECOND, SECOND)
    close(world, SECOND)
    _return(world, returned)
    late = banked[1].with_env(world.act_as(banked[1].user_id))
    late.action_extend(world.ago(-25), LATER)
    for unit, partner, kind, amount in _find(world, development, WAITING):
        unit.action_wait(partner.id, kind, amount)
    _sell(world, development, VERIFIED)
    hand_in(world, get_in_bags(world), verify=True)
    _sell(world, development, REPORTED)
    hand_in(world, get_in_bags(world))
    _sell(world, development, (*IN_BAG, *HOLDS))


def _act(world, login, model):
    return world.act_as(world.users[login])[model]


def _hand_out_vouchers(world):
    """A book of receipts goes to the leader of the sale, and on to the salespeople."""
    book = _act(world, "finance", "collection.book").create(
        {
            "name": f"FC {world.today.year}",
            "prefix": "FC",
            "number_from": 1,
            "number_to": VOUCHERS,
        }
    )
    book.action_register()
    # sudo: finance gives numbers out, which go through other hands then
    vouchers = book.sudo().voucher_ids.sorted("number")
    hand_over(world, "finance", "homes", "to_branch", vouchers)
    for place, login in enumerate(("homes1", "homes2")):
        own = vouchers[place * SHARE : (place + 1) * SHARE]
        hand_over(world, "homes", login, "to_collector", own)


def hand_over(world, giver, receiver, kind, vouchers):
    handover = _act(world, giver, "collection.handover").create(
        {
            "kind": kind,
            "team_id": world.teams["homes"].id,
            "receiver_id": world.users[receiver].id,
            "line_ids": [
                Command.create({"voucher_id": voucher.id}) for voucher in vouchers
            ],
        }
    )
    handover.action_issue()
    handover.with_env(world.act_as(world.users[receiver])).action_sign()


def _receive(world, development):
    """The register of receptions, by channel."""
    for number, (name, login, channel, days, needs) in enumerate(CUSTOMERS):
        reception = _act(world, login, "property.reception").create(
            {
                "name": name,
                "phone": f"138 5550 {1000 + number}",
                "channel": channel,
                "development_id": development.id,
                "needs": needs,
            }
        )
        day = world.ago(days)
        reception._write_protected({"date": day, "last_contact": day})
        backdate(reception, days)
        world.customers[name] = reception.partner_id
        if name in FOLLOWED:
            reception.action_follow("电话回访，约周末带家人再来看房", world.ago(-3))


def _block(world, development):
    for login, building, name, reason, days in BLOCKS:
        _act(world, login, "property.block").create(
            {
                "unit_id": _get_home(development, building, name).id,
                "reason": reason,
                "date_end": world.ago(-days),
            }
        )


def _get_home(development, building, name):
    units = development.building_ids[building].unit_ids
    return units.filtered(lambda unit: unit.name == name)


def _find(world, development, rows):
    """Give home, as its salesperson sees it, customer, kind and sum of each row."""
    sellers = {row[0]: row[1] for row in CUSTOMERS}
    for name, building, home, kind, amount, *_parts in rows:
        env = world.act_as(world.users[sellers[name]])
        unit = _get_home(development, building, home).with_env(env)
        yield unit, world.customers[name], kind, amount


def _sell(world, development, rows, days=0):
    """Hold homes, and take the first money; `days` ago.

    :return: the reservations, as superuser
    """
    reservations = world.env["property.reservation"]
    found = _find(world, development, rows)
    for row, (unit, partner, kind, amount) in zip(rows, found, strict=True):
        reservation_id = unit.action_reserve(partner.id, kind, amount)
        for method, part in row[5]:
            take(world, unit.env, reservation_id, method, part, days)
        reservations |= reservations.browse(reservation_id)
    if not days:
        return reservations
    receipts = get_in_bags(world)
    hand_in(world, receipts, verify=True)
    bank(world, receipts, days)
    ends = timedelta(days=days)
    for reservation in reservations:
        day = reservation.date_end - ends
        reservation._write_protected({"date_end": day, "first_date_end": day})
    for records in (reservations, receipts, receipts.report_id):
        backdate(records, days)
    return reservations


def take(world, env, reservation_id, method, amount, days):
    """Take money with the next voucher of the bag."""
    voucher = env["collection.voucher"].search(
        [("holder_id", "=", env.uid), ("state", "=", "collector")],
        order="number",
        limit=1,
    )
    env["collection.receipt"].action_collect_from_bag(
        {
            "key": f"demo-{voucher.number}",
            "reservation_id": reservation_id,
            "voucher_id": voucher.id,
            "amount": amount,
            "method": method,
            "date": world.ago(days),
        }
    )


def get_in_bags(world):
    """Return the receipts for homes that nobody handed in yet, as superuser."""
    return world.env["collection.receipt"].search(
        [("reservation_id", "!=", False), ("state", "=", "collected")]
    )


def hand_in(world, receipts, verify=False):
    """The salespeople hand their money in; finance counts it, and verifies."""
    for report in receipts.report_id:
        report.with_env(world.act_as(report.collector_id)).action_submit()
        if verify:
            count_and_verify(world, report)


def bank(world, receipts, days):
    """Finance brings cash and the slips of the terminal to the supervised account."""
    methods = receipts.method_ids
    for name, parts in methods.grouped("method").items():
        slip = _act(world, "finance", "collection.bank.slip").create(
            {
                "journal_id": parts.payment_id.journal_id.id,
                "date": world.ago(days),
                "slip_number": f"{world.ago(days):%m%d}-{name.upper()}",
                "method_ids": parts.ids,
            }
        )
        slip.action_bank()


def close(world, days):
    """Finance closes the ledger of a day."""
    ledger = _act(world, "finance", "property.ledger.day")
    date = world.ago(days)
    day = ledger.search(
        [("company_id", "=", world.company.id), ("date", "=", date)]
    ) or ledger.create({"date": date})
    day.action_close()
    backdate(day.sudo(), days)


def _expire(reservation):
    """Nothing was signed in time: the home is free again, the money waits."""
    reservation._end_lapsed()


def _return(world, reservation):
    """A customer changed their mind; what they paid goes back to them."""
    own = reservation.with_env(world.act_as(reservation.user_id))
    own.action_cancel(CHANGED_MIND)
    own.action_return()
    decide(world, reservation, "同意退款。")
    reservation.with_env(world.act_as(world.users["finance"])).action_return()
