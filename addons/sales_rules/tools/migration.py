"""Renaming what is stored, in the scripts of `migrations/`, before a module is loaded.

Odoo knows fields, models and records by name: a new name alone would give an empty
column, table or record, and delete the former one with all it holds. These functions
give the new name to everything that speaks of the old one: columns, tables, indexes,
constraints, external ids, filters, exports, rules. Ids stay. Each does nothing where
the old name is not there, so a script may run twice.

A many2one column named after a renamed model is a field: it takes `rename_field`.
"""

import re

from odoo.tools import SQL, sql

# Text columns of any table that hold the name of a model.
_MODEL_COLUMNS = r"(^|_)model(_id|_name)?$|^relation$|^resource$"
# Tables with domains and contexts of a model: its name, table, domains, contexts.
_TEXTS = (
    ("model_id", "ir_filters", ("domain",), ("context", "sort")),
    ("res_model", "ir_act_window", ("domain",), ("context",)),
    ("parent_res_model", "ir_embedded_actions", ("domain",), ("context",)),
    ("model_id", "ir_rule", ("domain_force",), ()),
)
_OPERATOR = r"""['"]\s*,\s*['"][a-z=!<>?_ ]+['"]\s*,"""
_IN_DOMAIN = rf"(?=(?:\.\w+)*{_OPERATOR})"
_IN_CONTEXT = r"""(?=(?::\w+|\s+asc|\s+desc)?['"])"""


def rename_field(cr, model, old, new):
    """Rename a field with its column, and wherever its name is stored.

    A field of a mixin is renamed in each model that has it, and in the mixin.
    """
    table = model.replace(".", "_")
    if sql.column_exists(cr, table, old):
        sql.rename_column(cr, table, old, new)
        _rename_object(
            cr, "INDEX", table, *(sql.make_index_name(table, n) for n in (old, new))
        )
        _rename_object(
            cr, "CONSTRAINT", table, f"{table}_{old}_fkey", f"{table}_{new}_fkey"
        )
    cr.execute(
        "UPDATE ir_model_fields SET name = %s WHERE model = %s AND name = %s",
        [new, model, old],
    )
    if not cr.rowcount:
        return
    cr.execute(
        """UPDATE ir_model_fields SET relation_field = %s
            WHERE relation = %s AND relation_field = %s""",
        [new, model, old],
    )
    _rename_xmlids(cr, "ir.model.fields", f"field_{table}__{old}$", old, new)
    _rename_xmlids(
        cr, "ir.model.fields.selection", f"selection__{table}__{old}__", old, new
    )
    cr.execute(
        """UPDATE ir_attachment SET res_field = %s
            WHERE res_model = %s AND res_field = %s""",
        [new, model, old],
    )
    _rename_in_texts(cr, model, old, new)
    _rename_in_paths(cr, model, old, new)


def rename_model(cr, old, new):
    """Rename a model with its table, and wherever its name is stored."""
    cr.execute("SELECT id FROM ir_model WHERE model = %s", [old])
    if not cr.rowcount:
        return
    old_table, new_table = old.replace(".", "_"), new.replace(".", "_")
    _rename_relations(cr, old, old_table, new_table)
    if sql.table_exists(cr, old_table):
        _rename_table(cr, old_table, new_table)
    for kind, pattern in (
        ("ir.model", f"model_{old_table}$"),
        ("ir.model.fields", f"field_{old_table}__"),
        ("ir.model.fields.selection", f"selection__{old_table}__"),
        ("ir.model.inherit", f"model_inherit__{old_table}__"),
        ("ir.model.inherit", f"model_inherit__.*__{old_table}$"),
    ):
        _rename_xmlids(cr, kind, pattern, old_table, new_table)
    _rename_in_references(cr, old, new)
    cr.execute(
        """
        SELECT col.table_name, col.column_name
          FROM information_schema.columns col
          JOIN information_schema.tables USING (table_schema, table_name)
         WHERE table_schema = current_schema AND table_type = 'BASE TABLE'
           AND data_type IN ('text', 'character varying') AND column_name ~ %s
        """,
        [_MODEL_COLUMNS],
    )
    for table, column in cr.fetchall():
        _replace(cr, table, column, old, new)


def rename_xmlid(cr, module, old, new):
    """Rename the external id of a record, which stays the record it is."""
    cr.execute(
        "UPDATE ir_model_data SET name = %s WHERE module = %s AND name = %s",
        [new, module, old],
    )
    # views of pages and forms are found by their key
    _replace(cr, "ir_ui_view", "key", f"{module}.{old}", f"{module}.{new}")


def rename_index(cr, table, old, new):
    """Rename an index, so that it need not be built anew."""
    _rename_object(cr, "INDEX", table, old, new)


def drop_table(cr, table):
    """Drop the table of a model or relation that is not there any more."""
    cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(table)))
    cr.execute("DELETE FROM ir_model_relation WHERE name = %s", [table])


def drop_unused_columns(cr, model):
    """Drop the columns of fields that are not stored any more.

    To be called in an `end-` script, when all addons have said what is stored.
    """
    table = model.replace(".", "_")
    cr.execute(
        """
        SELECT column_name FROM information_schema.columns
         WHERE table_schema = current_schema AND table_name = %s
           AND column_name NOT IN (
               SELECT name FROM ir_model_fields WHERE model = %s AND store
           )
        """,
        [table, model],
    )
    for (column,) in cr.fetchall():
        names = SQL.identifier(table), SQL.identifier(column)
        cr.execute(SQL("ALTER TABLE %s DROP COLUMN %s", *names))


def _replace(cr, table, column, old, new):
    cr.execute(
        SQL(
            "UPDATE %(table)s SET %(column)s = %(new)s WHERE %(column)s = %(old)s",
            table=SQL.identifier(table),
            column=SQL.identifier(column),
            new=new,
            old=old,
        )
    )


def _rename_xmlids(cr, model, pattern, old, new):
    """Replace a part of external ids, at the last place where they have it."""
    cr.execute("SELECT id, name FROM ir_model_data WHERE model = %s", [model])
    for id_, name in cr.fetchall():
        found = re.match(pattern, name)
        if found:
            start, _old, end = found[0].rpartition(old)
            cr.execute(
                "UPDATE ir_model_data SET name = %s WHERE id = %s",
                [start + new + end + name[found.end() :], id_],
            )


def _rename_object(cr, kind, table, old, new):
    """Rename an index or a constraint of a table, where it is there."""
    cr.execute(
        """
        SELECT 1 FROM pg_constraint
         WHERE %(kind)s = 'CONSTRAINT' AND conname = %(name)s
           AND conrelid = to_regclass(%(table)s)
         UNION ALL
        SELECT 1 FROM pg_indexes
         WHERE %(kind)s = 'INDEX' AND indexname = %(name)s AND tablename = %(table)s
        """,
        {"kind": kind, "name": old, "table": table},
    )
    if not cr.rowcount:
        return
    names = SQL("%s", SQL.identifier(old)), SQL("%s", SQL.identifier(new))
    if kind == "INDEX":
        cr.execute(SQL("ALTER INDEX %s RENAME TO %s", *names))
    else:
        relation = SQL.identifier(table)
        cr.execute(SQL("ALTER TABLE %s RENAME CONSTRAINT %s TO %s", relation, *names))
    _replace(cr, "ir_model_constraint", "name", old, new)
    cr.execute(
        """UPDATE ir_model_data SET name = %s
            WHERE model = 'ir.model.constraint' AND name = %s""",
        [f"constraint_{new}", f"constraint_{old}"],
    )


def _rename_table(cr, old, new):
    """Rename a table with its sequence, and what bears its name.

    Odoo drops and makes anew the constraints and indexes whose names were shortened.
    """
    names = SQL.identifier(old), SQL.identifier(new)
    cr.execute(SQL("ALTER TABLE %s RENAME TO %s", *names))
    sequence = SQL.identifier(f"{old}_id_seq"), SQL.identifier(f"{new}_id_seq")
    cr.execute(SQL("ALTER SEQUENCE IF EXISTS %s RENAME TO %s", *sequence))
    cr.execute(
        """
        SELECT 'CONSTRAINT', conname FROM pg_constraint
         WHERE conrelid = to_regclass(%(table)s) AND starts_with(conname, %(start)s)
         UNION ALL
        SELECT 'INDEX', indexname FROM pg_indexes
         WHERE tablename = %(table)s AND starts_with(indexname, %(start)s)
           AND indexname NOT IN (
               SELECT conname FROM pg_constraint
                WHERE conrelid = to_regclass(%(table)s)
           )
        """,
        {"table": new, "start": f"{old}_"},
    )
    for kind, name in cr.fetchall():
        renamed = sql.make_identifier(new + name.removeprefix(old))
        _rename_object(cr, kind, new, name, renamed)


def _rename_relations(cr, model, old, new):
    """Rename the tables between two models that bear the name of one, and columns."""
    cr.execute(
        """
        SELECT DISTINCT relation_table,
               replace(CASE WHEN model = %(model)s THEN relation ELSE model END,
                       '.', '_')
          FROM ir_model_fields
         WHERE ttype = 'many2many' AND store AND %(model)s IN (model, relation)
           AND relation_table IS NOT NULL
        """,
        {"model": model},
    )
    for table, other in cr.fetchall():
        if not sql.table_exists(cr, table):  # both sides have a field
            continue
        if sql.column_exists(cr, table, f"{old}_id"):
            sql.rename_column(cr, table, f"{old}_id", f"{new}_id")
            for column in ("column1", "column2"):
                _replace(cr, "ir_model_fields", column, f"{old}_id", f"{new}_id")
        if table == "{}_{}_rel".format(*sorted((old, other))):
            renamed = "{}_{}_rel".format(*sorted((new, other)))
            _rename_table(cr, table, renamed)
            _replace(cr, "ir_model_fields", "relation_table", table, renamed)
            _replace(cr, "ir_model_relation", "name", table, renamed)


def _rename_in_references(cr, old, new):
    """Rename the model in the fields that hold `model,id`."""
    cr.execute(
        "SELECT model, name FROM ir_model_fields WHERE ttype = 'reference' AND store"
    )
    for model, name in cr.fetchall():
        table = model.replace(".", "_")
        if sql.column_exists(cr, table, name):
            cr.execute(
                SQL(
                    """UPDATE %(table)s
                          SET %(name)s = replace(%(name)s, %(old)s, %(new)s)
                        WHERE starts_with(%(name)s, %(old)s)""",
                    table=SQL.identifier(table),
                    name=SQL.identifier(name),
                    old=f"{old},",
                    new=f"{new},",
                )
            )


def _rename_in_texts(cr, model, old, new):
    """Rename a field in domains, contexts and orders that users and rules have."""
    through = "|".join(_get_paths_to(cr, model)) or "$"
    for owner, table, domains, contexts in _TEXTS:
        for column in (*domains, *contexts):
            end = _IN_DOMAIN if column in domains else _IN_CONTEXT
            rows = _fetch_texts(cr, table, owner, column, old)
            for id_, text, of_model in rows:
                start = rf"""(['"](?:\w+\.)*(?:{through})\.)"""
                if of_model == model:
                    start = rf"""({start}|['"](?:default_|search_default_)?)"""
                renamed = re.sub(
                    rf"{start}{re.escape(old)}{end}",
                    lambda found: found[1] + new,
                    text,
                )
                if renamed != text:
                    _write_text(cr, table, column, id_, renamed)


def _rename_in_paths(cr, model, old, new):
    """Rename a field in paths: what users export, and what actions update."""
    through = "|".join(_get_paths_to(cr, model)) or "$"
    for owner, table, column in (
        ("resource", "ir_exports_line", "name"),
        ("model_id", "ir_act_server", "update_path"),
    ):
        for id_, text, of_model in _fetch_texts(cr, table, owner, column, old):
            start = rf"(^|.*[./])({through})[./]"
            own = "^|" if of_model == model else ""
            renamed = re.sub(
                rf"({own}{start}){re.escape(old)}(?=[./]|$)",
                lambda found: found[1] + new,
                text,
            )
            if renamed != text:
                _write_text(cr, table, column, id_, renamed)


def _get_paths_to(cr, model):
    """Return the names of the fields that lead to a model."""
    cr.execute(
        "SELECT DISTINCT name FROM ir_model_fields WHERE relation = %s ORDER BY name",
        [model],
    )
    return [name for (name,) in cr.fetchall()]


def _fetch_texts(cr, table, owner, column, name):
    """Return (id, text, model) of all rows of a table that speak of a field."""
    model = SQL("owner.%s", SQL.identifier(owner))
    if table in ("ir_rule", "ir_act_server"):
        model = SQL("(SELECT model FROM ir_model WHERE id = owner.model_id)")
    elif table == "ir_exports_line":
        model = SQL("(SELECT resource FROM ir_exports WHERE id = owner.export_id)")
    cr.execute(
        SQL(
            "SELECT owner.id, owner.%s, %s FROM %s owner WHERE owner.%s ~ %s",
            SQL.identifier(column),
            model,
            SQL.identifier(table),
            SQL.identifier(column),
            re.escape(name),
        )
    )
    return cr.fetchall()


def _write_text(cr, table, column, id_, text):
    cr.execute(
        SQL(
            "UPDATE %s SET %s = %s WHERE id = %s",
            SQL.identifier(table),
            SQL.identifier(column),
            text,
            id_,
        )
    )
