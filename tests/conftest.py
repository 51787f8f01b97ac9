import os
import sys
from pathlib import Path

import pytest

# the tools that make databases and docs are tested too
sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))

import database  # noqa: E402 (their own imports need the path)

from .upgrade_changes import RELEASES  # noqa: E402 (as above)
from .upgrade_release import is_in_history  # noqa: E402 (as above)

MISSING = [version for version, it in RELEASES.items() if not is_in_history(it)]
# a skipped test is a failure here
collect_ignore = ["test_upgrade.py"] if MISSING else []


def pytest_report_header():
    """Say in one line why the upgrades are not tested."""
    if MISSING:
        return f"test_upgrade.py is left out: no {', '.join(MISSING)} in the history"
    return None


@pytest.fixture
def copy_of():
    """Makes copies of databases that are gone after the test."""
    made = []

    def make(source):
        name = f"run_{os.getpid()}_{len(made)}"
        made.append(name)
        if source:
            database.copy(source, name)
        return name

    yield make
    for name in made:
        database.drop(name)
