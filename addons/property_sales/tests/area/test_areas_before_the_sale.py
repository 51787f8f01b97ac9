from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestAreasBeforeTheSale(PropertyCommon):
    """Nothing is opened or sold whose areas are not filed (R2.4, R2.5)."""

    def get_reasons(self, records=None):
        records = records or self.development
        if records._name == "property.unit":
            return "\n".join(records._get_cannot_sell_reasons())
        return "\n".join(records._get_cannot_open_reasons())

    def test_all_homes_on_the_permit_have_areas_before_it_opens(self):
        self.new_valid_permit()
        self.assertIn("not filed for 4 homes", self.get_reasons())
        self.assertIn("Riverside 1", self.get_reasons())
        self.new_filed_areas(self.units[:3])
        self.assertIn("not filed for 1 homes", self.get_reasons())
        self.new_filed_areas(self.units[3])
        self.assertNotIn("areas", self.get_reasons())

    def test_homes_on_no_permit_need_none(self):
        self.new_valid_permit(self.units[:2])
        self.new_filed_areas(self.units[:2])
        self.assertNotIn("areas", self.get_reasons())

    def test_completed_homes_need_the_survey(self):
        self.new_valid_permit(kind="completed")
        self.new_filed_areas()
        self.assertIn("Surveyed areas are not filed for 4", self.get_reasons())
        self.assertIn("survey", self.get_reasons(self.unit))
        self.new_filed_areas(kind="surveyed")
        self.assertNotIn("areas", self.get_reasons())
        self.assertNotIn("area", self.get_reasons(self.unit))

    def test_a_home_without_area_is_not_sold(self):
        self.new_valid_permit()
        self.assertIn("no pre-sale area", self.get_reasons(self.unit))
        self.new_filed_areas(self.unit)
        self.assertNotIn("area", self.get_reasons(self.unit))
        self.assertIn("no pre-sale area", self.get_reasons(self.units[1]))

    def test_a_home_says_all_reasons_at_once(self):
        reasons = self.unit._get_cannot_sell_reasons()
        words = (
            "no permit",
            "no pre-sale area",
            "no active price",
            "on sale",
            "released",
        )
        self.assertEqual(len(reasons), len(words))
        for word, reason in zip(words, reasons, strict=True):
            self.assertIn(word, reason)
