from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common_house_money import HouseMoneyCommon


@tagged("post_install", "-at_install")
class TestHouseAccounts(HouseMoneyCommon):
    """The accounts of homes are booked by the methods of homes only (R2.10)."""

    def new_entry(self, account, **vals):
        other = self.company.collection_debt_account_id
        return self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": self.today,
                "line_ids": [
                    (0, 0, {"account_id": other.id, "debit": 100}),
                    (0, 0, {"account_id": account.id, "credit": 100} | vals),
                ],
            }
        )

    def test_a_miscellaneous_entry_is_refused(self):
        for name in ("deposit", "receivable"):
            entry = self.new_entry(self.get_account(name), partner_id=self.buyer.id)
            with self.subTest(name), self.assert_refused("of homes"):
                entry.action_post()

    def test_naming_the_reservation_makes_it_no_better(self):
        entry = self.new_entry(self.get_account("deposit"))
        entry.sudo().line_ids[1].property_reservation_id = self.hold
        with self.assert_refused("of homes"):
            entry.action_post()

    def test_an_entry_elsewhere_names_no_reservation(self):
        entry = self.new_entry(self.new_account("132400", "asset_current"))
        entry.sudo().line_ids[1].property_reservation_id = self.hold
        with self.assert_refused("of homes"):
            entry.action_post()

    def test_a_payment_names_no_reservation_by_hand(self):
        vals = {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": self.buyer.id,
            "amount": 100,
            "journal_id": self.permit_journal.id,
        }
        payments = self.env["account.payment"].sudo()
        with self.assertRaises(UserError):
            payments.create(vals | {"property_reservation_id": self.hold.id})
        payment = payments.create(vals)
        with self.assertRaises(UserError):
            payment.property_reservation_id = self.hold

    def test_a_posted_item_keeps_its_reservation(self):
        payment = self.take_verified().method_ids.payment_id
        items = payment.move_id.line_ids.filtered("property_reservation_id")
        with self.assertRaises(UserError):
            items.property_reservation_id = False

    def test_a_payment_form_on_the_deposit_account_is_refused(self):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.buyer.id,
                "amount": 100,
                "journal_id": self.permit_journal.id,
                "destination_account_id": self.get_account("deposit").id,
            }
        )
        with self.assert_refused("of homes"):
            payment.action_post()

    def test_a_payment_names_no_return_by_hand(self):
        self.take_verified()
        change = self.env["property.reservation.change"].browse(
            self.hold.with_user(self.home_seller).action_extend(self.day(9), "Bank")
        )
        vals = {
            "payment_type": "outbound",
            "partner_type": "customer",
            "partner_id": self.buyer.id,
            "amount": 100,
            "journal_id": self.permit_journal.id,
            "destination_account_id": self.get_account("deposit").id,
        }
        payments = self.env["account.payment"]
        with self.assertRaises(UserError):
            payments.create(vals | {"property_change_id": change.id})
        payment = payments.create(vals | {"destination_account_id": False})
        with self.assertRaises(UserError):
            payment.property_change_id = change.id

    def test_a_statement_line_on_the_deposit_account_is_refused(self):
        bank = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.company.id)], limit=1
        )
        line = self.env["account.bank.statement.line"].create(
            {"journal_id": bank.id, "payment_ref": "In", "amount": 100}
        )
        line.move_id.button_draft()
        suspense = line.move_id.line_ids.filtered(
            lambda item: item.account_id == bank.suspense_account_id
        )
        suspense.account_id = self.get_account("deposit")
        with self.assert_refused("of homes"):
            line.move_id.action_post()

    def test_what_was_verified_is_neither_drafted_nor_cancelled_nor_reversed(self):
        payment = self.take_verified().method_ids.payment_id
        for act in (
            payment.action_draft,
            payment.action_cancel,
            payment.move_id.button_draft,
            payment.move_id.button_cancel,
            payment.move_id._reverse_moves,
        ):
            with self.subTest(act.__name__), self.assertRaises(UserError):
                act()

    def test_other_money_is_posted_as_ever(self):
        account = self.new_account("132300", "asset_current")
        entry = self.new_entry(account)
        entry.action_post()
        self.assertEqual(entry.state, "posted")

    def test_money_of_two_reservations_is_not_matched(self):
        first = self.take_verified()
        second = self.reserve(self.units[1], self.other_buyer, self.home_colleague)
        other = self.take_verified(1000, second, self.home_colleague, method="cash")
        items = (first | other).sudo().method_ids.payment_id.move_id.line_ids
        deposits = items.filtered("property_reservation_id")
        self.assertEqual(len(deposits), 2)
        self.assertFalse(deposits.filtered("reconciled"))
