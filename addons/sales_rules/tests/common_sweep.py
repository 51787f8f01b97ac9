from contextlib import contextmanager

from psycopg2 import Error

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.fields import Command
from odoo.models import MAGIC_COLUMNS
from odoo.service.model import call_kw
from odoo.tools import SQL, mute_logger

# all who may call RPC, from the portal up; see `CreditFixtures`
ROLES = (
    "guest",
    "clerk",
    "planner",
    "seller",
    "colleague",
    "other_seller",
    "manager",
    "other_manager",
    "director",
    "finance",
    "deputy",
    "general",
    "rules_admin",
    "system",
)
# fields of these core models follow their own rights
CORE = ("mail.thread", "mail.activity.mixin", "base")
# the state of a record that is not made yet
NEW = "new"
DONE, REFUSED, FAILED = "done", "refused", "failed"


class SweptRecords:
    """Records in every state and users of every role, for tests over RPC.

    `sweep` is called by the fixtures of an addon, `common_sweep_records.py`.
    """

    allow_inherited_tests_method = True  # for Odoo's own loader

    addon = None

    @classmethod
    def setUpClass(cls):
        cls.swept = {}
        super().setUpClass()

    @classmethod
    def sweep(cls, state, *records):
        """Have one record of each model swept as one that is in `state`."""
        for record in records:
            assert record, f"nothing to sweep: {record._name} {state}"
            cls.swept[record._name, state] = record[0].sudo()

    @classmethod
    def new_roles(cls):
        """Make the users whom the fixtures of the department do not have."""
        cls.guest = cls.new_user("guest", "base.group_portal")
        cls.planner = cls.new_user("planner", "group_planning")
        cls.system = cls.new_user("system", "base.group_system")

    def __getitem__(self, role):
        return getattr(self, role)

    @contextmanager
    def undone(self):
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            self.env.clear()
            savepoint.close(rollback=True)

    @classmethod
    def get_upper_addons(cls):
        """The addons that stand on this one: they sweep their models themselves."""
        if "upper_addons" not in cls.__dict__:
            module = cls.env["ir.module.module"].sudo()
            module = module.search([("name", "=", cls.addon)])
            known = module.downstream_dependencies()
            cls.upper_addons = set(known.mapped("name"))
        return cls.upper_addons


class RpcSweep(SweptRecords):
    """Nobody does over RPC what an addon did not say they may.

    Models and fields are found in the registry: those that keep rows and are the
    addon's own, and what it adds to core's. Each field is tried by each role in each
    state, written and given to a new record; so are deleting, copying and defaults in
    the context. Calls that pass stand in a table, with roles and reason: a new
    field is closed or is named there.

    An addon sweeps with a class of a few lines, over its own fixtures::

        @tagged("post_install", "-at_install")
        class TestThingSweep(RpcSweep, ThingCommon):
            addon = "sales_things"
            writable = '''
                sales.thing new draft | seller manager | name | what is asked
            '''

            @classmethod
            def setUpClass(cls):
                super().setUpClass()
                cls.sweep("draft", cls.new_thing())

    A table has a line for each model and its states: the roles, the fields (`writable`
    alone has them), and why. A state is one word; `new` is no record's yet. The state
    of a line is that of its document.
    """

    roles = ROLES
    # models that let some fields be written by whoever has no right to write
    granted = ()
    # what may be written, and given to a new record
    writable = ""
    # of that, what is refused as the record tried with is not theirs to see
    unseen = ""
    # what may be deleted, and what copied
    deletable = ""
    copyable = ""
    # the users of each dialog, a table of models, roles and reasons
    dialogs = ""

    def get_new_vals(self, model, name):
        """Return what a new record needs besides the field `name`, for models that
        refuse after the insert.
        """
        return {}

    # Models and fields

    def get_models(self, transient=False):
        """The names of the models that keep rows and have fields of the addon."""
        return {
            name
            for name, model in self.registry.items()
            if model._auto
            and not model._abstract
            and model._transient == transient
            and (model._original_module == self.addon or self.get_names(model))
        }

    def get_names(self, model):
        """The fields that can hold something: of the addon's models all that are not
        core's or an upper addon's, of other models those that the addon adds.
        """
        core = set(MAGIC_COLUMNS)
        for parent in CORE:
            core |= self.registry[parent]._fields.keys()
        is_own = model._original_module == self.addon
        if not is_own and model._original_module in self.get_upper_addons():
            return []
        return [
            name
            for name, field in sorted(model._fields.items())
            if name not in core
            and ((source := self.get_source(field)).store or source.inverse)
            and (self.is_added(source) or (is_own and not self.is_upper(source)))
        ]

    @staticmethod
    def get_source(field):
        """The field itself, or that of the partner which users have as theirs."""
        while field.inherited:
            field = field.related_field
        return field

    def is_added(self, field):
        """Whether the addon adds the field, and does not extend another's."""
        others = set(field._modules) - self.get_upper_addons()
        return others == {self.addon}

    def is_upper(self, field):
        """Whether an addon that stands on this one adds the field: it sweeps it."""
        return set(field._modules) <= self.get_upper_addons()

    def get_values(self, record, name):
        """Values that a field of the record does not have."""
        field, value = record._fields[name], record[name]
        kind = field.type
        if kind in ("one2many", "many2many"):
            return [
                [command(row.id)]
                for row in value[:1]
                for command in (Command.unlink, Command.delete)
            ]
        if kind == "many2one":
            other = self.env[field.comodel_name].sudo().with_context(active_test=False)
            return other.search([("id", "!=", value.id)], limit=1).ids or [False]
        if kind == "selection":
            keys = [key for key in field.get_values(self.env) if key != value]
            return keys[:1]
        if kind == "date":
            return ["2020-02-02"]
        if kind == "datetime":
            return ["2020-02-02 00:00:00"]
        if kind == "boolean":
            return [not value]
        if kind in ("integer", "float", "monetary", "many2one_reference"):
            return [(value or 0) + 1]
        if kind in ("binary", "image"):
            return ["R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="]
        return ["Changed"]

    def get_value_to_create(self, model, name):
        """A value that a new record does not have by itself."""
        if model._fields[name].type in ("one2many", "many2many"):
            return [Command.create({})]
        default = model.default_get([name]).get(name)
        field = model._fields[name]
        if field.type == "many2one" and model.env[field.comodel_name].has_access(
            "read"
        ):
            seen = model.env[field.comodel_name].search(
                [("id", "!=", default)], limit=1
            )
            if seen:
                return seen.id
        values = self.get_values(model.sudo().new({name: default}), name)
        return values[0]

    # How it is tried

    def attempt(self, role, records, method, args=(), context=None):
        """Call a method of records, or of a model, as RPC does.

        :return: `done`, `refused`, or `failed` where a constraint or the database says
            no: with other values it might be done
        """
        model = self.env[records._name].with_user(self[role])
        ids = [records.ids] if records else []
        # without chatter: it takes the most time, and gives no permission
        context = {"tracking_disable": True, **(context or {})}
        try:
            call_kw(model, method, [*ids, *args], {"context": context})
            self.env.flush_all()
        except (AccessError, UserError) as error:
            return REFUSED if type(error) in (AccessError, UserError) else FAILED
        except (Error, RedirectWarning):
            return FAILED
        return DONE

    def get_outcomes(self, record, calls):
        """Return what becomes of each of `calls`, {key: arguments of `attempt`}.

        Calls that pass are tried alone. Refused ones share a savepoint, if all are
        refused there and leave the record as it was; else each is tried alone too.
        """
        passing, pending, is_same = [], list(calls), True
        while pending:
            count, is_same = self.count_refused(record, calls, pending)
            passing += pending[count : count + 1]
            pending = pending[count + 1 :]
        refused = [key for key in calls if key not in passing]
        if passing and refused:
            count, is_same = self.count_refused(record, calls, refused)
            is_same = is_same and count == len(refused)
        outcomes = dict.fromkeys(calls, REFUSED)
        for key in passing if is_same else calls:
            with self.undone():
                outcomes[key] = self.attempt(*calls[key])
        return outcomes

    def count_refused(self, record, calls, keys):
        """Return how many of `keys` are refused before one is not, and whether the
        record is what it was.
        """
        count, before = 0, self.get_row(record)
        with self.undone():
            for key in keys:
                if self.attempt(*calls[key]) != REFUSED:
                    return count, False
                count += 1
            return count, self.get_row(record) == before

    def get_row(self, record):
        """Return the row of a record in the database."""
        table = SQL.identifier(record._table)
        query = SQL("SELECT t.* FROM %s t WHERE id IN %s", table, (*record.ids, 0))
        return self.env.execute_query(query)

    def get_open(self, record, denied):
        """The fields of a record that each role may write: {role: fields}.

        :param denied: (model, role) of those tried field by field on another record
            that they may not write; one write of all fields is enough here
        """
        names = self.get_names(record)
        writes = [{n: value} for n in names for value in self.get_values(record, n)]
        everything = [{name: value for vals in writes for name, value in vals.items()}]
        calls = {}
        for role in self.roles:
            key = (record._name, role)
            is_known = key in denied and record._name not in self.granted
            if not record.with_user(self[role]).has_access("write"):
                denied.add(key)
            else:
                is_known = False
            for number, vals in enumerate(everything if is_known else writes):
                tried = (role, *vals, number)
                calls[tried] = (role, record, "write", [vals])
        found = {}
        outcomes = self.get_outcomes(record, calls)
        for (role, *names, _number), outcome in outcomes.items():
            if outcome != REFUSED:
                found.setdefault(role, set()).update(names)
        return found

    def get_makers(self, name):
        """The roles that may make records of a model."""
        model = self.env[name]
        return [r for r in self.roles if model.with_user(self[r]).has_access("create")]

    def get_open_to_new(self, role, name):
        """The fields that a role may give a new record."""
        model = self.env[name].with_user(self[role])
        calls = {}
        for field in self.get_names(model):
            vals = self.get_new_vals(model, field)
            vals = vals | {field: self.get_value_to_create(model, field)}
            calls[field] = (role, model.browse(), "create", [[vals]])
        outcomes = self.get_outcomes(model.browse(), calls)
        return {field for field, outcome in outcomes.items() if outcome != REFUSED}

    def is_given(self, role, name, field):
        """Whether a default in the context gives a new record what a role may not."""
        model = self.env[name].with_user(self[role])
        context = {f"default_{field}": self.get_value_to_create(model, field)}
        try:
            given = model.with_context(**context).default_get([field])
        except UserError:
            return False
        plain = model.default_get([field])
        if (given.get(field) or False) == (plain.get(field) or False):
            return False
        if field in self.get_protected(model):
            return True
        # what is not protected is refused by the model, or by rules, when it is made
        vals = dict(self.get_new_vals(model, field))
        vals.pop(field, None)
        with self.undone():
            return self.attempt(role, model, "create", [[vals]], context) == DONE

    def get_protected(self, model):
        """The fields of a new record that methods alone give."""
        if not hasattr(model, "_protected_fields"):
            return set()
        names = dict.fromkeys(self.get_names(model))
        return model.browse()._get_protected_touched(names)

    # Reading the tables

    @staticmethod
    def read_table(table, columns):
        """Yield (model, state, roles, what stands between roles and reason)."""
        for line in table.strip().splitlines():
            parts = [part.strip() for part in line.split("|")]
            assert len(parts) == columns, line
            model, *states = parts[0].split()
            for state in states or [""]:
                for role in parts[1].split():
                    yield model, state, role, parts[2:-1]

    def get_said(self, table):
        """Return a table without fields as {"model state": roles}."""
        said = {}
        for model, state, role, _rest in self.read_table(table, 3):
            said.setdefault(f"{model} {state}".strip(), set()).add(role)
        return said

    def get_said_writable(self):
        """Return `writable` as {(model, state, role): fields}."""
        said = {}
        for model, state, role, [names] in self.read_table(self.writable, 4):
            said.setdefault((model, state, role), set()).update(names.split())
        for model, state, role, [names] in self.read_table(self.unseen, 4):
            said[model, state, role].difference_update(names.split())
        return {key: names for key, names in said.items() if names}

    def assert_said(self, found, said):
        """Compare, in the words of a table."""

        def write(table):
            return {" ".join(key): " ".join(sorted(table[key])) for key in table}

        self.assertEqual(
            write({key: names for key, names in found.items() if names}), write(said)
        )

    # The attempts

    def test_every_model_is_swept_or_nobody_writes_it(self):
        swept = {model for model, _state in self.swept}
        for name in self.get_models() - swept:
            for role in self.roles:
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(
                        self.env[name].with_user(self[role]).has_access(operation),
                        f"{name} is not swept, and {role} may {operation}",
                    )
        self.assertLessEqual(swept, self.get_models())

    @mute_logger("odoo.sql_db", "odoo.models.unlink")
    def test_fields_are_written_as_the_table_says(self):
        denied = set()
        found = {
            (model, state, role): names
            for (model, state), record in self.swept.items()
            for role, names in self.get_open(record, denied).items()
        }
        said = self.get_said_writable()
        self.assert_said(found, {k: v for k, v in said.items() if k[1] != NEW})

    @mute_logger("odoo.sql_db", "odoo.models.unlink")
    def test_new_records_are_given_what_the_table_says(self):
        found = {
            (name, NEW, role): self.get_open_to_new(role, name)
            for name in self.get_models()
            for role in self.get_makers(name)
        }
        said = self.get_said_writable()
        self.assert_said(found, {k: v for k, v in said.items() if k[1] == NEW})

    def test_what_is_computed_is_nobodys_to_write(self):
        for (model, _state, _role), names in self.get_said_writable().items():
            for name in names:
                field = self.env[model]._fields[name]
                self.assertFalse(
                    field.compute and field.readonly, f"{model}: {name} is computed"
                )

    @mute_logger("odoo.sql_db")
    def test_no_context_gives_a_new_record_what_a_role_may_not(self):
        said = self.get_said_writable()
        found = {
            f"{role}: {name}.{field}"
            for name in self.get_models()
            for role in self.get_makers(name)
            for field in self.get_names(self.env[name])
            if field not in said.get((name, NEW, role), ())
            and self.is_given(role, name, field)
        }
        self.assertEqual(found, set())

    @mute_logger("odoo.sql_db", "odoo.models.unlink")
    def test_records_are_deleted_as_the_table_says(self):
        found = {}
        for (model, state), record in self.swept.items():
            calls = {
                (role, *context): (role, record, "unlink", [], context)
                for role in self.roles
                # the second as if the addon were uninstalled
                for context in ({}, {"_force_unlink": True})
            }
            for (role, *_keys), outcome in self.get_outcomes(record, calls).items():
                if outcome == DONE:
                    found.setdefault(f"{model} {state}", set()).add(role)
        self.assertEqual(found, self.get_said(self.deletable))

    @mute_logger("odoo.sql_db", "odoo.models.unlink")
    def test_copies_are_made_as_the_table_says_and_are_new(self):
        found, carried = {}, set()
        for (model, state), record in self.swept.items():
            for role in self.get_makers(model):
                with self.undone():
                    highest = self.get_highest_id(record)
                    if self.attempt(role, record, "copy") == DONE:
                        found.setdefault(f"{model} {state}", set()).add(role)
                        copy = record.search([("id", ">", highest)], limit=1)
                        carried |= self.get_carried(role, record, copy)
        self.assertEqual(carried, set())
        self.assertEqual(found, self.get_said(self.copyable))

    def get_highest_id(self, record):
        table = SQL.identifier(record._table)
        [(highest,)] = self.env.execute_query(SQL("SELECT max(id) FROM %s", table))
        return highest

    def get_carried(self, role, record, copy):
        """Return the values of a copy that the role gives no new record."""
        given = self.get_said_writable().get((record._name, NEW, role), set())
        defaults = record.default_get(self.get_names(record))
        return {
            f"{role}: {record._name}.{name}"
            for name in set(self.get_names(record)) - given - defaults.keys()
            if not record._fields[name].compute
            and copy[name]
            and copy[name] == record[name]
        }

    def test_dialogs_are_opened_by_whom_the_table_names(self):
        found = {}
        for name in self.get_models(transient=True):
            for operation in ("read", "write", "create", "unlink"):
                for role in self.roles:
                    if self.env[name].with_user(self[role]).has_access(operation):
                        found.setdefault(name, set()).add(role)
        self.assertEqual(found, self.get_said(self.dialogs))
