"""The budgets of property_sales: the board, and the pages of registers and worklist.

The board is measured beside core's list of the same homes.
"""

from budgets import Row
from workers import measure

KINDS = ("homes",)
TURNS = 15
KILOBYTES, QUERIES, MILLISECONDS, TIMES = 200, 10, 1000, 2


def task(do, **more):
    return ("homes", {"do": do, **more})


def board(processes):
    """All homes of a development."""
    found = measure(
        processes, TURNS, {"core": task("homes_list"), "ours": task("board")}
    )
    queries, size = found.queries("ours"), found.last("ours", "bytes") / 1000
    times = found.ms("core") / found.ms("ours")
    return Row(
        f"the board of {found.last('ours', 'rows'):,} homes (core: their list,"
        f" {found.last('core', 'bytes') / 1000:.0f} KB)",
        found,
        f"fewer than {QUERIES} queries, {KILOBYTES} KB, {TIMES} times as fast",
        f"{queries} queries, {size:.0f} KB, {times:.0f} times as fast",
        queries < QUERIES and size < KILOBYTES and times >= TIMES,
    )


def change(processes):
    """The request of a board after somebody has decided on a home."""
    found = measure(processes, TURNS, {"ours": task("board", limit=1)})
    queries, size = found.queries("ours"), found.last("ours", "bytes")
    return Row(
        "one home of it, after a change",
        found,
        "at most 3 queries, 200 bytes",
        f"{queries} queries, {size} bytes",
        queries <= 3 and size <= 200,
    )


def page(processes, action, role, what):
    """The first page of a screen, as it opens."""
    found = measure(processes, TURNS, {"ours": task("page", action=action, role=role)})
    queries, ms = found.queries("ours"), found.ms("ours")
    return Row(
        f"{what}: {found.last('ours', 'rows')} of {found.last('ours', 'of'):,}",
        found,
        f"fewer than {QUERIES} queries, {MILLISECONDS / 1000:.0f} s",
        f"{queries} queries, {ms:.0f} ms",
        queries < QUERIES and ms < MILLISECONDS,
    )


def judge(processes):
    """All rows, in the order of the table."""
    yield board(processes)
    yield change(processes)
    register, worklist = "property_reception_action", "property_reservation_action"
    for role, who in (("home_seller", "seller"), ("home_manager", "leader")):
        yield page(processes, register, role, f"receptions of a {who}")
        yield page(processes, worklist, role, f"open reservations of a {who}")
        yield page(
            processes, f"{worklist}_worklist", role, f"what is to do for a {who}"
        )
