"""Each addon is a wheel that installs into an Odoo that has never seen this folder."""

import os
import subprocess
import sys
import zipfile

import database
import pytest
from ground import ADDONS, OUR_ADDONS

from .test_install import core_paths, modules_of


def build(folder):
    """Build the wheels of all addons; returns {addon: path}."""
    for addon in OUR_ADDONS:
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps",
             "--no-build-isolation", "--wheel-dir", folder, ADDONS / addon],
            check=True,
        )  # fmt: skip
    return {addon: next(folder.glob(f"odoo_addon_{addon}-*")) for addon in OUR_ADDONS}


@pytest.mark.long
def test_wheels_hold_the_addons_and_install_into_odoo(tmp_path, monkeypatch):
    wheels = build(tmp_path / "wheels")
    for addon, wheel in wheels.items():
        with zipfile.ZipFile(wheel) as archive:
            files = archive.namelist()
            metadata = next(name for name in files if name.endswith("/METADATA"))
            about = archive.read(metadata).decode()
        assert f"odoo/addons/{addon}/__manifest__.py" in files
        assert f"odoo/addons/{addon}/i18n/zh_CN.po" in files
        assert "Requires-Dist: odoo==19.0.*" in about
        assert wheel.name.split("-")[1].startswith("19.0.1.")

    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--target", site, *wheels.values()],
        check=True,
    )  # fmt: skip
    name = f"run_{os.getpid()}_wheels"
    database.copy(database.core_template(), name)
    monkeypatch.setenv("PYTHONPATH", f"{os.environ['PYTHONPATH']}:{site}")
    try:
        paths = [*core_paths(), site / "odoo" / "addons"]
        option = f"--addons-path={','.join(map(str, paths))}"
        database.install(name, *OUR_ADDONS, options=[option])
        assert set(OUR_ADDONS) <= modules_of(name)
    finally:
        database.drop(name)
