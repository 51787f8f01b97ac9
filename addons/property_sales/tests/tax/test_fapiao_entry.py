from odoo.tests import Form, tagged

from ..common_tax import TaxCommon


@tagged("post_install", "-at_install")
class TestFapiaoEntry(TaxCommon):
    """R2.8: the numbers of what was paid in a month, pasted as a list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_signed()
        cls.pay_contract(cls.contract, 400_000)
        cls.contract.invalidate_recordset()
        cls.rows = cls.contract.instalment_ids.sorted("date_due")

    def new_entry(self, **vals):
        form = Form(self.env["property.fapiao.entry"].with_user(self.finance))
        for name, value in vals.items():
            form[name] = value
        return form.save()

    def test_what_was_paid_in_the_month_stands_there(self):
        entry = self.new_entry()
        self.assertEqual(entry.line_ids.instalment_id.sudo(), self.rows)
        self.assertEqual(entry.line_ids.mapped("amount"), [300_000, 100_000])
        self.assertFalse(self.new_entry(month=self.day(-40)).line_ids)

    def test_numbers_are_put_on_the_rows_and_entered(self):
        numbers = [self.next_number(), self.next_number()]
        entry = self.new_entry(numbers="\n".join(numbers))
        entry.action_fill()
        self.assertEqual(entry.line_ids.mapped("number"), numbers)
        entry.action_apply()
        found = self.contract.fapiao_ids.sorted("id")
        self.assertEqual(found.mapped("number"), numbers)
        self.assertEqual(found.mapped("amount"), [300_000, 100_000])
        self.assertEqual(found.instalment_id, self.rows)
        self.assertFalse(self.new_entry().line_ids)

    def test_one_wrong_number_enters_none(self):
        numbers = f"{self.next_number()}\n123"
        entry = self.new_entry(numbers=numbers)
        entry.action_fill()
        with self.assert_refused("twenty digits"):
            entry.action_apply()
        self.assertFalse(self.contract.fapiao_ids)

    def test_neither_more_numbers_than_rows_nor_none(self):
        entry = self.new_entry(numbers=" ".join(["1"] * 3))
        with self.assert_refused("there are 2 rows"):
            entry.action_fill()
        with self.assert_refused("Enter the numbers first"):
            entry.action_apply()
