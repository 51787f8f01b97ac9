"""A real Odoo server on a database of its own, whose workers can be killed.

The server is prefork, as in production: two workers of one master. Clients call it as
the web client does. A worker is killed while another transaction, the test's, holds a
table that the call is about to write: it then hangs in the middle of its own
transaction, at a place that does not depend on how fast the machine is.
"""

import http.client
import itertools
import json
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import database
import psycopg2
from ground import STATE, free_port

PREFORK = Path(__file__).with_name("prefork.py")
PATIENCE = 60  # seconds that anything may take
# of servers that run beside each other, none takes the ports of another
PORTS = itertools.count(8300 + os.getpid() % 500, 10)
LOST = (ConnectionError, http.client.HTTPException, urllib.error.URLError)


class Refused(Exception):
    """The answer of the server to somebody who may not, or not any more."""


class Server:
    """Two workers on one database; to be used as a context.

    :param str label: tells servers on the same database apart
    """

    def __init__(self, name, label=""):
        self.name = name
        self.sessions = {}
        self.log = STATE / f"{name}{label}.log"
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_exception):
        self.kill_all()
        self.log.unlink()

    def start(self):
        """Start the server; returns when it answers."""
        self.port = free_port(next(PORTS))
        self.bus_port = free_port(self.port + 1)
        self.url = f"http://127.0.0.1:{self.port}"
        with open(self.log, "a") as out:
            self.process = subprocess.Popen(
                ["python", PREFORK, "-d", self.name, f"--db-filter=^{self.name}$",
                 "--workers=2", "--max-cron-threads=0", f"--http-port={self.port}",
                 f"--gevent-port={self.bus_port}", "--log-level=warn"],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        wait(self._answers, f"the server; see {self.log}")

    def kill_all(self):
        """kill -9 of master and workers at once."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _answers(self):
        assert self.process.poll() is None, self.log.read_text()[-3000:]
        try:
            with urllib.request.urlopen(f"{self.url}/web/health", timeout=PATIENCE):
                return True
        except LOST:
            return False

    def call(self, login, model, method, *args, **kwargs):
        """Call a method as a user, as the web client does.

        :raise Refused: with what the server says
        """
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        path = f"/web/dataset/call_kw/{model}/{method}"
        return self._post(path, params, self.get_cookie(login))[0]

    def get_cookie(self, login):
        """The session of a user, who is logged in when it is the first time."""
        if login not in self.sessions:
            self.sessions[login] = self._log_in(login)
        return self.sessions[login]

    def _log_in(self, login):
        params = {"db": self.name, "login": login, "password": login}
        _result, headers = self._post("/web/session/authenticate", params)
        return headers["Set-Cookie"].split(";")[0]

    def _post(self, path, params, cookie=""):
        request = urllib.request.Request(
            f"{self.url}{path}",
            json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode(),
            {"Content-Type": "application/json", "Cookie": cookie},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            body = json.load(answer)
            if "error" in body:
                raise Refused(body["error"]["data"]["message"])
            return body["result"], answer.headers

    @contextmanager
    def calling(self, *call):
        """Call in a thread; yields the list that holds its end once it has one."""
        ended = []

        def run():
            try:
                ended.append(self.call(*call))
            except (Refused, *LOST) as error:
                ended.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        yield ended
        thread.join(PATIENCE)
        assert ended, "the call has no end"

    def kill_at(self, table, *call):
        """kill -9 of the worker that is about to write a table in this call.

        :return: whether it got there; else the call is done
        """
        with self.holding(table), self.calling(*call) as ended:
            wait(lambda: self.count_waiting() or ended, f"{call[1:3]} at {table}")
            if is_hanging := not ended:
                self.kill_workers()
        return is_hanging

    @contextmanager
    def holding(self, table):
        """Have whoever wants to write a table wait, until `let_go` or the end."""
        self.holder = psycopg2.connect(dbname=self.name)
        try:
            statement = f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"
            self.holder.cursor().execute(statement)
            yield
        finally:
            self.let_go()

    def let_go(self):
        self.holder.close()

    def kill_after(self, seconds, *call, whole=False):
        """kill -9 of the worker that has worked on a call for so long.

        :param whole: kill the master with it, and start another
        """
        with self.calling(*call) as ended:
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline and not ended:
                time.sleep(0.002)
            if whole:
                self.kill_all()
            elif not ended:
                self.kill_workers()
        if whole:
            self.start()

    def count_waiting(self):
        """How many workers wait for a lock within their transactions."""
        [(count,)] = database.query(
            self.name,
            f"""SELECT count(*) FROM pg_stat_activity
                 WHERE datname = '{self.name}' AND application_name LIKE 'odoo-%'
                       AND wait_event_type = 'Lock'""",
        )
        return int(count)

    def kill_workers(self):
        """kill -9 of the workers, all of them; the master starts new ones."""
        master = self.process.pid
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
                command = stat.with_name("cmdline").read_bytes()
            except FileNotFoundError:  # it ended meanwhile
                continue
            if parent == master and b"gevent" not in command.split(b"\0"):
                os.kill(int(stat.parent.name), signal.SIGKILL)

    def call_at_once(self, table, *calls):
        """The results of two calls whose transactions began before either wrote.

        A refusal is given as the exception.
        """
        with self.holding(table), self.calling(*calls[0]) as first:
            with self.calling(*calls[1]) as second:
                wait(lambda: self.count_waiting() == 2, "two workers at once")
                self.let_go()
        return [*first, *second]

    def query(self, statement):
        """The rows of an SQL query, as lists of text."""
        return database.query(self.name, statement)


def wait(condition, what):
    """Wait until a condition is true."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"Waited too long for {what}"
        time.sleep(0.02)
