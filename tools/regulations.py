"""The rules and forms of docs/regulations.md, and the ids that a text names."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "docs" / "regulations.md"
IDS = re.compile(r"\b(?:(R\d+\.)(\d+)(?:-(\d+)\b)?|(F\d\d)\b)")
ROW = re.compile(r"^\| ([RF][\d.-]+) \| (.+) \| (.+) \|$", re.MULTILINE)


def ids_in(text):
    """Yield the ids in a text; a range like R1.13-14 names each of its rules."""
    for match in IDS.finditer(text):
        yield from ids_of(match)


def ids_of(match):
    """Yield the ids of one match of `IDS`."""
    group, first, last, form = match.groups()
    if form:
        yield form
    else:
        for number in range(int(first), int(last or first) + 1):
            yield f"{group}{number}"


def texts():
    """Return {id: (English, Chinese)} of every rule and form."""
    return {
        name: (english, chinese)
        for names, english, chinese in ROW.findall(SOURCE.read_text("utf-8"))
        for name in ids_in(names)
    }


def sort_key(name):
    return name[0] != "R", [int(number) for number in re.findall(r"\d+", name)]


def keep(target, text, arguments):
    """Write a file made from the code, or with `--check` tell that it is out of date.

    :return: the exit status
    """
    if target.exists() and target.read_text("utf-8") == text:
        return 0
    if "--check" in arguments:
        print(f"{target.relative_to(ROOT)} is not up to date, run `make docs`")
        return 1
    target.write_text(text, "utf-8")
    return 0
