from odoo.tests import tagged

from ..common_takeover import TakeoverCommon


@tagged("post_install", "-at_install")
class TestTakeoverCheck(TakeoverCommon):
    """The check names all that is wrong with a contract at once (R2.4 to R2.8)."""

    def get_reasons(self, *rows, parts=None, **vals):
        takeover = self.new_loaded(*rows, parts=parts, **vals)
        wrong = takeover.with_user(self.finance).action_check()
        takeover.invalidate_recordset()
        self.assertEqual(takeover.wrong_count, wrong)
        return "\n".join(filter(None, takeover.line_ids.mapped("reasons_text")))

    def assert_reason(self, text, parts=None, **vals):
        """Check that a row with these values has this one reason."""
        with self.subTest(text):
            takeover = self.new_takeover(date=vals.pop("date", self.cut_over))
            result = self.load_rows(takeover, self.get_old_row(**vals), parts=parts)
            self.assertTrue(result["ids"], result["messages"])
            takeover.with_user(self.finance).action_check()
            found = takeover.line_ids.reasons_text or ""
            self.assertIn(text, found)
            self.assertEqual(len(found.splitlines()), 1, found)
            takeover.with_user(self.finance).unlink()

    def test_what_is_right_has_none(self):
        self.assertEqual(self.get_reasons(), "")

    def test_all_reasons_come_at_once(self):
        reasons = self.get_reasons(
            self.get_old_row(price=1_000_001, amount_paid=-1, number="", unit_id="")
        )
        for text in ("Home, Contract Number", "1,000,001", "zero"):
            self.assertIn(text, reasons)

    def test_reasons_that_are_gone_are_gone(self):
        takeover = self.new_loaded(self.get_old_row(amount_paid=-1))
        mine = takeover.with_user(self.finance)
        self.assertEqual(mine.action_check(), 1)
        mine.line_ids.amount_paid = 1
        self.assertEqual(mine.action_check(), 0)
        self.assertFalse(mine.line_ids.reasons_text)

    def test_money_that_does_not_agree(self):
        parts = self.get_old_parts()
        parts[2][3] = 500_000.01
        self.assert_reason("1,000,000.01", parts=parts)
        self.assert_reason("claimed so far are", amount_claimed=500_000.01)
        self.assert_reason("claimed so far are", amount_claimed=499_999.99)
        self.assert_reason("not less than zero", amount_paid=-0.01)
        parts = self.get_old_parts()
        parts[1][2] = ""
        self.assert_reason("Second", parts=parts)
        parts = self.get_old_parts()
        parts[2][3] = 600_000
        parts.append(["Back", "own", self.day(70), -100_000, False])
        self.assert_reason("An instalment is more than zero", parts=parts)

    def test_one_that_waits_for_an_event_needs_no_day(self):
        takeover = self.new_loaded()
        rest = takeover.line_ids.instalment_ids[2].with_user(self.finance)
        rest.write({"date_due": False, "anchor": "handover"})
        contract = self.apply_takeover(takeover)
        self.assertFalse(contract.instalment_ids[2].date_due)

    def test_prices_areas_and_rates(self):
        self.assert_reason("Unit price and area", unit_price=9_999)
        self.assert_reason("larger", contract_inner_area=100.01)
        self.assert_reason(
            "gross and inner area", contract_inner_area=0, contract_gross_area=100
        )
        self.assert_reason("per mille", late_fee_rate=100.01)
        self.assert_reason("VAT", tax_percent=0)
        self.assert_reason("under 100", tax_percent=100)
        # rounded to the yuan, as old contracts are
        takeover = self.new_loaded(self.get_old_row(unit_price=10_000.004))
        self.assertEqual(takeover.action_check(), 0)

    def test_days(self):
        self.assert_reason("after the cut-over", filing_date=self.day(0))
        self.assert_reason("after the cut-over", online_date=self.day(9))
        self.assert_reason("before the signature", online_date=self.day(-61))
        self.assert_reason("before the signature", delivery_date=self.day(-61))
        self.assert_reason("enter both", filing_date="")
        self.assert_reason("enter both", online_number="")
        # the cut-over day itself is in time
        row = self.get_old_row(filing_date=self.cut_over)
        self.assertEqual(self.get_reasons(row), "")

    def test_numbers(self):
        self.assert_reason("registers", number="F38/2020/00001")
        contract = self.new_signed()
        contract.with_user(self.home_seller).action_file("BA-1")
        self.assert_reason("is another contract's", filing_number=" BA-1 ")
        twice = self.get_old_row(self.units[2], number="HT-201", filing_number="BA-201")
        reasons = self.get_reasons(self.get_old_row(), twice)
        self.assertEqual(reasons.count("Contract Number HT-201 is there twice."), 2)
        self.assertEqual(reasons.count("BA-201 is there twice."), 2)

    def test_homes_that_are_taken(self):
        self.assert_reason("home_seller", unit=self.unit)
        self.sign(self.new_approved())
        self.assert_reason("is sold by", unit=self.unit)

    def test_a_home_twice(self):
        again = self.get_old_row(number="HT-2", filing_number="B2", online_number="W2")
        reasons = self.get_reasons(self.get_old_row(), again)
        self.assertEqual(reasons.count("named twice"), 2)

    def test_a_home_without_permit_or_areas(self):
        bare = self.new_units(2)
        reasons = self.get_reasons(self.get_old_row(bare[0]))
        self.assertIn("on no permit", reasons)
        self.assertIn("no filed pre-sale area list", reasons)
        self.new_valid_permit(bare[1], number="YS-7", kind="completed")
        self.assert_reason("survey", unit=bare[1], date=self.day(-2))

    def test_parties(self):
        self.assert_reason("sells no homes", user_id=self.finance.login)
        takeover = self.new_loaded()
        self.old_buyer.company_id = self.env["res.company"].create({"name": "Other"})
        self.assertEqual(takeover.action_check(), 1)
        self.assertIn("another company", takeover.line_ids.reasons_text)

    def test_another_currency(self):
        takeover = self.new_loaded()
        other = self.env.ref("base.EUR")
        if other == self.company.currency_id:
            other = self.env.ref("base.USD")
        other.active = True
        takeover.line_ids.currency_id = other
        self.assertEqual(takeover.action_check(), 1)
        self.assertIn(other.name, takeover.line_ids.reasons_text)

    def test_the_take_over_as_a_whole(self):
        takeover = self.new_takeover(date=self.day(1))
        mine = takeover.with_user(self.finance)
        mine.opening_account_id = self.get_account("receivable")
        mine.action_check()
        for text in ("no contract in it", "not come yet", "one of homes"):
            self.assertIn(text, takeover.reasons_text)
        with self.assert_refused("no contract in it"):
            takeover.with_user(self.director).action_confirm()

    def test_locked_books(self):
        takeover = self.new_loaded()
        self.company.sudo().fiscalyear_lock_date = self.cut_over
        takeover.with_user(self.finance).action_check()
        self.assertIn("locked", takeover.reasons_text)
        self.company.sudo().fiscalyear_lock_date = self.day(-2)
        takeover.with_user(self.finance).action_check()
        self.assertFalse(takeover.reasons_text)

    def test_a_home_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        developments = self.env["property.development"].sudo()
        away = developments.create(
            {"name": "Away", "code": "AW", "company_id": other.id}
        )
        building = self.env["property.building"].sudo()
        building = building.create({"name": "1", "development_id": away.id})
        units = self.env["property.unit"].sudo()
        unit = units.create({"name": "101", "building_id": building.id, "floor": 1})
        takeover = self.new_loaded()
        takeover.line_ids.unit_id = unit
        takeover.action_check()
        self.assertIn("of another company", takeover.line_ids.reasons_text)
