"""Databases: install, upgrade, copy, drop, and the test template.

Everything here runs within `tools/run`, which sets what PostgreSQL and Odoo need.
"""

import ast
import itertools
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import install_log
from ground import ADDONS, OUR_ADDONS, STATE, digest, locked, run, say, stop

TOOLS = Path(__file__).resolve().parent
LANGUAGES = "en_US,zh_CN"
FILESTORES = STATE / "data" / "filestore"
# Files that do not end up in a database: a change of them needs no new template.
NOT_INSTALLED = re.compile(
    r"/(tests|readme|__pycache__)/|\.(md|pyc)$|/pyproject\.toml$|/static/.*\.(js|scss)$"
)

# Autovacuum would analyse tables whose rows a test has not committed, find them empty,
# and the planner would then nest scans: for minutes, in the worst case for hours.
NO_AUTOVACUUM = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'
  LOOP EXECUTE 'ALTER TABLE ' || name || ' SET (autovacuum_enabled = off)'; END LOOP;
END $$
"""


def odoo(*arguments, script="", strict=True):
    """Run odoo to its end; stop where it fails, or where it logs a warning.

    :param script: what the process reads from its standard input
    :param strict: false to show warnings and go on
    """
    done = subprocess.run(
        ["python", "-m", "odoo", *arguments],
        input=script,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    found = install_log.complaints(done.stdout)
    if done.returncode and not found:
        found = done.stdout.splitlines()[-30:]
    if done.returncode or (found and strict):
        stop("\n".join([*found, f"Failed: odoo {' '.join(arguments)}"]))
    if found:
        say("\n".join(found))
    return done.stdout


def install(name, *modules, languages=LANGUAGES, options=()):
    """Install modules into a database, made when it is not there.

    :param languages: those of a database that is made. One that is there has its own,
        in which modules come; to load them again takes longer than a module
    """
    if name not in names():
        options = [f"--load-language={languages}", *options]
    return odoo("-d", name, "-i", ",".join(modules),
                "--stop-after-init", "--no-http", *options)  # fmt: skip


def upgrade(name, *modules):
    return odoo("-d", name, "-u", ",".join(modules), "--stop-after-init", "--no-http")


def shell(name, script, strict=True):
    """Run Python code in Odoo's shell; returns what it printed and logged."""
    return odoo("shell", "-d", name, "--no-http", script=script, strict=strict)


def query(name, statement):
    """The rows of an SQL query, as lists of text."""
    text = run("psql", "-X", "-A", "-t", "-F", "\t", "-d", name, "-c", statement)
    return [line.split("\t") for line in text.splitlines()]


def stop_autovacuum(name):
    """Leave the tables of a database that tests run on as they are."""
    query(name, NO_AUTOVACUUM)


def names():
    return [row[0] for row in query("postgres", "SELECT datname FROM pg_database")]


def copy(source, target):
    """A copy of a database and of its files (hard links: Odoo never edits them)."""
    drop(target)
    run("createdb", "-T", source, target)
    if (FILESTORES / source).is_dir():
        shutil.copytree(FILESTORES / source, FILESTORES / target, copy_function=os.link)


def drop(name):
    run("dropdb", "--if-exists", "--force", name)
    shutil.rmtree(FILESTORES / name, ignore_errors=True)


def rename(source, target):
    run("psql", "-X", "-q", "-d", "postgres", "-c",
        f'ALTER DATABASE "{source}" RENAME TO "{target}"')  # fmt: skip
    if (FILESTORES / source).is_dir():
        shutil.rmtree(FILESTORES / target, ignore_errors=True)
        (FILESTORES / source).rename(FILESTORES / target)


def core_depends(addons=OUR_ADDONS):
    """The core modules that our addons build on."""
    found = set()
    for addon in addons:
        text = (ADDONS / addon / "__manifest__.py").read_text(encoding="utf-8")
        found.update(ast.literal_eval(text)["depends"])
    return sorted(found - set(OUR_ADDONS))


def installed_files(addons=OUR_ADDONS):
    """The files of the addons that decide what an installation puts in a database."""
    for path in sorted(ADDONS.rglob("*")):
        inside = path.relative_to(ADDONS)
        if inside.parts[0] not in addons or NOT_INSTALLED.search(f"/{inside}"):
            continue
        if path.is_file():
            yield path


def core_template():
    """The name of a database with the core modules, made when it is not there."""
    depends = core_depends()
    release = Path(os.environ["PYTHONPATH"]) / "odoo" / "release.py"
    name = f"core_{digest(release, os.environ['PYTHONPATH'], LANGUAGES, *depends)}"
    make_once(name, "core_", lambda building: install(building, *depends))
    return name


def template(addons=OUR_ADDONS):
    """The name of a database with our addons as they are now, made when missing.

    :param addons: some of them only, for what has no others
    """
    core = core_template()
    files = [(str(path.relative_to(ADDONS)), path) for path in installed_files(addons)]
    prefix = "template_" if addons == OUR_ADDONS else "partial_"
    name = f"{prefix}{digest(core, *itertools.chain(*files))}"

    def make(building):
        copy(core, building)
        install(building, *addons)

    make_once(name, prefix, make)
    return name


def department():
    """The name of a copy of the template in which the tests' department stands.

    Made anew every day, as some of what it holds is of today, and when a file for the
    browser changes.
    """
    source = template()
    script = TOOLS / "department.py"
    parts = [script, *sorted(ADDONS.glob("*/tests/*.py"))]
    parts += sorted(path for path in ADDONS.glob("*/static/**/*") if path.is_file())
    name = f"department_{digest(source, str(date.today()), *parts)}"

    def make(building):
        copy(source, building)
        stop_autovacuum(building)
        shell(building, script.read_text("utf-8"))

    make_once(name, "department_", make)
    return name


def make_once(name, prefix, make):
    """Have a database made when it is not there, and drop former ones.

    :param prefix: what the names of former ones begin with
    :param make: is called with the name of the database to make
    """
    if name in names():
        return
    with locked("template"):
        there = names()
        if name in there:
            return
        say(f"Making the test database {name} ...")
        building = f"building_{name}"
        drop(building)
        make(building)
        rename(building, name)
        for old in there:
            if old.startswith(prefix):
                _drop_unless_used(old)


def _drop_unless_used(name):
    done = subprocess.run(["dropdb", "--if-exists", name], capture_output=True)
    if done.returncode == 0:
        shutil.rmtree(FILESTORES / name, ignore_errors=True)


@contextmanager
def for_one_run(named=None):
    """A copy of the template for one run of tests; the workers copy it in turn.

    :param named: a database of the user's, which the workers copy instead
    """
    if named:
        if named not in names():
            stop(f"There is no database {named}: {', '.join(sorted(names()))}")
        yield named
        return
    source = department()
    for name in names():  # of runs that were killed
        match = re.match(r"run_(\d+)", name)
        if match and not Path("/proc", match[1]).exists():
            drop(name)
    name = f"run_{os.getpid()}"
    copy(source, name)
    try:
        yield name
    finally:
        drop(name)
