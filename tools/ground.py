"""Places and small helpers that the tools share. Python's standard library only."""

import fcntl
import hashlib
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / "addons"
# Everything that the tools make lies here; `make clean` removes it.
STATE = ROOT / ".odoo"
# Installed one upon the other, in this order.
OUR_ADDONS = ("sales_rules", "receivables_collect", "property_sales")
FIRST_PORT = 8069  # Odoo's usual one


def say(message):
    print(message, file=sys.stderr, flush=True)


def stop(message):
    """End the command with a message that tells what to do."""
    say(message)
    sys.exit(1)


def run(*command, **options):
    """Run a command quietly; where it fails, show what it said and stop."""
    done = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **options,
    )
    if done.returncode:
        lines = done.stdout.splitlines()[-20:]
        stop("\n".join([*lines, f"Failed: {' '.join(map(str, command))}"]))
    return done.stdout


@contextmanager
def locked(name):
    """Only one process at a time sets up the thing of that name."""
    STATE.mkdir(exist_ok=True)
    with open(STATE / f"{name}.lock", "w") as handle:
        waiting = threading.Timer(
            3, say, [f"Waiting for another process that sets up {name} ..."]
        )
        waiting.start()
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        finally:
            waiting.cancel()
        yield


def digest(*parts):
    """A short hash of texts and of files' contents."""
    total = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else str(part).encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:16]


def remove(path):
    """Remove a file or folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def free_port(first=FIRST_PORT):
    """This port, or the next one that nobody listens on."""
    for port in range(first, first + 200):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return stop(f"No free port from {first} on.")
