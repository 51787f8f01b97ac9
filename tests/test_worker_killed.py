"""A worker killed in the middle of each step of collecting leaves nothing behind, and
two of finance at once do nothing twice (R4.23 to R4.27).

Real servers, kill -9; see killed_server.py.
"""

import itertools
import os
from contextlib import contextmanager

import database
import pytest

from .collecting_office import VOUCHERS, Office
from .killed_server import Refused, Server

# The tables that a step writes, in about the order in which it does: where its worker
# is killed. The short form takes the last of each, when the most was done.
POINTS = {
    "collection.run.action_generate": "collection_slip collection_slip_line",
    "collection.run.action_issue": "sales_register collection_slip collection_run",
    "collection.handover.action_issue": """
        sales_register collection_handover collection_handover_line
        collection_slip collection_voucher mail_activity""",
    "collection.handover.action_sign": """
        collection_handover collection_handover_line collection_slip
        collection_voucher mail_activity""",
    "collection.receipt.action_collect_from_bag": """
        collection_voucher collection_receipt collection_receipt_method
        collection_receipt_allocation collection_day_report""",
    "collection.day.report.action_submit": """
        collection_day_report collection_receipt collection_day_count""",
    "collection.day.report.action_save_count": """
        collection_day_report collection_day_difference""",
    "collection.day.report.action_verify": """
        collection_day_report account_payment account_move account_move_line
        account_partial_reconcile collection_slip_line collection_slip
        collection_receipt_method collection_receipt_allocation collection_receipt
        collection_day_difference""",
    "collection.receipt.method.action_bounce": """
        collection_receipt_method account_move account_move_line
        account_partial_reconcile account_payment collection_slip""",
}
# The records that the steps write: after a kill, and after the same call again.
KEPT = """
    account_move account_move_line account_partial_reconcile account_payment
    collection_day_count collection_day_declaration collection_day_difference
    collection_day_report collection_day_variance collection_handover
    collection_handover_line collection_receipt collection_receipt_allocation
    collection_receipt_method collection_run collection_slip collection_slip_line
    collection_voucher mail_activity mail_message sales_register
""".split()
STATE = " UNION ALL ".join(
    f"SELECT '{table}', md5(string_agg(t::text, '' ORDER BY t.id)) FROM {table} t"
    for table in KEPT
)
DELAYS = (0.08, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)
NOTES = "mail_message"  # a second run may note that it found nothing
# Each finds what must never be.
WRONG = {
    "a receivable on two open slips": """
        SELECT move_line_id FROM collection_slip_line WHERE is_open
         GROUP BY move_line_id HAVING count(*) > 1""",
    "an issued slip without number, or a draft with one": """
        SELECT id FROM collection_slip WHERE (state = 'draft') <> (number IS NULL)""",
    "a number of slips missing or twice": """
        SELECT max(right(number, 5)::int), count(number) FROM collection_slip
        HAVING max(right(number, 5)::int) <> count(number)""",
    "a number of hand-overs missing or twice": """
        SELECT kind FROM collection_handover GROUP BY kind
        HAVING max(right(number, 5)::int) <> count(DISTINCT number)""",
    "a register that counts other than its documents": """
        SELECT code FROM sales_register
         WHERE code = 'collection.slip' AND last_number <>
               (SELECT count(number) FROM collection_slip)""",
    "a voucher that is missing": f"""
        SELECT count(*) FROM collection_voucher HAVING count(*) <> {VOUCHERS}""",
    "a voucher in no place or in two": """
        SELECT number FROM collection_voucher
         WHERE (state, custody, holder_id IS NULL) NOT IN (
               ('blank', 'finance', true), ('branch', 'branch', false),
               ('collector', 'collector', false), ('used', 'collector', false))""",
    "a voucher or slip that waits for a signature on no sheet, or on another": """
        SELECT 'voucher', thing.id FROM collection_voucher thing
          LEFT JOIN collection_handover_line line
            ON line.voucher_id = thing.id AND line.is_open
         WHERE thing.open_handover_id IS DISTINCT FROM line.handover_id
         UNION ALL
        SELECT 'slip', thing.id FROM collection_slip thing
          LEFT JOIN collection_handover_line line
            ON line.slip_id = thing.id AND line.is_open
         WHERE thing.open_handover_id IS DISTINCT FROM line.handover_id""",
    "a voucher used by no receipt or by two, or a receipt on an unused one": """
        SELECT voucher.number FROM collection_voucher voucher
          LEFT JOIN collection_receipt receipt ON receipt.voucher_id = voucher.id
         GROUP BY voucher.id
        HAVING count(receipt.id) <> (voucher.state = 'used')::int""",
    "a receipt that is not as its report": """
        SELECT receipt.id FROM collection_receipt receipt
          LEFT JOIN collection_day_report report ON report.id = receipt.report_id
         WHERE (report.state, receipt.state) NOT IN (
               ('open', 'collected'), ('submitted', 'reported'),
               ('verified', 'verified')) OR report.id IS NULL""",
    "a receipt without payment, or paid before it was verified": """
        SELECT part.id FROM collection_receipt_method part
          JOIN collection_receipt receipt ON receipt.id = part.receipt_id
          LEFT JOIN account_payment payment ON payment.collection_method_id = part.id
         GROUP BY part.id, receipt.id
        HAVING count(payment.id) <> (receipt.state = 'verified')::int
            OR part.payment_id IS DISTINCT FROM max(payment.id)""",
    "a payment that no receipt knows": """
        SELECT id FROM account_payment WHERE collection_method_id IS NULL""",
    "an allocation that is paid otherwise": """
        SELECT part.id FROM collection_receipt_allocation part
          JOIN collection_receipt receipt ON receipt.id = part.receipt_id
         WHERE COALESCE(part.amount_reconciled, 0)
            <> CASE receipt.state WHEN 'verified' THEN part.amount ELSE 0 END""",
    "a line of a slip that is open other than in the ledger": """
        SELECT line.id FROM collection_slip_line line
          JOIN account_move_line item ON item.id = line.move_line_id
         WHERE line.is_open = item.reconciled
            OR line.amount_residual <> item.amount_residual""",
    "a slip settled with an open line, or not without one": """
        SELECT slip.id FROM collection_slip slip
          JOIN collection_slip_line line ON line.slip_id = slip.id
         GROUP BY slip.id HAVING bool_or(line.is_open) = (slip.state = 'settled')""",
    "an entry that does not balance": """
        SELECT move_id FROM account_move_line
         GROUP BY move_id HAVING sum(balance) <> 0""",
    "money in the ledger that was not verified, or not there though it was": """
        SELECT 1 WHERE (
            SELECT sum(item.balance) FROM account_move_line item
              JOIN account_account account ON account.id = item.account_id
             WHERE account.account_type = 'asset_receivable'
               AND item.parent_state = 'posted'
        ) <> (
            SELECT sum(amount_total) FROM account_move
             WHERE move_type = 'out_invoice' AND state = 'posted'
        ) - (
            SELECT COALESCE(sum(part.amount), 0) FROM collection_receipt_method part
              JOIN collection_receipt receipt ON receipt.id = part.receipt_id
             WHERE receipt.state = 'verified' AND part.bounce_date IS NULL
        )""",
}


# the long form runs beside the office that the short one keeps
OFFICES = itertools.count(1)


@contextmanager
def running():
    """An office on a server and a database of its own."""
    name = f"run_{os.getpid()}_killed_{next(OFFICES)}"
    database.copy(database.template(), name)
    try:
        with Server(name) as server:
            yield Office(server)
    finally:
        database.drop(name)


@pytest.fixture(scope="module")
def office():
    with running() as office:
        yield office


def check(office, when):
    for what, query in WRONG.items():
        assert not office.server.query(query), f"{what}, {when}"


class Day:
    """Leads slips from the run to the bounce; each step is killed, then done once."""

    def __init__(self, office, is_long=False):
        self.office = office
        self.server = office.server
        self.is_long = is_long

    def step(self, logins, model, method, *args):
        """Kill workers within a call, then have it done by all `logins` at once."""
        name = f"{model}.{method}"
        call = (model, method, *args)
        points = POINTS[name].split()
        before = self.server.query(STATE)
        for table in points if self.is_long else points[-1:]:
            found = self.server.kill_at(table, logins[0], *call)
            assert found, f"{name} writes no {table}"
            assert self.server.query(STATE) == before, f"{name} killed at {table}"
        if not self.is_long or not self.kill_blindly(logins[0], call, before):
            self.finish(logins, points[-1], call)
        after = self.server.query(STATE)
        assert after != before, f"{name} does nothing"
        check(self.office, f"{name} done")
        self.call_again(logins[0], call)
        again = self.server.query(STATE)
        changed = {new[0] for old, new in zip(after, again, strict=True) if old != new}
        assert changed <= {NOTES}, f"{name} done once more"

    def kill_blindly(self, login, call, before):
        """Kill the whole server, then workers, wherever they are after a while.

        :return: whether the call was done before the kill, which nobody can know
        """
        for seconds in DELAYS:
            self.server.kill_after(seconds, login, *call, whole=seconds == DELAYS[0])
            check(self.office, f"{call[1]} killed after {seconds} s")
            if self.server.query(STATE) != before:
                return True
        return False

    def finish(self, logins, table, call):
        if len(logins) == 1:
            return self.server.call(logins[0], *call)
        calls = [(login, *call) for login in logins]
        return self.server.call_at_once(table, *calls)

    def call_again(self, login, call):
        """As a client does that lost the answer; a refusal is fine."""
        try:
            return self.server.call(login, *call)
        except Refused as refusal:
            return refusal

    def walk(self):
        office = self.office
        finance = ("finance_one", "finance_two")
        office.new_debts()
        run = office.new_run()
        self.step(finance, "collection.run", "action_generate", [run])
        self.step(finance, "collection.run", "action_issue", [run])
        for kind, giver, receiver in (
            ("to_branch", "finance_one", "head"),
            ("to_collector", "head", "seller"),
        ):
            sheet = [office.new_handover(kind, giver, receiver)]
            self.step([giver], "collection.handover", "action_issue", sheet)
            self.step([receiver], "collection.handover", "action_sign", sheet)
        for pair, method in zip(office.get_bag(), ("cash", "cheque"), strict=True):
            payload = office.get_payload(*pair, method)
            self.step(
                ["seller"], "collection.receipt", "action_collect_from_bag", payload
            )
        model = "collection.day.report"
        report = office.get_report("open")
        self.step(["seller"], model, "action_submit", report)
        office.count(report[0], {"cash": 90, "cheque": 100})
        self.step(finance, model, "action_save_count", report)
        office.settle(report[0])
        self.step(finance, model, "action_verify", report)
        cheque = [office.get_cheque(), str(office.today), "No funds"]
        self.step(finance, "collection.receipt.method", "action_bounce", *cheque)
        closing, balance = office.print_journal()
        assert closing == balance == 100


def test_each_step_killed_once_is_done_once(office):
    Day(office).walk()


def test_two_of_finance_run_at_once(office):
    """Two runs find the same receivables; then each issues slips of its own."""
    model, users = "collection.run", ("finance_one", "finance_two")
    runs = [office.new_run(user) for user in users]

    def count(state):
        return sorted(
            office.call(
                "finance_one",
                "collection.slip",
                "search_count",
                [["run_id", "=", run], ["state", "=", state]],
            )
            for run in runs
        )

    def act_at_once(method, table):
        calls = [
            (user, model, method, [run]) for user, run in zip(users, runs, strict=True)
        ]
        office.server.call_at_once(table, *calls)
        check(office, f"{method} at once")

    office.new_debts()
    act_at_once("action_generate", "collection_slip_line")
    assert count("draft") == [0, 2]
    office.new_debts(count=4)
    for run in runs:  # the one that came too late, or the other, finds the new ones
        office.call("finance_one", model, "action_generate", [run])
        office.new_debts(count=1)
    act_at_once("action_issue", "collection_slip")
    assert count("draft") == [0, 0]
    assert min(count("issued")) > 0


@pytest.mark.long
def test_each_step_killed_at_each_point_is_done_once():
    with running() as office:
        Day(office, is_long=True).walk()
