"""Writes each addon's README.md from its manifest and its readme/ fragments.

`--check` only tells which are not up to date.
"""

import ast
import sys
from pathlib import Path

ADDONS = Path(__file__).resolve().parent.parent / "addons"
SECTIONS = {
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "ROADMAP": "Known limits and roadmap",
    "HISTORY": "Changes",
}


def render(addon):
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text("utf-8"))
    parts = [f"# {manifest['name']}", fragment(addon, "DESCRIPTION")]
    for name, title in SECTIONS.items():
        text = fragment(addon, name)
        if text:
            # titles inside a fragment go one level below the section's
            parts += [f"## {title}", text.replace("\n#", "\n##")]
    parts += ["## Licence", f"{manifest['license']}, {manifest['author']}."]
    return "\n\n".join(part for part in parts if part) + "\n"


def fragment(addon, name):
    path = addon / "readme" / f"{name}.md"
    text = path.read_text("utf-8").strip() if path.exists() else ""
    return f"#{text}" if text.startswith("## ") else text


def main(arguments):
    stale = []
    for addon in sorted(path.parent for path in ADDONS.glob("*/__manifest__.py")):
        path = addon / "README.md"
        text = render(addon)
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(str(path.relative_to(ADDONS.parent)))
            if "--check" not in arguments:
                path.write_text(text, "utf-8")
    if stale and "--check" in arguments:
        print("Not up to date, run `make docs`:", *stale, sep="\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
