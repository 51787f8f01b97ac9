"""Values that clients send to methods that core's door does not look after."""

import base64
import binascii

from odoo.exceptions import UserError
from odoo.models import BaseModel

from odoo.addons.sales_rules.tools import door_kinds


def id_(env, value):
    """The id of a record that exists perhaps; the method says who may have it."""
    if isinstance(value, BaseModel) and len(value) == 1:
        value = value.id
    if type(value) is not int or value <= 0:
        raise UserError(env._("This is no record: %s", door_kinds.shorten(value)))
    return door_kinds.plain(env, value)


def ids(env, value):
    """A list of ids, or nothing."""
    if value is None or value is False:
        return None
    if not isinstance(value, (list, tuple)):
        raise UserError(env._("This has to be a list: %s", door_kinds.shorten(value)))
    for part in value:
        if type(part) is not int:
            raise UserError(env._("This is no record: %s", door_kinds.shorten(part)))
        door_kinds.plain(env, part)
    return list(value)


def check_table(env, names, rows):
    """Check that a table to import has names of columns, and rows of as many cells.

    :raise UserError: for anything else
    """
    if not isinstance(names, (list, tuple)) or not names:
        raise UserError(
            env._("The table names no columns: %s", door_kinds.shorten(names))
        )
    for name in names:
        if not isinstance(name, str):
            raise UserError(
                env._("This has to be a text: %s", door_kinds.shorten(name))
            )
        door_kinds.text(env, name)
    if not isinstance(rows, (list, tuple)):
        raise UserError(env._("This has to be a list: %s", door_kinds.shorten(rows)))
    for row in rows:
        if not isinstance(row, (list, tuple)) or len(row) != len(names):
            raise UserError(
                env._("A row has a cell for each column: %s", door_kinds.shorten(row))
            )


def picture(env, value):
    """A picture that a browser drew, as base64 text; or nothing."""
    if value is None or value is False:
        return False
    value = door_kinds.text(env, value)
    if not _is_base64(value):
        raise UserError(env._("This is no picture: %s", door_kinds.shorten(value)))
    return value


def scan(env, value):
    """A file, as base64 text; or nothing."""
    if value is None or value is False:
        return False
    value = door_kinds.text(env, value)
    if not _is_base64(value):
        raise UserError(env._("This is no file: %s", door_kinds.shorten(value)))
    return value


def _is_base64(text):
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True
