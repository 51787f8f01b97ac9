"""A year of business: orders, invoices, receipts, some late and some missing.

Made in batches through the ORM and core's methods, before the company switched the
rules on: nothing of it was ever held.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from odoo import Command
from odoo.tools import SQL

from .catalogue import draw_lines

# tier: orders a year, least and largest amount
VOLUME = {
    "A": (16, 30_000, 80_000),
    "B": (9, 12_000, 36_000),
    "C": (6, 5_000, 16_000),
    "D": (4, 2_000, 9_000),
}
# tier: days until an invoice is due, as the payment terms say
DAYS = {"A": 60, "B": 45, "C": 30, "D": 0}
# tier: what customers that use most of their credit owe, in two invoices
NEARLY_ALL = {"A": 380_000, "B": 68_000, "C": 21_000, "D": 0}


@dataclass
class Sale:
    """One order of the past and how it was paid."""

    key: str
    day: date
    amount: float
    due: date
    receipts: list = field(default_factory=list)  # (day, share)
    invoice: object = None


def make_history(world):
    """Sell, invoice and collect for a year."""
    sales = sorted(_plan(world), key=lambda sale: sale.day)
    orders = _make_orders(world, sales)
    invoices = _make_invoices(world, sales, orders)
    _make_credit_notes(world, invoices)
    _make_receipts(world, sales)


def _plan(world):
    for key, row in world.rows.items():
        tier, habit = row[5], row[6]
        number, least, most = VOLUME[tier]
        number = max(3, round(number * world.scale))
        for place in range(number):
            back = 365 - (place + world.random.random()) * 362 / number
            sale = _plan_one(world, key, tier, back, world.random.uniform(least, most))
            sale.receipts = [
                receipt
                for receipt in _draw_receipts(world, sale, tier, habit)
                if receipt[0] < world.today
            ]
            yield sale
        if habit == "near":
            for back in (9, 6):
                yield _plan_one(world, key, tier, back, NEARLY_ALL[tier] / 2)
        if habit.startswith("late:"):
            back = int(habit.removeprefix("late:")) + DAYS[tier]
            yield _plan_one(world, key, tier, back, most)


def _plan_one(world, key, tier, back, amount):
    day = world.ago(int(back))
    return Sale(key, day, amount, day + timedelta(days=DAYS[tier]))


def _draw_receipts(world, sale, tier, habit):
    """Draw when a sale is paid, and in which parts."""
    draw = world.random
    if tier == "D":
        return [(sale.day, 1)]
    if habit == "near":
        return [(sale.due - timedelta(days=DAYS[tier] - 3), 1)]
    late = {
        "slow": draw.randrange(1, 14),
        "bad": draw.randrange(15, 60),
    }.get(habit, draw.randrange(-6, 1))
    day = sale.due + timedelta(days=late)
    if habit == "part":
        rest = day + timedelta(days=draw.randrange(20, 45))
        return [(day, 0.6), (rest, 0.4)]
    if tier in "AB" and habit == "prompt":
        day -= timedelta(days=(day.weekday() - 4) % 7)  # they pay on Fridays
    return [(max(day, sale.day), 1)]


def _make_orders(world, sales):
    env = world.quiet("admin")
    orders = env["sale.order"].create(
        [
            {
                "partner_id": partner.id,
                "user_id": partner.user_id.id,
                "payment_term_id": world.terms[world.rows[sale.key][5]].id,
                "order_line": [
                    Command.create(line) for line in draw_lines(world, sale.amount)
                ],
            }
            for sale in sales
            for partner in [world.customers[sale.key]]
        ]
    )
    orders.action_confirm()
    _date_orders(orders, [sale.day for sale in sales])
    return orders


def _date_orders(orders, days):
    """Confirming dates an order now: put it back to its day."""
    orders.env.flush_all()
    rows = SQL(", ").join(
        SQL("(%s, %s::timestamp)", order.id, datetime.combine(day, time(2, 30)))
        for order, day in zip(orders, days, strict=True)
    )
    orders.env.cr.execute(
        SQL(
            """
            UPDATE sale_order SET date_order = past.day, create_date = past.day
              FROM (VALUES %s) AS past (id, day) WHERE past.id = sale_order.id
            """,
            rows,
        )
    )
    orders.invalidate_recordset(["date_order", "create_date"])


def _make_invoices(world, sales, orders):
    """Invoice every order on its day: as core's button does, the day known at once."""
    env = world.quiet("finance")
    invoices = env["account.move"].create(
        [
            {
                **order._prepare_invoice(),
                "invoice_date": sale.day,
                "invoice_line_ids": [
                    Command.create(line._prepare_invoice_line())
                    for line in order.order_line
                ],
            }
            for sale, order in zip(sales, orders.with_env(env), strict=True)
        ]
    )
    for sale, invoice in zip(sales, invoices, strict=True):
        sale.invoice = invoice
    invoices.action_post()
    return invoices


def _make_credit_notes(world, invoices):
    """A few open invoices are partly credited: goods came back."""
    open_invoices = invoices.filtered(lambda move: move.amount_residual > 20_000)
    chosen = [move for move in open_invoices if _may_be_credited(world, move)][::12]
    notes = world.quiet("finance")["account.move"]
    for invoice in chosen:
        line = invoice.invoice_line_ids[0]
        notes |= notes.create(
            {
                "move_type": "out_refund",
                "partner_id": invoice.partner_id.id,
                "invoice_user_id": invoice.invoice_user_id.id,
                "team_id": invoice.team_id.id,
                "invoice_date": min(invoice.date + timedelta(days=4), world.today),
                "ref": f"{invoice.name} 退货",
                "invoice_line_ids": [
                    Command.create(
                        {"product_id": line.product_id.id, "quantity": 1,
                         "price_unit": line.price_unit}
                    )
                ],
            }
        )  # fmt: skip
    notes.action_post()


def _may_be_credited(world, invoice):
    """Only of customers whose figures no story counts on."""
    key = next(k for k, p in world.customers.items() if p.id == invoice.partner_id.id)
    return world.rows[key][6] == "prompt"


def _make_receipts(world, sales):
    """Make the receipts: first payments first, then the rests of partial ones."""
    for part in (0, 1):
        receipts = defaultdict(list)
        for sale in sales:
            if len(sale.receipts) > part:
                receipts[sale.key, sale.receipts[part][0]].append(sale)
        _book_receipts(world, receipts, part)


def _book_receipts(world, receipts, part):
    """Book one payment per customer and day and settle the invoices with it."""
    if not receipts:
        return
    env = world.quiet("finance")
    journal = env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", world.company.id)], limit=1
    )
    payments = env["account.payment"].create(
        [
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": world.customers[key].id,
                "amount": sum(_get_share(sale, part) for sale in paid),
                "date": day,
                "journal_id": journal.id,
                "memo": " ".join(sale.invoice.name for sale in paid),
            }
            for (key, day), paid in receipts.items()
        ]
    )
    payments.action_post()
    groups = []
    for payment, paid in zip(payments, receipts.values(), strict=True):
        invoices = env["account.move"].union(*(sale.invoice for sale in paid))
        lines = payment.move_id.line_ids | invoices.line_ids
        groups.append(
            lines.filtered(lambda line: line.account_type == "asset_receivable")
        )
    env["account.move.line"]._reconcile_plan(groups)


def _get_share(sale, part):
    """The amount of one part of a receipt; the last part takes what is left."""
    if part == len(sale.receipts) - 1 and _is_paid_up(sale):
        return sale.invoice.amount_residual
    share = sale.invoice.amount_total * sale.receipts[part][1]
    return sale.invoice.currency_id.round(share)


def _is_paid_up(sale):
    return sum(share for _day, share in sale.receipts) > 0.999
