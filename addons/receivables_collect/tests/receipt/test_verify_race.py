from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.sales_rules.tests.common_race import RaceCase


@tagged("post_install", "-at_install")
class TestVerifyRace(RaceCase):
    """Two transactions at one moment: money is posted once (R4.27)."""

    def setUp(self):
        super().setUp()
        self.finance_ids = [
            self._make_user(f"race_money_{number}", "group_finance") for number in "12"
        ]
        self.seller_id = self._make_user("race_money_seller", "group_salesperson")
        self.customer_id = self._make(
            "res.partner", name="Race", customer_rank=1, user_id=self.seller_id
        )
        self.journal_id = self.call(self._make_journal)
        self.entry_id = self.prepare_entry(100, self.customer_id)
        self.call(self.post(self.entry_id))
        self.slip_id, self.voucher_id = self.call(self._fill_bag)

    def _make_user(self, login, group):
        group_id = self.call(lambda env: env.ref(f"sales_rules.{group}").id)
        return self._make(
            "res.users", name=login, login=login, group_ids=[(6, 0, [group_id])]
        )

    def _make_journal(self, env):
        """Return the id of a bank for cash that needs no outstanding account."""
        vals = {"name": "Race", "code": "RACEC", "type": "bank"}
        journal = env["account.journal"].create(vals)
        lines = journal.inbound_payment_method_line_ids
        lines.payment_account_id = journal.default_account_id
        env.company.collection_cash_journal_id = journal
        return journal.id

    def _get_item(self, env):
        entry = env["account.move"].browse(self.entry_id)
        return entry.line_ids.filtered(lambda line: line.balance > 0)

    def _fill_bag(self, env):
        """Return the ids of a slip over the entry and of a voucher, in the bag."""
        bag = {"custody": "collector", "holder_id": self.seller_id}
        item = self._get_item(env)
        slip = env["collection.slip"]._create_protected(
            [
                bag
                | {
                    "number": "RACE",
                    "company_id": env.company.id,
                    "partner_id": self.customer_id,
                    "currency_id": env.company.currency_id.id,
                    "state": "signed",
                }
            ]
        )
        env["collection.slip.line"]._create_protected(
            [
                {
                    "slip_id": slip.id,
                    "move_line_id": item.id,
                    "date_maturity": item.date_maturity or item.date,
                    "amount_due": 100,
                    "is_open": True,
                }
            ]
        )
        slip.flush_recordset()
        slip._write_protected({"state": "signed"})
        book = env["collection.book"].create(
            {"name": "Race", "prefix": "RM", "number_from": 1, "number_to": 1}
        )
        finance = env(user=self.finance_ids[0])
        book.with_env(finance).action_register()
        book.voucher_ids._write_protected(bag | {"state": "collector"})
        return slip.id, book.voucher_ids.id

    def _collect(self, env):
        payload = {
            "key": "race-key",
            "slip_id": self.slip_id,
            "voucher_id": self.voucher_id,
            "amount": 100,
            "method": "cash",
        }
        receipts = env(user=self.seller_id)["collection.receipt"]
        return receipts.action_collect_from_bag(payload)

    def _report_and_count(self):
        """Return the id of the counted report of one receipt."""

        def count(env):
            receipt = env["collection.receipt"].browse(self._collect(env))
            report = receipt.report_id
            report.with_user(self.seller_id).action_submit()
            lines = report.count_ids.with_user(self.finance_ids[0])
            lines.filtered(lambda line: line.method == "cash").counted = 100
            report.with_user(self.finance_ids[0]).action_save_count()
            return report.id

        return self.call(count)

    def _verify(self, report_id, user_id):
        """Return the function that verifies; it says why it could not."""

        def verify(env):
            report = env(user=user_id)["collection.day.report"].browse(report_id)
            try:
                with env.cr.savepoint():
                    report.action_verify()
                    return ""
            except UserError as error:
                return str(error)

        return verify

    def _pay(self, env):
        """Register a payment of the same item with core's wizard."""
        context = {
            "active_model": "account.move.line",
            "active_ids": self._get_item(env).ids,
        }
        wizard = env(user=self.finance_ids[1])["account.payment.register"]
        try:
            with env.cr.savepoint():
                vals = {"journal_id": self.journal_id}
                wizard.with_context(**context).create(vals).action_create_payments()
                return True
        except UserError:
            return False

    def _read_ledger(self):
        """Return what is open on the item, and what was paid on it."""

        def read(env):
            item = self._get_item(env)
            return item.amount_residual, sum(item.matched_credit_ids.mapped("amount"))

        return self.call(read)

    def _count_payments(self):
        return self.call(
            lambda env: env["account.payment"].search_count(
                [("partner_id", "=", self.customer_id)]
            )
        )

    def test_verifying_twice_at_once_posts_once(self):
        report_id = self._report_and_count()
        first, second = self.finance_ids
        results = self.race(
            self._verify(report_id, first), self._verify(report_id, second)
        )
        done, refused = sorted(results)
        self.assertEqual(done, "")
        self.assertIn("Verified", refused)
        self.assertEqual(self._count_payments(), 1)
        self.assertEqual(self._read_ledger(), (0, 100))

    def test_verifying_while_somebody_registers_the_payment_pays_it_once(self):
        report_id = self._report_and_count()
        verified, _paid = self.race(
            self._verify(report_id, self.finance_ids[0]), self._pay
        )
        self.assertEqual(verified, "")
        self.assertEqual(self._read_ledger(), (0, 100))

    def test_the_same_key_at_once_is_one_receipt(self):
        first, second = self.race(self._collect, self._collect)
        self.assertEqual(first, second)

    def _draft_slip(self, report_id, user_id):
        """Return the function that drafts a bank slip; it says why it could not."""

        def draft(env):
            report = env(user=user_id)["collection.day.report"].browse(report_id)
            vals = {"journal_id": self.journal_id, "slip_number": f"RACE {user_id}"}
            vals["method_ids"] = [Command.set(report.receipt_ids.method_ids.ids)]
            slips = env(user=user_id)["collection.bank.slip"]
            try:
                with env.cr.savepoint():
                    return slips.create(vals).id
            except UserError as error:
                return str(error)

        return draft

    def _bank(self, slip_id, user_id):
        """Return the function that banks a slip; it says why it could not."""

        def bank(env):
            slip = env(user=user_id)["collection.bank.slip"].browse(slip_id)
            try:
                with env.cr.savepoint():
                    slip.action_bank()
                    return ""
            except UserError as error:
                return str(error)

        return bank

    def test_money_on_two_slips_at_once_is_on_one(self):
        report_id = self._report_and_count()
        first, second = self.finance_ids
        self.call(self._verify(report_id, first))
        results = self.race(
            self._draft_slip(report_id, first), self._draft_slip(report_id, second)
        )
        slips = [result for result in results if isinstance(result, int)]
        self.assertEqual(len(slips), 1, results)
        self.assertIn("already", next(r for r in results if r not in slips))
        banked = self.race(self._bank(slips[0], first), self._bank(slips[0], second))
        done, refused = sorted(banked)
        self.assertEqual(done, "")
        self.assertIn("Banked", refused)

    def _remove_made(self):
        slip_ids = self.call(
            lambda env: (
                env["collection.bank.slip"]
                .search([("journal_id", "=", self.journal_id)])
                .ids
            )
        )
        partner = self.customer_id
        receipts = SQL(
            "SELECT id FROM collection_receipt WHERE partner_id = %s", partner
        )
        moves = SQL(
            "SELECT move_id FROM account_move_line WHERE partner_id = %s", partner
        )
        statements = [
            SQL(
                """DELETE FROM account_partial_reconcile WHERE credit_move_id IN (
                   SELECT id FROM account_move_line WHERE partner_id = %s)""",
                partner,
            ),
            SQL(
                "DELETE FROM collection_receipt_allocation WHERE receipt_id IN (%s)",
                receipts,
            ),
            SQL(
                """UPDATE account_payment
                      SET collection_method_id = NULL, move_id = NULL
                    WHERE partner_id = %s""",
                partner,
            ),
            SQL(
                """UPDATE collection_receipt_method SET bank_slip_id = NULL
                    WHERE receipt_id IN (%s)""",
                receipts,
            ),
            *self._query_remove_mail("collection.bank.slip", tuple(slip_ids or [0])),
            SQL(
                "DELETE FROM collection_bank_slip WHERE journal_id = %s",
                self.journal_id,
            ),
            SQL(
                "DELETE FROM collection_receipt_method WHERE receipt_id IN (%s)",
                receipts,
            ),
            SQL("DELETE FROM collection_day_variance WHERE slip_id = %s", self.slip_id),
            SQL("DELETE FROM collection_receipt WHERE partner_id = %s", partner),
            SQL(
                "DELETE FROM collection_day_report WHERE collector_id = %s",
                self.seller_id,
            ),
            SQL("DELETE FROM collection_slip WHERE id = %s", self.slip_id),
            SQL("DELETE FROM collection_voucher WHERE id = %s", self.voucher_id),
            SQL("DELETE FROM collection_book WHERE prefix = 'RM'"),
            SQL("DELETE FROM account_payment_register WHERE partner_id = %s", partner),
            SQL(
                """UPDATE account_move SET origin_payment_id = NULL
                    WHERE partner_id = %s""",
                partner,
            ),
            SQL("DELETE FROM account_payment WHERE partner_id = %s", partner),
            SQL("DELETE FROM account_move WHERE id IN (%s)", moves),
            SQL("DELETE FROM sales_register WHERE code LIKE %s", "collection.%"),
        ]

        def remove(env):
            for statement in statements:
                env.cr.execute(statement)

            journal = env["account.journal"].browse(self.journal_id)
            account = journal.default_account_id
            env["res.company"].search(
                [("collection_cash_journal_id", "=", journal.id)]
            ).collection_cash_journal_id = False
            journal.unlink()
            account.unlink()

        self.call(remove)
        res = super()._remove_made()
        users = (*self.finance_ids, self.seller_id)
        self.call(lambda env: env["res.users"].browse(users).unlink())
        return res
