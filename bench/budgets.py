"""The budgets of sales_rules, each a function that measures and judges.

Times are judged as ratios to the peer's in the same run, as machines differ.
"""

from dataclasses import dataclass

from workers import added, measure

KINDS = ("core", "peer", "ours")
# A time may be off by chance, so each is taken many times.
TURNS = 60
TURNS_BATCH = 7


@dataclass
class Row:
    """A line of the table."""

    what: str
    measured: dict  # of kind: {"queries", "ms"}
    budget: str
    verdict: str
    holds: bool


def confirm_one(processes, reference, what, ratio):
    """At most 6 more queries than core, and at most `ratio` of the peer's time."""
    found = measure(processes, TURNS, do="confirm", reference=reference)
    queries, ms = added(found, "ours")
    share = ms / added(found, "peer")[1]
    return Row(
        f"confirming an order, {what}",
        found,
        f"at most 6 queries more, {ratio} of the peer's time",
        f"{queries:+d} queries, {share:.2f} of the peer's",
        queries <= 6 and share <= ratio,
    )


def confirm_many_paid(processes, small):
    """Paid invoices and the orders they came from cost nothing."""
    found = measure(processes, TURNS, do="confirm", reference="many_paid")
    queries, ms = added(found, "ours")
    small_queries, small_ms = added(small.measured, "ours")
    growth = ms / small_ms
    return Row(
        "confirming an order, 15 open and 5,000 paid invoices",
        found,
        "no growth",
        f"{queries - small_queries:+d} queries, {growth:.2f} of the time with 15 open",
        queries <= small_queries and growth <= 1.4,
    )


def confirm_without_tier(processes):
    found = measure(processes, TURNS, do="confirm", reference="without_tier")
    queries, _ms = added(found, "ours")
    return Row(
        "confirming an order, customer without tier",
        found,
        "1 query more",
        f"{queries:+d} queries",
        queries <= 1,
    )


def confirm_batch(processes):
    found = measure(processes, TURNS_BATCH, do="confirm", reference="batch")
    queries, _ms = added(found, "ours")
    return Row(
        "confirming 100 orders of 100 customers",
        found,
        "at most 10 queries more",
        f"{queries:+d} queries",
        queries <= 10,
    )


def hold_batch(processes):
    """Nothing of core's confirmation runs then: every query is of the holding."""
    found = measure(
        processes,
        TURNS_BATCH,
        kinds=["ours"],
        do="confirm",
        reference="held",
        state="draft",
    )
    queries = found["ours"]["queries"]
    return Row(
        "the same 100, all held and 100 approvals asked",
        found,
        "fewer than 60 queries",
        f"{queries} queries",
        queries < 60,
    )


def inbox(processes):
    one = measure(processes, TURNS_BATCH, kinds=["ours"], do="inbox", limit=10)
    found = measure(processes, TURNS_BATCH, kinds=["ours"], do="inbox", limit=100)
    page, queries = found["ours"], found["ours"]["queries"]
    more = queries - one["ours"]["queries"]
    return Row(
        f"inbox: {page['rows']} of {page['of']:,} that wait",
        found,
        "under 25 queries, none per row",
        f"{queries} queries, {more:+d} for ten times the rows",
        queries < 25 and more <= 0 and page["rows"] == 100 and page["of"] >= 10_000,
    )


def judge(processes):
    """All rows, in the order of the table."""
    few = confirm_one(processes, "fifteen", "15 open invoices", 0.75)
    yield few
    yield confirm_one(processes, "many_open", "5,000 open invoices", 0.6)
    yield confirm_many_paid(processes, few)
    yield confirm_without_tier(processes)
    yield confirm_batch(processes)
    yield hold_batch(processes)
    yield inbox(processes)
