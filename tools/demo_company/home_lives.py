"""Homes that were sold this year: every life from the first money to its end.

A development whose homes were handed over, with titles, repairs and archive, and a
contract ended by the fault of each side; one is owed money, one is told its day. All
happened on its day, one after the other, by its owner; days and months are closed.
"""

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import Command

from . import home_sales
from .deals import decide

NAME, BUILDING = "云溪苑", "1号楼"
LAYOUTS = (("01", "三室两厅一卫", "南", 112.40), ("02", "两室两厅一卫", "南", 88.65))
FLOORS = 6
RATE = 13_600  # of a square metre
INNER = 0.8  # of the gross area
SURVEYED = 1.012  # the survey found more, within the tolerance
DEPOSIT = 40_000
DOWN = 0.3
VOUCHERS = 20
# days ago
START, MONEY, SIGNED, FILED = 215, 210, 204, 196
PAID_LATE, ENDED, REST = 170, 140, 104
SURVEY, SETTLED, TOLD, KEYS = 112, 106, 100, 85
PASSED_ON, KEYS_AGAIN, TITLE = 80, 65, 40
# customer, salesperson, home, identity card
BUYERS = (
    ("郑淑芬", "homes1", "101", "320202197104152026"),
    ("杜宏伟", "homes2", "102", "320205198309221738"),
    ("何雨桐", "homes1", "201", "320211199105082643"),
    ("于成龙", "homes2", "202", "320203196901170018"),
    ("袁立新", "homes1", "301", "320206198806301524"),
    ("邓佳", "homes2", "302", "320281199412110033"),
    ("龚小雨", "homes1", "401", "320213198002031147"),
    ("汤建华", "homes2", "402", "32020219760729005X"),
    ("唐婉清", "homes1", "501", "320211198509182064"),
    ("孔祥明", "homes2", "502", "320205199003253176"),
)
BORROWERS = ("杜宏伟", "龚小雨")
ENDS = (
    ("袁立新", "buyer", "个人资金困难，放弃购买", {}),
    ("邓佳", "developer", "规划变更后无法按约交付", {}),
    ("汤建华", "agreed", "工作调动，双方协商解除", {"agreed_amount": 10_000}),
)
UNPAID = "孔祥明"  # whose rest is late today
REST_DUE = {UNPAID: 30}
HANDED = ("郑淑芬", "杜宏伟", "何雨桐", "于成龙")
SETTLED_ONES = (*HANDED, "唐婉清", UNPAID)
FUND = 80  # of maintenance, a square metre
LENDER = "中国工商银行无锡分行"
# the smallest drawing
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
# customer, part, days ago, text, how far, cost
REQUESTS = (
    ("郑淑芬", "leak", 30, "卫生间吊顶渗水", "closed", 1_260),
    ("杜宏伟", "wiring", 12, "客厅插座无电", "done", 180),
    ("何雨桐", "decoration", 6, "入户门松动", "assigned", 0),
    ("于成龙", "pipes", 1, "厨房下水缓慢", "new", 0),
)
# customer of a running contract, kind, reason, values, whether it is submitted
AMENDMENTS = (
    ("顾思敏", "delivery", "幕墙施工顺延，与客户协商延期交付", {}, False),
    ("钱佳慧", "price", "团购政策补差，客户申请", {}, True),
)


class _Clock:
    """The days on which all this happened."""

    def __init__(self, world, frozen):
        self.world = world
        self.frozen = frozen
        self.today = world.today

    def go(self, days):
        """Have it be ten in the morning so many days ago."""
        self.world.env.flush_all()
        # all is one transaction: without figures of what it wrote, plans are bad
        self.world.env.cr.execute(
            "ANALYZE account_move, account_move_line, account_payment"
        )
        day = datetime.combine(self.today - timedelta(days=days), time(2))
        self.frozen.move_to(day)
        self.world.env.invalidate_all()


def make_lives(world):
    """A development of which every home has its own story."""
    with freeze_time(datetime.now()) as frozen:
        clock = _Clock(world, frozen)
        clock.go(START)
        development = _open_sale(world)
        clock.go(MONEY)
        contracts = _sell(world, development, clock)
        _pay_first(world, contracts, clock)
        _pay_late(world, contracts, clock)
        _end(world, contracts, clock)
        _complete(world, development, clock)
        _settle(world, contracts, clock)
        _hand_over(world, contracts, clock)
        _follow_up(world, contracts, clock)
        _close_months(world, clock)
    contracts[UNPAID].instalment_ids._claim_due()  # as the job of the night does
    _tell_next(world, contracts["唐婉清"])
    return contracts


def make_changes(world):
    """Amendments of the contracts of today: one is drawn up, one asked for."""
    for name, kind, reason, vals, submitted in AMENDMENTS:
        contract = world.env["property.contract"].search(
            [
                ("partner_id", "=", world.customers[name].id),
                ("state", "!=", "cancelled"),
            ]
        )
        if kind == "delivery":
            vals = {"new_date": contract.delivery_date + timedelta(days=60)}
        if kind == "price":
            vals = {"new_price": contract.price - 8_000}
        amendment = (
            _by_seller(world, contract)
            .env["property.amendment"]
            .create({"contract_id": contract.id, "kind": kind, "reason": reason} | vals)
        )
        if submitted:
            amendment.action_submit()


def _act(world, login, model):
    return world.act_as(world.users[login])[model]


def _as(world, login, record):
    return record.with_env(world.act_as(world.users[login]))


def _by_seller(world, contract):
    return contract.with_env(world.act_as(contract.sudo().user_id))


def _open_sale(world):
    """All that stands before the first reservation, on one day."""
    development = _act(world, "invest", "property.development").create(
        {
            "name": NAME,
            "code": "YX",
            "address": "无锡市新吴区云溪路 9 号",
            "land_mortgage": "无抵押。",
            "management_agreement": "江湾物业服务有限公司，每月每平方米 2.40 元。",
            "sample_home": "无样板房。",
            "publicity_promises": "楼书所载内容均为合同内容。",
            "house_manual": "<p>承重墙不得拆改；卫生间防水层不得破坏。</p>",
            "quality_warranty": "<p>屋面、卫生间防渗漏五年，管线、装修两年。</p>",
        }
    )
    building = _act(world, "invest", "property.building").create(
        {"name": BUILDING, "development_id": development.id}
    )
    layouts = [
        {"name": name, "layout": layout, "orientation": side, "usage": "home"}
        for name, layout, side, _gross in LAYOUTS
    ]
    building.action_generate_units(list(range(1, FLOORS + 1)), layouts)
    units = development.unit_ids
    _make_permit(world, units)
    plan = _act(world, "homes1", "property.marketing.plan").create(
        {"development_id": development.id, "name": f"{NAME}营销方案", "content": NAME}
    )
    plan.action_submit()
    _as(world, "gm", plan).action_approve("同意。")
    _file_areas(world, building, "presale")
    prices = _act(world, "director", "property.price.list").create(
        {
            "name": f"{NAME}价目表",
            "development_id": development.id,
            "date_from": world.today,
            "line_ids": [
                Command.create(
                    {
                        "unit_id": unit.id,
                        "price": round(unit.presale_gross_area * RATE, -2),
                        "pricing_basis": "gross",
                    }
                )
                for unit in units
            ],
        }
    )
    prices.action_submit()
    _as(world, "gm", prices).action_approve("同意。")
    release = _act(world, "director", "property.release").create(
        {"name": NAME, "development_id": development.id, "unit_ids": units.ids}
    )
    release.action_release()
    _as(world, "director", development).action_open()
    _as(world, "director", development.permit_ids).action_publish()
    _act(world, "director", "property.training").create(
        [
            {
                "user_id": world.users[login].id,
                "date": world.today,
                "subject": "商品房销售法规",
            }
            for login in ("homes", "homes1", "homes2")
        ]
    )
    _hand_out_vouchers(world)
    return development


def _make_permit(world, units):
    """The permit, and the supervised account that it names."""
    journal = world.env["account.journal"].create(
        {
            "name": f"{NAME}预售资金监管户",
            "type": "bank",
            "code": "YXJG",
            "company_id": world.company.id,
        }
    )
    permit = _act(world, "invest", "property.permit").create(
        {
            "development_id": units.development_id.id,
            "number": f"锡房预许({world.today.year})第006号",
            "kind": "presale",
            "date_from": world.today,
            "date_to": world.today + relativedelta(years=3),
            "journal_id": journal.id,
            "unit_ids": units.ids,
        }
    )
    permit.action_validate()


def _file_areas(world, building, kind):
    """The areas of all homes, signed by two, approved and filed."""
    factor = SURVEYED if kind == "surveyed" else 1
    areas = {name: gross for name, _layout, _side, gross in LAYOUTS}
    lines = []
    for unit in building.unit_ids:
        gross = areas[unit.name[-2:]] * factor
        vals = {"gross_area": round(gross, 2), "inner_area": round(gross * INNER, 2)}
        lines.append(Command.create({"unit_id": unit.id} | vals))
    vals = {"building_id": building.id, "kind": kind, "line_ids": lines}
    if kind == "surveyed":
        vals |= {
            "report_number": f"锡测 {world.today:%Y}-112",
            "report_date": world.today,
        }
    area_list = _act(world, "invest", "property.area.list").create(vals)
    area_list.action_sign_investment()
    _as(world, "homes1", area_list).action_sign_marketing()
    _as(world, "deputy", area_list).action_approve("面积无误。")
    _as(world, "finance", area_list).action_file(f"锡房测备 {world.today:%Y}-{kind}")


def _hand_out_vouchers(world):
    book = _act(world, "finance", "collection.book").create(
        {"name": f"YX {world.today.year}", "prefix": "YX", "number_from": 1}
        | {"number_to": VOUCHERS}
    )
    book.action_register()
    vouchers = book.sudo().voucher_ids.sorted("number")  # sudo: they leave its hands
    home_sales.hand_over(world, "finance", "homes", "to_branch", vouchers)
    half = VOUCHERS // 2
    for login, own in (("homes1", vouchers[:half]), ("homes2", vouchers[half:])):
        home_sales.hand_over(world, "homes", login, "to_collector", own)


def _sell(world, development, clock):
    """Reserve and sign; the deposits are verified, banked and closed.

    :return: the contracts by the name of the customer, as superuser
    """
    contracts = {}
    for number, (name, login, home, _card) in enumerate(BUYERS):
        reception = _act(world, login, "property.reception").create(
            {
                "name": name,
                "phone": f"139 5550 {2000 + number}",
                "channel": "walk_in",
                "development_id": development.id,
            }
        )
        world.customers[name] = reception.partner_id
        unit = development.unit_ids.filtered(lambda unit, home=home: unit.name == home)
        own = _as(world, login, unit)
        reservation_id = own.action_reserve(reception.partner_id.id, "deposit", DEPOSIT)
        home_sales.take(world, own.env, reservation_id, "card", DEPOSIT, 0)
        contracts[name] = own.env["property.reservation"].browse(reservation_id)
    receipts = home_sales.get_in_bags(world)
    home_sales.hand_in(world, receipts, verify=True)
    home_sales.bank(world, receipts, 0)
    home_sales.close(world, 0)
    clock.go(SIGNED)
    for name, login, _home, card in BUYERS:
        contract_id = contracts[name].action_convert()
        contract = _act(world, login, "property.contract").browse(contract_id)
        contract.buyer_ids.id_number_masked = card
        _write_terms(world, contract, name, clock)
        contract.disclosure_ids.action_acknowledge()
        contract.action_disclose()
        contract.action_submit()
        decide(world, contract.sudo(), "条款齐全，同意签约。")
        contract.action_sign_agreement()
        contract.action_sign()
        contracts[name] = contract.sudo()
    return contracts


def _write_terms(world, contract, name, clock):
    down = round(contract.price * DOWN, -3)
    rest_days = REST_DUE.get(name, REST)
    # those who are told their day today are in time
    agreed = -30 if name in SETTLED_ONES[len(HANDED) :] else KEYS - 10
    rows = [
        ("首期房款", "own", down, world.today),
        (
            "银行按揭" if name in BORROWERS else "余款",
            "loan" if name in BORROWERS else "own",
            contract.price - down,
            clock.today - timedelta(days=PAID_LATE if name in BORROWERS else rest_days),
        ),
    ]
    contract.write(
        {
            "delivery_date": clock.today - timedelta(days=agreed),
            "instalment_ids": [
                Command.create(
                    {"name": text, "kind": kind, "amount": amount, "date_due": day}
                )
                for text, kind, amount, day in rows
            ],
        }
    )


def _credit(world, contract, amount, reference, **vals):
    """Finance books what the bank received."""
    payload = {"amount": amount, "reference": f"{reference}-{contract.id}"} | vals
    _as(world, "finance", contract).action_book_bank_credit(payload)
    contract.invalidate_recordset()


def _pay_first(world, contracts, clock):
    """The down payments of all but one come on the day; the bureau files."""
    for name, contract in contracts.items():
        if name != "何雨桐":
            _credit(world, contract, contract.amount_open, "首付")
    home_sales.close(world, 0)
    clock.go(FILED)
    for number, contract in enumerate(contracts.values(), 1):
        own = _by_seller(world, contract)
        own.action_register_online(f"WQ{world.today:%Y}{number:03}")
        own.action_file(f"BA{world.today:%Y}{number:03}")
    _file_papers(world, contracts)
    bank = world.env["res.bank"].create({"name": LENDER})
    for name in BORROWERS:
        contract = contracts[name]
        loan = (
            _by_seller(world, contract)
            .env["property.mortgage"]
            .create(
                {
                    "contract_id": contract.id,
                    "bank_id": bank.id,
                    "amount": contract.instalment_ids[1].amount,
                }
            )
        )
        loan.paper_ids.action_note()
        if name == BORROWERS[0]:
            loan.action_bank_approve()
            loan.action_sign()


def _pay_late(world, contracts, clock):
    """A down payment comes late, with its fee; a bank pays its loan, one refuses."""
    clock.go(PAID_LATE)
    late = contracts["何雨桐"]
    _credit(world, late, late.amount_open, "首付")
    _as(world, "finance", late).action_claim_late_fee()
    late.invalidate_recordset()
    _credit(world, late, late.amount_open, "违约金")
    paid, refused = (contracts[name].mortgage_ids for name in BORROWERS)
    _as(world, "finance", paid).action_pay_out(
        world.today, paid.amount_approved, f"按揭-{paid.id}"
    )
    _as(world, "finance", paid).action_note_guarantee(5_000)
    home_sales.close(world, 0)
    refused.with_env(world.act_as(refused.contract_id.user_id)).action_refuse(
        "none", "银行收紧二套房贷款"
    )


def _end(world, contracts, clock):
    """Contracts end by the fault of each side, and what is owed is paid back."""
    clock.go(ENDED)
    refused = contracts[BORROWERS[1]]
    ends = [
        (contracts[name], {"fault": fault, "reason": reason} | vals)
        for name, fault, reason, vals in ENDS
    ]
    vals = {"fault": "none", "ground": "loan", "reason": "贷款未获批准，双方无责解除"}
    for contract, values in [*ends, (refused, vals)]:
        own = _by_seller(world, contract)
        amendment = own.env["property.amendment"].create(
            {"contract_id": contract.id, "kind": "rescission"} | values
        )
        amendment.action_submit()
        decide(world, amendment.sudo(), "同意解除。")
        amendment.action_apply()
        _as(world, "finance", amendment).action_refund()
        own.action_cancel_filing()
    home_sales.close(world, 0)


def _complete(world, development, clock):
    """The building is completed and surveyed."""
    clock.go(SURVEY)
    building = _as(world, "invest", development.building_ids)
    building.completed_on = world.today
    _file_areas(world, building, "surveyed")


def _settle(world, contracts, clock):
    """Finance settles the areas; the rest of the price and the fund are paid."""
    clock.go(SETTLED)
    settled = world.env["property.contract"].union(
        *(contracts[name] for name in SETTLED_ONES)
    )
    _as(world, "finance", settled).action_settle_area()
    clock.go(REST)
    for name in SETTLED_ONES:
        contract = contracts[name]
        contract.invalidate_recordset()
        planned = contract.instalment_ids.filtered(lambda row: row.state == "planned")
        owed = contract.amount_open + sum(planned.mapped("amount"))
        if name == UNPAID:
            continue
        _credit(world, contract, owed, "余款")
        own = _by_seller(world, contract)
        fee = own.env["property.fee"].create(
            {
                "contract_id": contract.id,
                "kind": "maintenance_fund",
                "amount": round(contract.unit_id.surveyed_gross_area * FUND, 2),
            }
        )
        _credit(world, contract, fee.amount, "维修基金", fee_id=fee.id)
    home_sales.close(world, 0)


def _hand_over(world, contracts, clock):
    """Three homes are taken, one only after a repair; one buyer never comes."""
    clock.go(TOLD)
    handed = [contracts[name] for name in HANDED]
    day = clock.today - timedelta(days=KEYS)
    for contract in handed:
        _by_seller(world, contract).action_notify_handover(day, "09:00")
    clock.go(KEYS)
    first, second, refused, absent = (row.handover_ids for row in handed)
    for handover, defects in ((first, [("decoration", "主卧地板起翘")]), (second, [])):
        own = handover.with_env(world.act_as(handover.user_id))
        own.action_inspect([{"part": part, "text": text} for part, text in defects])
        own.action_accept(SIGNATURE, keys="3", meters="水 0012，电 0031")
    own = refused.with_env(world.act_as(refused.user_id))
    own.action_inspect([{"part": "leak", "text": "阳台渗水"}])
    own.action_refuse("阳台渗水，要求修复后再收房", True)
    clock.go(PASSED_ON)
    _as(world, "homes", absent).action_deem("挂号信回执及公证送达记录")
    own.defect_ids.action_done()
    first.sudo().defect_ids.with_env(world.act_as(first.user_id)).action_done()
    _by_seller(world, handed[2]).action_notify_handover(
        clock.today - timedelta(days=KEYS_AGAIN), "14:00"
    )
    fees = _as(
        world, "finance", world.env["property.fee"].search([("state", "=", "paid")])
    )
    fees.action_pay_on(world.today, "维修基金专户")
    home_sales.close(world, 0)
    clock.go(KEYS_AGAIN)
    again = handed[2].handover_ids.filtered(lambda row: row.state == "notified")
    own = again.with_env(world.act_as(again.user_id))
    own.action_inspect()
    late = _as(world, "finance", handed[2])
    late.action_settle_penalty()  # the keys came later than agreed
    late.action_refund()
    home_sales.close(world, 0)
    own.action_accept(SIGNATURE, keys="3")


def _follow_up(world, contracts, clock):
    """Titles, the archive, and what owners had to report."""
    clock.go(TITLE)
    for number, name in enumerate(HANDED[:3], 1):
        own = _by_seller(world, contracts[name])
        own.action_note_title_papers()
        own.action_title(f"苏({world.today.year})无锡市不动产权第{number:07}号")
    loan = contracts[HANDED[1]].mortgage_ids
    _as(world, "finance", loan).action_release_guarantee()
    first = _by_seller(world, contracts[HANDED[0]])
    first.action_add_paper("identity")
    _file_papers(world, contracts)
    for name, part, days, text, step, cost in REQUESTS:
        clock.go(days)
        own = _by_seller(world, contracts[name])
        request = own.env["property.service.request"].create(
            {"contract_id": contracts[name].id, "part": part, "description": text}
        )
        if step == "new":
            continue
        _as(world, "homes", request).action_assign(world.users["homes2"].id)
        if step == "assigned":
            continue
        _as(world, "homes2", request).action_done("已更换并复检", cost)
        if step == "closed":
            _as(world, "homes", request).action_confirm(SIGNATURE)


def _file_papers(world, contracts):
    """Buyers sign for their copies, and the papers go on the shelf."""
    for number, contract in enumerate(contracts.values(), 1):
        papers = _by_seller(world, contract).document_ids
        for paper in papers.filtered(lambda row: not row.date_archived):
            if not paper.date_received:
                paper.action_receive(SIGNATURE)
            paper.action_archive(f"A-{number:02}", box="12")


def _close_months(world, clock):
    """Finance closes each month on the first of the next one."""
    months = _act(world, "finance", "property.ledger.month")
    first = (clock.today - timedelta(days=MONEY)).replace(day=1)
    while first < clock.today.replace(day=1):
        following = first + relativedelta(months=1)
        clock.go((clock.today - following).days)
        month = months.search([("date", "=", first)]) or months.create({"date": first})
        month.action_close()
        first = following


def _tell_next(world, contract):
    """A buyer is told the day of the keys, which is to come."""
    _by_seller(world, contract).action_notify_handover(world.ago(-12), "10:00")
