"""Compares two databases table by table: what one lost or changed on the way."""

import re
from collections import Counter

import psycopg2

TABLES = """
SELECT table_name, column_name
  FROM information_schema.columns
  JOIN information_schema.tables USING (table_schema, table_name)
 WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
 ORDER BY table_name, ordinal_position
"""
SHOWN = 3  # rows of a column that changed, in the message


class Content:
    """The tables of a database."""

    def __init__(self, name):
        self.connection = psycopg2.connect(dbname=name)
        self.connection.autocommit = True
        self.tables = {}
        for table, column in self.query(TABLES):
            self.tables.setdefault(table, []).append(column)

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.connection.close()

    def query(self, statement, values=None):
        """The rows of a query."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    def get_digests(self, table, columns):
        """The ids of a table, and one digest for each of its columns."""
        digests = ", ".join(
            f"""md5(string_agg(coalesce(md5("{column}"::text), '-'), ''))"""
            for column in ("id", *columns)
        )
        ordered = f'SELECT * FROM "{table}" ORDER BY id'
        [row] = self.query(f"SELECT {digests} FROM ({ordered}) row")
        return row

    def get_ids(self, table):
        return {id_ for (id_,) in self.query(f'SELECT id FROM "{table}"')}

    def get_values(self, table, column):
        """The values of a column, as text by id."""
        return dict(self.query(f'SELECT id, "{column}"::text FROM "{table}"'))

    def get_rows(self, table, columns):
        """The rows of a table without ids, counted."""
        listed = ", ".join(f'"{column}"' for column in columns)
        return Counter(self.query(f'SELECT {listed} FROM "{table}"'))


class Comparison:
    """Finds what is not in the second database as it was in the first.

    :param renamed: {"table" or "table.column": its new name}; models follow by name
    :param gone: {"table" or "table.column": why it is not there any more}
    :param changed: {"table" or "table.column": why it may hold something else}
    :param grows: {"table": why it may have further rows}
    :param written: {"table": ids of rows that the files of addons write, and only they}
    """

    def __init__(self, before, after, renamed, gone, changed, grows, written):
        self.before, self.after = before, after
        self.renamed, self.gone = renamed, gone
        self.changed, self.grows, self.written = changed, grows, written
        self.losses = []
        self.new_values = {
            old.replace("_", "."): new.replace("_", ".")
            for old, new in renamed.items()
            if "." not in old
        }

    def run(self):
        """Return what was lost or changed without being declared, a line each."""
        for table, columns in self.before.tables.items():
            if self._is_there(table) and table not in self.changed:
                self._compare_table(table, columns)
        return self.losses

    def _is_there(self, table):
        found = self.renamed.get(table, table) in self.after.tables
        if found == (table in self.gone):
            what = "is still there" if found else "is gone, with its rows"
            self.losses.append(f"{table} {what}")
        return found and table not in self.gone

    def _compare_table(self, table, columns):
        new = self.renamed.get(table, table)
        pairs = {}
        for column in columns:
            name = f"{table}.{column}"
            target = self.renamed.get(name, column)
            found = target in self.after.tables[new]
            if found == (name in self.gone):
                what = "is still there" if found else "is gone, with its values"
                self.losses.append(f"{name} {what}")
            elif found and name not in self.changed:
                pairs[column] = target
        if "id" in pairs:
            self._compare_rows(table, new, pairs)
        else:
            self._compare_relation(table, new, pairs)

    def _compare_rows(self, table, new, pairs):
        old_ids, *old = self.before.get_digests(table, pairs)
        new_ids, *now = self.after.get_digests(new, pairs.values())
        written = self.written.get(new, set())
        if old_ids != new_ids:
            there = self.before.get_ids(table) - written
            still = self.after.get_ids(new) - written
            self._note_rows(table, there - still, still - there)
        for column, one, other in zip(pairs, old, now, strict=True):
            if one != other:
                self._compare_column(table, column, new, pairs[column])

    def _note_rows(self, table, lost, added):
        if lost:
            self.losses.append(f"{table}: {len(lost)} rows are gone, {_some(lost)}")
        if added and table not in self.grows:
            self.losses.append(f"{table}: {len(added)} rows more, {_some(added)}")

    def _compare_column(self, table, column, new, target):
        now = self.after.get_values(new, target)
        for id_ in self.written.get(new, ()):
            now.pop(id_, None)
        changed = [
            (id_, value, now[id_])
            for id_, value in sorted(self.before.get_values(table, column).items())
            if id_ in now and self.new_values.get(value, value) != now[id_]
        ]
        if changed:
            rows = "; ".join(
                f"{id_}: {_short(value)} -> {_short(other)}"
                for id_, value, other in changed[:SHOWN]
            )
            self.losses.append(f"{table}.{column}: {len(changed)} changed, {rows}")

    def _compare_relation(self, table, new, pairs):
        before = self.before.get_rows(table, pairs)
        after = self.after.get_rows(new, pairs.values())
        self._note_rows(table, before - after, after - before)


def _some(ids):
    shown = ", ".join(map(str, sorted(ids)[:SHOWN]))
    return f"{shown} ..." if len(ids) > SHOWN else shown


def _short(value):
    text = re.sub(r"\s+", " ", str(value))
    return text if len(text) < 60 else f"{text[:57]}..."
