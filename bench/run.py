"""Measures the budgets beside core and the peers: `make bench`.

    tools/run python bench/run.py [--quick] [--keep] [--only PART] [small|large]

Databases hold the same data: core alone, core with OCA's sale_financial_risk, core with
sales_rules, and receivables_collect beside OCA's account_credit_control; homes are sold
in one of their own. Compared tasks are measured in turn. A file of receivables (AR_CSV)
is entered into another one for the forecast; not by --quick. Ends with a table in
Markdown, and with status 1 where a budget is missed.
"""

import argparse
import sys

import budgets
import budgets_collection
import budgets_forecast
import budgets_grading
import budgets_homes
import databases
import receivables_file
from databases import say
from workers import started

SUITES = {
    "credit": budgets,
    "collection": budgets_collection,
    "grading": budgets_grading,
    "homes": budgets_homes,
}
HEAD = (
    "work",
    "core",
    "peer",
    "ours",
    "peer adds",
    "ours adds",
    "budget",
    "measured",
    "",
)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="the small data only")
    parser.add_argument(
        "--keep", action="store_true", help="take databases of other code as they are"
    )
    parser.add_argument("--only", choices=SUITES, help="one part of the budgets")
    parser.add_argument("sizes", nargs="*", help="the data: small, large")
    options = parser.parse_args(arguments)
    sizes = ["small"] if options.quick else options.sizes or ["small", "large"]
    rows = []
    for size in sizes:
        for name in [options.only] if options.only else SUITES:
            rows += [(size, row) for row in measure(SUITES[name], size, options.keep)]
    if options.only in (None, "collection") and not options.quick:
        rows += measure_file(options.keep)
    print_table(rows)
    missed = [row for _size, row in rows if not row.holds]
    print(f"\n{len(rows) - len(missed)} budgets hold, {len(missed)} are missed")
    return bool(missed)


def measure(suite, size, keep):
    names = {kind: databases.ensure(kind, size, keep) for kind in suite.KINDS}
    with started(names) as processes:
        for row in suite.judge(processes):
            say(f"{size}: {row.what}: {row.verdict}")
            yield row


def measure_file(keep):
    """Measure the budgets that need a file of receivables, when there is one."""
    source = receivables_file.path()
    if not source.is_file():
        say(f"No forecast is measured, AR_CSV names no file and there is no {source}")
        return []
    rows = measure(budgets_forecast, "file", keep)
    return [(source.name, row) for row in rows]


def print_table(rows):
    print("\n| data | " + " | ".join(HEAD) + " |")
    print("|---" * (len(HEAD) + 1) + "|")
    for size, row in rows:
        cells = [
            size,
            row.what,
            *(total(row.measured, kind) for kind in budgets.KINDS),
            *(more(row.measured, kind) for kind in ("peer", "ours")),
            row.budget,
            row.verdict,
            "holds" if row.holds else "**missed**",
        ]
        print("| " + " | ".join(cells) + " |")


def total(found, kind):
    if kind not in found:
        return "-"
    return f"{found.queries(kind)} q, {found.ms(kind):.1f} ms"


def more(found, kind):
    if "core" not in found or kind not in found:
        return "-"
    queries, ms = found.added(kind)
    return f"{queries:+d} q, {ms:+.1f} ms"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
