"""Finds Odoo 19: ODOO_HOME, else an importable `odoo`, else Debian's package.

Debian's package is fetched from the mirror that this machine uses already, with
apt's own client and lists of its own, and unpacked under .odoo/: nothing is
installed.
"""

import ast
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from ground import STATE, locked, remove, run, say, stop

SERIES = "19.0"
UNPACKED = STATE / "odoo-deb"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
# The package links to files of these below /usr/share; unpacked beside it, the
# links resolve.
PACKAGES = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-font-awesome",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-ocr-b",
)
# Debian strips this file as not free, but web's assets name it: without it every
# page of the browser tests logs an error.
STRIPPED = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class Odoo:
    """An Odoo that can be run."""

    python_path: Path  # the folder to import `odoo` from
    version: str
    origin: str

    @property
    def addons_paths(self):
        """Folders of core addons besides odoo/addons, which Odoo adds itself."""
        beside = self.python_path / "addons"
        return [beside] if (beside / "sale" / "__manifest__.py").is_file() else []


def locate():
    """The Odoo to use, fetched when this machine has none."""
    odoo = _from_home() or _importable() or _from_debian()
    if not odoo.version.startswith(SERIES):
        stop(
            f"{odoo.origin} is Odoo {odoo.version}; these addons are for Odoo"
            f" {SERIES} only. Set ODOO_HOME to a checkout of that series."
        )
    return odoo


def _from_home():
    home = os.environ.get("ODOO_HOME")
    if not home:
        return None
    home = Path(home).resolve()
    for folder in (home, home / "usr/lib/python3/dist-packages", home.parent):
        if (folder / "odoo/release.py").is_file():
            return Odoo(folder, _version(folder), f"ODOO_HOME={home}")
    return stop(f"ODOO_HOME={home} holds no Odoo: there is no odoo/release.py in it.")


def _importable():
    spec = importlib.util.find_spec("odoo")
    for place in spec.submodule_search_locations or () if spec else ():
        package = Path(place).resolve()
        if (package / "release.py").is_file():
            # by a link of our own: the folder that holds it may hold other Python
            # packages, which must not come before the pinned ones
            beside = STATE / "importable"
            beside.mkdir(parents=True, exist_ok=True)
            link = beside / "odoo"
            if not (link.is_symlink() and link.resolve() == package):
                link.unlink(missing_ok=True)
                link.symlink_to(package)
            return Odoo(beside, _version(beside), f"The importable odoo in {package}")
    return None


def _version(folder):
    """The version of the odoo in a folder, read without running it."""
    names = {"ALPHA": "alpha", "BETA": "beta", "FINAL": "final"}
    text = (folder / "odoo/release.py").read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "version_info":
            parts = [
                names.get(part.id, part.id)
                if isinstance(part, ast.Name)
                else part.value
                for part in node.value.elts
            ]
            version = f"{parts[0]}.{parts[1]}"
            return version if parts[3] == "final" else f"{version}{parts[3]}"
    return stop(f"{folder}/odoo/release.py tells no version_info.")


def _from_debian():
    home = UNPACKED / "usr/lib/python3/dist-packages"
    stamp = UNPACKED / "complete"
    if not stamp.exists():
        with locked("odoo"):
            if not stamp.exists():
                _fetch()
    return Odoo(home, _version(home), f"Debian's package {stamp.read_text().strip()}")


def _fetch():
    for tool in ("apt-get", "dpkg-deb"):
        if not shutil.which(tool):
            stop(f"No Odoo here, and no {tool} to fetch Debian's: set ODOO_HOME.")
    if not KEYRING.is_file():
        stop(f"No {KEYRING}: install debian-archive-keyring, or set ODOO_HOME.")
    say("Fetching Debian's package of Odoo 19 (about 130 MB) ...")
    apt = STATE / "apt"
    for folder in ("lists/partial", "cache/archives/partial", "debs"):
        (apt / folder).mkdir(parents=True, exist_ok=True)
    (apt / "sources.list").write_text(
        f"deb [signed-by={KEYRING}] {_mirror()} sid main\n"
    )
    options = [
        f"-oDir::Etc::sourcelist={apt}/sources.list",
        "-oDir::Etc::sourceparts=/dev/null",
        f"-oDir::State::lists={apt}/lists",
        f"-oDir::Cache={apt}/cache",
        "-oAPT::Sandbox::User=",
        "-oAcquire::Languages=none",
        "-oAcquire::Retries=3",
        "-oAcquire::Check-Valid-Until=false",  # the mirror may be a snapshot
    ]
    run("apt-get", *options, "update")
    run("apt-get", *options, "download", *PACKAGES, cwd=apt / "debs")
    _unpack(sorted((apt / "debs").glob("*.deb")))
    remove(apt)


def _mirror():
    """The address of the Debian mirror in this machine's own apt sources."""
    lines = run(
        "apt-get",
        "indextargets",
        "--format",
        "$(REPO_URI) $(RELEASE) $(COMPONENT)",
        "Identifier: Packages",
    )
    release = dict(
        line.rstrip().replace('"', "").split("=", 1)
        for line in Path("/etc/os-release").read_text().splitlines()
        if "=" in line
    )
    suites = {release.get("VERSION_CODENAME"), "stable", "testing", "sid", "unstable"}
    for line in lines.splitlines():
        address, suite, component = (line.split() + ["", ""])[:3]
        if release.get("ID") == "debian" and suite in suites and component == "main":
            return address
    return stop("No Debian mirror in this machine's apt sources: set ODOO_HOME.")


def _unpack(debs):
    say("Unpacking it ...")
    fresh = UNPACKED.with_suffix(".new")
    remove(fresh)
    for deb in debs:
        run("dpkg-deb", "-x", deb, fresh)
    home = fresh / "usr/lib/python3/dist-packages"
    for stray in ("addons", "doc", "setup"):  # packaging left-overs, no modules
        remove(home / stray)
    stripped = home / STRIPPED
    if not stripped.exists():
        stripped.parent.mkdir(parents=True, exist_ok=True)
        stripped.touch()
    package = next(deb.name for deb in debs if deb.name.startswith("odoo-19_"))
    (fresh / "complete").write_text(package.removesuffix(".deb") + "\n")
    remove(UNPACKED)
    fresh.rename(UNPACKED)
