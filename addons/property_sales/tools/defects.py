"""Kind of an argument that lists defects; see `door_kinds` of sales_rules."""

from collections.abc import Mapping

from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import door_kinds

from . import sent

# photos of one defect, taken at the inspection
MAX_PHOTOS = 5


def defects(env, value):
    """A list of dictionaries with the part of a home, what is wrong with it, and
    perhaps photos of it.
    """
    if value is None or value is False:
        return []
    if not isinstance(value, (list, tuple)):
        raise UserError(env._("This has to be a list: %s", door_kinds.shorten(value)))
    return [_admit(env, defect) for defect in value]


def _admit(env, value):
    is_entry = isinstance(value, Mapping) and {"part", "text"} <= set(value)
    if not is_entry or set(value) - {"part", "text", "photos"}:
        raise UserError(
            env._("A defect has a part and a text: %s", door_kinds.shorten(value))
        )
    part = door_kinds.text(env, value["part"])
    text = (door_kinds.text(env, value["text"]) or "").strip()
    parts = env["property.defect"]._get_parts()
    if part not in parts:
        raise UserError(
            env._(
                "%(part)s is no part of a home; it is one of %(parts)s.",
                part=door_kinds.shorten(part),
                parts=", ".join(parts),
            )
        )
    if not text:
        raise UserError(env._("Say what is wrong with it."))
    photos = _admit_photos(env, value.get("photos"), text)
    return {"part": part, "text": text, "photos": photos}


def _admit_photos(env, value, text):
    """A list of photos, or nothing, of the defect that `text` names."""
    if value is None or value is False:
        return []
    if not isinstance(value, (list, tuple)):
        raise UserError(env._("This has to be a list: %s", door_kinds.shorten(value)))
    if len(value) > MAX_PHOTOS:
        raise UserError(
            env._(
                "%(defect)s: a defect has at most %(count)s photos.",
                defect=text,
                count=MAX_PHOTOS,
            )
        )
    return list(filter(None, (sent.photo(env, photo) for photo in value)))
