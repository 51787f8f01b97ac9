"""The budgets of property_sales: the board, and the pages of registers and worklist.

The board is measured beside core's list of the same homes.
"""

from budgets import Row
from workers import measure

KINDS = ("homes",)
TURNS = 15
MEGABYTES, MILLISECONDS_EACH, QUERIES_EACH, SHOWN = 500, 80, 14, 100
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


def settlement(processes, homes):
    """All contracts of a survey at once, with posting, from the preview on."""
    tasks = {
        "preview": task("settle", count=homes, preview=True),
        "ours": task("settle", count=homes),
    }
    found = measure(processes, 1, tasks, warming=0)
    rows, size = found.last("ours", "rows"), found.last("ours", "mb")
    queries, ms = found.queries("ours") / rows, found.ms("ours") / rows
    shown = found.ms("preview") / 1000
    return Row(
        f"the surveyed areas of {rows:,} contracts, with posting",
        found,
        f"at most {QUERIES_EACH} queries and {MILLISECONDS_EACH} ms each,"
        f" {MEGABYTES} MB; preview fewer than {SHOWN} queries",
        f"{queries:.1f} queries and {ms:.1f} ms each, {size:.0f} MB; preview"
        f" {found.queries('preview')} queries, {shown:.1f} s",
        queries <= QUERIES_EACH
        and ms <= MILLISECONDS_EACH
        and size < MEGABYTES
        and found.queries("preview") < SHOWN,
    )


def judge(processes):
    """All rows, in the order of the table."""
    yield board(processes)
    yield change(processes)
    yield settlement(processes, 2_000)
    register, worklist = "property_reception_action", "property_reservation_action"
    for role, who in (("home_seller", "seller"), ("home_manager", "leader")):
        yield page(processes, register, role, f"receptions of a {who}")
        yield page(processes, worklist, role, f"open reservations of a {who}")
        yield page(
            processes, f"{worklist}_worklist", role, f"what is to do for a {who}"
        )
