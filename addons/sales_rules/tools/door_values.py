"""The door of values: what a client may write into our models, or have as defaults.

Before `create`, `write`, `unlink`, `copy_data`, `onchange` and `default_get` of each
model that our addons define or extend. Core takes NaN for a price, with which no limit
is ever exceeded, and shows the name of any record that a form refers to. Let through
are

- numbers that are finite and small enough to be added up, texts that can be kept;
- for our own models besides, of users: fields that there are, values of their types,
  and references to records that they may read. A model may name the fields in
  `_door_references`: one of core has the last for no others.
"""

import functools
import inspect
from collections import defaultdict
from collections.abc import Mapping

from odoo.api import NewId
from odoo.exceptions import UserError
from odoo.models import BaseModel

from odoo.addons.sales_rules.tools import door_kinds, gate

# sums of products of larger ones are no numbers any more
MAX_NUMBER = 1e18
NUMBERS = ("float", "monetary")
WHOLE = ("integer", "many2one", "many2one_reference")
MANY = ("one2many", "many2many")
# types whose values core converts without asking the database
CONVERTED = ("char", "text", "selection", "date", "datetime", "integer", "float")
COMMANDS = range(7)
PREFIX = "default_"


def hang(cls, is_ours):
    """Hang the door before what takes values of a model.

    :param bool is_ours: whether our addons define the model, and do not extend it only
    """
    for name, guard in GUARDS.items():
        if hasattr(cls, name) and (
            is_ours or name != "onchange" or references(cls, is_ours)
        ):
            setattr(cls, name, make_door(cls, name, guard, is_ours))


def references(cls, is_ours):
    """Return the fields of a model that refer to what users have to see: all of our
    own models', unless `_door_references` names others; of core's those that it names.
    """
    return getattr(cls, "_door_references", cls._fields.keys() if is_ours else ())


def make_door(cls, name, guard, is_ours):
    """Return the method `name` of a model's class behind its `guard`."""
    below = getattr(super(cls, cls), name)
    signature = inspect.signature(below)

    @functools.wraps(below)
    def door(self, *args, **kwargs):
        if type(self) is cls:
            self = door_kinds.disclaimed(self)
            if cls._abstract:
                door_kinds.raise_none(self.env)
            given = door_kinds.bind(self, signature, args, kwargs).args[1:]
            guard(self, given[0] if given else None, is_ours)
        return getattr(super(cls, self), name)(*args, **kwargs)

    return door


def guard_create(model, given, is_ours):
    """Check the values of new records."""
    rows = [given] if isinstance(given, Mapping) else given
    if not isinstance(rows, (list, tuple)):
        refuse(model, given)
    for vals in rows:
        check_values(model, vals, is_ours)
    check_references(model, rows, is_ours)


def guard_write(records, given, is_ours):
    """Check the values for records, of whose rights core asks."""
    door_kinds.admit_records(records, right=None)
    check_values(records, given, is_ours)
    check_references(records, [given], is_ours)


def guard_onchange(records, given, is_ours):
    """Check what a form refers to: core names it all, in sudo."""
    if not isinstance(given, Mapping):
        refuse(records, given)
    check_references(records, [given], is_ours)


def guard_default_get(model, given, is_ours):
    """Check the defaults in the context of a client, for the fields asked for."""
    if not isinstance(given, (list, tuple, set, frozenset, Mapping)) or not all(
        isinstance(name, str) for name in given
    ):
        refuse(model, given)
    context = model.env.context
    vals = {
        name: context[PREFIX + name]
        for name in given
        if PREFIX + name in context and name in model._fields
    }
    if vals:
        check_values(model, vals, is_ours)
        check_references(model, [vals], is_ours)


def guard_unlink(records, given, is_ours):
    """Check that these are ids, of whose rights core asks."""
    door_kinds.admit_records(records, right=None)


def guard_copy_data(records, given, is_ours):
    """Check the values that copies have instead of the records'."""
    door_kinds.admit_records(records, right=None)
    if given is not None:
        check_values(records, given, is_ours)


GUARDS = {
    "create": guard_create,
    "write": guard_write,
    "unlink": guard_unlink,
    "copy_data": guard_copy_data,
    "onchange": guard_onchange,
    "default_get": guard_default_get,
}


def refuse(model, value, field=None):
    """Refuse a value, of a field or of a whole record.

    :raise UserError: always
    """
    label = field._description_string(model.env) if field else model._description
    raise UserError(
        model.env._(
            "%(label)s: this value cannot be kept: %(value)s",
            label=label,
            value=door_kinds.shorten(value),
        )
    )


def check_values(model, vals, is_ours):
    """Check that values can be kept.

    :raise UserError: naming the first one that cannot
    """
    if not isinstance(vals, Mapping):
        refuse(model, vals)
    # our own code knows its fields and types
    is_strict = is_ours and not model.env.su
    for name, value in vals.items():
        field = model._fields.get(name) if isinstance(name, str) else None
        if field is None:
            if is_strict:
                refuse(model, name)
            continue
        check_size(model, field, value)
        if is_strict:
            check_type(model, field, value)


def check_size(model, field, value):
    """Check that a number is one, and that a number or text can be kept.

    :raise UserError: when it cannot
    """
    if isinstance(value, str):
        check_text(model, field, value)
    elif isinstance(value, float):
        # NaN is smaller than nothing
        if not abs(value) < MAX_NUMBER:
            refuse(model, value, field)
    elif isinstance(value, int) and field.type in WHOLE:
        if abs(value) > door_kinds.MAX_ID:
            refuse(model, value, field)


def check_text(model, field, value):
    """Check that a text can be kept, and is a number where it stands for one.

    :raise UserError: when it cannot
    """
    if "\0" in value or not door_kinds.is_encodable(value):
        refuse(model, value, field)
    if value and field.type in NUMBERS:
        try:
            number = float(value)
        except ValueError:
            refuse(model, value, field)
        if not abs(number) < MAX_NUMBER:
            refuse(model, value, field)


def check_type(model, field, value):
    """Check that a value is of the type of its field.

    :raise UserError: when it is not
    """
    if value is None or value is False or isinstance(value, BaseModel):
        return
    if field.type == "many2one":
        is_fine = isinstance(value, (int, NewId))
    elif field.type in MANY:
        is_fine = isinstance(value, (list, tuple)) and all(map(is_command, value))
    elif isinstance(value, (Mapping, list, tuple)):
        is_fine = field.type in ("json", "properties", "properties_definition")
    else:
        is_fine = field.type not in CONVERTED or is_convertible(model, field, value)
    if not is_fine:
        refuse(model, value, field)


def is_command(value):
    """Return whether a value is a command for the records of a field, or an id."""
    if isinstance(value, int):
        return True
    return (
        isinstance(value, (list, tuple))
        and 0 < len(value) <= 3
        and type(value[0]) is not bool
        and isinstance(value[0], int)
        and value[0] in COMMANDS
    )


def is_convertible(model, field, value):
    try:
        field.convert_to_cache(value, model.browse())
    except (ValueError, TypeError, OverflowError):
        return False
    return True


def check_references(model, rows, is_ours):
    """Check that the user may read what the values refer to.

    Our own methods, which write by a gate or in sudo, refer to more.

    :raise AccessError: for what the user may not read
    :raise MissingError: for what does not exist
    """
    if model.env.su or gate.get(model):
        return
    checked = references(type(model), is_ours)
    found = defaultdict(set)
    for vals in rows:
        for name in vals.keys() & checked if checked else ():
            field, value = model._fields[name], vals[name]
            if not value or isinstance(value, BaseModel):
                continue
            if field.type == "many2one":
                found[field.comodel_name].update(get_ids([value]))
            elif field.type in MANY:
                found[field.comodel_name].update(get_linked(value))
    for comodel, ids in found.items():
        if ids:
            door_kinds.admit_records(model.env[comodel].browse(ids))


def get_linked(commands):
    """Return the ids that commands put on a record."""
    linked = []
    for command in commands:
        if isinstance(command, (list, tuple)) and len(command) > 1:
            if command[0] == 4:
                linked.append(command[1])
            elif command[0] == 6 and len(command) > 2:
                linked += command[2] or ()
        elif isinstance(command, int):
            linked.append(command)
    return get_ids(linked)


def get_ids(values):
    """Return values that stand for records; a form sends dictionaries with an id."""
    values = [v.get("id") if isinstance(v, Mapping) else v for v in values]
    return {v for v in values if v and isinstance(v, (int, str)) and v is not True}
