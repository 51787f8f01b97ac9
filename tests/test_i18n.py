"""The committed translations are those of the code: none missing, none left over."""

import i18n
import polib
from ground import OUR_ADDONS

from odoo.tests import TransactionCase, tagged


def terms(pofile):
    """The place and kind of each text, as a .pot says them."""
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

    def test_chinese_names_every_state(self):
        """Also where a model takes the field from another addon's mixin."""
        for model in self.env.values():
            if model._original_module not in OUR_ADDONS:
                continue
            for field in model._fields.values():
                if field.type != "selection" or not isinstance(field.selection, list):
                    continue
                if field.related or field._modules[-1] not in OUR_ADDONS:
                    continue
                with self.subTest(field=str(field)):
                    chinese = field._description_selection(
                        self.env(context={"lang": "zh_CN"})
                    )
                    english = dict(field.selection)
                    same = [v for v, label in chinese if label == english[v]]
                    self.assertFalse(same)
