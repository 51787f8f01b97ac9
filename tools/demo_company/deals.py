"""Work on the desks today: quotations, orders held for every reason, decisions.

Every order is confirmed by its salesperson and decided by the approver asked, so
that holds and approvals come from the addon itself; then it is dated back some days.
"""

from odoo import Command

from .catalogue import draw_lines
from .world import backdate

# kind, customer, figure, outcome, days ago. The figure is:
#   over      what is over the limit       overdue, stop, prepay, contract   the total
#   discount  percent
# The outcome: held, released (approved, not yet confirmed), done (approved and
# confirmed), rejected, paid (a payment came in).
DEALS = (
    # decided: the history of the inbox
    ("over", "qilu", 6_400, "done", 41),
    ("over", "jiuding", 14_800, "done", 38),
    ("discount", "minjiang", 4.5, "done", 35),
    ("over", "yishui", 52_000, "done", 33),
    ("contract", "chuanxi", 128_000, "done", 30),
    ("over", "penglai", 17_500, "rejected", 27),
    ("discount", "fenhe", 12, "done", 24),
    ("overdue", "sanxia", 8_600, "rejected", 21),
    ("prepay", "haixin", 6_200, "paid", 18),
    ("discount", "quanyuan", 18, "rejected", 16),
    ("contract", "jingxi", 246_000, "done", 12),
    ("over", "yefeng", 9_300, "done", 9),
    # released, waiting for their salespeople to confirm
    ("over", "jiangtian", 12_600, "released", 2),
    ("discount", "kunpeng", 4, "released", 1),
    ("over", "dongjiang", 5_200, "released", 1),
    ("discount", "guanghua", 9, "released", 1.3),
    ("contract", "qinling", 152_000, "released", 3),
    ("over", "hunhe", 38_000, "released", 1),
    # waiting for the regional managers
    ("contract", "tairong", 135_000, "held", 3.8),
    ("overdue", "haining", 12_400, "held", 2.6),
    ("over", "xinghe", 6_500, "held", 1.2),
    ("contract", "donghu", 168_000, "held", 0.4),
    ("over", "pujiang", 15_600, "held", 0.9),
    ("over", "minjiang", 15_900, "held", 4.7),
    ("overdue", "xiangjiang", 18_200, "held", 2.2),
    ("discount", "ludao", 4, "held", 0.6),
    ("contract", "guanghua", 118_000, "held", 0.2),
    ("over", "jingyang", 7_700, "held", 3.1),
    ("overdue", "dianchi", 4_800, "held", 1.4),
    ("over", "minjiu", 11_200, "held", 0.3),
    ("over", "luhe", 8_800, "held", 2.4),
    ("over", "zhongyuan", 13_400, "held", 1.1),
    ("contract", "bohai", 184_000, "held", 0.5),
    # waiting for the director, two reasons at once among them
    ("discount", "tairong", 12, "held", 4.6),
    ("over", "haiyue", 62_000, "held", 2.9),
    ("overdue", "chutian", 21_000, "held", 1.7),
    ("over", "liujiang", 28_000, "held", 0.7),
    ("contract", "chuanxi", 320_000, "held", 0.3),
    # waiting for the general manager
    ("over", "pengcheng", 310_000, "held", 3.4),
    ("overdue", "caoyuan", 16_500, "held", 2.1),
    ("discount", "fenhe", 22, "held", 0.8),
    # nobody decides: the stop is lifted, the order is paid, or it stays
    ("stop", "lvzhou", 5_400, "held", 6),
    ("prepay", "jinyu", 7_300, "held", 3),
    ("prepay", "mingda", 5_900, "held", 1),
    ("prepay", "tianshan", 8_800, "held", 2),
)
# customer, new tier, reason, outcome, days ago
TIER_CHANGES = (
    ("huangshui", "B", "新增二期项目，月采购额翻倍，付款一贯准时。", "approved", 25),
    ("sanxia", "A", "客户要求提高额度。", "rejected", 15),
    ("xinghe", "B", "今年订单稳定增长，建议升级。", "held", 1.6),
    ("quanyuan", "C", "连续三期未按约付清尾款，建议降级。", "held", 0.5),
)
# tier: total of an order for which the discount is the only question
DISCOUNTED = {"A": 60_000, "B": 16_000, "C": 5_000, "D": 3_000}
# tier: least and largest total of everyday orders
EVERYDAY = {"A": (12_000, 40_000), "B": (5_000, 16_000), "C": (1_500, 6_000)}
REJECTIONS = (
    "回款不稳定，请先催收到期货款。",
    "折扣过大，低于成本价，请按价目表报价。",
    "客户本季信用额度已放宽一次，不再追加。",
)
APPROVALS = (
    "老客户，本月底回款，同意放行。",
    "同意。",
    "已与客户财务确认付款计划，同意。",
)
PORTAL = "kunpeng"  # the customer who can log in
STOP_REASON = "货款逾期两个月以上，法务已发函"


def make_deals(world):
    """Fill everybody's desk."""
    stop_customer(world)
    for number, (kind, key, figure, ending, days) in enumerate(DEALS):
        if key in world.customers:
            order = _quote(world, key, **_get_terms(world, kind, key, figure))
            _bring_to(world, order, ending, number)
            date_back(order, days)


def make_everyday_orders(world):
    """Two orders on the way, a quotation and one sent, for every salesperson."""
    keys = [
        key
        for key, row in world.rows.items()
        if row[5] in EVERYDAY and row[6] in ("prompt", "slow", "part")
    ]
    for number in range(1, 13):
        own = [key for key in keys if world.rows[key][4] == number]
        for place, ending in enumerate(("confirmed", "confirmed", "quote", "sent")):
            if not own:
                break
            key = own[place % len(own)]
            least, most = EVERYDAY[world.rows[key][5]]
            order = _quote(world, key, world.random.uniform(least, most))
            _bring_to(world, order, ending, number)
            days = world.random.uniform(1, 13)
            # held orders wait for somebody, and not for long
            date_back(order, min(days, 1.5) if order.credit_hold == "held" else days)


def make_stories(world):
    """Quotations to play with, made last: their figures are exact to the cent.

    One that is over the limit by a round amount, one that takes the last cent of the
    credit, one that is a cent more.
    """
    for over, exact in (("pujiang", "sutai"), ("shunda", "lingnan")):
        if over not in world.customers:
            continue
        for key, beyond in ((over, 8_300), (exact, 0.01), (exact, 0)):
            total = _get_available(world, key) + beyond
            order = _quote(world, key, total, exact=True)
            world.stories.append((beyond, order))


def make_tier_changes(world):
    """Salespeople ask for other tiers of their customers."""
    for number, (key, letter, reason, ending, days) in enumerate(TIER_CHANGES):
        if key not in world.customers:
            continue
        partner = world.customers[key]
        change = world.act_as(partner.user_id)["sales.tier.change"].create(
            {
                "partner_id": partner.id,
                "new_tier_id": world.tiers[letter].id,
                "reason": reason,
            }
        )
        change.action_submit()
        if ending == "approved":
            decide(world, change, APPROVALS[number % len(APPROVALS)])
        if ending == "rejected":
            decide(world, change, REJECTIONS[2], approve=False)
        date_back(change, days)


def make_portal_story(world):
    """A customer who signs an order beyond the credit in the portal."""
    if PORTAL not in world.customers:
        return
    contact = world.customers[PORTAL].child_ids[0]
    world.portal_user = (
        world.env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "login": "customer",
                "password": "customer",
                "partner_id": contact.id,
                "group_ids": [Command.set(world.env.ref("base.group_portal").ids)],
            }
        )
    )
    order = _quote(world, PORTAL, _get_available(world, PORTAL) + 6_000)
    order.write({"require_signature": True, "require_payment": False})
    order.action_quotation_sent()
    world.portal_order = order


def stop_customer(world):
    """Finance stops a customer by hand; no payment lifts that."""
    stop = world.act_as(world.users["finance"])["res.partner.stop"].create(
        {"partner_id": world.customers["lvzhou"].id, "reason": STOP_REASON}
    )
    stop.action_stop()


def _get_available(world, key):
    partner = world.customers[key]
    partner.invalidate_recordset(["credit_available"])
    return partner.credit_available


def _get_terms(world, kind, key, figure):
    if kind == "over":
        return {"total": _get_available(world, key) + figure, "exact": True}
    if kind == "discount":
        return {"total": DISCOUNTED[world.rows[key][5]], "discount": figure}
    return {"total": figure}


def _quote(world, key, total, discount=0, exact=False):
    """A quotation by the customer's salesperson.

    :param total: about this much, taxes included
    :param exact: bring it to the cent with what the freight costs
    """
    partner = world.customers[key]
    order = world.act_as(partner.user_id)["sale.order"].create(
        {
            "partner_id": partner.id,
            "order_line": [
                Command.create(line) for line in draw_lines(world, total, discount)
            ],
        }
    )
    if exact:
        rest = order.currency_id.round(total - order.amount_total)
        freight = {"product_id": world.freight.id, "price_unit": rest}
        order.order_line = [Command.create(freight)]
    return order


def _bring_to(world, order, ending, number):
    """Take a quotation as far as the table says, each step by the user it is up to."""
    if ending == "sent":
        order.action_quotation_sent()
    if ending in ("quote", "sent"):
        return
    order.action_confirm()
    if ending in ("released", "done"):
        decide(world, order, APPROVALS[number % len(APPROVALS)])
    if ending == "rejected":
        decide(world, order, REJECTIONS[number % len(REJECTIONS)], approve=False)
    if ending == "done":
        order.action_confirm()
        order.activity_feedback(["mail.mail_activity_data_todo"])
    if ending == "paid":
        _pay(world, order)


def decide(world, document, reason, approve=True):
    """Have every waiting approval decided by the first user who may."""
    # sudo: candidates are looked up for the requester
    approvals = document.sudo().approval_ids
    for approval in approvals.filtered(lambda row: row.state == "pending"):
        decider = approval.candidate_ids[:1]
        own = approval.with_env(world.act_as(decider))
        if approve:
            own.action_approve(reason)
        else:
            own.action_reject(reason)


def _pay(world, order):
    """A transfer for an order comes in; the held order confirms by itself."""
    env = world.quiet("finance")
    journal = env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", world.company.id)], limit=1
    )
    payment = env["account.payment"].create(
        {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": order.partner_id.id,
            "amount": order.amount_total,
            "journal_id": journal.id,
            "memo": order.name,
        }
    )
    payment.action_post()
    # the cron does this within minutes
    world.env["sale.order"]._reexamine_customer(order.partner_id)


def date_back(document, days):
    """Put a document back, with all its messages and decisions."""
    own = document.sudo()
    backdate(own, days)
    backdate(own.approval_ids, days)
    backdate(own.message_ids, days)
    if "hold_ids" in own:
        backdate(own.hold_ids, days)
