"""The opening of a development: homes that many salespeople sell on two servers whose
workers are killed, and what must never be of them (R2.7).
"""

import gc
import itertools
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context, resource_tracker
from pathlib import Path

import database
from ground import say

from .homes_seller import Seller, prepare, sell
from .killed_server import PATIENCE, Server

SCRIPT = Path(__file__).with_name("homes_script.py")
# Each finds what must never be.
WRONG = {
    "a home with two live reservations": """
        SELECT unit_id FROM property_reservation WHERE state = 'active'
         GROUP BY unit_id HAVING count(*) > 1""",
    "a customer who waits twice": """
        SELECT unit_id FROM property_reservation WHERE state IN ('active', 'queued')
         GROUP BY unit_id, partner_id HAVING count(*) > 1""",
    "a customer who moved up before somebody who came earlier": """
        SELECT late.id FROM property_reservation late
          JOIN property_reservation early
            ON early.unit_id = late.unit_id AND early.id < late.id
               AND early.is_waiting
         WHERE late.moved_up_at
               < COALESCE(early.moved_up_at, early.ended_at, 'infinity')
    """,
    "a hold past those who wait": """
        SELECT late.id FROM property_reservation late
          JOIN property_reservation early
            ON early.unit_id = late.unit_id AND early.id < late.id
               AND early.is_waiting
         WHERE NOT late.is_waiting
           AND late.reserved_at
               < COALESCE(early.moved_up_at, early.ended_at, 'infinity')
           AND late.reserved_at > early.create_date + interval '1 second'""",
    "a number missing or twice": """
        SELECT last_number FROM sales_register
         WHERE code = 'property.reservation'
           AND (last_number, last_number, last_number) <> (
               SELECT count(number), count(DISTINCT number),
                      max(right(number, 5)::int) FROM property_reservation)""",
    "a number without money, or money without a number": """
        SELECT row.id FROM property_reservation row
          LEFT JOIN collection_receipt receipt
            ON receipt.reservation_id = row.id AND receipt.state = 'collected'
         GROUP BY row.id HAVING (count(receipt.id) = 0) <> (row.number IS NULL)""",
    "a voucher used by no receipt or by two": """
        SELECT voucher.number FROM collection_voucher voucher
          LEFT JOIN collection_receipt receipt ON receipt.voucher_id = voucher.id
         GROUP BY voucher.id
        HAVING count(receipt.id) <> (voucher.state = 'used')::int""",
    "an end without a reason": """
        SELECT id FROM property_reservation
         WHERE (state IN ('expired', 'cancelled')) <> (end_reason IS NOT NULL)""",
}
FORSAKEN = """
    SELECT unit_id FROM property_reservation GROUP BY unit_id
    HAVING bool_or(state = 'queued') AND NOT bool_or(state = 'active')"""
# time goes by for some of those who hold a home
LAPSE = """
    UPDATE property_reservation
       SET hold_until = now() AT TIME ZONE 'UTC' - interval '1 second'
     WHERE id IN (SELECT id FROM property_reservation
                   WHERE state = 'active' AND number IS NULL
                   ORDER BY random() LIMIT 4 FOR UPDATE SKIP LOCKED)"""
OPENINGS = itertools.count(1)


class Opening:
    """The day on which so many homes are sold by so many salespeople."""

    def __init__(self, name, servers, sellers, seconds, opened):
        self.name = name
        self.servers = servers
        self.seconds = seconds
        self.sellers = sellers
        self.opened = opened
        self.is_over = threading.Event()
        self.cron_errors = []

    def query(self, statement):
        return database.query(self.name, statement)

    def get_ids(self, statement):
        return [int(row[0]) for row in self.query(statement)]

    def get_homes(self):
        return self.get_ids("SELECT id FROM property_unit ORDER BY id")

    def get_sellers(self):
        """The salespeople, each with homes, customers and vouchers."""
        homes = self.get_homes()[: self.opened]
        for number in range(self.sellers):
            login = f"crt_opening_{number}"
            own = f"(SELECT id FROM res_users WHERE login = '{login}')"
            yield Seller(
                login=login,
                database=self.name,
                urls=[server.url for server in self.servers],
                homes=homes,
                customers=self.get_ids(
                    f"SELECT id FROM res_partner WHERE user_id = {own}"
                ),
                vouchers=self.get_ids(
                    f"SELECT id FROM collection_voucher WHERE holder_id = {own}"
                ),
                seconds=self.seconds,
            )

    def get_cron(self):
        """The job that ends lapsed holds, as ids."""
        return self.get_ids(
            "SELECT res_id FROM ir_model_data WHERE name = 'ir_cron_reservation'"
        )

    def run_cron(self):
        """Run the job that ends lapsed holds, on the first server."""
        call = ("ir.cron", "method_direct_trigger", self.get_cron())
        self.servers[0].call("admin", *call)

    def keep_time(self):
        """Let holds lapse, and have the job end them, until the day is over."""
        while not self.is_over.wait(1):
            self.query(LAPSE)
            try:
                self.run_cron()
            except Exception as error:
                self.cron_errors.append(str(error))

    def kill_now_and_then(self, times):
        """kill -9 of the workers of the second server, so many times."""
        for _number in range(times):
            if self.is_over.wait(self.seconds / (times + 1)):
                return
            self.servers[-1].kill_workers()

    def run(self, kills):
        """Return all answers, and how many were lost."""
        sellers = list(self.get_sellers())
        threads = [
            threading.Thread(target=self.keep_time),
            threading.Thread(target=self.kill_now_and_then, args=[kills]),
        ]
        context = get_context("spawn")
        barrier = context.Barrier(len(sellers) + 1)
        with ProcessPoolExecutor(
            len(sellers), context, initializer=prepare, initargs=[barrier]
        ) as executor:
            selling = executor.map(sell, sellers)
            barrier.wait(3 * PATIENCE)
            for thread in threads:
                thread.start()
            try:
                sold = list(selling)
            finally:
                self.is_over.set()
                for thread in threads:
                    thread.join()
        answers = [answer for answers, _lost in sold for answer in answers]
        return answers, sum(lost for _answers, lost in sold)

    def check(self):
        """Find nothing that must never be, now and after the next job."""
        for what, query in WRONG.items():
            assert not self.query(query), what
        self.run_cron()
        assert not self.query(FORSAKEN)
        for what, query in WRONG.items():
            assert not self.query(query), f"{what}, after the job"


@contextmanager
def opening(homes, sellers, seconds, opened=None, labels=("", "_2")):
    """An opening on two servers and a database of its own.

    :param opened: how many of the homes are sold on that day; by default all
    :param labels: those of its servers
    """
    name = f"run_{os.getpid()}_homes_{next(OPENINGS)}"
    database.copy(database.department(), name)
    try:
        numbers = f"HOMES = {homes}\nSELLERS = {sellers}\n"
        database.shell(name, numbers + SCRIPT.read_text("utf-8"))
        database.query(name, "ANALYZE")
        with ExitStack() as stack:
            servers = [stack.enter_context(Server(name, label)) for label in labels]
            yield Opening(name, servers, sellers, seconds, opened or homes)
    finally:
        database.drop(name)
        end_tracker()


def end_tracker():
    """End the process by which `multiprocessing` keeps track of its semaphores.

    Each class of Odoo's tests asks the processes that it finds at its end to go, and
    waits ten seconds for this one, which does not listen.
    """
    gc.collect()  # a semaphore that goes later would start it again
    resource_tracker._resource_tracker._stop()


def show(answers, lost):
    """Say how long the answers took, by action and whether it was done."""
    groups = {}
    for action, seconds, error in answers:
        groups.setdefault((action, "refused" if error else "done"), []).append(seconds)
        groups.setdefault(("all", ""), []).append(seconds)
    for (action, kind), times in sorted(groups.items()):
        p50, p99 = get_percentile(times, 50), get_percentile(times, 99)
        say(
            f"{action:8} {kind:8} {len(times):5} answers, median {p50:.2f} s,"
            f" 99 % within {p99:.2f} s, longest {max(times):.2f} s"
        )
    say(f"{lost} answers lost to killed workers")


def get_percentile(times, percent):
    return sorted(times)[min(len(times) * percent // 100, len(times) - 1)]
