"""Homes come to a company that trades, and go, and its trade stays as it was.

Its documents stand in every state. The tables of trade are compared row by row and
value by value; credit, grades and the next slips as they are told.
"""

import json
from pathlib import Path

import database
from ground import OUR_ADDONS

from .upgrade_content import Comparison, Content

BELOW, HOMES = OUR_ADDONS[:-1], OUR_ADDONS[-1]
TRADE = (
    "account_",
    "collection_",
    "crm_",
    "product_",
    "res_company",
    "res_currency",
    "res_partner",
    "sale_",
    "sales_",
)
# what saving a user again or adding a member leaves on a row
SAVED = {
    f"{table}.{column}": "saved again, with the same values"
    for table in ("crm_team", "res_company", "res_partner")
    for column in ("write_uid", "write_date")
}
CHANGED = {
    **SAVED,
    "account_account.name": "charts have their names in the languages that are there",
    "sales_register.last_number": "homes number receipts with everybody",
}


def get_figures(name, *scripts):
    """Run files of this folder in a database; what its trade amounts to then."""
    texts = [
        Path(__file__).with_name(script).read_text("utf-8")
        for script in (*scripts, "trade_figures.py")
    ]
    lines = database.shell(name, "\n".join(texts)).splitlines()
    [figures] = [line for line in lines if line.startswith("FIGURES")]
    return json.loads(figures.removeprefix("FIGURES"))


def get_losses(before, after):
    """Rows and values of trade in one database that the other has not so."""
    with Content(before) as old, Content(after) as new:
        for content in (old, new):
            content.tables = {
                table: columns
                for table, columns in content.tables.items()
                if table.startswith(TRADE)
            }
        grows = old.tables.keys()
        return Comparison(old, new, {}, {}, CHANGED, grows, {}).run()


def get_installed(name):
    rows = database.query(
        name, "SELECT name FROM ir_module_module WHERE state = 'installed'"
    )
    return {row[0] for row in rows} & set(OUR_ADDONS)


def test_homes_come_and_go_and_trade_stays_as_it_was(copy_of):
    name = copy_of(database.core_template())
    for position, addon in enumerate(BELOW, 1):
        database.install(name, addon)
        assert get_installed(name) == set(BELOW[:position])
    figures = get_figures(name, "trade_script.py")
    before = copy_of(name)
    for told in ("credit", "grades", "slips", "held"):
        assert figures[told], f"no {told} to compare"

    database.install(name, HOMES)
    assert get_installed(name) == set(OUR_ADDONS)
    assert get_losses(before, name) == []
    assert get_figures(name) == figures
    assert get_figures(name, "trade_homes.py") == figures

    database.odoo("module", "uninstall", "-d", name, HOMES)
    assert get_installed(name) == set(BELOW)
    assert get_losses(before, name) == []
    assert get_figures(name) == figures
