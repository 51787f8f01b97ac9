from odoo.tests import HttpCase, tagged

from ..common_sale import SaleCommon


@tagged("post_install", "-at_install", "is_tour")
class TestUnitBoardTour(SaleCommon, HttpCase):
    """The board in a browser: a home is held from its tile (R2.7)."""

    def test_a_home_is_held_from_its_tile(self):
        self.start_tour(
            "/odoo/unit-board",
            "property_unit_board_reserve",
            login=self.home_seller.login,
        )
        reservation = self.unit.reservation_ids
        self.assertRecordValues(
            reservation,
            [
                {
                    "partner_id": self.buyer.id,
                    "user_id": self.home_seller.id,
                    "state": "active",
                    "amount": 50000,
                }
            ],
        )
