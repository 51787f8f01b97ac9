"""pytest and Odoo's own loader (`--test-tags /sales_rules`) find the same tests."""

import subprocess
import sys
from pathlib import Path

import pytest
from ground import ADDONS, OUR_ADDONS

from odoo.tests import loader


@pytest.fixture(scope="module")
def collected():
    """Return the tests that pytest finds, as {addon: {(file, class, test)}}."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0"]
    done = subprocess.run(
        [*command, "-m", "", ADDONS],
        cwd=ADDONS.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    tests = {addon: set() for addon in OUR_ADDONS}
    for line in done.stdout.splitlines():
        path, _colons, name = line.partition("::")
        if name:
            tests[Path(path).parts[1]].add((path, *name.split("::")))
    return tests


def found_by_odoo(addon):
    """Return the tests of an addon that Odoo's loader finds, as a list."""
    found = []
    for module in loader.get_test_modules(addon):
        path = module.__name__.removeprefix("odoo.").replace(".", "/") + ".py"
        for test in loader.get_module_test_cases(module):
            found.append((path, type(test).__name__, test._testMethodName))
    return found


@pytest.mark.parametrize("addon", OUR_ADDONS)
def test_both_loaders_find_the_same_tests(addon, collected):
    found = found_by_odoo(addon)
    assert len(found) == len(set(found))
    assert set(found) == collected[addon]
    assert found


@pytest.mark.parametrize("addon", OUR_ADDONS)
def test_every_file_of_tests_is_listed_in_its_folder(addon):
    """Odoo's loader sees what `__init__.py` lists; say which it does not."""
    missing = []
    for path in sorted((ADDONS / addon / "tests").rglob("test_*.py")):
        listed = (path.parent / "__init__.py").read_text("utf-8").splitlines()
        if f"from . import {path.stem}" not in listed:
            missing.append(str(path.relative_to(ADDONS)))
    assert missing == []


@pytest.mark.parametrize("addon", OUR_ADDONS)
def test_no_two_files_of_tests_have_one_name(addon):
    """`from .hold import *` would hide one of them from Odoo's loader."""
    names = [path.stem for path in (ADDONS / addon / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
