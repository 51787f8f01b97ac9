import hashlib

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_house_money import HouseMoneyCommon


@tagged("post_install", "-at_install")
class TestLedgerDay(HouseMoneyCommon):
    """A day closes when all its money is verified and banked (R2.8, R2.10)."""

    def close(self, date=None):
        day = self.new_day(date)
        day.action_close()
        return day

    def test_a_banked_day_closes(self):
        receipt = self.take_verified()
        self.bank(receipt)
        day = self.close()
        self.assertRecordValues(
            day,
            [
                {
                    "state": "closed",
                    "sequence": 1,
                    "amount_received": 50000,
                    "amount_banked": 50000,
                    "amount_booked": 50000,
                    "closed_by_id": self.finance.id,
                }
            ],
        )
        self.assertFalse(day.action_verify_chain())

    def test_every_step_that_is_missing_is_named(self):
        receipt = self.take()
        with self.assert_refused("not handed to finance"):
            self.close()
        self.submit(receipt.report_id)
        with self.assert_refused("not verified"):
            self.close()
        self.verify(receipt.report_id)
        with self.assert_refused("not banked"):
            self.close()

    def test_a_day_that_has_not_come_does_not_close(self):
        with self.assert_refused("not come"):
            self.close(self.day(1))

    def test_days_close_in_their_order(self):
        receipt = self.take(date=str(self.day(-1)))
        self.verify(receipt.report_id)
        with self.assert_refused("close it first"):
            self.close()

    def test_after_it_nothing_is_dated_on_the_day(self):
        self.bank(self.take_verified())
        self.close()
        with self.assert_refused("was closed"):
            self.take(1000)

    def test_after_it_no_return_is_dated_on_the_day(self):
        self.bank(self.take_verified())
        self.close()
        self.hold.with_user(self.home_seller).action_cancel("No loan")
        self.hold.with_user(self.home_seller).action_return()
        self.hold.with_user(self.director).action_approve()
        with self.assert_refused("next open day"):
            self.hold.with_user(self.finance).action_return()

    def test_a_closed_day_is_fixed(self):
        self.bank(self.take_verified())
        day = self.close()
        values = {
            "state": "open",
            "date": self.day(-3),
            "body": "[]",
            "body_hash": "0",
            "sequence": 7,
            "closed_by_id": self.general.id,
        }
        for name, value in values.items():
            with self.subTest(name), self.assertRaises(UserError):
                day.sudo().write({name: value})
        with self.assertRaises(UserError):
            day.sudo().unlink()
        with self.assertRaises(UserError):
            day.action_close()

    def test_a_day_that_was_closed_long_ago_stays_verified(self):
        before = self.day(-9)
        text = f"1|{self.company.id}|1|{before}||[]"
        old = hashlib.sha256(text.encode()).hexdigest()
        self.env.cr.execute(
            """
            INSERT INTO property_ledger_day
                        (company_id, date, state, sequence, body, body_hash, guard)
                 VALUES (%(company)s, %(date)s, 'closed', 1, '[]', %(old)s, 0);
            INSERT INTO property_ledger_head (company_id, sequence, body_hash)
                 VALUES (%(company)s, 1, %(old)s)
            """,
            {"company": self.company.id, "date": before, "old": old},
        )
        self.bank(self.take_verified())
        day = self.close()
        self.assertFalse(day.action_verify_chain())
        self.assertEqual(day.previous_hash, old)
        self.assertRegex(day.body, r'^\[\{"amount":"50000\.00","entry":"[^"]+","id":\d')
        text = f"1|{self.company.id}|2|{self.today}|{old}|{day.body}"
        self.assertEqual(day.body_hash, hashlib.sha256(text.encode()).hexdigest())

    def test_a_changed_day_is_found(self):
        self.bank(self.take_verified())
        day = self.close()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE property_ledger_day SET body = replace(body, '50000', '40000')"
            " WHERE id = %s",
            [day.id],
        )
        self.env.invalidate_all()
        self.assertEqual(day.action_verify_chain(), [str(self.today)])

    def test_a_changed_receipt_is_found(self):
        receipt = self.take_verified()
        self.bank(receipt)
        day = self.close()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE collection_receipt_method SET amount = 1 WHERE id = %s",
            [receipt.method_ids.id],
        )
        self.env.invalidate_all()
        self.assertEqual(day.action_verify_chain(), [str(self.today)])

    def test_a_cut_tail_is_found(self):
        self.bank(self.take_verified())
        day = self.close()
        self.assertEqual(day.browse().action_verify_chain(), [])
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM property_ledger_day WHERE id = %s", [day.id])
        self.env.invalidate_all()
        days = self.env["property.ledger.day"].with_user(self.finance)
        self.assertEqual(days.action_verify_chain(), [str(self.today)])

    def test_finance_alone_closes(self):
        day = self.new_day()
        for user in (self.home_seller, self.director, self.general):
            with self.subTest(user.name), self.assertRaises(AccessError):
                day.with_user(user).action_close()

    def test_the_page_names_what_happened_beside_the_money(self):
        self.wait()
        events = self.new_day()._get_events()
        self.assertIn(self.unit.display_name, [home for home, *_rest in events])
