from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common_house_money import HouseMoneyCommon


@tagged("post_install", "-at_install")
class TestReturnsToPay(HouseMoneyCommon):
    """The filter *Returns to Pay* finds what is approved and not paid (R2.10)."""

    def assert_found(self, found, user=None):
        """Whether the filter finds the reservation of the fixtures, and it alone."""
        reservations = self.env["property.reservation"].with_user(user or self.finance)
        view = self.env.ref("property_sales.property_reservation_view_search")
        arch = etree.fromstring(reservations.get_view(view.id, "search")["arch"])
        (node,) = arch.findall(".//filter[@name='to_return']")
        self.assertEqual(node.get("string"), "Returns to Pay")
        result = reservations.search(safe_eval(node.get("domain"), {"uid": self.uid}))
        own = result.sudo() & (self.hold | self.other)
        self.assertEqual(own, self.hold if found else self.hold.browse())

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # verified money, and no return
        cls.other = cls.reserve(cls.units[1], amount=20000)
        cls.take_verified(20000, cls.other)
        cls.take_verified()

    def ask(self):
        self.hold.with_user(self.home_seller).action_cancel("No loan")
        self.hold.with_user(self.home_seller).action_return()

    def test_from_the_approval_to_the_payment(self):
        self.assert_found(False)
        self.ask()
        self.assert_found(False)
        self.hold.with_user(self.director).action_approve()
        self.assert_found(True)
        for user in (self.director, self.home_seller, self.home_manager):
            with self.subTest(user.name):
                self.assert_found(True, user)
        self.assert_found(False, self.home_colleague)
        self.hold.with_user(self.finance).action_return()
        self.assert_found(False)

    def test_a_rejected_return_is_not_to_pay(self):
        self.ask()
        self.hold.with_user(self.director).action_reject("Forfeited instead")
        self.assert_found(False)

    def test_a_withdrawn_return_is_not_to_pay(self):
        self.ask()
        self.hold.with_user(self.home_seller).action_withdraw()
        self.assert_found(False)

    def test_another_approved_change_is_not_to_pay(self):
        mine = self.hold.with_user(self.home_seller)
        mine.action_forfeit("Bought elsewhere")
        self.hold.with_user(self.director).action_approve()
        self.assertEqual(self.hold.state, "forfeited")
        self.assert_found(False)
