"""Kinds of arguments that make homes; see `door_kinds` of sales_rules."""

from collections.abc import Mapping

from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import door_kinds

LAYOUT = ("name", "layout", "orientation", "usage")


def floors(env, value):
    """A list of whole numbers, each once."""
    if not isinstance(value, (list, tuple)):
        raise UserError(env._("This has to be a list: %s", door_kinds.shorten(value)))
    for floor in value:
        if type(floor) is not int:
            raise UserError(
                env._("A floor is a whole number: %s", door_kinds.shorten(floor))
            )
        door_kinds.plain(env, floor)
    return list(dict.fromkeys(value))


def layouts(env, value):
    """A list of dictionaries with a name, and texts for what else a home is."""
    if not isinstance(value, (list, tuple)):
        raise UserError(env._("This has to be a list: %s", door_kinds.shorten(value)))
    return [admit_layout(env, layout) for layout in value]


def admit_layout(env, value):
    """Return one layout without what is empty."""
    if not isinstance(value, Mapping) or set(value) - set(LAYOUT):
        raise UserError(
            env._(
                "A layout has %(names)s only: %(value)s",
                names=", ".join(LAYOUT),
                value=door_kinds.shorten(value),
            )
        )
    texts = {name: door_kinds.text(env, text) for name, text in value.items()}
    layout = {name: text.strip() for name, text in texts.items() if text}
    if not layout.get("name"):
        raise UserError(env._("Each layout has a name, as 01."))
    usages = env["property.unit"]._fields["usage"].get_values(env)
    if layout.get("usage", usages[0]) not in usages:
        raise UserError(
            env._(
                "%(usage)s is no usage of a home; it is one of %(usages)s.",
                usage=layout["usage"],
                usages=", ".join(usages),
            )
        )
    return layout
