"""Runs Odoo's own suites of sale, account and sale_management and compares.

Once on a database with the core modules only, once with each addon installed and not
configured. Every test must end the same. Tests failing on the bare core (for want of
a patched wkhtmltopdf, say) are listed by name.

    tools/run python tools/test_core.py [MODULE]...
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter

import database
from ground import STATE, free_port, say

MODULES = ("sale", "account", "sale_management")
ADDONS = ("sales_rules", "receivables_collect", "property_sales")
BARE = "bare core"
LINE = re.compile(r"^\d{4}-\d\d-\d\d \S+ \d+ [A-Z]+ \S+ (?P<logger>\S+): (?P<text>.*)$")
STARTED = re.compile(r"Starting (\S+) \.\.\.")
SKIPPED = re.compile(r"skipped (\S+) :")
BROKEN = re.compile(r"(?P<how>FAIL|ERROR): (?:Subtest )?(?P<test>\S+(?: \(\S+\))?)")
GAP = "not run"


def results(log):
    """{module.file:Class.method: passed, skipped, FAIL or ERROR}"""
    found = {}
    for line in log.splitlines():
        match = LINE.match(line)
        if not match:
            continue
        file = match["logger"].removeprefix("odoo.addons.").replace(".tests.", ".")
        started = STARTED.match(match["text"])
        skipped = SKIPPED.match(match["text"])
        broken = BROKEN.match(match["text"])
        if started:
            found[f"{file}:{started[1]}"] = "passed"
        elif skipped:
            found[f"{file}:{skipped[1]}"] = "skipped"
        elif broken:
            found[f"{file}:{broken['test']}"] = broken["how"]
    return found


def run_all(databases, modules, tags):
    """Run the suites on all databases at once; their results by database."""
    running = {}
    port = 8200
    for kind, name in databases.items():
        port = free_port(port + 1)
        log = STATE / f"test-core-{kind.split()[-1]}.log"
        with open(log, "w") as out:
            process = subprocess.Popen(
                ["python", "-m", "odoo", "-d", name, "-u", ",".join(modules),
                 f"--test-tags={tags}", "--stop-after-init", f"--http-port={port}",
                 f"--db-filter=^{name}$", "--max-cron-threads=0"],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip
        running[kind] = (process, log)
    found = {}
    try:
        for kind, (process, log) in running.items():
            process.wait()
            found[kind] = results(log.read_text(errors="replace"))
            say(f"{kind}: {len(found[kind])} tests, log in {log}")
    finally:
        for process, _log in running.values():
            process.kill()
    return found


def differing(found):
    """Tests that do not end the same on every database."""
    return [
        test
        for test in sorted(set().union(*found.values()))
        if len({ends.get(test, GAP) for ends in found.values()}) > 1
    ]


def repeat(databases, found, tests):
    """Run differing tests once more by themselves, as a test may fail by chance."""
    tags = set()
    for test in tests:
        file, name = test.split(":", 1)
        method = name.split(".")
        if len(method) == 2:
            tags.add(f"/{file.split('.')[0]}:{'.'.join(method)}")
    if not tags:
        return
    say(f"Once more, as they differed: {', '.join(sorted(tags))}")
    again = run_all(
        databases, sorted({tag[1:].split(":")[0] for tag in tags}), ",".join(tags)
    )
    for kind in found:
        found[kind].update(again[kind])


def report(found, modules):
    """Print the table; return the differing tests."""
    differ = differing(found)
    counted = {
        kind: Counter((test.split(".")[0], how) for test, how in ends.items())
        for kind, ends in found.items()
    }
    print(f"\n{'module':18}{'':26}{'passed':>8}{'skipped':>9}{'failed':>8}")
    for module in modules:
        for kind in found:
            count = counted[kind]
            failed = count[module, "FAIL"] + count[module, "ERROR"]
            print(
                f"{module:18}{kind:26}{count[module, 'passed']:8}"
                f"{count[module, 'skipped']:9}{failed:8}"
            )
    same = [test for test, how in found[BARE].items() if how in ("FAIL", "ERROR")]
    print("\nFail on the bare core too:", *(sorted(same) or ["none"]), sep="\n  ")
    print("\nDiffer:", *(differ or ["none"]), sep="\n  ")
    for test in differ:
        ends = (f"{kind} {found[kind].get(test, GAP)}" for kind in found)
        print(f"  {test}: {', '.join(ends)}")
    return differ


def main(modules):
    modules = modules or list(MODULES)
    started = time.time()
    say("Installing the databases ...")
    databases = {BARE: f"run_{os.getpid()}_bare"}
    databases |= {f"with {addon}": f"run_{os.getpid()}_{addon}" for addon in ADDONS}
    try:
        database.install(databases[BARE], *database.core_depends(), languages="en_US")
        database.stop_autovacuum(databases[BARE])
        for addon in ADDONS:
            name = databases[f"with {addon}"]
            database.copy(databases[BARE], name)
            database.install(name, addon, languages="en_US")
        say(f"Running the suites of {', '.join(modules)}; this takes long ...")
        tags = ",".join(f"/{module}" for module in modules)
        found = run_all(databases, modules, tags)
        different = differing(found)
        if different:
            repeat(databases, found, different)
        (STATE / "test-core.json").write_text(json.dumps(found, indent=1))
        different = report(found, modules)
    finally:
        for name in databases.values():
            database.drop(name)
    passed = min(
        sum(how == "passed" for how in ends.values()) for ends in found.values()
    )
    took = time.time() - started
    print(f"\n{passed} passed on each, {len(different)} differ, {took:.0f} s")
    return bool(different) or not passed


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main(sys.argv[1:]))
