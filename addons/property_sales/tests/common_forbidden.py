import re
from copy import deepcopy
from functools import wraps

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tools import SQL, mute_logger

# a way a step is tried on: what `docs/forbidden.md` calls it
BUTTON, WRITE, IMPORT, CODE, SCREEN = "B", "W", "I", "S", "A"
# tables beside those of the addons that a refused step leaves as they were
CORE_TABLES = (
    "account_bank_statement_line",
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_payment",
    "res_partner",
    "sales_approval",
    "sales_authority",
    "sales_register",
)

# shapes of messages that many steps have
PROTECTED = (
    "… cannot be changed directly. Use the buttons of the document, which check who may"
    " do it and keep the record."
)
COLLECTED = (
    "…: collected against a receipt and verified, or paid on a bank order, so it stays"
    " as it is. When the bank refused it, use “Refused by the bank” on the receipt or"
    " the order."
)
BOOKS = (
    "… books on an account of homes. Money for a home is taken on its reservation with"
    " a voucher, and goes into the designated account of its permit when finance"
    " verifies it."
)
KEPT = (
    "…: money of homes was verified and stays as it was posted. Ask for a return, or"
    " for a change of the reservation."
)
GIVEN = (
    "…: money of a home is taken on its reservation with a voucher, and returned from"
    " it: ask for the return there."
)
NOT_ALLOWED = "You are not allowed to … '…' (…) records."
UNSEEN = "… doesn't have 'read' access to:\n- …"


def forbidden(rule, step, by, paths, says):
    """Declare what a test tries: a row of `docs/forbidden.md`, all of it literals.

    The test fails where it tries more or less than that, where a message has none of
    the declared shapes, or a shape that no message has.

    :param str rule: the regulation
    :param str step: what is tried, in words
    :param str by: the roles, by their names in the fixtures
    :param str paths: letters of the paths
    :param tuple says: the shapes of the messages, with … for what differs
    """
    shapes = {text: _get_pattern(text) for text in says}

    def declare(method):
        @wraps(method)
        @mute_logger("odoo.sql_db", "odoo.models.unlink")
        def test(self):
            self.shapes, self.tried, self.wrong = shapes, set(), []
            self.heard = set()
            method(self)
            self.assertEqual("\n".join(self.wrong), "")
            self.assertEqual({path for path, _role in self.tried}, set(paths.split()))
            self.assertEqual({role for _path, role in self.tried}, set(by.split()))
            self.assertEqual(self.heard, set(says))

        return test

    return declare


def _get_pattern(text):
    """Return the expression that a shape of a message stands for."""
    parts = map(re.escape, text.split("…"))
    return re.compile(".+".join(parts), re.DOTALL)


class Forbidden:
    """Steps that the rules forbid, each tried on every path by which a client, an
    import or other code could take it; see `forbidden`.

    Refused is a step when the caller is told so, by the name of the record and in the
    declared words, and when afterwards every row of the addons and of accounting is
    what it was.
    """

    allow_inherited_tests_method = True  # for Odoo's own loader

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.flush_all()
        cls.env.cr.execute(
            """
            SELECT table_name
              FROM information_schema.tables
             WHERE table_schema = 'public'
               AND table_type = 'BASE TABLE'
               AND (table_name ~ '^(property|collection)_' OR table_name = ANY(%s))
          ORDER BY table_name
            """,
            [list(CORE_TABLES)],
        )
        dialogs = {m._table for m in cls.registry.values() if m._transient}
        names = [name for (name,) in cls.env.cr.fetchall() if name not in dialogs]
        cls.query_books = SQL(" UNION ALL ").join(
            SQL(
                "SELECT %s, md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM %s t",
                name,
                SQL.identifier(name),
            )
            for name in names
        )

    def __getitem__(self, role):
        return getattr(self, role)

    def get_books(self):
        """Return what all rows come to, {table: hash}."""
        self.env.flush_all()
        return dict(self.env.execute_query(self.query_books))

    # The paths

    def assert_no_button(self, role, records, method, *args, name=None):
        """Try a button, or another method, over RPC."""
        self._refuse(BUTTON, role, records, method, args, name)

    def assert_no_write(self, role, records, vals, name=None):
        """Try to write values over RPC."""
        self._refuse(WRITE, role, records, "write", [vals], name)

    def assert_no_create(self, role, model, vals, name):
        """Try to make a record over RPC."""
        self._refuse(WRITE, role, self.env[model], "create", [[vals]], name)

    def assert_no_delete(self, role, records, name=None, kind=None):
        """Try to delete records over RPC, and as code in superuser mode.

        :param str kind: what RPC names, where the role deletes nothing of the kind
        """
        self._refuse(WRITE, role, records, "unlink", [], kind or name)
        self._refuse(CODE, role, records, "unlink", [], name)

    def assert_no_load(self, role, model, row, name):
        """Try to import one row, {column: value}."""
        values = [str(value) for value in row.values()]
        table = [list(row), [values]]
        self._refuse(IMPORT, role, self.env[model], "load", table, name)

    def assert_no_code(self, role, records, method, *args, name=None):
        """Try a step as another model's code does, in superuser mode."""
        self._refuse(CODE, role, records, method, args, name)

    def assert_no_screen(self, role, records, method, *args, name=None):
        """Try a step of core's own screens of accounting."""
        self._refuse(SCREEN, role, records, method, args, name)

    def assert_no_values(self, role, record, vals, name=None):
        """Try to write each of `vals` over RPC, by import and as code."""
        for field, value in vals.items():
            self.assert_no_write(role, record, {field: value}, name=name)
            self.assert_no_code(role, record, "write", {field: value}, name=name)
            column = f"{field}/.id" if record._fields[field].relational else field
            row = {".id": record.id, column: value}
            self.assert_no_load(
                role, record._name, row, name or record.sudo().display_name
            )

    def assert_no_new(self, role, model, vals, name):
        """Try to make a record over RPC, by import and as code."""
        self.assert_no_create(role, model, vals, name)
        self.assert_no_code(role, self.env[model], "create", [vals], name=name)
        fields = self.env[model]._fields
        row = {
            f"{key}/.id" if fields[key].relational else key: value
            for key, value in vals.items()
        }
        self.assert_no_load(role, model, row, name)

    # How it is refused

    def assert_not_collected(self, role, payload, name):
        """Try to take money from the bag, 1,000 by card unless the payload says so."""
        payload = {"amount": 1000, "method": "card"} | payload
        for way in (self.assert_no_button, self.assert_no_code):
            receipts = self.env["collection.receipt"]
            way(role, receipts, "action_collect_from_bag", payload, name=name)

    def assert_payment_stays(self, payment):
        """Try to draft, cancel, change and delete a verified payment, and its entry."""
        move, name = payment.move_id, payment.name
        for record, method, *args in (
            (payment, "action_draft"),
            (payment, "action_cancel"),
            (payment, "write", {"amount": 1}),
            (payment, "write", {"date": self.day(-3)}),
            (payment, "write", {"partner_id": self.other_buyer.id}),
            (payment, "unlink"),
            (move, "button_draft"),
            (move, "button_cancel"),
            (move, "write", {"date": self.day(-3)}),
            (move, "unlink"),
        ):
            for role in ("accountant", "finance"):
                self.assert_no_screen(role, record, method, *args, name=name)
            self.assert_no_code("accountant", record, method, *args, name=name)

    def _refuse(self, path, role, records, method, args, name):
        """Try a step; note what is wrong with its refusal."""
        self.tried.add((path, role))
        # sudo: names of what the role may not read
        name = name or records.sudo()[:1].display_name
        # all but an import is undone by the error, as a request is
        before = self.get_books() if path == IMPORT else {}
        message = self._get_refusal(path, role, records, method, args)
        step = f"{path} {role}: {records._name}.{method}{tuple(args)}"
        if message is None:
            self.wrong.append(f"{step} was done")
            return
        heard = {text for text, shape in self.shapes.items() if shape.search(message)}
        self.heard |= heard
        if not heard:
            self.wrong.append(f"{step} says: {message}")
        if name not in message:
            self.wrong.append(f"{step} does not name {name}: {message}")
        books = self.get_books() if path == IMPORT else {}
        changed = {table for table in books if books[table] != before[table]}
        if changed:
            self.wrong.append(f"{step} changed {', '.join(sorted(changed))}")

    def _get_refusal(self, path, role, records, method, args):
        """Return the message by which a step is refused, None where it is done.

        A step that raises is undone, as a request is; an import undoes itself.
        """
        records = records.with_user(self[role])
        args = deepcopy(args)  # core takes values out of what it is given
        savepoint = self.env.cr.savepoint()
        keep = False
        try:
            if path == CODE:
                getattr(records.sudo(), method)(*args)
            else:
                ids = [records.ids] if records else []
                found = call_kw(records, method, [*ids, *args], {})
                if path == IMPORT and not found["ids"]:
                    keep = True
                    return "\n".join(row["message"] for row in found["messages"])
            self.env.flush_all()
        except UserError as error:
            return str(error)
        except IntegrityError as error:
            return self._get_constraint_text(error)
        finally:
            self.env.clear()
            savepoint.close(rollback=not keep)
        return None

    def _get_constraint_text(self, error):
        """Return what a client is told of a constraint of the database."""
        tables = {model._table: name for name, model in self.registry.items()}
        model = self.env[tables.get(error.diag.table_name, "base")]
        return model._sql_error_to_message(error)
