"""Spot check: the copies hold the values that the ORM would have stored.

Every stored computed field of a sample is computed again and compared.
"""

import generate

from odoo.tools import SQL, float_compare

SAMPLE = 150  # copies of each model
ORIGINALS = 40  # records made by the ORM
# The price of a quotation counts as typed by hand where it is not the product's.
BY_HAND = {("sale.order.line", "price_unit")}


def check(env, sample=SAMPLE):
    """Raise where the copies are not as the ORM would have stored them."""
    for name in generate.MODELS:
        if name in env:
            for what, stored, computed in _check_model(env, name, sample):
                raise AssertionError(f"{what} is {stored}, computed it is {computed}")


def _check_model(env, name, sample):
    """Fields that differ on what the ORM made too depend on the day or the user."""
    originals = env[name].search([], order="id", limit=ORIGINALS)
    copies = _get_sample(env, name, sample) - originals
    for field in env[name]._fields.values():
        if not (field.store and field.compute and field.column_type):
            continue
        if (name, field.name) in BY_HAND:
            continue
        if not _recompute(env, field, originals):
            for record, stored, computed in _recompute(env, field, copies):
                yield f"{record}.{field.name}", stored, computed


def _recompute(env, field, records):
    """Return the changes when the field is computed again."""
    stored = {record: record[field.name] for record in records}
    env.add_to_compute(field, records)
    computed = {record: record[field.name] for record in records}
    env.invalidate_all(flush=False)
    env.transaction.clear()
    return [
        (record, stored[record], computed[record])
        for record in records
        if not _is_same(field, stored[record], computed[record])
    ]


def _get_sample(env, name, sample):
    """Records spread evenly over the table."""
    table = SQL.identifier(env[name]._table)
    last = env.execute_query(SQL("SELECT max(id) FROM %s", table))[0][0] or 0
    step = max(last // sample, 1)
    query = SQL("SELECT id FROM %s WHERE id %% %s = 0 ORDER BY id", table, step)
    return env[name].browse([row[0] for row in env.execute_query(query)])


def _is_same(field, stored, computed):
    if field.type in ("monetary", "float"):
        return float_compare(stored, computed, precision_digits=6) == 0
    return stored == computed
