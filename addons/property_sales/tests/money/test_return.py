from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_house_money import HouseMoneyCommon


@tagged("post_install", "-at_install")
class TestReturn(HouseMoneyCommon):
    """Money goes back to the customer who paid, after approval (R2.7, R2.10)."""

    def end(self):
        self.hold.with_user(self.home_seller).action_cancel("No loan")

    def ask(self):
        self.hold.with_user(self.home_seller).action_return()

    def pay(self, **vals):
        self.hold.with_user(self.finance).action_return(**vals)

    def approve(self):
        self.hold.with_user(self.director).action_approve()

    def test_asked_approved_and_paid_by_finance(self):
        self.take_verified()
        self.end()
        self.ask()
        self.approve()
        self.pay()
        payment = self.hold.change_ids.payment_ids
        self.assertRecordValues(
            payment,
            [
                {
                    "amount": 50000,
                    "partner_id": self.buyer.id,
                    "journal_id": self.permit_journal.id,
                    "payment_type": "outbound",
                }
            ],
        )
        self.assertEqual(self.get_balance("deposit"), 0)
        self.assertEqual(self.hold.amount_held, 0)
        self.assertEqual(self.hold.amount_returned, 50000)
        items = (
            self.env["account.move.line"]
            .sudo()
            .search([("property_reservation_id", "=", self.hold.id)])
        )
        self.assertTrue(all(items.mapped("reconciled")))

    def test_it_is_paid_once(self):
        self.take_verified()
        self.end()
        self.ask()
        self.approve()
        self.pay()
        with self.assert_refused("no money"):
            self.pay()

    def test_before_the_decision_nothing_is_paid(self):
        self.take_verified()
        self.end()
        self.ask()
        with self.assert_refused("waits for a decision"):
            self.pay()

    def test_the_salesperson_pays_nothing(self):
        self.take_verified()
        self.end()
        self.ask()
        self.approve()
        with self.assertRaises(AccessError):
            self.ask()

    def test_while_the_home_is_reserved_nothing_is_returned(self):
        self.take_verified()
        with self.assertRaises(UserError):
            self.ask()

    def test_what_is_not_verified_is_not_returned(self):
        self.take()
        self.end()
        with self.assert_refused("not verified"):
            self.ask()

    def test_only_a_bank_of_the_company_pays(self):
        self.take_verified()
        self.end()
        self.ask()
        self.approve()
        cash = self.env["account.journal"].search(
            [("type", "=", "cash"), ("company_id", "=", self.company.id)], limit=1
        )
        with self.assert_refused("bank account"):
            self.pay(journal_id=cash.id)

    def test_a_deposit_is_forfeited_by_approval(self):
        self.take_verified()
        self.hold.with_user(self.home_seller).action_forfeit("Bought elsewhere")
        self.assertEqual(self.hold.state, "active")
        self.approve()
        self.assertEqual(self.hold.state, "forfeited")
        self.assertEqual(self.unit.state, "available")
        self.assertEqual(self.get_balance("deposit"), 0)
        self.assertEqual(self.hold.amount_held, 0)

    def test_intent_money_and_an_advance_are_never_forfeited(self):
        for number, kind in enumerate(("intent", "advance"), 1):
            reservation = self.reserve(self.units[number], kind=kind, amount=1000)
            self.take_verified(1000, reservation)
            with (
                self.subTest(kind),
                self.assert_refused("only a deposit"),
            ):
                reservation.with_user(self.home_seller).action_forfeit("Left")

    def test_the_money_goes_along_to_another_home(self):
        self.take_verified()
        mine = self.hold.with_user(self.home_seller)
        mine.action_change_unit(self.units[1].id, "Higher")
        self.assertEqual(self.get_approvals(self.hold, "pending").amount, 50000)
        self.approve()
        self.assertEqual(self.get_balance("deposit"), -50000)
        self.assertEqual(self.hold.amount_held, 50000)

    def test_the_money_goes_along_to_another_customer(self):
        self.take_verified()
        sister = self.new_buyer("Chen Lan")
        mine = self.hold.with_user(self.home_seller)
        mine.action_change_partner(sister.id, "For the sister")
        self.approve()
        items = self.env["property.deposit"]._get_open_items(self.hold)
        self.assertEqual(items.partner_id, sister)
        self.assertEqual(sum(items.mapped("amount_residual")), -50000)
