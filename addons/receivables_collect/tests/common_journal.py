from .common import CollectionCommon

AMOUNTS = ("opening", "sales", "receipts", "adjustments", "transferred", "closing")


class JournalCommon(CollectionCommon):
    """Entries on any day, and the receivables journal of any days."""

    @classmethod
    def invoice_on(cls, days, amount=100, customer=None, **vals):
        """A posted invoice of the day `days` from today."""
        day = cls.day(days)
        dates = {"invoice_date": day, "date": day}
        return cls.new_invoice(amount, customer, due=days + 30, **dates | vals)

    @classmethod
    def entry_on(cls, days, amount, partner, company=None, **vals):
        """A posted entry in a general journal, `partner` may be none."""
        company_data = company or cls.company_data
        receivable = vals.pop("account", None)
        receivable = receivable or company_data["default_account_receivable"]
        lines = [
            {"account_id": receivable.id, "balance": amount, "partner_id": partner.id},
            {
                "account_id": company_data["default_account_revenue"].id,
                "balance": -amount,
            },
        ]
        entry = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "journal_id": company_data["default_journal_misc"].id,
                "date": cls.day(days),
                "line_ids": [(0, 0, line) for line in lines],
            }
            | vals
        )
        entry.action_post()
        return entry

    @classmethod
    def pay_on(cls, days, amount, customer=None, invoice=None):
        payment = cls.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": (customer or cls.customer).id,
                "amount": amount,
                "date": cls.day(days),
                "journal_id": cls.company_data["default_journal_bank"].id,
            }
        )
        payment.action_post()
        if invoice:
            (cls.get_item(payment) | cls.get_item(invoice)).reconcile()
        return payment

    def move_to(self, user, days=0, customer=None):
        """Give the customer to `user`, as of a day."""
        customer = customer or self.customer
        customer.user_id = user
        rows = (
            self.env["collection.assignment"]
            .sudo()
            .search([("partner_id", "=", customer.id)], limit=1)
        )
        rows._write_protected({"date_from": self.day(days)})

    def read_journal(self, date_from=0, date_to=None, by_day=False, company=None):
        """Return the rows as dicts; days are from today."""
        date_to = date_from if date_to is None else date_to
        ledger = self.env["collection.ledger"]
        ledger._flush()
        query = ledger._query_journal(
            company or self.company, self.day(date_from), self.day(date_to), by_day
        )
        self.env.cr.execute(query)
        return self.env.cr.dictfetchall()

    def read_row(self, *args, customer=None, user=None, **kwargs):
        """Return the amounts of a customer's row, or zeros."""
        customer = self.customer if customer is None else customer
        found = [
            row
            for row in self.read_journal(*args, **kwargs)
            if (row["partner_id"] or False) == customer.id
            and (user is None or row["user_id"] == user.id)
        ]
        self.assertLessEqual(len(found), 1, found)
        row = found[0] if found else dict.fromkeys(AMOUNTS, 0)
        return [float(row[name]) for name in AMOUNTS]

    def assert_row(self, amounts, *args, **kwargs):
        found = self.read_row(*args, **kwargs)
        for name, amount, expected in zip(AMOUNTS, found, amounts, strict=True):
            self.assertAlmostEqual(amount, expected, 2, name)

    def assert_closes(self, date_from, date_to, company=None):
        """Assert that every day begins as the one before ended, and ends as the
        ledger; for everybody whose customers they are.
        """
        company = company or self.company
        accounts = self.env["account.account"].search(
            [("account_type", "=", "asset_receivable")]
        )
        before = None
        for days in range(date_from, date_to + 1):
            rows = self.read_journal(days, company=company)
            lines = self.env["account.move.line"].search(
                [
                    ("company_id", "=", company.id),
                    ("account_id", "in", accounts.ids),
                    ("parent_state", "=", "posted"),
                    ("date", "<=", self.day(days)),
                ]
            )
            closing = self._sum(rows, "closing")
            self.assertAlmostEqual(sum(closing.values()), sum(lines.mapped("balance")))
            for row in rows:
                self.assertAlmostEqual(
                    row["opening"]
                    + row["sales"]
                    - row["receipts"]
                    + row["adjustments"]
                    + row["transferred"],
                    row["closing"],
                )
            transferred = self._sum(rows, "transferred")
            self.assertAlmostEqual(float(sum(transferred.values())), 0)
            if before is not None:
                self.assertEqual(self._sum(rows, "opening"), before)
            before = closing

    def _sum(self, rows, name):
        found = {}
        for row in rows:
            key = (row["team_id"], row["user_id"])
            found[key] = found.get(key, 0) + row[name]
        return {key: amount for key, amount in found.items() if amount}

    @classmethod
    def print_journal(cls, days=0, **kwargs):
        """The print of a day, made by finance, in sudo."""
        return (
            cls.env["collection.journal"]
            .with_user(cls.finance)
            ._print_day(cls.company, cls.day(days), **kwargs)
            .sudo()
        )
