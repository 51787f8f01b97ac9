"""The budgets of receivables_collect, measured beside OCA's account_credit_control
and beside what core does one by one.

All in one database, which all work on.
"""

from budgets import Row
from workers import measure

KINDS = ("collection",)
# From so many overdue lines on, the batch has to be so many times as fast as the peer.
MANY_LINES, TIMES = 18_000, 40
TURNS = 2  # the peer takes a minute, and core one by one
ONE_BY_ONE = 200  # slips that are numbered as core does
# From so many slips on, numbering has to be so many times as fast as one by one.
MANY_SLIPS, TIMES_NUMBERED = 2_000, 5
RECEIPTS = 50


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
    tasks = {"core": task("number", limit=ONE_BY_ONE), "ours": task("issue")}
    found = measure(processes, 5, tasks, warming=0)
    queries, slips = found.queries("ours"), found.last("ours", "slips")
    few = found.last("core", "slips")
    times = (found.ms("core") / few) / (found.ms("ours") / slips)
    return Row(
        f"numbering and issuing {slips:,} slips, tracking included"
        f" (core: its gapless sequence and a write each, of {few})",
        found,
        f"fewer than 40 queries; {TIMES_NUMBERED} times the speed of one by one"
        f" from {MANY_SLIPS:,} slips on",
        f"{queries} queries, {times:.0f} times as fast a slip",
        queries < 40 and (times >= TIMES_NUMBERED or slips < MANY_SLIPS),
    )


def cold(processes):
    """As after a restart: rights, rules, defaults and external ids are read too."""
    tasks = {
        "ours": task("issue", cold=True),
        "generate": task("generate", cold=True),
    }
    found = measure(processes, 1, tasks, warming=0)
    queries, generate = found.queries("ours"), found.queries("generate")
    return Row(
        "issuing with every cache cold (and generating)",
        found,
        "fewer than 40 queries",
        f"{queries} queries ({generate})",
        max(queries, generate) < 40,
    )


def verify(processes):
    """A report of 50 receipts, each for one invoice and half of another."""
    tasks = {
        "core": task("register", receipts=RECEIPTS),
        "ours": task("verify", receipts=RECEIPTS),
    }
    found = measure(processes, TURNS, tasks, warming=1)
    queries, share = found.queries("ours"), found.ms("ours") / found.ms("core")
    fewer = queries / found.queries("core")
    return Row(
        f"verifying a day report of {RECEIPTS} receipts"
        " (core: its payment dialog for each)",
        found,
        "under 40 queries a receipt, under half of core's time and queries",
        f"{queries / RECEIPTS:.1f} queries a receipt, {share:.2f} of the time,"
        f" {fewer:.2f} of the queries",
        queries / RECEIPTS < 40 and share < 0.5 and fewer < 0.5,
    )


def journal(processes, days, seconds):
    """The receivables journal F16, read whole: also each quiet day of a customer.

    The longer one is that of a time in which many got another salesperson.
    """
    many = days > 1
    tasks = {"ours": task("journal", days=days, by_day=many, moved=many)}
    found = measure(processes, 5, tasks)
    queries, taken = found.queries("ours"), found.ms("ours") / 1000
    rows = found.last("ours", "rows")
    return Row(
        f"receivables journal, {days} day{'s' * many}: {rows:,} rows",
        found,
        f"two queries, under {seconds} s",
        f"{queries} queries, {taken:.2f} s",
        queries <= 2 and taken < seconds,
    )


def judge(processes):
    """All rows, in the order of the table."""
    yield generate(processes)
    yield issue(processes)
    yield cold(processes)
    yield verify(processes)
    yield journal(processes, 1, 0.5)
    yield journal(processes, 30, 1.5)
