from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common_tax import TaxCommon


@tagged("post_install", "-at_install")
class TestFapiao(TaxCommon):
    """R2.8: the numbers of fapiao, twenty digits, none of them changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_paid()
        cls.down, cls.rest = cls.contract.instalment_ids.sorted("date_due")

    def test_money_before_the_handover_has_one_up_to_what_came(self):
        self.assertEqual(self.contract.fapiao_missing, 300_000)
        first = self.new_fapiao(self.contract, 100_000, instalment_id=self.down.id)
        self.assertEqual((first.state, first.kind), ("valid", "advance"))
        self.assertEqual(first.user_id, self.finance)
        self.assertEqual(self.contract.fapiao_missing, 200_000)
        self.assertEqual(self.down.fapiao_missing, 200_000)
        with self.assert_refused("200,000.00 have no fapiao"):
            self.new_fapiao(self.contract, 200_000.01, instalment_id=self.down.id)
        self.new_fapiao(self.contract, 200_000, instalment_id=self.down.id)
        self.assertEqual(self.down.fapiao_missing, 0)

    def test_an_instalment_has_none_before_it_is_paid(self):
        with self.assert_refused("Rest: "):
            self.new_fapiao(self.contract, 1, instalment_id=self.rest.id)

    def test_only_twenty_digits_are_a_number(self):
        good = self.next_number()
        wrong = ["", good[:-1], good + "1", good[:-1] + "A", "2.544E+19"]
        # digits of another script are none of the bureau's
        wrong += [good[:-1] + "\u0661", good[:10] + " " + good[11:], "-" + good[1:]]
        for number in wrong:
            with self.assertRaisesRegex(ValidationError, "twenty digits"):
                with self.env.cr.savepoint():
                    self.new_fapiao(self.contract, 1, number=number)
        self.assertEqual(
            self.new_fapiao(self.contract, 1, number=f" {good}\n").number, good
        )

    def test_a_number_is_there_once_in_a_company(self):
        number = self.new_fapiao(self.contract, 1).number
        with self.assert_refused("entered already"):
            self.new_fapiao(self.contract, 1, number=number)
        vals = {"contract_id": self.contract.id, "amount": 1}
        vals["number"] = self.next_number()
        with self.assert_refused("entered already"):
            self.env["property.fapiao"].with_user(self.finance).create([vals, vals])

    def test_finance_enters_them(self):
        for user in (self.home_seller, self.director, self.general, self.investor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.new_fapiao(self.contract, 1, user=user)

    def test_what_is_entered_stays_but_for_the_scan(self):
        fapiao = self.new_fapiao(self.contract, 1)
        for vals in (
            {"amount": 2},
            {"number": self.next_number()},
            {"date": self.day(-1)},
            {"kind": "sale"},
            {"instalment_id": self.down.id},
        ):
            with self.assert_refused("cannot be changed directly"):
                fapiao.write(vals)
        fapiao.write({"scan": "aGVsbG8=", "scan_name": "f.pdf"})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            fapiao.unlink()
        with self.assert_refused("red-letter"):
            fapiao.sudo().unlink()

    def test_a_wrong_one_is_taken_back_by_a_red_one(self):
        fapiao = self.new_fapiao(self.contract, 300_000, instalment_id=self.down.id)
        red_id = fapiao.action_red_letter(self.next_number(), "Wrong name")
        red = fapiao.browse(red_id)
        self.assertEqual((red.amount, red.state), (-300_000, "red"))
        self.assertEqual((red.red_of_id, red.reason), (fapiao, "Wrong name"))
        self.assertEqual(fapiao.state, "taken_back")
        self.assertEqual(self.contract.fapiao_missing, 300_000)
        # and the right one takes its place
        self.new_fapiao(self.contract, 300_000, instalment_id=self.down.id)

    def test_a_red_one_is_none_twice_nor_red_lettered_itself(self):
        fapiao = self.new_fapiao(self.contract, 100)
        with self.assert_refused("Enter the reason"):
            fapiao.action_red_letter(self.next_number(), " ")
        with self.assert_refused("A red fapiao is dated from"):
            fapiao.action_red_letter(self.next_number(), "Wrong", self.day(-1))
        red_id = fapiao.action_red_letter(self.next_number(), "Wrong")
        for row in (fapiao, fapiao.browse(red_id)):
            with self.assert_refused("taken back already"):
                row.action_red_letter(self.next_number(), "Wrong")

    def test_a_receipt_is_exchanged_for_one(self):
        receipt = self.contract.reservation_id.receipt_ids
        fapiao = self.new_fapiao(self.contract, 50_000, receipt_id=receipt.id)
        self.assertEqual(fapiao.receipt_id, receipt)
        with self.assert_refused("exchanged for more than that"):
            self.new_fapiao(self.contract, 1, receipt_id=receipt.id)
        other = self.new_signed(self.reserve(self.units[1], self.other_buyer))
        paid = self.pay_contract(other, 100)
        with self.assert_refused("of another sale"):
            self.new_fapiao(self.contract, 1, receipt_id=paid.id)

    def test_neither_before_the_signature_nor_after_the_end(self):
        draft = self.new_contract(self.reserve(self.units[1], self.other_buyer))
        with self.assert_refused("between signature and rescission"):
            self.new_fapiao(draft, 1)
        with self.assert_refused("in the future"):
            self.new_fapiao(self.contract, 1, date=self.day(1))
        self.rescind(self.contract)
        with self.assert_refused("between signature and rescission"):
            self.new_fapiao(self.contract, 1)

    def test_a_rescission_leaves_them_to_be_red_lettered(self):
        fapiao = self.new_fapiao(self.contract, 100)
        done = self.new_fapiao(self.contract, 50)
        done.action_red_letter(self.next_number(), "Wrong")
        to_red = [("state", "=", "valid"), ("contract_id.state", "=", "rescinded")]
        self.assertFalse(fapiao.search(to_red))
        self.rescind(self.contract)
        self.assertEqual(fapiao.search(to_red), fapiao)
        fapiao.action_red_letter(self.next_number(), "Rescinded")
        self.assertFalse(fapiao.search(to_red))

    def test_those_of_the_sale_are_the_invoice_together(self):
        with self.assert_refused("from the handover on"):
            self.new_fapiao(self.contract, 1, kind="sale")
        reservation = self.reserve(self.units[1], self.other_buyer)
        contract = self.new_handed_over(reservation=reservation)
        total = contract.handover_ids.move_id.amount_total
        self.assertEqual(contract.fapiao_missing, total)
        self.new_fapiao(contract, total - 1, kind="sale")
        self.assertEqual(contract.fapiao_missing, 1)
        with self.assert_refused("The invoice is over"):
            self.new_fapiao(contract, 1.01, kind="sale")
        self.new_fapiao(contract, 1, kind="sale")
        self.assertEqual(contract.fapiao_missing, 0)

    def test_what_is_missing_is_found(self):
        contracts = self.env["property.contract"].with_user(self.finance)
        rows = self.env["property.instalment"].with_user(self.finance)
        own = [("fapiao_missing", ">", 0)]
        self.assertEqual(contracts.search(own).sudo(), self.contract)
        self.assertEqual(rows.search(own).sudo(), self.down)
        self.new_fapiao(self.contract, 300_000)
        self.assertFalse(contracts.search(own))
        self.assertFalse(rows.search(own))

    def test_the_salesperson_reads_those_of_own_contracts(self):
        fapiao = self.new_fapiao(self.contract, 1)
        self.assertEqual(fapiao.with_user(self.home_seller).number, fapiao.number)
        found = fapiao.with_user(self.home_colleague).search([])
        self.assertFalse(found)

    def test_a_list_of_numbers_is_imported(self):
        numbers = [self.next_number(), self.next_number()]
        fields = ["number", "amount", "date", "contract_id/.id", "instalment_id/.id"]
        own = str(self.contract.id), str(self.down.id)
        rows = [[number, "100", str(self.today), *own] for number in numbers]
        fapiao = self.env["property.fapiao"].with_user(self.finance)
        result = fapiao.load(fields, rows)
        self.assertFalse(result["messages"])
        self.assertEqual(fapiao.browse(result["ids"]).mapped("number"), numbers)
        # one that is wrong: none is entered
        rows = [[self.next_number(), *rows[0][1:]], [numbers[0], *rows[0][1:]]]
        result = fapiao.load(fields, rows)
        self.assertFalse(result["ids"])
        self.assertEqual(len(self.contract.fapiao_ids), 2)
