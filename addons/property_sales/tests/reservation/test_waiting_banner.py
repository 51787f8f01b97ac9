from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common_sale import SaleCommon

FIELDS = {"state", "queue_position", "unit_id"}


@tagged("post_install", "-at_install")
class TestWaitingBanner(SaleCommon):
    """The form of a customer who waits says for which place, of all who wait (R2.7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.third = cls.new_buyer("Zhao Min")
        cls.first = cls.reserve()
        cls.waiting = cls.wait()
        cls.last = cls.wait(buyer=cls.third, user=cls.home_seller)

    def get_banner(self, reservation, user=None):
        """The text of the banner on the form of one reservation; None if hidden."""
        model = self.env["property.reservation"].with_user(user or self.director)
        arch = etree.fromstring(model.get_view(view_type="form")["arch"])
        (banner,) = arch.xpath("//div[@role='status'][field[@name='queue_position']]")
        # as the client does, which reads what the form has and nothing else
        spec = {name: {} for name in FIELDS & set(arch.xpath("//field/@name"))}
        (values,) = reservation.with_user(model.env.user).web_read(spec)
        if safe_eval(banner.get("invisible"), values):
            return None
        return values["unit_id"], values["queue_position"]

    def cancel(self, reservation):
        user = reservation.user_id
        reservation.with_user(user).action_cancel("Too dear")
        self.env.invalidate_all()

    def test_each_one_who_waits_reads_the_place_and_the_home(self):
        self.assertEqual(self.get_banner(self.waiting), (self.unit.id, 1))
        self.assertEqual(self.get_banner(self.last), (self.unit.id, 2))

    def test_a_salesperson_counts_the_customers_of_others_as_well(self):
        place = self.get_banner(self.last, self.home_seller)
        self.assertEqual(place, (self.unit.id, 2))

    def test_a_hold_has_no_place(self):
        self.assertIsNone(self.get_banner(self.first))

    def test_the_one_who_moves_up_has_none_and_the_next_one_moves_on(self):
        self.cancel(self.first)
        self.assertIsNone(self.get_banner(self.waiting))
        self.assertEqual(self.get_banner(self.last), (self.unit.id, 1))

    def test_the_one_who_leaves_has_none_and_the_next_one_moves_on(self):
        self.cancel(self.waiting)
        self.assertIsNone(self.get_banner(self.waiting))
        self.assertEqual(self.get_banner(self.last), (self.unit.id, 1))

    def test_each_home_has_places_of_its_own(self):
        self.reserve(self.units[1])
        other = self.wait(self.units[1])
        self.assertEqual(self.get_banner(other), (self.units[1].id, 1))
        self.assertEqual(self.get_banner(self.last), (self.unit.id, 2))
