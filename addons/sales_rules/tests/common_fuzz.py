import hashlib
import inspect
import json
import logging
from collections import Counter

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.models import BaseModel
from odoo.service.model import call_kw
from odoo.tools import SQL, mute_logger
from odoo.tools.json import json_default

from odoo.addons.sales_rules.tools import door

from .common_sweep import DONE, REFUSED, SweptRecords

_logger = logging.getLogger(__name__)

ROLES = ("seller", "manager", "director", "finance", "guest", "clerk", "rules_admin")
NOBODY = 987654321
NAN, INFINITE = float("nan"), float("inf")
# ids of nothing, where X is one of a record
BAD_IDS = {
    "none": [],
    "zero": [0],
    "null": [None],
    "false": [False],
    "true": [True],
    "negative": [-1],
    "missing": [NOBODY],
    "no integer": [2**31],
    "no bigint": [2**63],
    "text": ["1"],
    "letters": "abc",
    "new": ["NewId_1"],
    "float": [1.5],
    "NaN": [NAN],
    "infinite": [INFINITE],
    "dictionary": {"id": 1},
    "dictionaries": [{}],
    "nested": [["X"]],
    "missing besides": ["X", NOBODY],
    "null besides": [None, "X"],
}
BAD_VALUES = {
    "NaN": NAN,
    "infinite": INFINITE,
    "minus infinite": -INFINITE,
    "1e400": json.loads("1e400"),
    "huge": 2**80,
    "list": [],
    "nested": [[1]],
    "dictionary": {"a": {"b": [NAN]}},
    "NUL": "a\0b",
    "half a character": "\ud800",
    "missing id": NOBODY,
    "negative": -1,
    "text of NaN": "nan",
    "no date": "2026-02-30",
    "far date": "9999-12-31",
}
# what is in the context, and core itself does not stumble over
CONTEXTS = {
    "language": {"lang": "xx_XX"},
    "zone": {"tz": "Nowhere/Never"},
    "company": {"allowed_company_ids": [NOBODY]},
    "user": {"uid": 1},
    "inactive": {"active_test": "x"},
    "uninstall": {"_force_unlink": True},
    "gate": {"sales_rules_gate": {"fields": ["state"]}},
    "active": {"active_ids": ["x"], "active_id": {}, "active_model": "no.model"},
}


class RpcFuzz(SweptRecords):
    """A public method gives a result or an error for users, whatever a client sends.

    Methods are found in the registry: all that our addons define, on their own models
    and on core's. Each is called with ids and arguments of each bad kind, by one role
    in turn, on one record of its model; `every` has all roles do it, on one in each
    state. Nothing changes for bad ids, no number is taken, and for an id given twice
    nothing happens twice.
    """

    every = False
    roles = ROLES
    # what a method is called with where the other part of the call is bad
    theirs = set()  # methods of core that are extended: core looks after arguments
    fuzz_good = {"reason": "Because", "key": "credit_orders", "kind": "receipt"}

    def get_methods(self):
        """Return {(model, method): function} of the addon."""
        found = {}
        for name, cls in self.registry.items():
            ours, _others = door.get_classes(cls)
            addons = {base._module for base in ours}
            if self.addon not in addons or addons & self.get_upper_addons():
                continue
            for method, is_theirs in door.get_methods(cls).items():
                found[name, method] = getattr(cls, method)
                if is_theirs and not hasattr(BaseModel, method):
                    self.theirs.add(found[name, method])
        return found

    @classmethod
    def get_our_addons(cls):
        return {cls.addon, *filter(door.stands_on_this, cls.registry._init_modules)}

    def get_arguments(self, function):
        """Return the good arguments of a method that it requires, by name."""
        parameters = list(inspect.signature(function).parameters.values())[1:]
        return {
            parameter.name: self.fuzz_good.get(parameter.name, False)
            for parameter in parameters
            if parameter.default is parameter.empty
            and parameter.kind == parameter.POSITIONAL_OR_KEYWORD
        }

    def get_calls(self, function, id_):
        """Yield (kind, whether the ids are bad, ids, arguments, context)."""
        good = self.get_arguments(function)
        names = list(inspect.signature(function).parameters)[1:]
        if not getattr(function, "_api_model", False):
            for kind, ids in BAD_IDS.items():
                yield f"ids {kind}", True, self.put_id(ids, id_), good, {}
        for name in () if function in self.theirs else names:
            for kind, value in BAD_VALUES.items():
                yield f"{name} {kind}", False, [id_], {**good, name: value}, {}
        yield "unknown argument", True, [id_], {**good, "nonsense": 1}, {}
        for name in good:
            less = {key: good[key] for key in good if key != name}
            yield f"without {name}", True, [id_], less, {}
        for kind, context in CONTEXTS.items():
            yield f"context {kind}", False, [id_], good, context

    def put_id(self, ids, id_):
        if isinstance(ids, list):
            return [self.put_id(part, id_) for part in ids]
        return id_ if ids == "X" else ids

    def get_records(self, model):
        """The records of a model to call methods on, one without any of its own."""
        found = [r for (name, _state), r in self.swept.items() if name == model]
        if not found and not self.env[model]._abstract:
            found = [self.env[model].sudo().search([], limit=1)]
        found = [record for record in found if record] or [None]
        return found if self.every else found[:1]

    def send(self, role, model, method, ids, arguments, context):
        """Call as a client does, the answer turned into JSON.

        :return: None where users are told why not, the answer, or the error
        """
        records = self.env[model].with_user(self[role])
        is_model = getattr(getattr(type(records), method), "_api_model", False)
        values = [] if is_model else [ids]
        if method == "create" and "vals_list" in arguments:
            arguments = dict(arguments)  # core's entry wants it without its name
            values.append(arguments.pop("vals_list"))
        try:
            answer = call_kw(
                records,
                method,
                values,
                {**arguments, "context": context},
            )
            self.env.flush_all()
            json.dumps(answer, default=json_default)
        except (UserError, IntegrityError):  # RPC makes the second the first
            return REFUSED
        except Exception as error:  # what the test is about
            return error
        return DONE

    def get_digest(self):
        """Return what the database has: rows and states of each table, registers."""
        parts = []
        for name, cls in sorted(self.registry.items()):
            model = self.env[name]
            if not (cls._auto and not cls._abstract and not cls._transient):
                continue
            if not door.get_classes(cls)[0] and name != "account.payment":
                continue
            field = cls._fields.get("state")
            state = (
                SQL.identifier("state")
                if field is not None and field.store
                else SQL("NULL")
            )
            parts.append(
                SQL(
                    "SELECT %s, %s::text, COUNT(*) FROM %s GROUP BY 2",
                    name,
                    state,
                    SQL.identifier(model._table),
                )
            )
        register = SQL(
            "SELECT 'register', code, SUM(last_number) FROM sales_register"
            " GROUP BY code"
        )
        query = SQL(" UNION ALL ").join([*parts, register])
        rows = sorted(map(repr, self.env.execute_query(query)))
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    def get_turn(self, roles, turn):
        """Return the roles whose turn it is: one, or all where `every` says so."""
        return self.roles if self.every else [roles[turn % len(roles)]]

    def get_all_calls(self):
        """Yield (model, method, arguments of `get_calls`) of all methods."""
        for (model, method), function in self.get_methods().items():
            for record in self.get_records(model):
                for call in self.get_calls(function, record.id if record else 1):
                    yield model, method, call

    @mute_logger("odoo.sql_db", "odoo.models.unlink", "odoo.addons.base.models.ir_rule")
    def test_bad_calls_end_in_errors_for_users_and_change_nothing(self):
        wrong, counts = [], Counter()
        before = self.get_digest()
        for turn, (model, method, call) in enumerate(self.get_all_calls()):
            kind, is_bad, ids, arguments, context = call
            if kind in ("vals dictionary", "vals_list dictionary") and (
                self.registry[model]._original_module not in self.get_our_addons()
            ):
                continue  # a field that core's model does not have: core says so
            for role in self.get_turn(self.roles, turn):
                with self.undone():
                    result = self.send(role, model, method, ids, arguments, context)
                    if result == DONE and is_bad and self.get_digest() != before:
                        result = "changed something"
                counts[result if result in (DONE, REFUSED) else "wrong"] += 1
                if result not in (DONE, REFUSED):
                    wrong.append(f"{model}.{method}, {kind}, {role}: {result!r}")
        count = len(self.get_methods())
        _logger.info("fuzz of %s: %s methods, %s", self.addon, count, dict(counts))
        self.assertGreater(counts[REFUSED], 10 * count)
        self.assertEqual("\n".join(wrong), "")

    @mute_logger("odoo.sql_db", "odoo.models.unlink", "odoo.addons.base.models.ir_rule")
    def test_an_id_given_twice_counts_once(self):
        differing = []
        for (model, method), function in self.get_methods().items():
            if getattr(function, "_api_model", False) or hasattr(BaseModel, method):
                continue
            arguments = self.get_arguments(function)
            for record in filter(None, self.get_records(model)):
                turn = len(model + method)
                # the first four, who do something
                for role in self.get_turn(self.roles[:4], turn):
                    once, twice = (
                        self.get_outcome(role, model, method, ids, arguments)
                        for ids in ([record.id], [record.id, record.id])
                    )
                    if once != twice:
                        differing.append((role, model, method, once, twice))
        self.assertEqual(differing, [])

    def get_outcome(self, role, model, method, ids, arguments):
        """Return what is said, and what the database has then."""
        with self.undone():
            result = self.send(role, model, method, ids, arguments, {})
            return result, result == DONE and self.get_digest()

    @mute_logger("odoo.sql_db")
    def test_numbers_that_are_none_are_written_nowhere(self):
        written, count = [], 0
        bad = (NAN, INFINITE, "nan", "-inf", 1e300)
        for (model, _state), record in self.swept.items():
            if not door.get_classes(self.registry[model])[0]:
                continue  # core's, which has fields of ours from its parent
            for name, field in record._fields.items():
                if field.type not in ("float", "monetary") or not field.store:
                    continue
                for value in bad:
                    count += 1
                    with self.undone():
                        # refused in sudo too
                        if self.is_written(record, {name: value}):
                            written.append((model, name, value))
        self.assertGreater(count, 0)
        self.assertEqual(written, [])

    def is_written(self, record, vals):
        try:
            record.write(vals)
        except UserError:
            return False
        return True
