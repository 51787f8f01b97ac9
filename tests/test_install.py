"""Installing, upgrading and uninstalling leave a sound database behind.

Odoo runs as a process of its own on copies of the test templates; a warning in its
log is a failure (tools/install_log.py).
"""

import subprocess

import database
import pytest
from ground import ADDONS, OUR_ADDONS, ROOT

from .upgrade_release import core_paths

ORDER = """
partner = env["res.partner"].create({"name": "Customer after all"})
product = env["product.product"].create({"name": "Thing", "list_price": 100})
product.invoice_policy = "order"
order = env["sale.order"].create({
    "partner_id": partner.id,
    "order_line": [(0, 0, {"product_id": product.id, "product_uom_qty": 2})],
})
order.action_confirm()
invoice = order._create_invoices()
invoice.action_post()
print("RESULT", order.state, invoice.state, invoice.amount_untaxed)
"""


def modules_of(name):
    rows = database.query(
        name, "SELECT name FROM ir_module_module WHERE state = 'installed'"
    )
    return {row[0] for row in rows}


def schema_of(name):
    """Every column, index and constraint of a database."""
    rows = database.query(
        name,
        """
        SELECT 'column', table_name || '.' || column_name
          FROM information_schema.columns WHERE table_schema = 'public'
         UNION SELECT 'index', indexname FROM pg_indexes WHERE schemaname = 'public'
         UNION SELECT 'constraint', conrelid::regclass || '.' || conname
          FROM pg_constraint WHERE contype <> 'n'
        """,
    )
    return {tuple(row) for row in rows}


def sell(name):
    """Sell and invoice something in a new process; what it tells of it."""
    out = database.shell(name, ORDER)
    return [line for line in out.splitlines() if line.startswith("RESULT")]


@pytest.mark.long
@pytest.mark.parametrize("addon", OUR_ADDONS)
def test_addon_installs_in_an_empty_database(addon, copy_of):
    name = copy_of(None)
    database.install(name, addon)
    assert addon in modules_of(name)
    assert sell(name) == ["RESULT sale posted 200.0"]


def test_upgrade_changes_nothing_when_nothing_changed(copy_of):
    source = database.template()
    name = copy_of(source)
    database.upgrade(name, *OUR_ADDONS)
    assert schema_of(name) == schema_of(source)


@pytest.mark.long
def test_upgrade_from_the_version_before_gives_one_schema(copy_of, tmp_path):
    before = addons_before_last_version(tmp_path)
    name = copy_of(database.core_template())
    path = ",".join([*core_paths(), str(before)])
    database.install(name, *OUR_ADDONS, options=[f"--addons-path={path}"])
    database.upgrade(name, *OUR_ADDONS)
    assert schema_of(name) == schema_of(database.template())
    assert sell(name) == ["RESULT sale posted 200.0"]


def test_uninstalling_takes_everything_along_and_core_sells(copy_of):
    core = database.core_template()
    name = copy_of(database.template())
    database.odoo("module", "uninstall", "-d", name, OUR_ADDONS[0])
    assert not modules_of(name) & set(OUR_ADDONS)
    assert schema_of(name) - schema_of(core) == set()
    assert schema_of(core) - schema_of(name) == set()
    left = database.query(
        name,
        "SELECT module, name FROM ir_model_data"
        f" WHERE module IN ({', '.join(repr(addon) for addon in OUR_ADDONS)})",
    )
    assert left == []
    assert sell(name) == ["RESULT sale posted 200.0"]


def git(*arguments):
    return subprocess.run(
        ["git", "-C", ROOT, *arguments], capture_output=True, check=True
    ).stdout


def addons_before_last_version(folder):
    """The addons as before the last commit that raised one of their versions.

    As they are now when none was raised yet.
    """
    for commit in git("log", "--format=%H", "-G", '"version":', "--", "addons").split():
        changed = git("show", "--format=", "-U0", commit.decode(), "--", "addons")
        if b'-    "version":' in changed:
            tree = git("archive", f"{commit.decode()}^", "addons")
            subprocess.run(["tar", "-x", "-C", folder], input=tree, check=True)
            return folder / "addons"
    return ADDONS
