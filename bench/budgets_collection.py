"""The budgets of receivables_collect, measured beside OCA's account_credit_control.

All in one database, which both work on.
"""

from budgets import Row
from workers import measure

KINDS = ("collection",)
# From so many overdue lines on, the batch has to be so many times as fast as the peer.
MANY_LINES, TIMES = 18_000, 40
TURNS = 2  # the peer takes a minute


def task(do, **more):
    return ("collection", {"do": do, **more})


def generate(processes):
    """Before the peer runs, whose memory would hide ours."""
    found = measure(processes, 1, {"ours": task("generate")}, warming=0)
    used = found.last("ours", "mb")
    tasks = {
        "core": task("overdue_floor"),
        "peer": task("credit_control"),
        "ours": task("generate"),
    }
    found = measure(processes, TURNS, tasks, warming=0)
    lines, slips = found.last("ours", "lines"), found.last("ours", "slips")
    times = found.ms("peer") / found.ms("ours")
    queries = found.queries("ours")
    many = lines >= MANY_LINES
    budget = f"fewer than 40 queries, 50 MB; {TIMES} times the peer's speed"
    return Row(
        f"dunning batch: {lines:,} overdue lines on {slips:,} slips"
        f" (peer: {found.last('peer', 'lines'):,} lines; core: the sum in SQL)",
        found,
        budget if many else f"{budget} from {MANY_LINES:,} lines on",
        f"{queries} queries, {used:.0f} MB, {times:.0f} times as fast",
        queries < 40 and used < 50 and (times >= TIMES or not many),
    )


def issue(processes):
    found = measure(processes, TURNS, {"ours": task("issue")}, warming=0)
    queries = found.queries("ours")
    return Row(
        "issuing them, numbers and tracking included",
        found,
        "fewer than 40 queries",
        f"{queries} queries",
        queries < 40,
    )


def journal(processes, days, by_day, seconds):
    """The receivables journal F16, read whole: also each quiet day of a customer."""
    tasks = {"ours": task("journal", days=days, by_day=by_day)}
    found = measure(processes, 5, tasks)
    queries, taken = found.queries("ours"), found.ms("ours") / 1000
    rows = found.last("ours", "rows")
    return Row(
        f"receivables journal, {days} day{'s' * (days > 1)}: {rows:,} rows",
        found,
        f"two queries, under {seconds} s",
        f"{queries} queries, {taken:.2f} s",
        queries <= 2 and taken < seconds,
    )


def judge(processes):
    """All rows, in the order of the table."""
    yield generate(processes)
    yield issue(processes)
    yield journal(processes, 1, False, 0.5)
    yield journal(processes, 30, True, 1.5)
