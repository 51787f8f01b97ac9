"""The databases that are compared, made from one template and filled alike.

They are kept: what a database holds depends on the modules in it and on the files that
fill it, and its name on both.
"""

import argparse
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))

import database  # noqa: E402 (the folder has to be on the path first)
import receivables_file  # noqa: E402
from ground import ADDONS, STATE, digest, locked, remove, run, say  # noqa: E402

HERE = Path(__file__).resolve().parent
PEERS = STATE / "peers"
WHEELS = (
    "odoo-addon-account-financial-risk>=19.0,<19.1",
    "odoo-addon-sale-financial-risk>=19.0,<19.1",
    "odoo-addon-account-credit-control>=19.0,<19.1",
)
# Of our addons, those whose files decide what is in a kind of database.
OUR_ADDONS = {
    "ours": ("sales_rules",),
    "collection": ("sales_rules", "receivables_collect"),
    "homes": ("sales_rules", "receivables_collect", "property_sales"),
    "receivables": ("sales_rules", "receivables_collect"),
}
FILLING = ("archetypes.py", "cloning.py", "generate.py", "setups.py")
FILLING_HOMES = ("generate_homes.py", "setups.py")
FILLING_RECEIVABLES = ("receivables_file.py", "receivables_ledger.py")


def peers():
    """The folder of the peers' addons, fetched once. They are never a dependency."""
    folder = PEERS / "odoo" / "addons"
    stamp = PEERS / "complete"
    with locked("peers"):
        if not (stamp.exists() and stamp.read_text() == digest(*WHEELS)):
            say("Fetching the peers' addons ...")
            remove(PEERS)
            wheels = PEERS / "wheels"
            run("pip", "download", "--quiet", "--no-deps", "-d", wheels, *WHEELS)
            for wheel in wheels.glob("*.whl"):
                run("python", "-m", "zipfile", "-e", wheel, PEERS)
            stamp.write_text(digest(*WHEELS))
    return folder


def addons_of(kind):
    """Further folders of addons that a kind of database needs."""
    return [peers()] if kind in ("peer", "collection") else []


def ensure(kind, size, keep=False):
    """The name of the database, made when it is not there.

    :param keep: take one that was made with other files, as it is
    """
    key = digest(
        database.core_template(),
        *_filling(kind),
        *_addons_in(kind),
    )
    stem = f"bench_{size}_{kind}_"
    there = [name for name in database.names() if re.match(rf"{stem}\w+$", name)]
    if keep and there:
        return there[0]
    name = stem + key
    if name not in there:
        for old in there:
            database.drop(old)
        _make(name, kind, size)
    return name


def _filling(kind):
    """The files that decide what a kind of database is filled with."""
    if kind == "homes":
        return [HERE / name for name in FILLING_HOMES]
    if kind != "receivables":
        return [HERE / name for name in FILLING]
    tools = Path(receivables_file.__file__).parent
    return [receivables_file.path(), *(tools / name for name in FILLING_RECEIVABLES)]


def _addons_in(kind):
    folders = {ADDONS / addon for addon in OUR_ADDONS.get(kind, ())}
    return [path for path in database.installed_files() if folders & set(path.parents)]


def _make(name, kind, size):
    started = time.monotonic()
    building = f"building_{name}"
    database.drop(building)
    subprocess.run(
        [sys.executable, __file__, kind, size, building], check=True, cwd=HERE
    )
    run("vacuumdb", "--analyze", "--quiet", "-d", building)
    database.rename(building, name)
    say(f"Made {name} in {time.monotonic() - started:.0f} s")


def fill(kind, size, name):
    """Install what belongs to the kind and fill it; in a process of its own."""
    import odoo_session
    from setups import SETUPS

    setup = SETUPS[kind]
    database.copy(database.core_template(), name)
    if set(setup.modules) - set(database.core_depends()):
        paths = ",".join(
            map(str, [*odoo_session.configured_addons(), *addons_of(kind)])
        )
        database.odoo("-d", name, "-i", ",".join(setup.modules), "--stop-after-init",
                      "--no-http", f"--addons-path={paths}", strict=False)  # fmt: skip
    registry = odoo_session.load(name, addons_of(kind))
    import check_data

    with odoo_session.environment(registry, commit=True) as env:
        setup.fill(env, size)
    if size == "small":  # the large data are made by the same statements
        with odoo_session.environment(registry) as env:
            check_data.check(env)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=fill.__doc__)
    parser.add_argument("kind")
    parser.add_argument("size")
    parser.add_argument("name")
    fill(**vars(parser.parse_args()))
