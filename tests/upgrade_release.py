"""Databases of former releases, made by their own code out of the history."""

import os
import subprocess
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import database
from ground import ADDONS, OUR_ADDONS, ROOT, STATE, digest

HERE = Path(__file__).resolve().parent
COMPANY = HERE / "upgrade_company.py"
SCRIPT = """
import sys
sys.path[:0] = [{tools!r}, {tests!r}]
import upgrade_company
upgrade_company.main(env, {scale})
"""


def is_in_history(commit):
    """Whether the repository has a commit; not so in a shallow clone or an archive."""
    try:
        found = subprocess.run(
            ["git", "-C", ROOT, "cat-file", "-e", f"{commit}^{{commit}}"],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return False
    return found.returncode == 0


def make(commit, scale):
    """The name of a database with a company of that release, made when missing.

    Made anew every day, as its dates are relative to today.
    """
    core = database.core_template()
    prefix = f"release_{commit[:7]}_{round(scale * 100)}_"
    name = prefix + digest(core, commit, date.today(), COMPANY)

    def build(building):
        with code_of(commit) as folder:
            addons = f"--addons-path={','.join([*core_paths(), f'{folder}/addons'])}"
            database.copy(core, building)
            database.install(building, *addons_in(folder), options=[addons])
            script = SCRIPT.format(
                tools=f"{folder}/tools", tests=str(HERE), scale=scale
            )
            database.odoo("shell", "-d", building, "--no-http", addons,
                          script=script, strict=False)  # fmt: skip

    database.make_once(name, prefix, build)
    return name


def addons_in(folder):
    """Those of our addons that a folder of `code_of` has."""
    return tuple(name for name in OUR_ADDONS if Path(folder, "addons", name).is_dir())


@contextmanager
def code_of(commit):
    """A folder with the addons and tools of a commit."""
    with tempfile.TemporaryDirectory(dir=STATE) as folder:
        tree = subprocess.run(
            ["git", "-C", ROOT, "archive", commit, "addons", "tools"],
            stdout=subprocess.PIPE,
            check=True,
        )
        subprocess.run(["tar", "-x", "-C", folder], input=tree.stdout, check=True)
        yield folder


def core_paths():
    """The addons path of tools/run without our own folder."""
    with open(os.environ["ODOO_RC"]) as configuration:
        line = next(row for row in configuration if row.startswith("addons_path"))
    paths = line.split("=", 1)[1].strip().split(",")
    return [path for path in paths if path != str(ADDONS)]
