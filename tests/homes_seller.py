"""A property salesperson on the day of an opening: one process of many.

Clicks on homes at random over RPC, as the board does, and notes how long each answer
took and what it was.
"""

import itertools
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field

from .killed_server import LOST, PATIENCE, Refused, Server

THINKING = (0.1, 0.4)  # seconds between two clicks
ACTIONS = {"reserve": 5, "wait": 3, "cancel": 2, "pay": 2}
HOME = "property.unit"
RESERVATION = "property.reservation"
RECEIPT = "collection.receipt"


class Beginning:
    """Where all wait until everybody is logged in."""

    barrier = None


def prepare(barrier):
    """To be called first in every process."""
    Beginning.barrier = barrier


@dataclass
class Seller:
    """The homes and sellers of an opening, its servers, and its seconds."""

    login: str
    database: str
    urls: list
    homes: list
    customers: list
    vouchers: list
    seconds: float
    mine: list = field(default_factory=list)
    answers: list = field(default_factory=list)  # (action, seconds, text of an error)
    lost: int = 0

    def sell(self):
        """Return the answers that this salesperson got, and how many were lost."""
        self.random = random.Random(self.login)
        self.servers = itertools.cycle([self._log_in(url) for url in self.urls])
        Beginning.barrier.wait(3 * PATIENCE)
        self.end = time.monotonic() + self.seconds
        while time.monotonic() < self.end:
            action, *_rest = self.random.choices(
                list(ACTIONS), weights=list(ACTIONS.values())
            )
            getattr(self, f"_{action}")()
            time.sleep(self.random.uniform(*THINKING))
        return self.answers, self.lost

    def _log_in(self, url):
        """Log in, which takes its time, before the opening."""
        server = Server(self.database)
        server.url = url
        args = self.customers[0], "deposit", 1000
        with suppress(Refused):  # nobody has the home yet: warms the server up
            server.call(self.login, HOME, "action_wait", self.homes[:1], *args)
        return server

    def _call(self, action, *call):
        """Call one of the servers by turns; None for an error or a lost answer."""
        begin = time.monotonic()
        error = result = None
        try:
            result = next(self.servers).call(self.login, *call)
        except Refused as refused:
            error = str(refused)
        except LOST:
            self.lost += 1
            return None, False
        self.answers.append((action, time.monotonic() - begin, error))
        return result, True

    def _take(self, action):
        args = self.random.choice(self.customers), "deposit", 1000
        homes = [self.random.choice(self.homes)]
        made, _answered = self._call(action, HOME, f"action_{action}", homes, *args)
        if made:
            self.mine.append(made)

    def _reserve(self):
        self._take("reserve")

    def _wait(self):
        self._take("wait")

    def _cancel(self):
        if self.mine:
            reservation = self.mine.pop(self.random.randrange(len(self.mine)))
            self._call(
                "cancel", RESERVATION, "action_cancel", [reservation], "Too dear"
            )

    def _pay(self):
        """Take money; an answer that is lost is asked for again, as the phone does."""
        if not self.mine or not self.vouchers:
            return
        voucher = self.vouchers[-1]
        payload = {
            "key": f"key-{voucher}",
            "reservation_id": self.random.choice(self.mine),
            "voucher_id": voucher,
            "amount": 1000,
            "method": "card",
            "number": f"N{voucher}",
            "bank": "T1",
        }
        answered = False
        while not answered and time.monotonic() < self.end:
            made, answered = self._call(
                "pay", RECEIPT, "action_collect_from_bag", payload
            )
        if made or not answered:
            self.vouchers.pop()


def sell(seller):
    """Run one salesperson, in a process of its own."""
    return seller.sell()
