"""Follow-up of debts: contacts, promises, disputes, losses, plans and forecasts."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import Command

FORECASTS = 8  # Mondays of the past on which a forecast was made
MORE = 1.05  # growth of the plan over the receipts of a year ago
CLAIM = "两台泵有渗漏，要求更换后再付款"
LOSS = "客户处更换工作服时遗失，已寻找两天"


def make_follow_up(world):
    """Contacts and a dispute, a lost voucher, plan and forecasts, F16, F23, F31."""
    slips = world.env["collection.slip"].search([("state", "=", "signed")], order="id")
    untold = slips.filtered(lambda slip: not slip.receipt_count)
    for slip, note in zip(untold, (_promise, _break, _dispute), strict=False):
        note(world, slip)
    _lose_voucher(world, slips.holder_id)
    _make_forecasts(world)
    _make_plan(world)
    _print_journal(world)
    reports = world.env["collection.uncollected.report"]
    week = reports._get_period("week", world.today)
    reports._generate(world.company, "week", *week)
    _issue_bank_order(world, untold)


def _promise(world, slip):
    _note(world, slip, 0, kind="call", result="promised", promise_date=world.ago(-5))


def _break(world, slip):
    """A promise of last week that nothing came of."""
    _note(world, slip, 9, kind="visit", result="promised", promise_date=world.ago(3))
    world.env["collection.contact"]._cron_promises()


def _note(world, slip, days, **vals):
    contacts = world.act_as(slip.holder_id)["collection.contact"]
    contacts.create({"slip_id": slip.id, "date": world.ago(days), **vals})


def _dispute(world, slip):
    line = slip.line_ids.filtered(lambda line: line.is_open and not line.is_credit)[:1]
    world.act_as(slip.holder_id)["collection.dispute"].create(
        {
            "slip_line_id": line.id,
            "kind": "goods",
            "reason": CLAIM,
            "owner_id": slip.team_id.user_id.id,
        }
    )


def _lose_voucher(world, holders):
    """One who has vouchers to spare lost the last of them."""
    for user in holders:
        env = world.act_as(user)
        vouchers = env["collection.voucher"].search(
            [("holder_id", "=", user.id), ("state", "=", "collector")]
        )
        if len(vouchers) > 1:
            env["collection.voucher.loss"].create(
                {"voucher_ids": vouchers[-1].ids, "reason": LOSS}
            ).action_submit()
            return


def _make_forecasts(world):
    """The forecasts of the Mondays until now, each as of its day."""
    monday = world.today - timedelta(days=world.today.weekday())
    forecasts = world.env["collection.cash.forecast"]
    for back in range(FORECASTS, -1, -1):
        forecasts._make(world.company, monday - timedelta(weeks=back))


def _make_plan(world):
    """The plan of the quarter that ends with the next month, submitted."""
    first = world.today.replace(day=1) - relativedelta(months=1)
    plan = world.act_as(world.users["finance"])["collection.income.plan"].create(
        {"date_from": first, "month_count": 3}
    )
    came = plan._get_received(first - relativedelta(months=3), 3)
    rows = {}
    for (month, team_id), amount in came.items():
        key = (month + relativedelta(months=3), team_id)
        rows[key] = rows.get(key, 0.0) + amount
    plan.line_ids = [
        Command.create(
            {"month": month, "team_id": team, "planned": round(amount * MORE, -3)}
        )
        for (month, team), amount in sorted(rows.items(), key=str)
    ] or [Command.create({"month": first, "planned": 100_000})]
    plan.action_submit()


def _print_journal(world):
    """The journal of the last day before today on which something was booked."""
    posted = [("state", "=", "posted"), ("date", "<", world.today)]
    last = world.env["account.move"].search(posted, order="date desc", limit=1)
    journals = world.act_as(world.users["finance"])["collection.journal"]
    journals._print_day(world.company, last.date or world.ago(1))


def _issue_bank_order(world, slips):
    """Sales asks for the collection of an invoice by the bank (F31)."""
    slip = slips.filtered("amount_residual")[-1:]
    if not slip:
        return
    order = world.act_as(slip.holder_id)["collection.bank.order"].create(
        {
            "partner_id": slip.partner_id.id,
            "amount": slip.amount_residual,
            "date_due": world.ago(-10),
            "invoice_ids": slip.line_ids.move_line_id.move_id.ids,
            "payer_bank": "招商银行上海分行",
            "payer_account": "1219 0288 6610 901",
        }
    )
    order.action_issue()
