"""Breaks the guards of the product one by one: each has to fail the test it names.

    tools/run python tools/mutants.py [WORD]...

Without words all of `tools/mutants.toml` are tried, else those with a word in their
name. A guard is broken in a copy of the tree, never in the tree itself, and on a copy
of the tests' database: that of the unbroken tree serves, as only Python is broken, or
what `sql` does to the database besides. An error is a mutant whose text is not there
exactly once, one that no test kills, and a test that fails on the unbroken tree.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import database
import tomllib
from ground import ADDONS, STATE, say

ROOT = ADDONS.parent
LIST = Path(__file__).with_suffix(".toml")
FOLDER = STATE / "mutants"
# what a test needs beside the addons
PARTS = ("addons", "tests", "tools", "conftest.py", "setup.cfg")
WORKERS = 2
FAILED = re.compile(r"^FAILED |\b\d+ failed\b", re.MULTILINE)


@dataclass(frozen=True)
class Mutant:
    """One guard: where it stands, how it is broken, and the test that says why.

    :param name: the guard, in words
    :param file: from the root of the repository
    :param text: the guard; there once
    :param broken: what takes its place
    :param test: the test that has to fail, as pytest takes it
    :param sql: breaks what the database holds of it: an index, a rule
    """

    name: str
    file: str
    text: str
    broken: str
    test: str
    sql: str = ""

    def get_broken(self, root):
        """Return the file with the guard broken.

        :raise ValueError: when the guard is not there exactly once
        """
        source = (root / self.file).read_text("utf-8")
        if source.count(self.text) != 1:
            raise ValueError(
                f"{self.name}: its text is {source.count(self.text)} times in"
                f" {self.file}"
            )
        return source.replace(self.text, self.broken)


def read(words=()):
    """Return the mutants of the list, or those with one of the words in their name."""
    with LIST.open("rb") as source:
        mutants = [Mutant(**entry) for entry in tomllib.load(source)["mutant"]]
    return [m for m in mutants if not words or any(w in m.name for w in words)]


class Tree:
    """A copy of the repository that guards are broken in, with its own database."""

    def __init__(self, number, source):
        self.root = FOLDER / f"tree_{number}"
        self.source = source
        self.name = f"run_{os.getpid()}_mutant_{number}"
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True)
        for part in PARTS:
            path = ROOT / part
            copy = shutil.copytree if path.is_dir() else shutil.copy2
            copy(path, self.root / part)
        self.configuration = self.root / "odoo.conf"
        text = Path(os.environ["ODOO_RC"]).read_text("utf-8")
        text = text.replace(str(ADDONS), str(self.root / "addons"))
        self.configuration.write_text(text, "utf-8")

    def test(self, *tests, sql=""):
        """Run tests in this tree, on a new copy of the database.

        :return: tuple (exit status of pytest, what it printed)
        """
        database.copy(self.source, self.name)
        try:
            if sql:
                database.query(self.name, sql)
            options = "-c lock_timeout=120s"
            done = subprocess.run(
                ["pytest", "-n", "0", "--durations=0", *tests],
                cwd=self.root,
                env={
                    **os.environ,
                    "ODOO_RC": str(self.configuration),
                    "PGDATABASE": self.name,
                    "PGOPTIONS": f"{os.environ.get('PGOPTIONS', '')} {options}".strip(),
                },
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
        finally:
            database.drop(self.name)
        return done.returncode, done.stdout

    def judge(self, mutant):
        """Return what is wrong with a mutant, or nothing where its test kills it."""
        try:
            broken = mutant.get_broken(self.root)
        except (OSError, ValueError) as error:
            return str(error)
        path = self.root / mutant.file
        source = path.read_text("utf-8")
        path.write_text(broken, "utf-8")
        try:
            status, output = self.test(mutant.test, sql=mutant.sql)
        finally:
            path.write_text(source, "utf-8")
        if status == 0:
            return f"{mutant.name}: survives {mutant.test}"
        if status != 1 or not FAILED.search(output):
            last = "\n".join(output.splitlines()[-15:])
            return f"{mutant.name}: {mutant.test} did not run:\n{last}"
        return ""


def try_all(mutants):
    """Break the guards, two at a time, and return what is wrong with them."""
    source = database.department()
    trees = SimpleQueue()
    for number in range(WORKERS):
        trees.put(Tree(number, source))

    def judge(mutant):
        tree = trees.get()
        started = time.monotonic()
        try:
            wrong = tree.judge(mutant)
        finally:
            trees.put(tree)
        say(f"{'WRONG ' if wrong else 'killed'} {time.monotonic() - started:4.0f} s "
            f"{mutant.name}")  # fmt: skip
        return wrong

    tree = trees.get()
    status, output = tree.test(*sorted({mutant.test for mutant in mutants}))
    trees.put(tree)
    if status:
        return ["The tests fail on the unbroken tree:", *output.splitlines()[-40:]]
    with ThreadPoolExecutor(WORKERS) as pool:
        return [wrong for wrong in pool.map(judge, mutants) if wrong]


def main(words):
    mutants = read(words)
    try:
        wrong = try_all(mutants)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    for line in wrong:
        say(line)
    if not wrong:
        say(f"{len(mutants)} mutants, each killed by its test.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
