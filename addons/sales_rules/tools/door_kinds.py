"""Kinds of arguments and records that pass the door (`tools/door.py`).

A kind is a function of an environment and what was sent; it returns what the method
gets, or raises a UserError.
"""

import math
from collections.abc import Mapping
from datetime import date

from odoo.api import NewId
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Date
from odoo.models import BaseModel
from odoo.tools.constants import PREFETCH_MAX

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

# PostgreSQL's integer; rows of a view may be numbered by larger ones
MAX_ID, MAX_VIEW_ID = 2**31 - 1, 2**63 - 1
# days are added to what is sent: the calendar has to go on on both sides
YEARS = range(1900, 2200)
MAX_DEPTH = 4


def takes(**kinds):
    """Say of what kind the arguments of a public method are: {name: kind}.

    Said once, it holds for the methods that extend it, too.
    """

    def mark(method):
        method._door_kinds = kinds
        return method

    return mark


def needs(right):
    """Say which right to the records a public method needs, where it is not to read:
    each further right that is asked for costs two queries on a server just started.
    """

    def mark(method):
        method._door_right = right
        return method

    return mark


def for_none(method):
    """Say that a public method has an answer for no records, too.

    Others are not called without records: there is nothing to do.
    """
    method._door_for_none = True
    return method


def text(env, value):
    """A text or nothing, without what no database keeps."""
    if value is None or value is False:
        return value
    if not isinstance(value, str):
        raise UserError(env._("This has to be a text: %s", shorten(value)))
    if "\0" in value or not is_encodable(value):
        raise UserError(env._("The text has characters that cannot be kept."))
    return value


def day(env, value):
    """A date, also as text; None for nothing."""
    if value is None or value is False or value == "":
        return None
    try:
        found = Date.to_date(value) if isinstance(value, (str, date)) else None
    except ValueError:
        found = None
    if not found or found.year not in YEARS:
        raise UserError(env._("This has to be a date: %s", shorten(value)))
    return found


def one(model):
    """A record of `model` that the user may read, or its id; an empty recordset for
    nothing.
    """

    def admit(env, value):
        records = env[model]
        if isinstance(value, BaseModel) and value._name == model:
            records = value.with_env(env)
        elif value is not None and value is not False:
            if isinstance(value, BaseModel):
                raise UserError(env._("This is no record: %s", shorten(value)))
            records = records.browse((value,))
        if len(records) > 1:
            raise UserError(env._("Choose one only."))
        return admit_records(records)

    return admit


def plain(env, value):
    """A finite number, a text, a boolean or nothing: what holds where a method says
    nothing.

    Objects that no client can send pass: our own code sent them.
    """
    if isinstance(value, (Mapping, list, tuple, set, bytes)):
        raise UserError(env._("This has to be one value: %s", shorten(value)))
    if isinstance(value, str):
        return text(env, value)
    if isinstance(value, float) and not math.isfinite(value):
        raise UserError(env._("This has to be a number: %s", shorten(value)))
    if isinstance(value, int) and abs(value) > MAX_ID:
        raise UserError(env._("This number is too large: %s", shorten(value)))
    return value


def parts(env, value, depth=0):
    """Dictionaries and lists of plain values, not too deep."""
    if depth > MAX_DEPTH:
        raise UserError(env._("This has to be one value: %s", shorten(value)))
    if isinstance(value, Mapping):
        for key, part in value.items():
            parts(env, key, depth + 1)
            parts(env, part, depth + 1)
    elif isinstance(value, (list, tuple)):
        for part in value:
            parts(env, part, depth + 1)
    else:
        plain(env, value)
    return value


def entry(**kinds):
    """A dictionary of values by name: of `kinds`, None where they are missing; the
    others are plain.
    """

    def admit(env, value):
        if not isinstance(value, Mapping) or not all(
            isinstance(name, str) for name in value
        ):
            raise UserError(env._("This has to be an entry: %s", shorten(value)))
        admitted = {name: kind(env, value.get(name)) for name, kind in kinds.items()}
        others = value.keys() - kinds.keys()
        return admitted | {name: plain(env, value[name]) for name in others}

    return admit


def defaults(model):
    """The values that a copy is given: by field of `model`, or nothing."""

    def admit(env, value):
        if value is None or value is False:
            return value
        known = env[model]._fields
        if not isinstance(value, Mapping) or not all(name in known for name in value):
            raise UserError(env._("This has to be an entry: %s", shorten(value)))
        return value

    return admit


def admit_records(records, right="read"):
    """Return `records`, each once, if they exist and the user may read them.

    Without records the right to the model is asked for. New records, which are on a
    form only, pass.

    :param str right: another right than to read them; None where core looks for
        rights and existence itself
    :raise UserError: for what is no id of a record
    :raise MissingError: for what does not exist
    :raise AccessError: for what the user may not read
    """
    if records._abstract:
        if records:
            raise_none(records.env)
        return records
    if any(isinstance(id_, NewId) for id_ in records._ids):
        return records
    check_ids(records)
    if len(set(records._ids)) < len(records):
        records = records.browse(dict.fromkeys(records._ids))
    if right and len(records) > PREFETCH_MAX:
        check_found(records, right)
    elif right:
        check_read(records, right)
    return records


def check_ids(records):
    """Check that these can be ids of records.

    :raise UserError: for what can be none
    :raise MissingError: for numbers that are never one, and for nothing
    """
    highest = MAX_ID if records._auto else MAX_VIEW_ID
    for id_ in records._ids:
        if id_ is None or id_ is False:
            raise_missing(records.env)
        if type(id_) is not int:
            raise UserError(records.env._("This is no record: %s", shorten(id_)))
        if not 0 < id_ <= highest:
            raise_missing(records.env)


def bind(records, signature, args, kwargs):
    """Return the arguments by name.

    :raise UserError: where the method does not take these
    """
    try:
        return signature.bind(records, *args, **kwargs)
    except TypeError as error:
        names = ", ".join(list(signature.parameters)[1:])
        raise UserError(
            records.env._("The action takes other arguments: %s", names or "-")
        ) from error


def disclaimed(records):
    """Return `records` without the claim that an addon is being uninstalled.

    Core then deletes what it refuses to delete else (confirmed orders and their lines,
    posted entries), and believes whatever context a client sends. Addons are
    uninstalled by the superuser.
    """
    if records.env.su or not records.env.context.get(MODULE_UNINSTALL_FLAG):
        return records
    return records.with_context(**{MODULE_UNINSTALL_FLAG: False})


def check_read(records, right):
    """Check rights and existence by the read that serves what comes next too: it
    fills the cache, and makes no query where the cache is filled.
    """
    # sudo: whether there are such records; then, what this user may do with them
    records_sudo = records.sudo()
    name = get_read_field(records)
    _values = [record[name] for record in records_sudo]
    records.check_access(right)


def check_found(records, right):
    """Check rights and existence in one query: the read makes one per 1,000."""
    if right != "read":
        records.check_access(right)
    records.browse().check_access("read")
    found = records.with_context(active_test=False).search([("id", "in", records.ids)])
    if len(found) == len(records):
        return
    if len(records.exists()) < len(records):
        raise_missing(records.env)
    raise AccessError(records.env._("You may not see all of these records."))


def get_read_field(records):
    """Return the name of a field that is read with all others."""
    return next(
        name
        for name, field in records._fields.items()
        if name != "id"
        and field.store
        and field.column_type
        and field.prefetch is True
        and not (field.compute or field.company_dependent or field.translate)
    )


def raise_none(env):
    """Say that a mixin has no records."""
    raise UserError(env._("There are no such records."))


def raise_missing(env):
    raise MissingError(env._("The record does not exist or has been deleted."))


def is_encodable(value):
    """Return whether a text can be written in UTF-8: half a surrogate pair cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def shorten(value):
    """Return the beginning of what was sent, for a message."""
    return ascii(value)[:40]
