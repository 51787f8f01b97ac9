"""A set-up that is given to a class is the one that the class would make."""

from datetime import date

from odoo.tests import TransactionCase, tagged

from odoo.addons.property_sales.tests.common import PropertyCommon
from odoo.addons.property_sales.tests.common_sale import SaleCommon
from odoo.addons.sales_rules.tests import made_once, rows_aside


@tagged("post_install", "-at_install")
class TestSaleGiven(SaleCommon):
    """The rows of the sale, put in place."""

    name = "sale"

    def test_rows_are_those_that_were_made(self):
        self.env.flush_all()
        note = made_once.read(self.name)
        found = rows_aside.get_rows(self.cr)
        self.assertEqual([row[:2] for row in found], [row[:2] for row in note["rows"]])
        self.assertEqual(found, note["rows"])

    def test_records_are_given_as_their_maker_left_them(self):
        self.assertEqual(self.units.env.user, self.investor)
        self.assertTrue(self.units.env.su)
        self.assertEqual(self.unit, self.development.unit_ids.sorted("floor")[0])
        self.assertEqual(self.today, date.today())
        self.assertTrue(self.home_seller.image_128)

    def test_new_records_follow(self):
        self.assertGreater(self.new_development(code="R2").id, self.development.id)


@tagged("post_install", "-at_install")
class TestPropertyGiven(PropertyCommon):
    """The homes, of which none is on sale."""

    name = "property"
    test_rows_are_those_that_were_made = (
        TestSaleGiven.test_rows_are_those_that_were_made
    )

    def test_homes_are_not_on_sale(self):
        self.assertEqual(set(self.units.mapped("state")), {"unreleased"})
        self.assertFalse(self.development.release_ids)


@tagged("post_install", "-at_install")
class TestSaleOfItsOwn(SaleCommon):
    """A class that takes a step in its own way makes the whole sale."""

    @classmethod
    def new_buyer(cls, name, seller=None):
        return super().new_buyer(f"{name} Esq.", seller)

    def test_the_step_is_taken(self):
        self.assertEqual(self.buyer.name, "Chen Mei Esq.")
        given = made_once.read("sale")["attributes"]["permit"]["ids"]
        self.assertNotEqual(self.permit.ids, given)


@tagged("post_install", "-at_install")
class TestOthers(TransactionCase):
    def test_other_classes_find_no_homes(self):
        self.env.cr.execute("SELECT count(*) FROM property_development")
        self.assertEqual(self.env.cr.fetchone(), (0,))
