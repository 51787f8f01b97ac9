"""Copies documents by INSERT ... SELECT, thousands at a time.

A document, with everything that hangs on it, is made once through the ORM: that is an
archetype. Its rows are then inserted again for every row of the table `bench_copy`,
which has the customer, the days earlier and the factor of the amount. References
within the archetype go to the copies of the rows, so that each copy is as the ORM would
have written it.
"""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field

from odoo.tools import SQL

# Amounts that are no monetary fields, so that they follow the factor too.
AMOUNTS = {"technical_price_unit", "price_tax"}
PRICES = {"Product Price"}


@dataclass
class Archetype:
    """The rows that make up one document."""

    name: str
    rows: dict = field(default_factory=dict)  # table -> ids
    relations: dict = field(default_factory=dict)  # table -> (columns, rows)
    copies: int = 0
    first_ids: dict = field(default_factory=dict)  # table -> id of the first copy
    first_numbers: dict = field(default_factory=dict)  # prefix -> first number


class Cloner:
    """Notes new records and inserts them again."""

    def __init__(self, env, models, customer):
        """Begin without archetypes.

        :param models: names of the models whose rows belong to documents
        :param customer: the company that the archetypes are made for, with one contact
        """
        self.env = env
        self.models = {env[m]._table: env[m] for m in models if m in env}
        self.customer = customer
        self.contact = customer.child_ids[:1]
        self.archetypes = {}
        self.columns = {table: self._get_columns(table) for table in self.models}
        env.cr.execute(
            """
            CREATE TEMPORARY TABLE IF NOT EXISTS bench_copy (
                archetype text, n int, partner_id int, contact_id int, label text,
                days int, factor int)
            """
        )
        env.cr.execute("TRUNCATE bench_copy")

    @contextmanager
    def archetype(self, name):
        """Make all records created within part of the archetype of that name."""
        before = {table: self._get_last_id(table) for table in self.models}
        found = Archetype(name)
        yield found
        self.env.flush_all()
        for table in self.models:
            query = SQL(
                "SELECT id FROM %s WHERE id > %s ORDER BY id",
                SQL.identifier(table),
                before[table],
            )
            ids = [row[0] for row in self.env.execute_query(query)]
            if ids:
                found.rows[table] = ids
        found.relations = self._find_relations(found)
        self.archetypes[name] = found

    def add(self, name, copies):
        """Ask for copies of an archetype.

        :param copies: SQL of rows (partner_id, contact_id, label, days, factor)
        """
        archetype = self.archetypes[name]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bench_copy
                SELECT %s, %s + row_number() OVER (), * FROM (%s) AS wanted
                """,
                name,
                archetype.copies,
                copies,
            )
        )
        archetype.copies += self.env.cr.rowcount

    def write(self):
        """Insert all copies asked for."""
        self._number()
        tables = sorted(
            {
                table
                for archetype in self.archetypes.values()
                if archetype.copies
                for table in [*archetype.rows, *archetype.relations]
            }
        )
        with without_indexes(self.env.cr, tables):
            for archetype in self.archetypes.values():
                if archetype.copies:
                    self._insert(archetype)
        for table in self.models:
            self.env.cr.execute(
                SQL(
                    "SELECT setval(%s, (SELECT max(id) FROM %s))",
                    f"{table}_id_seq",
                    SQL.identifier(table),
                )
            )
        self.env.invalidate_all()

    # finding what belongs together

    def _get_last_id(self, table):
        query = SQL("SELECT COALESCE(max(id), 0) FROM %s", SQL.identifier(table))
        return self.env.execute_query(query)[0][0]

    def _get_columns(self, table):
        """Columns that are stored: name -> (type, table that it refers to)."""
        query = SQL(
            """
            SELECT a.attname, format_type(a.atttypid, NULL), c.confrelid::regclass::text
              FROM pg_attribute a
              LEFT JOIN pg_constraint c ON c.conrelid = a.attrelid
                    AND c.contype = 'f' AND c.conkey = ARRAY[a.attnum]
             WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum
            """,
            table,
        )
        return {name: (kind, to) for name, kind, to in self.env.execute_query(query)}

    def _find_relations(self, archetype):
        """Rows of many2many tables that belong to the archetype."""
        found = {}
        for table, ids in archetype.rows.items():
            for many in self.models[table]._fields.values():
                if many.type != "many2many" or not many.store or not many.relation:
                    continue
                query = SQL(
                    "SELECT %s, %s FROM %s WHERE %s IN %s",
                    SQL.identifier(many.column1),
                    SQL.identifier(many.column2),
                    SQL.identifier(many.relation),
                    SQL.identifier(many.column1),
                    tuple(ids),
                )
                rows = self.env.execute_query(query)
                if rows and many.relation not in found:
                    other = self.env[many.comodel_name]._table
                    sides = ((many.column1, table), (many.column2, other))
                    found[many.relation] = (sides, rows)
        return found

    # numbers of the copies

    def _number(self):
        next_ids = {table: self._get_last_id(table) + 1 for table in self.models}
        numbers = {}
        for archetype in self.archetypes.values():
            for table, ids in archetype.rows.items():
                archetype.first_ids[table] = next_ids[table]
                next_ids[table] += len(ids) * archetype.copies
            for prefix, count in self._count_numbers(archetype).items():
                if prefix not in numbers:
                    numbers[prefix] = self._get_next_number(prefix)
                archetype.first_numbers[prefix] = numbers[prefix]
                numbers[prefix] += count * archetype.copies

    def _get_moves(self, archetype):
        moves = self.env["account.move"].browse(archetype.rows.get("account_move"))
        return moves.filtered(lambda move: move.sequence_prefix and move.name)

    def _count_numbers(self, archetype):
        counts = {}
        for move in self._get_moves(archetype):
            counts[move.sequence_prefix] = counts.get(move.sequence_prefix, 0) + 1
        return counts

    def _get_next_number(self, prefix):
        query = SQL(
            "SELECT max(sequence_number) + 1 FROM account_move"
            " WHERE sequence_prefix = %s",
            prefix,
        )
        return self.env.execute_query(query)[0][0]

    def _get_texts(self, archetype):
        """Return the texts that differ on each copy: text -> SQL of the new text."""
        texts = {}
        places = {}
        for move in self._get_moves(archetype).sorted("id"):
            prefix = move.sequence_prefix
            place = places.get(prefix, 0)
            places[prefix] = place + 1
            texts[move.name] = SQL(
                "%s || lpad((%s + (c.n - 1) * %s)::text, 6, '0')",
                prefix,
                archetype.first_numbers[prefix] + place,
                self._count_numbers(archetype)[prefix],
            )
        for order in self.env["sale.order"].browse(archetype.rows.get("sale_order")):
            new_id = self._map(archetype, "sale_order", order.id)
            texts[order.name] = SQL("'B' || lpad((%s)::text, 7, '0')", new_id)
        texts[self.customer.name] = SQL("c.label")
        return texts

    def _map(self, archetype, table, old):
        """SQL of the id that stands for `old` in a copy."""
        ids = archetype.rows.get(table, ())
        if old in ids:
            first = archetype.first_ids[table] + ids.index(old)
            return SQL("%s + (c.n - 1) * %s", first, len(ids))
        if table == "res_partner" and old == self.customer.id:
            return SQL("c.partner_id")
        if table == "res_partner" and old == self.contact.id:
            return SQL("c.contact_id")
        return None

    # writing

    def _insert(self, archetype):
        texts = self._get_texts(archetype)
        for table, ids in archetype.rows.items():
            columns = self.columns[table]
            for old in ids:
                query = SQL(
                    "SELECT * FROM %s WHERE id = %s", SQL.identifier(table), old
                )
                self.env.cr.execute(query)
                row = self.env.cr.dictfetchone()
                values = [
                    self._get_value(archetype, table, row, name, texts)
                    for name in columns
                ]
                self._insert_select(archetype, table, columns, values)
        for table, (sides, rows) in archetype.relations.items():
            for row in rows:
                values = [
                    self._map(archetype, other, old) or SQL("%s", old)
                    for (_column, other), old in zip(sides, row, strict=True)
                ]
                self._insert_select(archetype, table, [s[0] for s in sides], values)

    def _insert_select(self, archetype, table, columns, values):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %s (%s)
                SELECT %s FROM bench_copy c WHERE c.archetype = %s
                """,
                SQL.identifier(table),
                SQL(", ").join(SQL.identifier(name) for name in columns),
                SQL(", ").join(values),
                archetype.name,
            )
        )

    def _get_value(self, archetype, table, row, name, texts):
        """SQL of one column of the copies."""
        kind, refers_to = self.columns[table][name]
        value = row[name]
        if value is None:
            return SQL("NULL::%s", SQL(kind))
        if name == "id":
            refers_to = table
        if name == "res_id" and row.get("res_model") in self.env:
            refers_to = self.env[row["res_model"]]._table
        if refers_to:
            return self._map(archetype, refers_to, value) or SQL("%s", value)
        if name == "matching_number":
            return self._get_matching_number(archetype, value)
        if name == "sequence_number" and row["name"] in texts:
            return SQL("substring(%s from '\\d+$')::int", texts[row["name"]])
        if self._is_amount(table, name):
            return SQL("%s::%s * c.factor", value, SQL(kind))
        return self._get_plain_value(kind, value, texts)

    def _get_plain_value(self, kind, value, texts):
        if kind == "date":
            return SQL("%s::date - c.days", value)
        if kind.startswith("timestamp"):
            return SQL("%s::timestamp - make_interval(days => c.days)", value)
        if kind == "jsonb":
            return SQL("%s::jsonb", json.dumps(value))
        if kind in ("text", "character varying"):
            return self._get_text(value, texts)
        return SQL("%s::%s", value, SQL(kind))

    def _get_matching_number(self, archetype, value):
        table = "account_full_reconcile"
        sign, number = "", value
        if value.startswith("P"):
            table, sign, number = "account_partial_reconcile", "P", value[1:]
        return SQL("%s || (%s)::text", sign, self._map(archetype, table, int(number)))

    def _get_text(self, value, texts):
        result = SQL("%s", value)
        for old, new in texts.items():
            if old in value:
                result = SQL("replace(%s, %s, %s)", result, old, new)
        return SQL("%s::text", result)

    def _is_amount(self, table, name):
        column = self.models[table]._fields.get(name)
        if column is None:
            return False
        return (
            column.type == "monetary"
            or name in AMOUNTS
            or (
                column.type == "float"
                and PRICES & {column._digits, column._min_display_digits}
            )
        )


@contextmanager
def without_indexes(cr, tables):
    """Foreign keys and indexes are dropped, and made and so checked afterwards."""
    cr.execute(
        """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)
        """,
        [tables],
    )
    keys = cr.fetchall()
    cr.execute(
        """
        SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
          FROM pg_index
         WHERE indrelid::regclass::text = ANY(%s) AND NOT indisprimary
               AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
        """,
        [tables],
    )
    indexes = cr.fetchall()
    for table, name, _definition in keys:
        cr.execute(
            SQL("ALTER TABLE %s DROP CONSTRAINT %s", SQL(table), SQL.identifier(name))
        )
    for name, _definition in indexes:
        cr.execute(SQL("DROP INDEX %s", SQL(name)))
    yield
    for _name, definition in indexes:
        cr.execute(definition)
    for table in {key[0] for key in keys}:
        added = ", ".join(
            f'ADD CONSTRAINT "{name}" {definition}'
            for of, name, definition in keys
            if of == table
        )
        cr.execute(f"ALTER TABLE {table} {added}")
