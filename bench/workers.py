"""The processes that measure, one per database, of which one works at a time."""

import json
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles

SCRIPT = Path(__file__).resolve().parent / "worker.py"


class Process:
    def __init__(self, kind, name):
        self.process = subprocess.Popen(
            [sys.executable, SCRIPT, kind, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=SCRIPT.parent,
        )
        self._read()

    def ask(self, **task):
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        return json.loads(self._read())

    def _read(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"A measuring process ended: {self.process.wait()}")
        return line

    def end(self):
        self.process.stdin.close()
        self.process.wait()


@contextmanager
def started(names):
    """The processes by kind of database, for {kind: name of the database}."""
    with ExitStack() as stack:
        processes = {}
        for kind, name in names.items():
            processes[kind] = Process(kind, name)
            stack.callback(processes[kind].end)
        yield processes


def measure(processes, repetitions, kinds=None, **task):
    """Measure a task in turn on each database.

    :return: {kind: {"queries": most, "ms": list}}, other results from the last time
    """
    kinds = kinds or list(processes)
    found = {kind: [] for kind in kinds}
    for turn in range(repetitions + 2):
        for kind in kinds:
            result = processes[kind].ask(**task)
            if turn >= 2:  # the first ones fill what Odoo caches between requests
                found[kind].append(result)
    return {
        kind: {
            **results[-1],
            "queries": max(result["queries"] for result in results),
            "ms": [result["ms"] for result in results],
        }
        for kind, results in found.items()
    }


def fast(values):
    """The lower quartile: what a turn takes when nothing else runs on the machine."""
    return quantiles(values, n=4)[0]


def added(found, kind):
    """What a kind adds to core: (queries, milliseconds)."""
    core = found["core"]
    return (
        found[kind]["queries"] - core["queries"],
        fast(found[kind]["ms"]) - fast(core["ms"]),
    )
