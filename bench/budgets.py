"""The budgets of sales_rules, each a function that measures and judges.

Times are judged as ratios to the peer's in the same run, as machines differ.
"""

from dataclasses import dataclass

from workers import Measured, measure

KINDS = ("core", "peer", "ours")
# A time may be off by chance, so each is taken many times.
TURNS = 60
TURNS_BATCH = 9


@dataclass
class Row:
    """A line of the table."""

    what: str
    measured: Measured
    budget: str
    verdict: str
    holds: bool


def on_each(**task):
    return {kind: (kind, task) for kind in KINDS}


def confirm_one(processes, reference, what, ratio):
    """At most 6 more queries than core, and at most `ratio` of the peer's time."""
    tasks = on_each(do="confirm", reference=reference)
    found = measure(processes, TURNS, tasks)
    queries, ms = found.added("ours")
    share = ms / found.added("peer")[1]
    return Row(
        f"confirming an order, {what}",
        found,
        f"at most 6 queries more, {ratio} of the peer's time",
        f"{queries:+d} queries, {share:.2f} of the peer's",
        queries <= 6 and share <= ratio,
    )


def confirm_many_paid(processes):
    """Paid invoices, and the orders they came from, cost nothing."""
    few = {"do": "confirm", "reference": "fifteen"}
    tasks = on_each(do="confirm", reference="many_paid")
    tasks |= {"core, few": ("core", few), "ours, few": ("ours", few)}
    found = measure(processes, TURNS, tasks)
    queries, ms = found.added("ours")
    few_queries, few_ms = found.added("ours, few", to="core, few")
    return Row(
        "confirming an order, 15 open and 5,000 paid invoices",
        found,
        "no growth",
        f"{queries - few_queries:+d} queries, {ms / few_ms:.2f} of the time without",
        queries <= few_queries and ms <= 1.4 * few_ms,
    )


def confirm_without_tier(processes):
    tasks = on_each(do="confirm", reference="without_tier")
    found = measure(processes, TURNS, tasks)
    queries, _ms = found.added("ours")
    return Row(
        "confirming an order, customer without tier",
        found,
        "1 query more",
        f"{queries:+d} queries",
        queries <= 1,
    )


def confirm_batch(processes):
    tasks = on_each(do="confirm", reference="batch")
    found = measure(processes, TURNS_BATCH, tasks)
    queries, _ms = found.added("ours")
    return Row(
        "confirming 100 orders of 100 customers",
        found,
        "at most 10 queries more",
        f"{queries:+d} queries",
        queries <= 10,
    )


def hold_batch(processes):
    """Nothing of core's confirmation runs then: every query is of the holding."""
    task = {"do": "confirm", "reference": "held", "state": "draft"}
    found = measure(processes, TURNS_BATCH, {"ours": ("ours", task)})
    queries = found.queries("ours")
    return Row(
        "the same 100, all held and 100 approvals asked",
        found,
        "fewer than 60 queries",
        f"{queries} queries",
        queries < 60,
    )


def inbox(processes):
    found = measure(
        processes,
        TURNS_BATCH,
        {
            "ours": ("ours", {"do": "inbox", "limit": 100}),
            "ten": ("ours", {"do": "inbox", "limit": 10}),
        },
    )
    rows, waiting = found.last("ours", "rows"), found.last("ours", "of")
    queries, (more, _ms) = found.queries("ours"), found.added("ours", to="ten")
    return Row(
        f"inbox: {rows} of {waiting:,} that wait",
        found,
        "under 25 queries, none per row",
        f"{queries} queries, {more:+d} for ten times the rows",
        queries < 25 and more <= 0 and rows == 100 and waiting >= 10_000,
    )


def judge(processes):
    """All rows, in the order of the table."""
    yield confirm_one(processes, "fifteen", "15 open invoices", 0.75)
    yield confirm_one(processes, "many_open", "5,000 open invoices", 0.6)
    yield confirm_many_paid(processes)
    yield confirm_without_tier(processes)
    yield confirm_batch(processes)
    yield hold_batch(processes)
    yield inbox(processes)
