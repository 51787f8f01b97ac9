"""The rows that a transaction made, to be made again in another one.

As JSON that PostgreSQL writes and reads, so that no value passes through Python.
"""

import json

from odoo.modules.registry import Registry
from odoo.tools import SQL, mute_logger

# tables that the transaction has written to
WRITTEN = """
    SELECT relname FROM pg_stat_xact_user_tables
     WHERE schemaname = current_schema AND n_tup_ins + n_tup_upd + n_tup_del > 0
     ORDER BY relname"""


def get_rows(cr):
    """Return what the transaction of a cursor made and changed.

    :return: a list of (table, columns, rows as JSON); no columns where rows are new
    :raise ValueError: rows are gone, which nothing here repeats
    """
    cr.execute(WRITTEN)
    found = []
    with Registry(cr.dbname).cursor() as committed:
        for (table,) in cr.fetchall():
            before, after = _read(committed, table), _read(cr, table)
            if gone := before.keys() - after.keys():
                raise ValueError(f"A set-up cannot be set aside without {table} {gone}")
            new = [after[key] for key in sorted(after.keys() - before.keys())]
            changed = [key for key in before if after[key] != before[key]]
            columns = {
                name
                for key in changed
                for name, value in json.loads(after[key]).items()
                if json.loads(before[key])[name] != value
            }
            if new:
                found.append([table, [], _join(new)])
            if changed:
                # no other column, as other tests may leave another value there
                rows = _read(cr, table, sorted(columns), changed)
                rows = _join(rows[key] for key in sorted(changed))
                found.append([table, sorted(columns), rows])
    return found


def _read(cr, table, columns=(), ids=()):
    """Return the rows of a table, by their id or else by all that they hold.

    :param columns: those to read beside the id, of the rows with these `ids`
    """
    rows = SQL.identifier(table)
    if columns:
        names = SQL(", ").join(map(SQL.identifier, ["id", *columns]))
        rows = SQL("(SELECT %s FROM %s WHERE id = ANY(%s))", names, rows, list(ids))
    cr.execute(SQL("SELECT to_json(t)::text FROM %s t", rows))
    texts = [text for (text,) in cr.fetchall()]
    return {json.loads(text).get("id", text): text for text in texts}


def _join(rows):
    return f"[{','.join(rows)}]"


def put_in_place(env, rows):
    """Make rows that `get_rows` returned."""
    if not rows:
        return
    # one statement: its foreign keys are checked at its end, whatever the order
    parts = [
        SQL("%s AS (%s)", SQL.identifier(f"part_{number}"), _query_rows(*row))
        for number, row in enumerate(rows)
    ]
    env.cr.execute(SQL("WITH %s SELECT 1", SQL(", ").join(parts)))
    env.invalidate_all()
    with mute_logger("odoo.registry"):
        env.registry.clear_all_caches()


def _query_rows(table, columns, rows):
    table = SQL.identifier(table)
    kept = SQL("json_populate_recordset(NULL::%s, %s)", table, rows)
    if not columns:
        return SQL("INSERT INTO %s SELECT * FROM %s", table, kept)
    values = [
        SQL("%s = kept.%s", SQL.identifier(name), SQL.identifier(name))
        for name in columns
    ]
    return SQL(
        "UPDATE %s now SET %s FROM %s kept WHERE now.id = kept.id",
        table,
        SQL(", ").join(values),
        kept,
    )
