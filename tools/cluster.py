"""A private PostgreSQL cluster under .odoo/, reached through a unix socket only.

The system's own cluster is never touched. Where PGHOST or PGUSER is set, that
server is used and nothing is started. The cluster runs while somebody uses it:
each user holds a shared lock, and the last to leave stops it, unless it was started
by `tools/run cluster start`.
"""

import fcntl
import os
import pwd
import shutil
import stat
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from ground import STATE, digest, locked, remove, run, say, stop

DATA = STATE / "postgresql"
LOG = STATE / "postgresql.log"
KEEP = STATE / "postgresql.keep"
USERS = STATE / "postgresql.users"
USER = "odoo"
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_LIMIT = 107  # bytes of a unix socket's path
# The content can be made again at any time, so nothing waits for the disk.
SETTINGS = """
listen_addresses = ''
max_connections = 150
shared_buffers = 512MB
work_mem = 16MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
fsync = off
synchronous_commit = off
full_page_writes = off
log_min_messages = warning
"""


def is_foreign():
    """Return whether the user names a server of their own."""
    return bool(os.environ.get("PGHOST") or os.environ.get("PGUSER"))


def programs():
    """Return the folder of the newest PostgreSQL server programs here."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parts[-3]),
    )
    if folders:
        return folders[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def socket_folder():
    """Return the folder of the socket: .odoo/ unless that path is too long."""
    folder = STATE / "socket"
    if len(os.fsencode(folder / SOCKET_NAME)) <= SOCKET_LIMIT:
        return folder
    return Path(f"/tmp/odoo-{digest(str(folder))}")


@contextmanager
def in_use():
    """Hold the cluster up; yields the variables that programs need to reach it."""
    if is_foreign():
        yield {}
        return
    STATE.mkdir(exist_ok=True)
    with open(USERS, "w") as users:
        with locked("cluster"):
            fcntl.flock(users, fcntl.LOCK_SH)
            start()
        try:
            yield {"PGHOST": str(socket_folder()), "PGUSER": USER, "PGPORT": "5432"}
        finally:
            with locked("cluster"):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass  # somebody else goes on using it
                else:
                    if not KEEP.exists():
                        halt()


def start():
    """Start the cluster, made first when it is not there."""
    if not (DATA / "complete").exists():
        _create()
    if _answers():
        return
    folder = socket_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    (DATA / "postmaster.opts").unlink(missing_ok=True)
    if os.getuid() == 0:
        for path in (folder, LOG):
            path.touch()
            os.chown(path, *_owner())
    _as_owner("pg_ctl", "start", "-D", DATA, "-l", LOG, "-w", "-t", "60",
              "-o", f"-k {folder}")  # fmt: skip


def halt():
    """Stop the cluster, if it runs."""
    if (DATA / "postmaster.pid").exists():
        _as_owner("pg_ctl", "stop", "-D", DATA, "-m", "fast", "-w")
    folder = socket_folder()
    if folder.parent != STATE:
        remove(folder)


def _answers():
    """Whether the cluster takes connections; waits for one that starts or stops."""
    for _attempt in range(100):
        answer = subprocess.run(
            [programs() / "pg_isready", "-q", "-h", socket_folder(), "-p", "5432"],
            check=False,
        ).returncode
        if answer != 1:  # 1: there, but refuses connections yet
            return answer == 0
        time.sleep(0.1)
    return stop(f"PostgreSQL does not answer; see {LOG}.")


def _create():
    say("Making the PostgreSQL cluster ...")
    fresh = DATA.with_suffix(".new")
    remove(fresh)
    fresh.mkdir(mode=0o700)
    if os.getuid() == 0:
        os.chown(fresh, *_owner())
    _as_owner(
        "initdb", "-D", fresh, "-U", USER, "-A", "trust", "-E", "UTF8",
        "--locale=C.UTF-8", "--no-sync", "--no-instructions",
    )  # fmt: skip
    with open(fresh / "postgresql.conf", "a") as settings:
        settings.write(SETTINGS)
    (fresh / "complete").touch()
    remove(DATA)
    fresh.rename(DATA)


def _owner():
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        return stop(
            "PostgreSQL does not run as root, and there is no user postgres:"
            " install the package postgresql."
        )
    return user.pw_uid, user.pw_gid


def _as_owner(program, *arguments):
    """Run a program of the server's, as postgres when called by root."""
    command = [programs() / program, *arguments]
    if os.getuid() == 0:
        prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        if not _reachable():
            able = "+dac_override,+dac_read_search"
            prefix += [f"--inh-caps={able}", f"--ambient-caps={able}"]
        command = prefix + command
    return run(*command, cwd="/", env={**os.environ, "LC_ALL": "C.UTF-8"},
               stdin=subprocess.DEVNULL)  # fmt: skip


def _reachable():
    """Whether any user may walk down to the cluster's folder."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in DATA.parents)
