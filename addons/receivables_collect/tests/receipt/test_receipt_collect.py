from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestReceiptCollect(MoneyCommon):
    """Money is taken with a voucher of one's own bag, as approved (R4.7, R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)

    def allocated(self, receipt):
        return [
            (part.slip_line_id.amount_due, part.amount)
            for part in receipt.allocation_ids
        ]

    def test_the_phone_makes_a_receipt_allocated_to_the_oldest_first(self):
        receipt = self.collect(self.slip, 250)
        self.assertRecordValues(
            receipt,
            [
                {
                    "state": "collected",
                    "collector_id": self.seller.id,
                    "partner_id": self.customer.id,
                    "amount": 250,
                    "amount_allocated": 250,
                    "amount_on_account": 0,
                    "remit_by": self.today,
                }
            ],
        )
        self.assertEqual(self.allocated(receipt), [(100, 100), (200, 150)])
        self.assertEqual(receipt.voucher_id.state, "used")

    def test_money_over_the_slip_goes_on_account(self):
        receipt = self.collect(self.slip, 650)
        self.assertEqual(receipt.amount_allocated, 600)
        self.assertEqual(receipt.amount_on_account, 50)

    def test_items_that_others_collected_are_not_allocated_twice(self):
        self.collect(self.slip, 150)
        receipt = self.collect(self.slip, 100)
        self.assertEqual(self.allocated(receipt), [(200, 100)])

    def test_without_a_slip_all_is_on_account(self):
        receipt = self.collect(amount=80, partner_id=self.customer.id)
        self.assertEqual(receipt.amount_on_account, 80)

    def test_the_same_key_is_the_same_receipt(self):
        payload = self.new_payload(self.slip, 100)
        model = self.env["collection.receipt"].with_user(self.seller)
        first = model.action_collect_from_bag(payload)
        self.assertEqual(model.action_collect_from_bag(payload), first)
        self.assertEqual(self.env["collection.receipt"].sudo().search_count([]), 1)

    def test_a_key_of_somebody_else_is_refused(self):
        payload = self.new_payload(self.slip, 100)
        model = self.env["collection.receipt"]
        model.with_user(self.seller).action_collect_from_bag(payload)
        with self.assertRaises(AccessError):
            model.with_user(self.colleague).action_collect_from_bag(payload)

    def test_a_voucher_of_somebody_else_is_refused(self):
        voucher = self.new_vouchers(holder=self.colleague)
        with self.assertRaisesRegex(AccessError, "not in your bag"):
            self.collect(self.slip, 100, voucher=voucher)

    def test_a_slip_of_somebody_else_is_refused(self):
        slip = self.new_slip_over(100, holder=self.colleague)
        with self.assertRaisesRegex(UserError, "not in your bag"):
            self.collect(slip, 100, user=self.seller, voucher=self.new_vouchers())

    def test_every_voucher_state_but_collector_is_refused(self):
        for state in ("blank", "branch", "used", "void", "returned", "missing"):
            voucher = self.new_vouchers()
            voucher._write_protected({"state": state})
            with self.subTest(state), self.assertRaises(UserError):
                self.collect(self.slip, 10, voucher=voucher)

    def test_a_voucher_serves_once(self):
        voucher = self.new_vouchers()
        self.collect(self.slip, 10, voucher=voucher)
        with self.assertRaises(UserError), mute_logger("odoo.sql_db"):
            self.collect(self.slip, 10, voucher=voucher, key="other")

    def test_a_second_live_receipt_on_a_voucher_breaks_the_index(self):
        receipt = self.collect(self.slip, 10)
        with self.assertRaises(Exception) as caught, mute_logger("odoo.sql_db"):
            self.env["collection.receipt"].sudo()._create_protected(
                [
                    {
                        "partner_id": self.customer.id,
                        "voucher_id": receipt.voucher_id.id,
                        "currency_id": receipt.currency_id.id,
                        "state": "collected",
                    }
                ]
            )
            self.env.flush_all()
        self.assertIn("one_live_per_voucher", str(caught.exception))

    def test_only_approved_methods_are_taken(self):
        self.company.collection_cheque_allowed = False
        with self.assertRaisesRegex(UserError, "no approved method"):
            self.collect(self.slip, 10, "cheque")
        self.assertEqual(self.collect(self.slip, 10, "transfer").state, "collected")

    def test_money_of_tomorrow_is_refused(self):
        tomorrow = str(self.today + timedelta(days=1))
        with self.assertRaisesRegex(UserError, "in the future"):
            self.collect(self.slip, 10, date=tomorrow)

    def test_nothing_and_less_than_nothing_are_refused(self):
        for amount in (0, -5, 0.001):
            with self.subTest(amount), self.assertRaises(Exception) as caught:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                    self.collect(self.slip, amount)
            self.assertNotIsInstance(caught.exception, AssertionError)

    def test_allocating_more_than_was_paid_is_refused(self):
        draft = self.new_draft(self.slip, [("cash", 100, {})])
        line = self.slip.line_ids[0]
        draft.allocation_ids = [
            Command.create({"slip_line_id": line.id, "amount": 101})
        ]
        with self.assertRaisesRegex(UserError, "More is allocated"):
            draft.action_collect()

    def test_one_voucher_takes_several_methods(self):
        paper = {"reference": "7", "bank": "ICBC", "date_due": self.today}
        draft = self.new_draft(
            self.slip, [("cash", 33.33, {}), ("cheque", 66.67, paper)]
        )
        draft.action_propose()
        draft.action_collect()
        self.assertEqual(draft.amount, 100)
        self.assertEqual(self.allocated(draft), [(100, 100)])

    def test_one_method_twice_is_refused_but_two_cheques_are_not(self):
        cheques = [("cheque", 50, {"reference": n}) for n in ("1", "2")]
        self.assertEqual(self.new_draft(self.slip, cheques).amount, 100)
        with self.assertRaises(Exception) as caught, mute_logger("odoo.sql_db"):
            self.new_draft(self.slip, [("cash", 50, {}), ("cash", 50, {})])
        self.assertIn("one_per_method", str(caught.exception))

    def test_another_currency_than_the_slip_goes_on_account(self):
        dollar = self.env.ref("base.EUR")
        dollar.active = True
        draft = self.new_draft(self.slip, [("cash", 50, {})], currency_id=dollar.id)
        draft.action_propose()
        self.assertFalse(draft.allocation_ids)
        line = self.slip.line_ids[0]
        with self.assertRaisesRegex(ValidationError, "on account"):
            draft.allocation_ids = [
                Command.create({"slip_line_id": line.id, "amount": 10})
            ]

    def test_a_collected_receipt_is_frozen(self):
        receipt = self.collect(self.slip, 100).with_user(self.seller)
        for vals in (
            {"date": self.today - timedelta(days=1)},
            {"partner_id": self.new_customer().id},
            {"state": "verified"},
            {"remit_by": self.today + timedelta(days=9)},
        ):
            with self.subTest(vals), self.assertRaises(UserError):
                receipt.write(vals)
        with self.assertRaises(UserError):
            receipt.method_ids.amount = 1
        with self.assertRaises(UserError):
            receipt.allocation_ids.unlink()
        with self.assertRaises(UserError):
            receipt.unlink()
        with self.assertRaises(UserError):
            receipt.sudo().method_ids.create(
                {"receipt_id": receipt.id, "method": "transfer", "amount": 1}
            )

    def test_the_number_of_a_cheque_can_be_filled_in_until_it_is_reported(self):
        receipt = self.collect(self.slip, 100, "cheque", number="")
        receipt.with_user(self.seller).method_ids.reference = "8"
        self.submit(receipt.report_id)
        with self.assertRaises(UserError):
            receipt.with_user(self.seller).method_ids.reference = "9"

    def test_a_cancelled_receipt_spoils_its_voucher_and_is_corrected_on_another(self):
        receipt = self.collect(self.slip, 100).with_user(self.seller)
        receipt.action_cancel()
        self.assertEqual(receipt.voucher_id.state, "void")
        self.assertEqual(sum(receipt.report_id.declaration_ids.mapped("collected")), 0)
        draft = receipt.browse(receipt.action_correct()["res_id"])
        draft.voucher_id = self.new_vouchers()
        draft.method_ids.amount = 90
        draft.action_propose()
        draft.action_collect()
        self.assertEqual(draft.corrects_id, receipt)
        self.assertEqual(draft.amount_allocated, 90)

    def test_other_users_neither_collect_nor_cancel_nor_see_a_receipt(self):
        draft = self.new_draft(self.slip, [("cash", 100, {})])
        for user in (self.colleague, self.manager, self.director, self.finance):
            with self.subTest(user.name), self.assertRaises(AccessError):
                draft.with_user(user).action_collect()
        draft.action_collect()
        for user in (self.colleague, self.manager, self.director, self.finance):
            with self.subTest(user.name), self.assertRaises(AccessError):
                draft.with_user(user).action_cancel()
        found = self.env["collection.receipt"].with_user(self.colleague).search([])
        self.assertFalse(found)

    def test_the_teams_leader_and_the_director_see_it(self):
        receipt = self.collect(self.slip, 100)
        for user in (self.manager, self.director, self.general, self.deputy):
            model = self.env["collection.receipt"].with_user(user)
            self.assertEqual(model.search([]), receipt, user.name)
        model = self.env["collection.receipt"].with_user(self.other_manager)
        self.assertFalse(model.search([]))
