"""The demonstration: a believable company in the database `demo`, served here.

The data come from tools/demo_data.py and tools/demo_company/. They are dated relative
to the day they were made, so they are made anew after a week, and whenever the addons
changed.
"""

import json
import os
import signal
import subprocess
import sys
import time
import unicodedata
import urllib.error
import urllib.request

import database
from ground import ROOT, STATE, digest, free_port, locked, say, stop

NAME = "demo"
DATA = ROOT / "tools" / "demo_data.py"
SOURCES = (DATA.name, "demo_company/**/*.py")
RECORD = STATE / "demo.json"
DAYS = 7
SCRIPT = """
import importlib.util, json
rows = [("Administrator", "admin", "")]
if {there}:
    spec = importlib.util.spec_from_file_location("demo_data", {path!r})
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rows = module.main(env)
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
print("LOGINS", json.dumps([list(row) for row in rows]))
"""


def main():
    logins = ready_logins()
    port = free_port()
    server = subprocess.Popen(
        ["python", "-m", "odoo", "-d", NAME, f"--db-filter=^{NAME}$",
         "--no-database-list", f"--http-port={port}", "--max-cron-threads=1",
         "--log-level=warn"],
        cwd=ROOT,
        start_new_session=True,  # Ctrl-C reaches it once, through end() below
    )  # fmt: skip

    def end(*_signal):
        if server.poll() is None:
            server.terminate()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    url = f"http://localhost:{port}/"
    if wait_for(url, server):
        announce(url, logins)
    try:
        return max(server.wait(), 0)
    finally:
        server.kill()


def ready_logins():
    """The users of the demo database, which is made when missing or out of date."""
    sources = sorted(
        path for name in SOURCES for path in DATA.parent.glob(name) if path.is_file()
    )
    key = digest(database.template(), *sources)
    with locked("demo"):
        record = json.loads(RECORD.read_text()) if RECORD.exists() else {}
        fresh = record.get("made", 0) > time.time() - DAYS * 86400
        if record.get("key") != key or not fresh or NAME not in database.names():
            say("Making the demonstration company; this takes a few minutes ...")
            RECORD.unlink(missing_ok=True)
            record = {"key": key, "made": time.time(), "logins": build()}
            RECORD.write_text(json.dumps(record))
    return record["logins"]


def build():
    building = f"building_{NAME}"
    database.copy(database.template(), building)
    out = database.shell(
        building, SCRIPT.format(there=DATA.exists(), path=str(DATA)), strict=False
    )
    lines = [line for line in out.splitlines() if line.startswith("LOGINS ")]
    if not lines:
        stop("\n".join([*out.splitlines()[-30:], "The demo data could not be made."]))
    database.drop(NAME)
    database.rename(building, NAME)
    return json.loads(lines[-1].removeprefix("LOGINS "))


def wait_for(url, server):
    """Return whether the login page came; false when the server ended before."""
    while server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}web/login", timeout=60):
                return True
        except urllib.error.HTTPError as error:
            say(f"The login page answers {error.code}.")
            return False
        except OSError:
            time.sleep(0.2)
    return False


def announce(url, logins):
    rows = [("Role", "Login = password", "Start with"), *logins]
    widths = [max(shown_width(row[column]) for row in rows) for column in (0, 1)]
    print(f"\nOpen {url}   (Ctrl-C ends it)\n")
    for role, login, hint in rows:
        cells = [
            text + " " * (width - shown_width(text))
            for text, width in zip((role, login), widths, strict=True)
        ]
        print("  ".join([*cells, hint]).rstrip())
    print(flush=True)


def shown_width(text):
    """How many columns of a terminal a text takes: Chinese takes two a character."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


if __name__ == "__main__":
    os.environ.pop("PGDATABASE", None)
    sys.exit(main())
