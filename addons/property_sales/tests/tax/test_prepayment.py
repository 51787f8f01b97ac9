from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_handover import PICTURE
from ..common_tax import TaxCommon


@tagged("post_install", "-at_install")
class TestPrepayment(TaxCommon):
    """R2.8: 3 % of the money of a month, without the 9 % of tax in it."""

    def get_line(self, sheet, sale=None):
        lines = sheet.line_ids.sudo()
        return lines.filtered(
            lambda row: (row.contract_id or row.reservation_id) == sale
        )

    def assert_sheet(self, sheet, **figures):
        names = {name: f"amount_{name}" for name in ("base", "received", "refunded")}
        names |= {name: f"amount_{name}" for name in ("fees", "intent", "late")}
        found = {name: sheet[names.get(name, name)] for name in figures}
        self.assertEqual(found, figures)
        self.assertEqual(sheet.amount_difference, 0)

    def test_a_deposit_counts_from_its_day_on(self):
        self.bank(self.take_verified(109_000))
        sheet = self.file()
        self.assert_sheet(sheet, received=109_000, base=109_000, tax=3_000)
        self.assert_sheet(sheet, tax_due=3_000, carried_out=0)
        self.assertEqual(self.get_line(sheet, self.hold).tax, 3_000)
        self.assertEqual((sheet.tax_method, sheet.percent), ("general", 3))

    def test_a_contract_has_all_of_its_sale(self):
        self.bank(self.take_verified(50_000))
        contract = self.new_signed()
        self.credit(contract, 250_000)
        sheet = self.file()
        line = self.get_line(sheet, contract)
        self.assertEqual((line.amount_base, line.tax_percent), (300_000, 9))
        self.assertEqual(line.tax, 8_256.88)
        self.assertEqual(len(sheet.line_ids), 1)

    def test_claims_do_not_count(self):
        self.new_signed()
        sheet = self.file()
        self.assert_sheet(sheet, base=0, tax=0)
        self.assertFalse(sheet.line_ids)

    def test_by_the_simple_method_the_rate_is_another(self):
        self.development.sudo()._write_protected({"tax_method": "simple"})
        self.bank(self.take_verified(105_000))
        self.assert_sheet(self.file(), tax=3_000, tax_method="simple")

    def test_rates_are_dated(self):
        rates = self.env["property.vat.rate"].with_user(self.finance)
        rates.create(
            {
                "method": "prepayment",
                "date_from": self.day(-1),
                "percent": 2,
                "company_id": self.company.id,
            }
        )
        self.bank(self.take_verified(109_000))
        self.assert_sheet(self.file(), tax=2_000, percent=2)

    def test_fees_for_others_do_not_count(self):
        contract = self.new_signed()
        fees = self.env["property.fee"].with_user(self.home_seller)
        fee = fees.create({"contract_id": contract.id, "amount": 8_000})
        self.credit(contract, 8_000, fee_id=fee.id)
        self.credit(contract, 109_000, "ADV-2")
        fee.with_user(self.finance).action_pay_on(self.today, "LIST-1")
        sheet = self.file()
        self.assert_sheet(sheet, base=109_000, fees=0, tax=3_000)
        self.assertEqual(sheet.amount_ledger, 109_000)

    def test_money_of_intent_counts_when_it_pays_a_contract(self):
        reservation = self.reserve(self.units[1], self.other_buyer, kind="intent")
        self.bank(self.take_verified(10_900, reservation))
        sheet = self.file()
        self.assert_sheet(sheet, base=0, intent=10_900, tax=0)
        with self.at(1, 5):
            reservation._write_protected({"date_end": self.day(60)})
            contract = self.new_signed(reservation)
        sheet = self.file(1)
        self.assert_sheet(sheet, base=10_900, intent=-10_900, tax=300)
        self.assertEqual(self.get_line(sheet, contract).amount_received, 10_900)

    def test_what_goes_back_makes_it_negative_and_carries_forward(self):
        contract = self.new_signed()
        self.credit(contract, 109_000)
        self.assert_sheet(self.file(), tax=3_000)
        with self.at(1, 5):
            amendment = self.new_amendment(contract, "rescission", fault="none")
            self.approve(amendment).action_apply()
            contract.with_user(self.finance).action_refund()
        sheet = self.file(1)
        self.assert_sheet(sheet, base=-109_000, refunded=-109_000, tax=-3_000)
        self.assert_sheet(sheet, tax_due=0, carried_out=-3_000)
        with self.at(2, 5):
            other = self.new_signed(self.reserve(self.units[1], self.other_buyer))
            self.credit(other, 218_000)
        sheet = self.file(2)
        self.assert_sheet(sheet, tax=6_000, carried_in=-3_000, tax_due=3_000)
        self.assert_sheet(sheet, carried_out=0)

    def test_what_is_kept_at_a_rescission_is_no_sale(self):
        self.bank(self.take_verified(50_000))
        contract = self.new_signed()
        self.credit(contract, 59_000)
        self.assert_sheet(self.file(), tax=3_000)
        with self.at(1, 5):
            self.rescind(contract, "buyer")
            contract.with_user(self.finance).action_refund()
        sheet = self.file(1)
        self.assert_sheet(sheet, refunded=-59_000, late=50_000, base=-109_000)
        self.assert_sheet(sheet, tax=-3_000)

    def test_forfeited_money_counts_back(self):
        self.bank(self.take_verified(109_000))
        self.file()
        with self.at(1, 5):
            self.forfeit(self.hold)
        sheet = self.file(1)
        self.assert_sheet(sheet, base=-109_000, tax=-3_000)

    def test_the_sum_is_rounded_once_and_shared_exactly(self):
        contracts = [
            self.new_signed(self.reserve(unit, self.new_buyer(f"Buyer {unit.name}")))
            for unit in self.units[1:4]
        ]
        for number, contract in enumerate(contracts):
            self.credit(contract, 100, f"ADV-{number}")
        sheet = self.file()
        # 2.7523 each, 8.2569 together
        self.assert_sheet(sheet, tax=8.26)
        self.assertEqual(sheet.line_ids.mapped("tax"), [2.76, 2.75, 2.75])

    def test_it_is_filed_once_in_the_order_of_months_and_closed_days(self):
        self.bank(self.take_verified(109_000))
        sheet = self.new_sheet()
        with self.assert_refused("it is filed from the day after it on"):
            sheet.action_file()
        with self.at(1), self.assert_refused("Days with money of homes are open"):
            sheet.action_file()
        with self.at(1, 5):
            later = self.new_signed()
            self.credit(later, 1_000)
        with self.at(2):
            self.close_days()
            second = self.new_sheet(1)
            with self.assert_refused("is not filed: file it first"):
                second.action_file()
            sheet.action_file()
            second.action_file()
            with self.assert_refused("“Tax Filed”"):
                sheet.action_file()
            with self.assert_refused("“Tax Filed”"):
                sheet.action_count()
        self.assertEqual(sheet.filed_by_id, self.finance)

    def test_no_month_before_a_filed_one_nor_with_a_gap(self):
        self.bank(self.take_verified(109_000))
        with self.at(1, 5):
            self.credit(self.new_signed(), 1_000)
        with self.at(3):
            self.close_days()
            self.new_sheet(0).action_file()
            with self.assert_refused("is not filed: file it first"):
                self.new_sheet(2).action_file()
            self.env["property.vat.prepayment"].sudo().search(
                [("state", "=", "draft")]
            ).unlink()
            self.new_sheet(1).action_file()
            earlier = self.new_sheet(-1)
            with self.assert_refused("is filed already: months are filed"):
                earlier.action_file()

    def test_what_is_filed_stays(self):
        self.bank(self.take_verified(109_000))
        sheet = self.file()
        for vals in ({"tax": 1}, {"state": "draft"}, {"date": self.day(-60)}):
            with self.assert_refused("cannot be changed directly"):
                sheet.write(vals)
        with self.assert_refused("“Tax Filed”"):
            sheet.unlink()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            sheet.line_ids.unlink()

    def test_others_than_finance_read_it(self):
        self.bank(self.take_verified(109_000))
        sheet = self.new_sheet()
        self.assertEqual(sheet.with_user(self.director).tax, 3_000)
        for user in (self.director, self.general):
            for method in ("action_file", "action_count"):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    getattr(sheet.with_user(user), method)()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            sheet.with_user(self.home_seller).read(["tax"])

    def test_one_for_a_month_and_a_development(self):
        self.new_sheet()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.env.cr.savepoint():
                self.new_sheet()

    def test_the_job_begins_it_where_money_moved(self):
        self.bank(self.take_verified(109_000))
        sheets = self.env["property.vat.prepayment"].sudo()
        own = [("company_id", "=", self.company.id)]
        self.run_cron("property_sales.ir_cron_vat_prepayment")
        self.assertFalse(sheets.search(own))
        with self.at(1):
            self.run_cron("property_sales.ir_cron_vat_prepayment")
            self.run_cron("property_sales.ir_cron_vat_prepayment")
        sheet = sheets.search(own)
        self.assertEqual(sheet.development_id, self.development)
        self.assert_sheet(sheet, tax=3_000, date=self.today.replace(day=1))
        # a month without money needs none
        with self.at(2):
            self.run_cron("property_sales.ir_cron_vat_prepayment")
        self.assertEqual(sheets.search(own), sheet)

    def test_uncounted_money_is_left_out_of_a_draft(self):
        self.take(109_000)
        sheet = self.new_sheet()
        self.assert_sheet(sheet, base=0)
        self.verify(self.hold.receipt_ids.report_id)
        sheet.action_count()
        self.assert_sheet(sheet, base=109_000)

    def test_the_land_is_deducted_with_what_is_handed_over(self):
        self.development.with_user(self.investor).write(
            {"land_price_deductible": 1_000_000, "saleable_area": 300}
        )
        contract = self.new_handed_over()
        sheet = self.file()
        self.assert_sheet(sheet, handed_area=100, land_amount=333_333.33)
        self.assert_sheet(sheet, land_tax=27_522.94)
        self.assertEqual(contract.state, "handed_over")
        # a correction of the area is in the next month
        self.development.with_user(self.investor).saleable_area = 100
        with self.at(1, 5):
            other = self.new_signed(self.reserve(self.units[1], self.other_buyer))
            self.credit(other, 1_000, "ADV-9")
        sheet = self.file(1)
        self.assert_sheet(sheet, land_amount=666_666.67, land_tax=55_045.87)

    def test_a_month_of_nothing_but_handovers_has_one_for_the_land(self):
        self.development.with_user(self.investor).write(
            {"land_price_deductible": 1_000_000, "saleable_area": 400}
        )
        contract = self.new_settled()
        self.pay_all(contract)
        with self.at(1, 5):
            handover = self.notify(contract, days=60)
            handover.action_inspect()
            handover.action_accept(PICTURE, keys="2")
        figures = self.env["property.vat.figures"]
        month = self.company._get_today().replace(day=1)
        self.assertEqual(
            figures._get_moved(self.company, contract.handover_date.replace(day=1)),
            self.development,
        )
        self.assertEqual(figures._get_moved(self.company, month), self.development)
