from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestBlindSlipAndPanel(MoneyCommon):
    """Money that finance is to count blind shows nowhere: not on the slip, the voucher
    or the customer, and by no way of reading (R4.27).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        cls.receipt = cls.collect(cls.slip, 137.31)
        cls.report = cls.receipt.report_id

    def as_user(self, record, user=None):
        self.env.invalidate_all()
        return self.env[record._name].with_user(user or self.finance).browse(record.ids)

    def collected(self, user=None):
        return self.as_user(self.slip, user).amount_collected

    def test_the_slip_tells_finance_what_was_collected_after_the_count_only(self):
        self.assertEqual(self.collected(), 0)
        self.submit(self.report)
        self.assertEqual(self.collected(), 0)
        self.count(self.report)
        self.assertEqual(self.collected(), 137.31)
        self.verify(self.report)
        self.assertEqual(self.collected(), 0)

    def test_users_who_do_not_count_see_the_money_on_the_slip_at_once(self):
        for user in (self.seller, self.manager, self.director, self.general):
            self.assertEqual(self.collected(user), 137.31, user.name)

    def test_a_second_day_stays_hidden_while_the_first_is_counted(self):
        self.submit(self.report)
        late = self.collect(self.slip, 20)
        self.assertNotEqual(late.report_id, self.report)
        self.count(self.report)
        self.assertEqual(self.collected(), 137.31)
        self.assertEqual(self.collected(self.seller), 157.31)

    def test_reading_slip_voucher_and_customer_tells_no_sum(self):
        self.submit(self.report)
        for record in (self.slip, self.slip.line_ids, self.receipt.voucher_id):
            for vals in self.as_user(record).read():
                self.assertNotIn(137.31, vals.values(), record._name)
                self.assertFalse(vals.get("receipt_ids"), record._name)
                self.assertFalse(vals.get("receipt_count"), record._name)
        panel = self.as_user(self.customer).credit_panel
        self.assertNotIn("137.31", str(panel))
        self.assertEqual(self.as_user(self.customer).credit_collected, 0)

    def test_names_sums_and_exports_tell_nothing(self):
        self.submit(self.report)
        name = self.receipt.display_name
        self.finance.group_ids += self.env.ref("base.group_allow_export")
        receipts = self.as_user(self.receipt)
        self.assertFalse(receipts.name_search(name))
        with self.assertRaises(AccessError):
            receipts.export_data(["amount"])
        for model, field in (
            ("collection.receipt.method", "amount"),
            ("collection.receipt.allocation", "amount"),
            ("collection.day.declaration", "collected"),
            ("collection.day.variance", "collected"),
        ):
            records = self.env[model].with_user(self.finance)
            [(total,)] = records._read_group([], [], [f"{field}:sum"])
            self.assertFalse(total, model)
        exported = self.as_user(self.report).export_data(
            ["receipt_ids/amount", "declaration_ids/collected", "count_ids/declared"]
        )
        self.assertNotIn("137.31", str(exported))

    def test_a_search_by_the_sum_does_not_guess_it(self):
        self.submit(self.report)
        reports = self.env["collection.day.report"].with_user(self.finance)
        for path in ("receipt_ids.amount", "declaration_ids.collected"):
            found = reports.search([(path, "=", 137.31), ("id", "=", self.report.id)])
            with self.subTest(path):
                self.assertFalse(found)
        slips = self.env["collection.slip"].with_user(self.finance)
        self.assertFalse(slips.search([("receipt_ids.amount", "=", 137.31)]))

    def test_the_chatter_and_the_photo_are_not_read_either(self):
        said = "137.31 in a bag"
        self.receipt.message_post(body=said)
        photo = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": "photo.txt",
                    "raw": b"137.31",
                    "res_model": "collection.receipt",
                    "res_id": self.receipt.id,
                }
            )
        )
        self.submit(self.report)
        self.env.invalidate_all()
        messages = self.env["mail.message"].with_user(self.finance)
        self.assertFalse(messages.search([("body", "ilike", "137.31 in a bag")]))
        with self.assertRaises(AccessError):
            photo.with_user(self.finance).read(["raw"])

    def test_a_finance_member_who_manages_nobody_counts_blind(self):
        both = self.new_user("both", "group_salesperson", "group_finance")
        self.assertEqual(self.collected(both), 0)
        self.assertTrue(both._is_counting_blind())
        self.assertFalse(self.general._is_counting_blind())
