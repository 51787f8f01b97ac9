"""How good the cash-in forecast is, on a file of real receivables (R3.15).

The file is that of `make real-data`, AR_CSV names it.
"""

from budgets import Row
from workers import measure

KINDS = ("receivables",)


def judge(processes):
    """The error per week of the last quarter, beside that of plain due dates."""
    tasks = {"ours": ("receivables", {"do": "forecast"})}
    found = measure(processes, 1, tasks, warming=0)
    error, plain = found.last("ours", "error"), found.last("ours", "plain")
    yield Row(
        f"cash-in forecast: a week off by, of {found.last('ours', 'came'):,.0f} a week",
        found,
        f"less than plain due dates: {plain:,.0f}",
        f"{error:,.0f}",
        error < plain,
    )
