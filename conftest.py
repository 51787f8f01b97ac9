"""What all tests share: the addons' own and those of tests/."""

import pytest

# The only reason to skip a test: the receivables file of the user is not there.
ALLOWED_SKIP = "AR_CSV"


def pytest_addoption(parser):
    parser.addoption(
        "--forbid-skips",
        action="store_true",
        help=f"a skipped test fails, unless its reason names {ALLOWED_SKIP}",
    )


def pytest_collection_modifyitems(items):
    """A test tagged `long` as Odoo's tests are is marked `long` for pytest."""
    for item in items:
        tags = getattr(getattr(item, "cls", None), "test_tags", ())
        if "long" in tags:
            item.add_marker(pytest.mark.long)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    outcome = yield
    report = outcome.get_result()
    if not item.config.getoption("--forbid-skips") or hasattr(report, "wasxfail"):
        return
    if report.skipped and ALLOWED_SKIP not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"A skipped test is a failure here: {report.longrepr}"
