"""Reads what Odoo logged: any warning or error but the allowed ones is a failure."""

import re

LINE = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>[A-Z]+) (?P<text>.*)$")
# expression -> why it says nothing about the addons
ALLOWED = {}


def complaints(log):
    """The warnings and errors of a log, each with the lines that follow it."""
    found = []
    inside = False
    for line in log.splitlines():
        match = LINE.match(line)
        if match:
            inside = match["level"] not in ("DEBUG", "INFO") and not any(
                re.search(expression, match["text"]) for expression in ALLOWED
            )
        if inside:
            found.append(line)
    return found
