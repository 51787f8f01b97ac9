"""Kind of an argument that lists defects; see `door_kinds` of sales_rules."""

from collections.abc import Mapping

from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import door_kinds


def defects(env, value):
    """A list of dictionaries with the part of a home and what is wrong with it."""
    if value is None or value is False:
        return []
    if not isinstance(value, (list, tuple)):
        raise UserError(env._("This has to be a list: %s", door_kinds.shorten(value)))
    return [_admit(env, defect) for defect in value]


def _admit(env, value):
    if not isinstance(value, Mapping) or set(value) != {"part", "text"}:
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
    return {"part": part, "text": text}
