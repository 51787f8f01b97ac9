"""Makes the virtual environments under .odoo/, every package at a pinned version.

`python3 tools/python_env.py NAME REQUIREMENTS` prints the environment's folder.
"""

import os
import sys
from pathlib import Path

from ground import STATE, digest, locked, remove, run, say, stop

TOOLS = Path(__file__).resolve().parent
SUPPORTED = ((3, 11), (3, 13))  # for Odoo 19 and the pinned packages


def ensure(name="venv", requirements="requirements.txt"):
    """The folder of the environment with these requirements."""
    wanted = TOOLS / requirements
    folder = STATE / name
    stamp = folder / "complete"
    interpreter = digest(sys.version_info[:2], str(folder))
    key = f"{interpreter} {digest(wanted)}"
    if not (stamp.exists() and stamp.read_text() == key):
        with locked(name):
            was = stamp.read_text() if stamp.exists() else ""
            if was != key:
                _install(folder, wanted, fresh=not was.startswith(interpreter))
                stamp.write_text(key)
    return folder


def _install(folder, wanted, fresh):
    if not SUPPORTED[0] <= sys.version_info[:2] <= SUPPORTED[1]:
        stop(
            f"Python {sys.version.split()[0]} is not for the pinned packages of"
            " Odoo 19: set PYTHON to one of 3.11 to 3.13."
        )
    say(f"Installing the Python packages of tools/{wanted.name} ...")
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment.pop("PYTHONPATH", None)
    pip = (folder / "bin/python", "-m", "pip", "install", "--quiet")
    if fresh:
        remove(folder)
        run(sys.executable, "-m", "venv", folder)
        # wheels are built without isolation, by what the environment holds
        run(*pip, "setuptools==80.9.0", "wheel==0.45.1", env=environment)
    run(*pip, "-r", wanted, env=environment)


if __name__ == "__main__":
    print(ensure(*sys.argv[1:]))
