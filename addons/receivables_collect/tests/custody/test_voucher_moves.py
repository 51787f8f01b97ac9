from lxml import etree
from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_custody import CustodyCommon

# from each state to those that a voucher may reach from it; every other move is refused
MOVES = """
blank     -> branch missing void
branch    -> collector returned missing
collector -> branch used missing
used      -> void
returned  -> branch missing void
missing   -> void
void      ->
"""


@tagged("post_install", "-at_install")
class TestVoucherMoves(CustodyCommon):
    """Every move of a voucher is in the table, and what is lost stays lost (R4.24)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.moves = {
            source.strip(): set(targets.split())
            for source, targets in (
                line.split("->") for line in MOVES.strip().splitlines()
            )
        }

    def test_a_voucher_makes_each_move_of_the_table_and_no_other(self):
        field = self.env["collection.voucher"]._fields["state"]
        states = field.get_values(self.env)
        self.assertEqual(set(states), set(self.moves))
        voucher = self.get_vouchers(1)
        for source in states:
            for target in states:
                voucher._write_protected({"state": source})
                with self.subTest(source=source, target=target):
                    if target in self.moves[source]:
                        voucher._move(target)
                        self.assertEqual(voucher.state, target)
                    elif target in voucher._get_state_moves():
                        with self.assertRaises(UserError):
                            voucher._move(target)
                    else:
                        self.assertEqual(target, "blank")

    def declare_lost(self, voucher, user=None):
        loss = (
            self.env["collection.voucher.loss"]
            .with_user(user or self.seller)
            .create(
                {
                    "voucher_ids": [Command.set(voucher.ids)],
                    "reason": "Left on the train",
                    "company_id": self.company.id,
                }
            )
        )
        loss.action_submit()
        return loss

    def assert_no_receipt(self, voucher):
        """Assert that nobody collects on the voucher, whichever way."""
        payload = {
            "key": f"key-{voucher.id}",
            "slip_id": self.slip.id,
            "voucher_id": voucher.id,
            "amount": 10,
            "method": "cash",
        }
        receipts = self.env["collection.receipt"].with_user(self.seller)
        with self.assertRaisesRegex(UserError, voucher.number):
            receipts.action_collect_from_bag(payload)
        draft = receipts.create(
            {
                "partner_id": self.customer.id,
                "method_ids": [Command.create({"method": "cash", "amount": 10})],
            }
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            draft.voucher_id = voucher
            draft.action_collect()
        self.assertFalse(
            voucher.receipt_ids.filtered(lambda receipt: receipt.state != "draft")
        )

    def test_a_missing_voucher_is_used_in_no_way(self):
        voucher = self.bring_to_collector(1, self.slip)
        loss = self.declare_lost(voucher)
        self.assert_no_receipt(voucher)
        loss.with_user(self.finance).action_reject("Look again")
        self.assert_no_receipt(voucher)

    def test_no_button_but_a_rejection_taken_up_again_follows_a_declaration(self):
        losses = self.env["collection.voucher.loss"].with_user(self.finance)
        header = etree.fromstring(losses.get_view(view_type="form")["arch"])[0]
        buttons = [node.get("name") for node in header.iterfind("button")]
        self.assertEqual(
            buttons,
            [
                "action_submit",
                "action_approve",
                "action_reject_with_reason",
                "action_draft",
            ],
        )
        submit = header[0]
        self.assertEqual(submit.get("string"), "Submit")
        self.assertIn("can never be used", submit.get("confirm"))

    def test_a_missing_voucher_goes_out_to_nobody(self):
        voucher = self.bring_to_collector(1)
        self.declare_lost(voucher).with_user(self.finance).action_reject("Look again")
        self.hand("to_branch_back", vouchers=voucher)
        with self.assertRaisesRegex(UserError, voucher.number):
            self.new_handover("to_collector", vouchers=voucher).action_issue()
        self.hand("to_finance_back", vouchers=voucher)
        with self.assertRaisesRegex(UserError, voucher.number):
            self.new_handover("to_branch", vouchers=voucher).action_issue()
        self.assertEqual((voucher.state, voucher.custody), ("missing", "finance"))

    def test_a_missing_voucher_waits_for_nobodys_signature(self):
        voucher = self.bring_to_branch(1)
        sheet = self.new_handover("to_collector", vouchers=voucher)
        self.declare_lost(voucher, self.manager)
        with self.assertRaisesRegex(UserError, voucher.number):
            sheet.action_issue()

    def test_a_voucher_on_its_way_is_refused_before_it_is_lost(self):
        voucher = self.bring_to_branch(1)
        sheet = self.new_handover("to_collector", vouchers=voucher)
        sheet.action_issue()
        with self.assertRaisesRegex(UserError, voucher.number):
            self.declare_lost(voucher, self.manager)
        self.assertEqual(voucher.state, "branch")

    def test_a_void_voucher_comes_back_and_goes_out_no_more(self):
        voucher = self.bring_to_collector(1)
        voucher._move("used")
        voucher._spoil("Torn")
        self.hand("to_branch_back", vouchers=voucher)
        self.hand("to_finance_back", vouchers=voucher)
        with self.assertRaisesRegex(UserError, voucher.number):
            self.new_handover("to_branch", vouchers=voucher).action_issue()
        fill = self.new_handover("to_branch", fill_count=50)
        fill.action_fill()
        self.assertNotIn(voucher, fill.sudo().line_ids.voucher_id)

    def test_a_used_voucher_goes_nowhere(self):
        voucher = self.bring_to_collector(1)
        voucher._move("used")
        with self.assertRaisesRegex(UserError, voucher.number):
            self.new_handover("to_branch_back", vouchers=voucher).action_issue()
        with self.assertRaises(UserError):
            self.declare_lost(voucher)

    def test_a_returned_voucher_is_lost_or_void_at_finance_only(self):
        voucher = self.bring_to_branch(1)
        self.hand("to_finance_back", vouchers=voucher)
        self.assertEqual(voucher.state, "returned")
        with self.assertRaises(UserError):
            self.declare_lost(voucher, self.manager)
        self.declare_lost(voucher, self.finance)
        self.assertEqual(voucher.state, "missing")


@tagged("post_install", "-at_install")
class TestBookRanges(CustodyCommon):
    """Prefix, range and width of books, and where two of them meet (R4.24)."""

    def numbers(self, book):
        return book.sudo().voucher_ids.sorted("sequence").mapped("number")

    def assert_overlaps(self, first, last, **vals):
        book = self.new_book(first, last, register=False, **vals)
        with self.assertRaisesRegex(ValidationError, "Middle"), self.env.cr.savepoint():
            book.action_register()
        self.assertFalse(book.sudo().voucher_ids)

    def test_next_to_each_other_they_do_not_overlap(self):
        self.new_book(100, 199, prefix="R", name="Middle")
        self.assert_overlaps(199, 250, prefix="R")
        self.assert_overlaps(50, 100, prefix="R")
        self.assert_overlaps(120, 130, prefix="R")
        self.assert_overlaps(50, 250, prefix="R")
        before = self.new_book(50, 99, prefix="R")
        after = self.new_book(200, 250, prefix="R")
        self.assertEqual(self.numbers(before)[-1], "R000099")
        self.assertEqual(self.numbers(after)[0], "R000200")

    def test_another_prefix_is_another_number(self):
        self.new_book(1, 5, prefix="R", name="Middle")
        self.assertEqual(self.numbers(self.new_book(1, 1, prefix="S")), ["S000001"])
        self.assertEqual(self.numbers(self.new_book(1, 1, prefix="r")), ["r000001"])
        self.assertEqual(self.numbers(self.new_book(1, 1, prefix=False)), ["000001"])

    def test_another_kind_does_not_make_another_number(self):
        kind = self.env["collection.voucher.kind"].sudo().create({"name": "Deposit"})
        self.new_book(1, 5, prefix="R", name="Middle")
        self.assert_overlaps(5, 9, prefix="R", kind_id=kind.id)
        self.new_book(6, 9, prefix="R", kind_id=kind.id)

    def test_another_company_has_its_own_numbers(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.finance.company_ids |= other
        self.new_book(1, 5, prefix="R", name="Middle")
        book = self.new_book(1, 5, prefix="R", company_id=other.id, register=False)
        book.with_company(other).action_register()
        self.assertEqual(len(book.sudo().voucher_ids), 5)
        self.assertEqual(book.sudo().voucher_ids.company_id, other)

    def test_the_printed_number_counts_not_the_width(self):
        self.new_book(1, 5, prefix="R", digits=3, name="Middle")
        self.assert_overlaps(1, 1, prefix="R0", digits=2)
        self.assert_overlaps(1, 1, prefix="R00", digits=1)
        wider = self.new_book(1, 2, prefix="R", digits=4)
        self.assertEqual(self.numbers(wider), ["R0001", "R0002"])

    def test_numbers_that_outgrow_the_width_are_printed_whole(self):
        book = self.new_book(8, 11, prefix="R", digits=1, name="Middle")
        self.assertEqual(self.numbers(book), ["R8", "R9", "R10", "R11"])
        self.assert_overlaps(10, 12, prefix="R", digits=2)

    def test_a_void_number_is_not_free_again(self):
        book = self.new_book(1, 5, prefix="R", name="Middle")
        book.sudo().voucher_ids[0].with_user(self.finance).action_void("Misprint")
        book.action_archive()
        self.assert_overlaps(1, 1, prefix="R")

    @mute_logger("odoo.sql_db")
    def test_an_impossible_range_of_numbers_is_refused(self):
        for first, last, digits in (
            (5, 4, 6),
            (-1, 4, 6),
            (1, 10001, 6),
            (1, 1, 0),
            (1, 1, 13),
        ):
            with (
                self.subTest(first=first, last=last, digits=digits),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.new_book(first, last, register=False, digits=digits)
        self.assertEqual(self.numbers(self.new_book(0, 0, prefix="R")), ["R000000"])
