from psycopg2 import Error

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.models import MAGIC_COLUMNS
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_sweep import SweepCommon

ROLES = (
    "finance",
    "seller",
    "colleague",
    "other_seller",
    "manager",
    "director",
)

# what is kept in no state: standing data of who may write it (see the access matrix)
STANDING = {
    "collection.level": "a standard that the director puts in force",
    "collection.voucher.kind": "a list that the director keeps",
    "collection.guard": "nobody has access",
}

# what stays free in a state, and why: model, state, fields, reason
EDITABLE = """
collection.book registered | name active | what is not printed; archived gives no number
collection.contact promised | note next_action next_action_date | how to go on
collection.contact kept | note next_action next_action_date | how to go on
collection.day.count submitted | counted | finance counts
collection.day.declaration open | stated is_stated reason | the collector counts
collection.day.variance open | reason | the collector says why
collection.day.difference counted | owner_id explanation consequence receipt_id | why
collection.dispute open | kind reason amount owner_id date_due | what is not decided yet
collection.dispute accepted | owner_id date_due | whoever sees to the credit note
collection.receipt open | note photo | until the day is submitted
collection.receipt.method open | reference bank date_due | until the day is submitted
"""
# fields of these core models follow their own rights
CORE = ("mail.thread", "mail.activity.mixin", "base")


@tagged("post_install", "-at_install")
class TestRpcSweep(SweepCommon):
    """Nobody writes over RPC what methods decide: every field of every model (R4.23).

    Fields and models are found in the registry: a new one is closed or is named here
    with the reason why it is open.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.editable = {}
        for line in EDITABLE.strip().splitlines():
            key, names, _reason = (part.strip() for part in line.split("|"))
            model, state = key.split(" ", 1)
            cls.editable[model, state] = set(names.split())

    def get_models(self):
        """The names of the models of the addon that keep rows."""
        return {
            name
            for name, model in self.registry.items()
            if model._original_module == "receivables_collect"
            and model._auto
            and not model._abstract
            and not model._transient
        }

    def get_names(self, model):
        """The fields of a model that are the addons' own and can hold something."""
        core = set(MAGIC_COLUMNS) | {
            name for parent in CORE for name in self.env[parent]._fields
        }
        return [
            name
            for name, field in sorted(model._fields.items())
            if name not in core and (field.store or field.inverse)
        ]

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
            return [str(self.day(-77))]
        if kind == "datetime":
            return ["2020-02-02 00:00:00"]
        if kind == "boolean":
            return [not value]
        if kind in ("integer", "float", "monetary"):
            return [(value or 0) + 1]
        if kind in ("binary", "image"):
            return ["R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="]
        return ["Changed"]

    def is_refused(self, method, *args, **kwargs):
        """Whether a call is refused for what it is, not for what the database says."""
        savepoint = self.env.cr.savepoint()
        try:
            method(*args, **kwargs)
            self.env.flush_all()
        except (AccessError, UserError) as error:
            return type(error) in (AccessError, UserError)
        except Error:
            return False
        finally:
            self.env.clear()
            savepoint.close(rollback=True)
        return False

    def call(self, role, record, method, *args, **kwargs):
        model = self.env[record._name].with_user(self[role])
        return call_kw(model, method, [record.ids, *args], kwargs)

    def __getitem__(self, role):
        return getattr(self, role)

    def get_open(self, record):
        """The fields of a record that some role may write."""
        found = set()
        for role in ROLES:
            if not record.with_user(self[role]).has_access("write"):
                continue
            for name in self.get_names(record):
                for value in self.get_values(record, name):
                    if not self.is_refused(
                        self.call, role, record, "write", {name: value}
                    ):
                        found.add(name)
        return found

    def test_every_model_is_swept_or_named(self):
        swept = {model for model, _state in self.swept}
        self.assertEqual(swept, self.get_models() - set(STANDING))

    @mute_logger("odoo.sql_db", "odoo.models.unlink")
    def test_no_field_of_what_is_kept_is_written(self):
        found = {key: self.get_open(record) for key, record in self.swept.items()}
        found = {key: names for key, names in found.items() if names}
        self.assertEqual(found, self.editable)

    @mute_logger("odoo.sql_db", "odoo.models.unlink")
    def test_only_drafts_are_deleted(self):
        deleted = set()
        for key, record in self.swept.items():
            for role in ROLES:
                for context in ({}, {"_force_unlink": True}):
                    if not self.is_refused(
                        self.call, role, record[:1], "unlink", context=context
                    ):
                        deleted.add(key)
        self.assertEqual(deleted, {("collection.slip", "draft")})

    def get_protected(self):
        """Each model whose methods alone write some fields, in whatever state."""
        models = [self.env[name] for name in sorted(self.get_models() - set(STANDING))]
        return [model for model in models if hasattr(model, "_protected_fields")]

    def test_every_model_that_somebody_may_write_protects_fields(self):
        protected = {model._name for model in self.get_protected()}
        for name in self.get_models() - protected - set(STANDING):
            model = self.env[name]
            for role in ROLES:
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(
                        model.with_user(self[role]).has_access(operation),
                        f"{name}: {role} may {operation}",
                    )

    def test_what_is_computed_is_written_in_no_state(self):
        found = set()
        for model in self.get_protected():
            derived = {
                name
                for name in self.get_names(model)
                if (field := model._fields[name]).store
                and field.compute
                and field.readonly
            }
            open_ = derived - model._get_protected_touched(dict.fromkeys(derived))
            found |= {f"{model._name}.{name}" for name in open_}
        self.assertEqual(found, set())

    @mute_logger("odoo.sql_db")
    def test_nothing_is_created_that_a_method_decided_already(self):
        found = set()
        for model in self.get_protected():
            makers = [
                role
                for role in ROLES
                if model.with_user(self[role]).has_access("create")
            ]
            for name in self.get_closed(model):
                for role in makers:
                    maker = model.with_user(self[role])
                    value = self.get_value_to_create(maker, name)
                    if not self.is_refused(
                        call_kw, maker, "create", [[{name: value}]], {}
                    ):
                        found.add(f"{role}: {model._name}.{name}")
        self.assertEqual(found, set())

    def get_closed(self, model):
        """The fields that nobody but a method gives a new record."""
        names = dict.fromkeys(self.get_names(model))
        return model.browse()._get_protected_touched(names)

    def get_value_to_create(self, model, name):
        """A value that a new record does not have by itself."""
        if model._fields[name].type in ("one2many", "many2many"):
            return [Command.create({})]
        default = model.default_get([name]).get(name)
        values = self.get_values(model.sudo().new({name: default}), name)
        return values[0]

    def test_no_context_gives_a_new_record_what_methods_decide(self):
        found = set()
        for model in self.get_protected():
            names = self.get_closed(model)
            plain = model.with_user(self.finance).default_get(list(names))
            for name in names:
                value = self.get_value_to_create(model, name)
                context = {f"default_{name}": value}
                given = model.with_user(self.finance).with_context(**context)
                if given.default_get([name]).get(name) != plain.get(name):
                    found.add(f"{model._name}.{name}")
        self.assertEqual(found, set())
