"""The translations: exports each addon's .pot and brings its zh_CN.po in line.

Texts that core translates already (Messages, Created on ...) are taken over; the others
are listed, for a translator.
"""

import io
import sys
from pathlib import Path

import polib
from ground import ADDONS, OUR_ADDONS

LANGUAGE = "zh_CN"
# core modules whose words our models inherit
CORE = ("base", "web", "mail", "portal", "sale", "sale_management", "account")
HEADER = {
    "Project-Id-Version": "Odoo Server 19.0",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
SCRIPT = """
import sys
sys.path.append({tools!r})
import i18n
for addon in {addons!r}:
    i18n.export(env, addon).save(str(i18n.pot_path(addon)))
"""


def pot_path(addon):
    return ADDONS / addon / "i18n" / f"{addon}.pot"


def po_path(addon):
    return ADDONS / addon / "i18n" / f"{LANGUAGE}.po"


def export(env, addon):
    """The addon's terms by Odoo's own exporter, without what changes by the day."""
    from odoo.tools.translate import trans_export

    buffer = io.BytesIO()
    trans_export(None, [addon], buffer, "po", env)
    exported = polib.pofile(buffer.getvalue().decode())
    exported.metadata = dict(HEADER)
    exported.header = f"Terms of {addon}, exported by Odoo."
    exported.wrapwidth = 78
    return exported


def core_words():
    """Return core's own translations, by English text."""
    import odoo.addons

    words = {}
    for module in reversed(CORE):
        for folder in odoo.addons.__path__:
            path = Path(folder, module, "i18n", f"{LANGUAGE}.po")
            if path.exists():
                for entry in polib.pofile(str(path)).translated_entries():
                    words[entry.msgid] = entry.msgstr
    return words


def merge(addon, words):
    """Bring the addon's .po in line; return the texts that nobody translated."""
    pot = polib.pofile(str(pot_path(addon)))
    path = po_path(addon)
    known = {}
    if path.exists():
        known = {
            entry.msgid: entry.msgstr
            for entry in polib.pofile(str(path))
            if not entry.fuzzy and not entry.obsolete
        }
    pot.metadata = {**HEADER, "Language": LANGUAGE}
    pot.metadata["Plural-Forms"] = "nplurals=1; plural=0;"
    pot.header = f"{LANGUAGE} translation of {addon}"
    for entry in pot:
        entry.msgstr = known.get(entry.msgid) or words.get(entry.msgid, "")
    pot.save(str(path))
    return [entry.msgid for entry in pot.untranslated_entries()]


def main():
    import database

    for addon in OUR_ADDONS:
        pot_path(addon).parent.mkdir(exist_ok=True)
    tools = str(Path(__file__).resolve().parent)
    database.shell(
        database.template(), SCRIPT.format(tools=tools, addons=list(OUR_ADDONS))
    )
    words = core_words()
    for addon in OUR_ADDONS:
        for text in merge(addon, words):
            print(f"{addon}: not translated: {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
