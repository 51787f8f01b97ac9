"""Values that clients send to methods that core's door does not look after."""

import base64
import binascii

from odoo.exceptions import UserError
from odoo.models import BaseModel
from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.sales_rules.tools import door_kinds

# what a camera takes; formats that core keeps unread are not among them
PHOTOS = ("image/jpeg", "image/png", "image/gif")
MAX_PHOTO = 16 * 1024 * 1024


def id_(env, value):
    """The id of a record that exists perhaps; the method says who may have it."""
    if isinstance(value, BaseModel) and len(value) == 1:
        value = value.id
    if type(value) is not int or value <= 0:
        raise UserError(env._("This is no record: %s", door_kinds.shorten(value)))
    return door_kinds.plain(env, value)


def text_or_id(env, value):
    """A text, the id of a record, or nothing."""
    if isinstance(value, BaseModel) or type(value) is int:
        return id_(env, value)
    return door_kinds.text(env, value)


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


def photo(env, value):
    """A photo of a camera, as base64 text; or nothing.

    :raise UserError: for what is no photo, or too large a one
    """
    value = picture(env, value)
    if not value:
        return False
    kept = base64.b64decode(value)
    if guess_mimetype(kept) not in PHOTOS:
        raise UserError(env._("This is no photo: %s", door_kinds.shorten(value)))
    if len(kept) > MAX_PHOTO:
        raise UserError(
            env._("A photo has at most %s MB: take a smaller one.", MAX_PHOTO >> 20)
        )
    return value
