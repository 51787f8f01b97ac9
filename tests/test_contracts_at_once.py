"""Two who take the same step of a contract at the same moment: one wins and the other
is told. Steps whose worker is killed: nothing is done by half or twice (R2.7 to R2.10).

Real servers and processes, kill -9; the contracts are made by contracts_script.py.
"""

import os
import re
from datetime import date
from pathlib import Path

import database
import pytest

from .killed_server import Refused, Server

SCRIPT = Path(__file__).with_name("contracts_script.py")
CONTRACT = "property.contract"
AMENDMENT = "property.amendment"
HANDOVER = "property.handover"
SELLER, FINANCE = "crt_home_seller", "crt_finance"
TODAY = str(date.today())
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


def seller(name, model, method, *args):
    return SELLER, model, method, name, *args


def finance(name, model, method, *args):
    return FINANCE, model, method, name, *args


SIGN = seller("sign_1", CONTRACT, "action_sign")
ACCEPT = seller("keys_2", HANDOVER, "action_accept", PICTURE)
CLOSE = finance("month_before", "property.ledger.month", "action_close")
# Two calls at once, what the one that comes too late reads, and what there is of it:
# one row. Names stand for the ids of contracts_script.py.
RACES = {
    "a contract is signed once": (
        SIGN,
        SIGN,
        "is “Signed”",
        "SELECT id FROM property_document"
        " WHERE contract_id = {sign_1} AND kind = 'contract'",
    ),
    "of two changes of a price the other is asked anew": (
        seller("price_1", AMENDMENT, "action_apply"),
        seller("price_2", AMENDMENT, "action_apply"),
        "not as it was approved any more|differ|is the price",
        "SELECT id FROM property_amendment"
        " WHERE contract_id = {amend} AND kind = 'price' AND state = 'applied'",
    ),
    "a contract ends or its area is settled": (
        seller("rescind_settle", AMENDMENT, "action_apply"),
        finance("settle_1", CONTRACT, "action_settle_area"),
        "not as it was approved any more|between signature and handover",
        "SELECT id FROM property_contract"
        " WHERE id = {settle_1} AND state IN ('settled', 'rescinded')",
    ),
    "a home is handed over once": (
        ACCEPT,
        ACCEPT,
        "is “Accepted”",
        "SELECT DISTINCT move.id FROM account_move move"
        "  JOIN account_move_line line ON line.move_id = move.id"
        " WHERE line.contract_id = {keys_contract_2} AND move.move_type <> 'entry'",
    ),
    "a contract ends or the home is handed over": (
        seller("rescind_keys", AMENDMENT, "action_apply"),
        seller("keys_1", HANDOVER, "action_accept", PICTURE),
        "is “Refused”|It was handed over on|cannot be handed over",
        "SELECT id FROM property_contract WHERE id = {keys_contract_1}"
        " AND state IN ('handed_over', 'rescinded')",
    ),
    "a late fee is claimed once": (
        finance("late", CONTRACT, "action_claim_late_fee"),
        finance("late", CONTRACT, "action_claim_late_fee"),
        "nothing accrued that is not claimed",
        "SELECT id FROM property_late_fee_claim WHERE contract_id = {late}",
    ),
    "a fee is paid on once": (
        finance("fee", "property.fee", "action_pay_on", TODAY, "LIST-1"),
        finance("fee", "property.fee", "action_pay_on", TODAY, "LIST-2"),
        "is “Passed on”",
        "SELECT id FROM account_payment WHERE property_fee_id = {fee}",
    ),
    "a loan is paid out once": (
        finance("loan", "property.mortgage", "action_pay_out", TODAY, 700_000, "P1"),
        finance("loan", "property.mortgage", "action_pay_out", TODAY, 700_000, "P2"),
        "is “Paid out”|of it are not paid out",
        "SELECT id FROM property_bank_credit WHERE mortgage_id = {loan}",
    ),
    "money that waits is paid back once": (
        finance("waiting", CONTRACT, "action_refund"),
        finance("waiting", CONTRACT, "action_refund"),
        "no money waits",
        "SELECT id FROM property_refund WHERE contract_id = {waiting}",
    ),
    "what a rescission leaves is paid back once": (
        finance("refund", AMENDMENT, "action_refund"),
        finance("refund", AMENDMENT, "action_refund"),
        "nothing is left to pay back",
        "SELECT id FROM property_refund WHERE amendment_id = {refund}",
    ),
    "contracts are taken over once": (
        finance("takeover", "property.takeover", "action_apply"),
        finance("takeover", "property.takeover", "action_apply"),
        "is “Taken Over”",
        "SELECT id FROM property_contract WHERE number LIKE 'HT-%'",
    ),
    "a month is closed once": (
        CLOSE,
        CLOSE,
        "is “Closed”",
        "SELECT id FROM property_ledger_month"
        " WHERE id = {month_before} AND state = 'closed'",
    ),
}
# the table that both are about to write; else the guards of homes
TABLES = {
    "a month is closed once": "property_ledger_head",
    "contracts are taken over once": "property_takeover",
}
# A step, and what it writes, in about its order: it is killed at the last two of these,
# done once afterwards, and then refused.
KILLS = {
    "signing": (
        seller("sign_2", CONTRACT, "action_sign"),
        "property_unit property_contract property_document account_move_line",
    ),
    "settlement of many": (
        finance("settle_2 settle_3", CONTRACT, "action_settle_area"),
        "property_unit property_area_settlement property_document account_move"
        " account_move_line property_contract",
    ),
    "handover": (
        seller("keys_3", HANDOVER, "action_accept", PICTURE),
        "property_unit account_move account_partial_reconcile property_handover"
        " sales_register property_warranty",
    ),
    "rescission": (
        seller("rescind", AMENDMENT, "action_apply"),
        "property_unit property_instalment account_move account_partial_reconcile"
        " property_contract property_document",
    ),
    "close of a month": (
        finance("month", "property.ledger.month", "action_close"),
        "property_ledger_head property_ledger_month",
    ),
}
KEPT = """
    account_move account_move_line account_partial_reconcile account_payment
    property_amendment property_area_settlement property_contract property_document
    property_handover property_instalment property_ledger_month property_unit
    property_warranty sales_register property_late_fee_claim property_refund
""".split()
STATE = " UNION ALL ".join(
    f"SELECT '{table}', md5(string_agg(t::text, '' ORDER BY t.id)) FROM {table} t"
    for table in KEPT
)
WRONG = {
    "an entry that does not balance": """
        SELECT move_id FROM account_move_line
         GROUP BY move_id HAVING sum(balance) <> 0""",
    "a home with two contracts": """
        SELECT unit_id FROM property_contract
         WHERE state NOT IN ('rescinded', 'cancelled')
         GROUP BY unit_id HAVING count(*) > 1""",
    "an ended contract that owes or is owed, but what is paid back": """
        SELECT line.contract_id FROM account_move_line line
          JOIN property_contract contract ON contract.id = line.contract_id
          JOIN account_account account ON account.id = line.account_id
         WHERE contract.state IN ('rescinded', 'handed_over')
               AND account.account_type = 'liability_current'
               AND account.reconcile AND NOT line.reconciled
               AND line.parent_state = 'posted'""",
}


class Contracts:
    """The contracts of the script, on a server and a database of their own."""

    def __init__(self, server):
        self.server = server
        rows = server.query(
            "SELECT replace(key, 'at_once.', ''), value FROM ir_config_parameter"
            " WHERE key LIKE 'at_once.%'"
        )
        self.ids = {name: int(value) for name, value in rows}

    def get_call(self, login, model, method, names, *args):
        return login, model, method, [self.ids[name] for name in names.split()], *args

    def query(self, text):
        return self.server.query(text.format(**self.ids))

    def check(self, when):
        for what, query in WRONG.items():
            assert not self.query(query), f"{what}, {when}"


@pytest.fixture(scope="module")
def contracts():
    name = f"run_{os.getpid()}_contracts"
    database.copy(database.department(), name)
    try:
        database.shell(name, SCRIPT.read_text("utf-8"))
        with Server(name) as server:
            yield Contracts(server)
    finally:
        database.drop(name)


@pytest.mark.parametrize("race", RACES)
def test_one_of_two_at_once(contracts, race):
    first, second, text, query = RACES[race]
    calls = [contracts.get_call(*call) for call in (first, second)]
    assert len(contracts.query(query)) == 0
    table = TABLES.get(race, "property_unit")
    ended = contracts.server.call_at_once(table, *calls)
    refused = [end for end in ended if isinstance(end, Refused)]
    assert len(refused) == 1, ended
    assert re.search(text, str(refused[0])), refused
    assert len(contracts.query(query)) == 1
    contracts.check(race)


@pytest.mark.parametrize("step", KILLS)
def test_a_killed_step_is_done_once(contracts, step):
    call, tables = KILLS[step]
    call, server = contracts.get_call(*call), contracts.server
    before = server.query(STATE)
    for table in tables.split()[-2:]:
        assert server.kill_at(table, *call), f"{step} writes no {table}"
        assert server.query(STATE) == before, f"{step}, killed at {table}"
    server.call(*call)
    after = server.query(STATE)
    assert after != before
    contracts.check(step)
    with pytest.raises(Refused):
        server.call(*call)
    assert server.query(STATE) == after, f"{step}, done once more"
