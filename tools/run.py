"""Runs a command in the project's surroundings; see tools/run."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import cluster
import database
import odoo_source
import python_env
from ground import ADDONS, STATE, say

CONFIGURATION = """[options]
data_dir = {state}/data
addons_path = {addons}
http_interface = 127.0.0.1
screenshots = {state}/screenshots
server_wide_modules = base,rpc,web
"""


@contextmanager
def surroundings():
    """Set all up; yields the environment variables to run Odoo with."""
    if os.environ.get("GROUND_READY"):  # called from a command that runs in them
        yield dict(os.environ)
        return
    odoo = odoo_source.locate()
    environment = python_env.ensure()
    say(f"Odoo {odoo.version}: {odoo.origin}")
    configuration = STATE / "odoo.conf"
    text = CONFIGURATION.format(
        state=STATE, addons=",".join(map(str, [*odoo.addons_paths, ADDONS]))
    )
    if not configuration.exists() or configuration.read_text() != text:
        configuration.write_text(text)
    path = [environment / "bin", cluster.programs(), os.environ["PATH"]]
    with cluster.in_use() as server:
        yield {
            **os.environ,
            **server,
            "PATH": ":".join(str(part) for part in path if part),
            "PYTHONPATH": str(odoo.python_path),
            "PYTHONDONTWRITEBYTECODE": "",
            "VIRTUAL_ENV": str(environment),
            "ODOO_RC": str(configuration),
            "GROUND_READY": "1",
        }


def execute(command, variables):
    """Run a command to its end, passing signals on; returns its exit status."""
    if command[0] == "odoo":
        command = ["python", "-m", "odoo", *command[1:]]
    process = subprocess.Popen(command, env=variables)

    def pass_on(number, _frame):
        process.send_signal(number)

    # Ctrl-C reaches the command by itself, as it is in our group of processes
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGHUP, pass_on)
    return process.wait()


def for_tests(variables, name):
    """Return the variables for tests: a lock awaited for minutes is a deadlock."""
    options = f"{variables.get('PGOPTIONS', '')} -c lock_timeout=120s".strip()
    return {**variables, "PGDATABASE": name, "PGOPTIONS": options}


def main(arguments):
    if not arguments:
        say("Usage: tools/run COMMAND [ARGUMENT]...; see the head of that file")
        return 2
    if arguments[0] == "cluster":
        return keep_cluster(arguments[1:])
    with surroundings() as variables:
        os.environ.update(variables)
        if arguments[0] == "pytest":
            with database.for_one_run(os.environ.get("PGDATABASE")) as name:
                return execute(arguments, for_tests(variables, name))
        return execute(arguments, variables)


def keep_cluster(arguments):
    """`tools/run cluster start`: it stays up until `tools/run cluster stop`."""
    if arguments == ["stop"]:
        cluster.KEEP.unlink(missing_ok=True)
        cluster.halt()
        return 0
    STATE.mkdir(exist_ok=True)
    cluster.KEEP.touch()
    with cluster.in_use() as server:
        say(" ".join(f"{name}={value}" for name, value in server.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
