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
    error, plain, came = (found.last("ours", key) for key in ("error", "plain", "came"))
    yield Row(
        f"cash-in forecast: mean error a week, of {came:,.0f} that came",
        found,
        f"less than plain due dates: {plain:,.0f}",
        f"{error:,.0f}",
        error < plain,
    )
