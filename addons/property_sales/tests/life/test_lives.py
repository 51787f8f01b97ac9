import os

import pytest

from odoo.tests import tagged

from ..common_life_changes import LifeChanges
from ..common_life_end import LifeEnd
from ..common_life_money import LifeMoney
from ..common_life_sale import LifeSale

# LIFE=17 make test T=addons/property_sales/tests/life plays that life alone
SEED = os.environ.get("LIFE")


class RandomLives(LifeSale, LifeMoney, LifeChanges, LifeEnd):
    """All that holds in each life, whatever happens in it (R2.7 to R2.10)."""

    def assert_lives(self, *seeds):
        """Play lives; after a few that failed it is enough."""
        failures = []
        for seed in [int(SEED)] if SEED else range(*seeds):
            try:
                self.play(seed)
            except AssertionError as failure:
                failures.append(failure)
            if len(failures) > 2:
                break
        if failures:
            text = "\n\n".join(map(str, failures))
            raise AssertionError(text) from failures[0]

    def assert_always(self):
        """After each step: claims and instalments are the price, money as noted."""
        contract = self.contract
        if not contract or not contract.signed_on:
            return
        self.assert_money()
        self.assertFalse(
            self.read_rows(
                "SELECT move_id FROM account_move_line WHERE move_id IN"
                " (SELECT move_id FROM account_move_line WHERE contract_id = %s)"
                " GROUP BY move_id HAVING sum(balance) <> 0",
                contract.id,
            )
        )
        self.assertFalse(
            self.read_rows(
                "SELECT unit_id FROM property_contract WHERE state NOT IN"
                " ('rescinded', 'cancelled') GROUP BY unit_id HAVING count(*) > 1"
            )
        )

    def assert_money(self):
        contract = self.contract
        self.assertEqual(self.cents(contract.amount_paid), self.noted)
        if contract.state == "rescinded":
            return
        owed = contract.amount_open - contract.amount_waiting
        balance = self.get_contract_balance(contract, "receivable")
        self.assertAlmostEqual(balance, owed, 2)
        if contract.state == "handed_over":
            return
        # claimed of the price, and still to be claimed
        names = ("contract_liability", "tax_to_transfer")
        claimed = -self.get_contract_balance(contract, *names)
        price = contract.price + contract.area_settlement_amount
        self.assertAlmostEqual(claimed + self.get_planned(), price, 2)

    def assert_ended(self):
        self.assertIn(self.contract.state, ("handed_over", "rescinded"))
        self.assertEqual(self.contract._get_zero_report(), [])
        self.assert_zero_in_sql()
        self.assert_days_are_the_bank()
        self.assert_one_invoice()
        registers = self.env["sales.register"].sudo().search([("last_number", ">", 0)])
        self.assertEqual(registers.filtered("gap_count"), registers.browse())
        self.assertEqual(self.new_day().action_verify_chain(), [])

    def assert_zero_in_sql(self):
        """No account of homes has a balance or an open item of the contract.

        But the accounts of income, expense and tax that stay.
        """
        names = ("deposit", "receivable", "contract_liability", "tax_to_transfer")
        names += ("collected_for_others",)
        accounts = tuple(self.get_account(name).id for name in names)
        rows = self.read_rows(
            "SELECT account_id, sum(balance), sum(amount_residual),"
            "       bool_and(reconciled)"
            "  FROM account_move_line"
            " WHERE account_id IN %s AND parent_state = 'posted'"
            "   AND (contract_id = %s OR property_reservation_id = %s)"
            " GROUP BY account_id",
            accounts,
            self.contract.id,
            self.reservation.id,
        )
        self.assertTrue(rows or not self.noted)
        for account, balance, residual, is_matched in rows:
            self.assertEqual((balance, residual), (0, 0), account)
            self.assertTrue(is_matched, account)

    def assert_days_are_the_bank(self):
        """The rows of F33 of each day are what moved in the designated account."""
        names = ("deposit", "receivable", "collected_for_others")
        accounts = tuple(self.get_account(name).id for name in names)
        moved = self.read_rows(
            "SELECT date, sum(balance) FROM account_move_line"
            " WHERE journal_id = %s AND account_id NOT IN %s"
            "   AND parent_state = 'posted' GROUP BY date ORDER BY date",
            self.permit_journal.id,
            accounts,
        )
        moved = {date: self.cents(amount) for date, amount in moved}
        days = self.read_days()
        self.assertEqual(
            {date: amount for date, amount in days.items() if amount},
            {date: amount for date, amount in moved.items() if amount},
        )

    def assert_one_invoice(self):
        """At the handover alone, over the final price, with the tax of the claims."""
        moves = self.read_rows(
            "SELECT DISTINCT move.id FROM account_move move"
            "  JOIN account_move_line line ON line.move_id = move.id"
            " WHERE line.contract_id = %s AND move.move_type <> 'entry'",
            self.contract.id,
        )
        invoice = self.env["account.move"].sudo().browse(row[0] for row in moves)
        self.assertEqual(len(invoice), self.contract.state == "handed_over")
        if invoice:
            price = self.contract.price + self.contract.area_settlement_amount
            self.assertAlmostEqual(invoice.amount_total, price, 2)
            self.assertAlmostEqual(invoice.amount_tax, self.transferred, 2)


@tagged("post_install", "-at_install")
class TestLives(RandomLives):
    """Some lives; each is played again by its seed."""

    def test_the_first_lives_end_at_zero(self):
        self.assert_lives(2)

    def test_the_next_lives_end_at_zero(self):
        self.assert_lives(2, 4)


@tagged("post_install", "-at_install")
class TestOtherLives(RandomLives):
    """As many, by the other worker."""

    def test_other_lives_end_at_zero(self):
        self.assert_lives(4, 6)

    def test_the_last_lives_end_at_zero(self):
        self.assert_lives(6, 8)


@tagged("post_install", "-at_install", "long")
@pytest.mark.timeout(4 * 3600)
class TestManyLives(RandomLives):
    """The first thousand lives of 2,000."""

    def test_many_lives_end_at_zero(self):
        self.assert_lives(8, 1010)


@tagged("post_install", "-at_install", "long")
@pytest.mark.timeout(4 * 3600)
class TestMoreLives(RandomLives):
    """The second thousand, by the other worker."""

    def test_more_lives_end_at_zero(self):
        self.assert_lives(1010, 2000)
