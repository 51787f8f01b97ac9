import hashlib
import json
from datetime import timedelta

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common_month import MonthCommon


@tagged("post_install", "-at_install")
class TestLedgerMonth(MonthCommon):
    """A month closes from its last working day on, after all its days (R2.8)."""

    def date(self, text):
        return fields.Date.to_date(text)

    # the day on which it closes

    def test_any_day_of_a_month_stands_for_it(self):
        months = self.env["property.ledger.month"].with_user(self.finance)
        month = months.create({"date": "2027-08-19"})
        self.assertEqual(month.date, self.date("2027-08-01"))
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            months.create({"date": "2027-08-20"})

    def test_the_last_working_day_leaves_out_the_weekend(self):
        last = self.company._get_last_bank_day
        # 31 July 2027 is a Saturday, 31 August a Tuesday
        self.assertEqual(last(self.date("2027-07-01")), self.date("2027-07-30"))
        self.assertEqual(last(self.date("2027-08-01")), self.date("2027-08-31"))

    def test_it_is_due_on_the_first_working_day_after(self):
        due = self.company._get_month_due
        # 1 August 2027 is a Sunday
        self.assertEqual(due(self.date("2027-07-01")), self.date("2027-08-02"))
        self.assertEqual(due(self.date("2027-08-01")), self.date("2027-09-01"))
        self.company.property_month_days = 3
        self.assertEqual(due(self.date("2027-07-01")), self.date("2027-08-04"))

    def test_the_setting_is_a_week_at_most(self):
        for days in (0, 6):
            with self.assert_refused("within a week"):
                self.company.property_month_days = days

    def close_at(self, moment, month="2027-07-01"):
        month = self.new_month(self.date(month))
        with freeze_time(moment):
            month.action_close()
        return month

    def test_before_its_last_working_day_it_does_not_close(self):
        # one second before midnight in Shanghai
        with self.assert_refused("closed from its last working day on"):
            self.close_at("2027-07-29 15:59:59")

    def test_on_its_last_working_day_it_closes(self):
        month = self.close_at("2027-07-29 16:00:00")
        self.assertEqual(month.state, "closed")

    def test_it_closes_later_as_well(self):
        self.assertEqual(self.close_at("2027-09-15 04:00:00").state, "closed")

    def test_in_another_time_zone_the_day_comes_later(self):
        self.company.resource_calendar_id.tz = "America/New_York"
        with self.assert_refused("last working day"):
            self.close_at("2027-07-30 03:59:59")
        self.assertEqual(self.close_at("2027-07-30 04:00:00").state, "closed")

    # what is open

    def test_open_days_are_named(self):
        self.take()
        month = self.new_month()
        with self.after(), self.assert_refused("Days with money of homes are open"):
            month.action_close()
        with self.after():
            self.assertIn("Days with money", month.reasons_text)
            self.assertEqual(len(month.reasons_open), 1)

    def test_all_reasons_come_at_once(self):
        self.take()
        month = self.new_month()
        with freeze_time(f"{self.this_month} 04:00:00"):
            reasons = month.reasons_open
        self.assertEqual(len(reasons), 2, reasons)

    def test_closed_days_close_the_month(self):
        self.earn()
        month = self.close_month()
        day = self.new_day()
        self.assertRecordValues(
            month,
            [
                {
                    "state": "closed",
                    "closed_by_id": self.finance.id,
                    "last_hash": day.body_hash,
                    "amount_received": 50000,
                    "reasons_text": "",
                }
            ],
        )
        self.assertTrue(month.body_hash)
        self.assertEqual(day.action_verify_chain(), [])

    def test_months_close_in_their_order(self):
        self.take()
        later = self.new_month(self.this_month + timedelta(days=40))
        with self.after(later.date), self.assert_refused("close that month first"):
            later.action_close()

    def test_an_earlier_month_without_money_does_not_matter(self):
        self.new_month(self.this_month - timedelta(days=1))
        self.earn()
        self.assertEqual(self.close_month().state, "closed")

    def test_no_month_closes_before_a_closed_one(self):
        self.close_month()
        earlier = self.new_month(self.this_month - timedelta(days=1))
        with self.assert_refused("months are closed in their order"):
            earlier.action_close()

    def test_money_of_another_company_does_not_matter(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.finance.sudo().company_ids |= other
        self.take()
        months = self.env["property.ledger.month"].with_user(self.finance)
        month = months.create({"company_id": other.id, "date": self.today})
        with self.after():
            month.action_close()
        self.assertEqual(month.state, "closed")
        self.assertEqual(self.new_month().state, "open")

    def test_a_receipt_that_was_changed_keeps_it_open(self):
        receipt = self.earn()
        month = self.new_month()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE collection_receipt_method SET amount = 1 WHERE id = %s",
            [receipt.method_ids.id],
        )
        self.env.invalidate_all()
        with self.after(), self.assert_refused("is not what was closed"):
            month.action_close()
        with self.after():
            text = month.reasons_text
        self.assertIn("differ", text)

    def test_an_entry_that_was_changed_keeps_it_open(self):
        receipt = self.earn()
        month = self.new_month()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_move_line SET balance = balance - 1 WHERE move_id = %s",
            [receipt.method_ids.payment_id.move_id.id],
        )
        self.env.invalidate_all()
        with self.after(), self.assert_refused("differ"):
            month.action_close()

    def test_a_day_put_elsewhere_in_the_chain_keeps_it_open(self):
        self.earn()
        day = self.new_day()
        month = self.new_month()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE property_ledger_day SET sequence = 7 WHERE id = %s", [day.id]
        )
        self.env.invalidate_all()
        with self.after(), self.assert_refused("is not what was closed"):
            month.action_close()

    def test_a_changed_month_is_found(self):
        self.earn()
        month = self.close_month()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE property_ledger_month SET body = replace(body, '50000', '40000')"
            " WHERE id = %s",
            [month.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.new_day().action_verify_chain(), [str(month.date)])

    # afterwards

    def test_a_closed_month_is_fixed(self):
        month = self.close_month()
        values = {
            "state": "open",
            "date": self.day(-90),
            "body": "{}",
            "body_hash": "0",
            "last_hash": "0",
            "closed_by_id": self.general.id,
            "sent_at": False,
            "report_attachment_id": False,
        }
        for name, value in values.items():
            with self.subTest(name), self.assertRaises(UserError):
                month.sudo().write({name: value})
        with self.assertRaises(UserError):
            month.sudo().unlink()
        with self.assertRaises(UserError):
            month.action_close()

    def test_finance_alone_closes(self):
        month = self.new_month()
        for user in (self.home_seller, self.director, self.general):
            with self.subTest(user.name), self.assertRaises(AccessError):
                month.with_user(user).action_close()

    def test_a_month_comes_with_its_first_money(self):
        self.take()
        months = self.env["property.ledger.month"].sudo()
        own = months.search([("company_id", "=", self.company.id)])
        self.assertEqual(own.mapped("date"), [self.this_month])

    def test_no_money_is_dated_in_it_on_a_day_without_movement(self):
        self.close_month()
        for ago in (0, 3):
            date = max(self.day(-ago), self.this_month)
            with self.subTest(date), self.assert_refused("was closed"):
                self.take(1000, date=str(date))

    def test_a_month_that_was_closed_long_ago_stays_verified(self):
        body = '{"days":[],"figures":{"name":"七月"}}'
        text = f"1|{self.company.id}|2026-07-01||{body}"
        self.env.cr.execute(
            "INSERT INTO property_ledger_month"
            " (company_id, date, state, body, body_hash, guard)"
            " VALUES (%s, '2026-07-01', 'closed', %s, %s, 0)",
            [self.company.id, body, hashlib.sha256(text.encode()).hexdigest()],
        )
        self.earn()
        month = self.close_month()
        days = self.env["property.ledger.day"].with_user(self.finance)
        self.assertFalse(days.action_verify_chain())
        text = f"1|{self.company.id}|{month.date}|{month.last_hash}|{month.body}"
        self.assertEqual(month.body_hash, hashlib.sha256(text.encode()).hexdigest())
        content = json.loads(month.body)
        packed = json.dumps(
            content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        self.assertEqual(month.body, packed)

    def test_no_day_of_it_closes_any_more(self):
        day = self.new_day(self.this_month)
        self.close_month()
        with self.assert_refused("is closed already"):
            day.action_close()

    def test_no_transfer_is_dated_in_it(self):
        contract = self.new_signed()
        self.close_month()
        with self.assert_refused("is closed"):
            self.credit(contract, 1000, date=str(self.today))

    def test_no_cheque_is_refused_in_it(self):
        paper = {"number": "C1", "bank": "ICBC", "due_date": str(self.day(9))}
        cheque = self.earn(method="cheque", **paper)
        self.close_month()
        with self.assert_refused("was closed"):
            cheque.method_ids.with_user(self.finance).action_bounce(self.today, "Empty")

    def test_no_return_is_dated_in_it(self):
        self.earn()
        self.hold.with_user(self.home_seller).action_cancel("No loan")
        self.hold.with_user(self.home_seller).action_return()
        self.hold.with_user(self.director).action_approve()
        self.close_month()
        with self.assert_refused("next open day"):
            self.hold.with_user(self.finance).action_return()

    def test_no_contract_is_signed_in_it(self):
        contract = self.new_approved()
        mine = contract.with_user(self.home_seller)
        mine.action_sign_agreement()
        self.close_month()
        with self.assert_refused("of an open month"):
            mine.action_sign()

    def test_money_of_the_next_month_is_taken(self):
        self.take()
        self.verify(self.hold.receipt_ids.report_id)
        self.bank(self.hold.receipt_ids)
        self.close_day()
        self.close_month()
        with self.after():
            hold = self.reserve(self.units[1])
            self.assertTrue(self.take(1000, hold))
