"""The budgets of the monthly assessment, measured beside the floor in plain SQL."""

from budgets import Row
from workers import measure

KINDS = ("ours",)
TURNS = 5
FLOORS, MEGABYTES, GROWTH, APPLIED = 8, 500, 18, 3
# {customers: milliseconds} of the data measured so far
computed = {}


def task(do):
    return ("ours", {"do": "grading", "what": do})


def compute(processes):
    """Fewer than 20 queries, less than 8 times the floor, little memory."""
    tasks = {"core": task("floor"), "ours": task("compute")}
    found = measure(processes, TURNS, tasks, warming=1)
    queries, times = found.queries("ours"), found.ms("ours") / found.ms("core")
    customers = found.last("ours", "customers")
    used = max(result["mb"] for result in found.results["ours"])
    computed[customers] = found.ms("ours")
    return Row(
        f"grading {customers:,} customers (core: the sums alone in SQL)",
        found,
        f"fewer than 20 queries, under {FLOORS} times the floor, {MEGABYTES} MB",
        f"{queries} queries, {times:.1f} times the floor, {used:.0f} MB",
        queries < 20 and times < FLOORS and used < MEGABYTES,
    )


def apply(processes):
    """Every customer gets another tier, in little more time than the grading took."""
    found = measure(processes, 2, {"ours": task("apply")}, warming=0)
    queries, applied = found.queries("ours"), found.last("ours", "applied")
    used = max(result["mb"] for result in found.results["ours"])
    times = found.ms("ours") / computed[found.last("ours", "customers")]
    return Row(
        f"applying it: {applied:,} customers get another tier",
        found,
        f"fewer than 60 queries, {MEGABYTES} MB, under {APPLIED} times the grading",
        f"{queries} queries, {used:.0f} MB, {times:.1f} times the grading",
        queries < 60 and used < MEGABYTES and times < APPLIED,
    )


def growth(processes):
    """From the small data to the large: at most 18 times the time."""
    found = measure(processes, 1, {"ours": task("compute")}, warming=0)
    few, many = min(computed), max(computed)
    times = computed[many] / computed[few]
    return Row(
        f"grading {many:,} customers instead of {few:,}",
        found,
        f"at most {GROWTH} times the time",
        f"{times:.1f} times",
        times <= GROWTH,
    )


def judge(processes):
    """All rows, in the order of the table."""
    yield compute(processes)
    yield apply(processes)
    if len(computed) > 1:
        yield growth(processes)
