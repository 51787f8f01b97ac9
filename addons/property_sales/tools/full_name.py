"""Search of a whole display name that is put together from two."""

from odoo.fields import Domain


def find_full_names(value, above):
    """Return the domain of records whose display name is `value`, wholly.

    Each part may have blanks itself, so that every blank may be where they meet. A part
    of the name alone finds nothing: an import would take the first one of many.

    :param value: a text, or several of them
    :param str above: the path to the field with the first part
    """
    names = [value] if isinstance(value, str) else value
    parts = []
    for name in filter(None, names):
        words = name.split(" ") if isinstance(name, str) else []
        for at in range(1, len(words)):
            first, last = " ".join(words[:at]), " ".join(words[at:])
            parts.append(Domain(above, "=", first) & Domain("name", "=", last))
    return Domain.OR(parts)
