from odoo.tests import tagged

from ..common_journal import AMOUNTS, JournalCommon

GROUPINGS = (("team_id",), ("user_id",), ("partner_id",), ("team_id", "partner_id"))


@tagged("post_install", "-at_install")
class TestJournalGroupings(JournalCommon):
    """Opening is yesterday's closing however the journal is grouped (F16, R4.23)."""

    def sums(self, name, *keys, days=0):
        """The sums of a column that are not zero, by the keys of a grouping."""
        sums = {}
        for row in self.read_journal(days):
            key = tuple(row[key] or 0 for key in keys)
            sums[key] = sums.get(key, 0) + row[name]
        return {key: float(amount) for key, amount in sums.items() if amount}

    def add_up(self, days):
        """Receivables at the end of a day by customer, added up item by item."""
        sums = {}
        moves = self.env["account.move"].search([("company_id", "=", self.company.id)])
        for item in moves.line_ids:
            if (
                item.account_id.account_type == "asset_receivable"
                and item.move_id.state == "posted"
                and item.date <= self.day(days)
            ):
                key = (item.partner_id.commercial_partner_id.id or 0,)
                sums[key] = sums.get(key, 0) + item.balance
        return {key: round(amount, 2) for key, amount in sums.items() if amount}

    def assert_every_grouping(self, date_from, date_to):
        for days in range(date_from, date_to + 1):
            for keys in GROUPINGS:
                with self.subTest(days=days, keys=keys):
                    self.assertEqual(
                        self.sums("opening", *keys, days=days),
                        self.sums("closing", *keys, days=days - 1),
                    )
            closing = self.sums("closing", "partner_id", days=days)
            self.assertEqual(closing, self.add_up(days))

    def new_story(self):
        """Ten days of two customers of whom one moves twice."""
        other = self.new_customer(user_id=self.other_seller.id)
        invoice = self.invoice_on(-10, 120.35)
        self.invoice_on(-9, 80, other)
        self.move_to(self.other_seller, -7)
        self.invoice_on(-7, 10)
        payment = self.pay_on(-6, 50.01, invoice=invoice)
        self.move_to(self.colleague, -4)
        self.invoice_on(-4, 20.5, move_type="out_refund")
        self.pay_on(-3, 100, other)
        self.entry_on(-2, -0.34, self.customer)
        return invoice, payment, other

    def test_groupings_close_when_customers_move_twice(self):
        self.new_story()
        self.assert_every_grouping(-11, 0)

    def test_entries_backdated_on_every_side_of_the_moves(self):
        self.new_story()
        for days in (-8, -7, -5, -4):
            self.invoice_on(days, 3.33)
        self.assert_every_grouping(-11, 0)
        self.assertEqual(
            self.sums("sales", "user_id", days=-7), {(self.other_seller.id,): 13.33}
        )

    def test_a_write_off_is_an_adjustment_of_its_day(self):
        invoice = self.invoice_on(-5, 100)
        self.pay_on(-3, 97.5, invoice=invoice)
        entry = self.entry_on(-2, -2.5, self.customer)
        (self.get_item(entry) | self.get_item(invoice)).reconcile()
        self.assertTrue(self.get_item(invoice).reconciled)
        self.assert_row([2.5, 0, 0, -2.5, 0, 0], -2)
        self.assert_every_grouping(-6, 0)

    def test_unreconciling_moves_nothing(self):
        _invoice, payment, _other = self.new_story()
        before = self.read_journal(-10, 0, by_day=True)
        self.get_item(payment).remove_move_reconcile()
        self.assertCountEqual(self.read_journal(-10, 0, by_day=True), before)
        self.assert_every_grouping(-11, 0)

    def test_money_given_back_raises_the_balance(self):
        self.pay_on(-3, 60)
        back = self.env["account.payment"].create(
            {
                "payment_type": "outbound",
                "partner_type": "customer",
                "partner_id": self.customer.id,
                "amount": 60,
                "date": self.day(-1),
                "journal_id": self.company_data["default_journal_cash"].id,
            }
        )
        back.action_post()
        self.assert_row([-60, 0, -60, 0, 0, 0], -1)
        self.assert_every_grouping(-4, 0)

    def test_entries_without_customer_are_nobodys_on_every_day(self):
        nobody = self.env["res.partner"]
        self.entry_on(-3, 33, nobody)
        self.move_to(self.colleague, -2)
        for days in (-3, -2, 0):
            closing = self.sums("closing", "team_id", "user_id", days=days)
            self.assertEqual(closing, {(0, 0): 33})
        self.assert_every_grouping(-4, 0)

    def test_a_customer_left_without_salesperson_is_nobodys(self):
        self.invoice_on(-5, 100)
        self.move_to(self.env["res.users"], -3)
        self.pay_on(-1, 40)
        self.assert_row([100, 0, 0, 0, -100, 0], -3, user=self.seller)
        self.assertEqual(self.sums("closing", "user_id", days=-3), {(0,): 100})
        self.assertEqual(self.sums("receipts", "team_id", days=-1), {(0,): 40})
        self.assert_every_grouping(-6, 0)

    def test_a_salesperson_who_leaves_the_team_takes_its_customers_away(self):
        self.invoice_on(-2, 100)
        members = self.env["crm.team.member"].sudo()
        members.search([("user_id", "=", self.seller.id)]).unlink()
        self.assertEqual(self.sums("closing", "team_id"), {(0,): 100})
        self.assertEqual(
            self.sums("transferred", "team_id"), {(0,): 100, (self.team.id,): -100}
        )
        self.assertEqual(self.sums("closing", "user_id"), {(self.seller.id,): 100})
        self.assert_every_grouping(-3, 0)

    def test_many_customers_given_at_once_each_take_their_balance(self):
        customers = self.customer
        for amount in (11, 22):
            customers |= (customer := self.new_customer())
            self.invoice_on(-3, amount, customer)
        customers.user_id = self.other_seller
        moved = self.sums("transferred", "user_id")
        self.assertEqual(moved, {(self.seller.id,): -33, (self.other_seller.id,): 33})
        self.assert_every_grouping(-4, 0)

    def test_days_of_a_period_are_the_days_alone(self):
        self.new_story()
        rows = self.read_journal(-9, 0, by_day=True)
        for days in range(-9, 1):
            alone = self.read_journal(days)
            among = [row for row in rows if row["date"] == self.day(days)]
            for name in AMOUNTS:
                self.assertEqual(
                    sorted(row[name] for row in among),
                    sorted(row[name] for row in alone),
                    (days, name),
                )

    def test_a_period_without_anything_owed_has_no_rows(self):
        invoice = self.invoice_on(-5, 100)
        self.pay_on(-4, 100, invoice=invoice)
        self.assertTrue(self.read_journal(-4))
        self.assertFalse(self.read_journal(-3, 0))
        self.assertFalse(self.read_journal(-9, -6))
