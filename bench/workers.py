"""The processes that measure, one per database, of which one works at a time."""

import json
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SCRIPT = Path(__file__).resolve().parent / "worker.py"


class Process:
    """A worker in a process of its own."""

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


@dataclass
class Measured:
    """Results of measuring in turn: by name, one for every turn."""

    results: dict

    def __contains__(self, name):
        return name in self.results

    def last(self, name, key):
        return self.results[name][-1][key]

    def queries(self, name):
        return max(result["queries"] for result in self.results[name])

    def ms(self, name):
        return median(self.results[name][turn]["ms"] for turn in self._quiet_turns())

    def added(self, name, to="core"):
        """Return the surplus of one over another: (queries, milliseconds).

        Compared turn by turn, in the half of the turns in which all went fastest: then
        the least of something else ran on the machine.
        """
        ours, core = self.results[name], self.results[to]
        return (
            self.queries(name) - self.queries(to),
            median(ours[turn]["ms"] - core[turn]["ms"] for turn in self._quiet_turns()),
        )

    def _quiet_turns(self):
        turns = list(zip(*self.results.values(), strict=True))
        total = [sum(result["ms"] for result in turn) for turn in turns]
        return sorted(range(len(turns)), key=total.__getitem__)[: len(turns) // 2 + 1]


def measure(processes, turns, tasks, warming=2):
    """Measure tasks in turn.

    :param tasks: {name: (kind of database, task)}
    :param warming: turns before, which fill what Odoo caches between requests
    """
    results = {name: [] for name in tasks}
    for turn in range(turns + warming):
        for name, (kind, task) in tasks.items():
            result = processes[kind].ask(**task)
            if turn >= warming:
                results[name].append(result)
    return Measured(results)
