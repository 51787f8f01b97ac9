"""The committed translations are those of the code: none missing, none left over."""

import i18n
import polib
from ground import OUR_ADDONS

from odoo.tests import TransactionCase, tagged


def terms(pofile):
    """What a .pot says of each text: where it occurs and which kind it is."""
    return {
        (entry.msgid, tuple(sorted(entry.occurrences)), entry.comment)
        for entry in pofile
    }


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    def test_pot_is_what_odoo_exports(self):
        for addon in OUR_ADDONS:
            with self.subTest(addon=addon):
                committed = terms(polib.pofile(str(i18n.pot_path(addon))))
                exported = terms(i18n.export(self.env, addon))
                self.assertEqual(committed, exported, "run `make i18n`")

    def test_chinese_has_no_hole(self):
        for addon in OUR_ADDONS:
            with self.subTest(addon=addon):
                chinese = polib.pofile(str(i18n.po_path(addon)))
                wanted = polib.pofile(str(i18n.pot_path(addon)))
                self.assertEqual(terms(chinese), terms(wanted), "run `make i18n`")
                self.assertFalse([entry.msgid for entry in chinese.fuzzy_entries()])
                holes = [entry.msgid for entry in chinese.untranslated_entries()]
                self.assertFalse(holes)
