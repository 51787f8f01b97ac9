import sys
from pathlib import Path

# the tools that make databases and docs are tested too
sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))

from .upgrade_changes import RELEASES  # noqa: E402 (their own imports need the path)
from .upgrade_release import is_in_history  # noqa: E402 (as above)

MISSING = [version for version, it in RELEASES.items() if not is_in_history(it)]
# a skipped test is a failure here
collect_ignore = ["test_upgrade.py"] if MISSING else []


def pytest_report_header():
    """Say in one line why the upgrades are not tested."""
    if MISSING:
        return f"test_upgrade.py is left out: no {', '.join(MISSING)} in the history"
    return None
