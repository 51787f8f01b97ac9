"""What all tests share: the addons' own and those of tests/."""

import os
import shutil
from contextlib import contextmanager

import freezegun
import pytest
import pytest_odoo

import odoo

# The only reason to skip a test: the receivables file of the user is not there.
ALLOWED_SKIP = "AR_CSV"

# The clock that pytest measures with goes on where a class freezes its day.
freezegun.configure(extend_ignore_list=["_pytest.timing"])


@contextmanager
def own_filestore(original, name):
    """The files of a worker's database: hard links to those of the original.

    pytest-odoo lets all workers share the original's folder. Odoo's tests collect the
    garbage of that folder at the end of every class, and to one worker's database the
    files that another's test has just written are garbage.
    """
    if name == original:
        yield
        return
    source, target = map(odoo.tools.config.filestore, (original, name))
    shutil.rmtree(target, ignore_errors=True)
    if os.path.isdir(source):
        shutil.copytree(source, target, copy_function=os.link)
    try:
        yield
    finally:
        shutil.rmtree(target, ignore_errors=True)


pytest_odoo._shared_filestore = own_filestore


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
