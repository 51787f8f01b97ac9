from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from ..common_custody import CustodyCommon


@tagged("post_install", "-at_install")
class TestVoucherBook(CustodyCommon):
    """Books of pre-numbered vouchers: every number is a row, once (R4.24)."""

    def test_every_number_of_the_range_becomes_a_blank_voucher(self):
        book = self.new_book(101, 103, prefix="B", digits=4)
        self.assertRecordValues(
            book.voucher_ids.sorted("sequence"),
            [
                {"number": f"B0{number}", "state": "blank", "custody": "finance"}
                for number in (101, 102, 103)
            ],
        )

    def test_ten_thousand_numbers_take_no_more_queries_than_one(self):
        counts = []
        for first, last in ((1, 1), (2, 10001)):
            book = self.new_book(first, last, register=False, prefix="Q")
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            book.action_register()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
        self.assertEqual(book.sudo().voucher_count, 10000)

    def test_overlapping_books_are_refused_by_name(self):
        for first, last in ((50, 60), (1, 1), (10, 20)):
            book = self.new_book(first, last, register=False, name="Late")
            with self.assertRaisesRegex(ValidationError, "Late.*Book 1"):
                book.action_register()
        self.new_book(51, 60)

    def test_the_same_number_by_another_prefix_is_refused_too(self):
        # A000001 is A + 000001 and A0 + 00001
        book = self.new_book(1, 1, register=False, prefix="A0", digits=5)
        with self.assertRaises(ValidationError):
            book.action_register()

    def test_a_registered_book_keeps_what_is_printed(self):
        for vals in ({"prefix": "Z"}, {"number_to": 60}, {"digits": 3}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.book.write(vals)
        with self.assertRaises(UserError):
            self.book.action_register()
        with self.assertRaises(UserError):
            self.book.unlink()
        self.book.name = "Another name"
        self.assertEqual(self.book.name, "Another name")

    def test_a_draft_book_can_be_corrected_and_deleted(self):
        book = self.new_book(500, 510, register=False)
        book.number_to = 520
        book.unlink()
        self.assertFalse(book.exists())

    def test_vouchers_are_never_written_created_or_deleted(self):
        voucher = self.get_vouchers(1)
        for vals in ({"state": "used"}, {"number": "X"}, {"custody": "collector"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                voucher.write(vals)
        with self.assertRaises(UserError):
            voucher.unlink()
        with self.assertRaises(UserError):
            voucher.with_user(self.finance).write({"end_reason": "x"})
        with self.assertRaises(UserError):
            self.env["collection.voucher"].with_user(self.finance).create(
                {"number": "X", "sequence": 1, "book_id": self.book.id}
            )

    def test_only_finance_registers_books(self):
        book = self.new_book(900, 910, register=False)
        for user in (self.seller, self.manager, self.director, self.general):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                book.with_user(user).action_register()

    def test_books_are_numbered_in_a_register_without_gaps(self):
        self.new_book(200, 201)
        register = self.env["sales.register"].sudo()
        register = register.search(
            [("code", "=", "collection.book"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(register.last_number, 2)
        self.assertFalse(register.gap_count)

    def test_an_archived_book_gives_no_number(self):
        handover = self.new_handover(vouchers=self.get_vouchers(1))
        self.book.action_archive()
        with self.assertRaisesRegex(UserError, "archived"):
            handover.action_issue()
        draft = self.new_handover(fill_count=1)
        draft.action_fill()
        self.assertFalse(draft.line_ids.voucher_id)


@tagged("post_install", "-at_install")
class TestVoucherAccount(CustodyCommon):
    """Every number of a book is accounted for, and a query proves it (R4.24)."""

    def test_the_states_add_up_to_the_range(self):
        vouchers = self.bring_to_collector(3)
        self.bring_to_branch(2)
        self.get_vouchers(1).with_user(self.finance).action_void("Misprint")
        book = self.book
        self.assertRecordValues(
            book,
            [
                {
                    "blank_count": 44,
                    "branch_count": 2,
                    "collector_count": 3,
                    "used_count": 0,
                    "void_count": 1,
                    "voucher_count": 50,
                    "gap_count": 0,
                }
            ],
        )
        self.assertEqual(vouchers.mapped("state"), ["collector"] * 3)

    def test_a_number_taken_out_behind_our_back_is_found(self):
        self.env.cr.execute(
            SQL("DELETE FROM collection_voucher WHERE id = %s", self.get_vouchers(1).id)
        )
        self.env.invalidate_all()
        self.assertEqual(self.book.gap_count, 1)
        self.assertEqual(self.book.voucher_count, 49)

    def test_the_grid_shows_each_number_and_who_holds_it(self):
        self.bring_to_collector(1)
        grid = self.book.get_grid()
        self.assertEqual(len(grid), 50)
        self.assertEqual(grid[0]["state"], "collector")
        self.assertEqual(grid[0]["holder"], self.seller.name)
        own = self.book.with_user(self.seller).get_grid()
        self.assertEqual([cell["number"] for cell in own], ["A000001"])
