from datetime import timedelta
from unittest.mock import patch

from odoo.fields import Command


class CreditAccountsFixtures:
    """A receivable account on which no credit is given, as an addon has one.

    Entries are made in sudo: the tests' own user sees no private persons.
    """

    @classmethod
    def set_up_credit_accounts(cls):
        """To be called at the end of `setUpClass`."""
        known = cls.company_data["default_account_receivable"]
        cls.elsewhere = known.copy({"name": "Elsewhere", "code": "112299"})
        cls.enterClassContext(cls.leave_out(cls.elsewhere))

    @classmethod
    def leave_out(cls, account):
        """The hook as an addon fills it."""
        ids = cls.env["sales.ledger"]._get_account_ids()
        model = cls.registry["sales.credit"]
        credit = tuple(id_ for id_ in ids if id_ != account.id)
        return patch.object(model, "_get_credit_account_ids", lambda self: credit)

    @classmethod
    def new_claim(cls, amount, customer=None, due=-50, day=None):
        """A posted entry that a customer owes on the other account."""
        due_date = cls.today + timedelta(days=due)
        revenue = cls.company_data["default_account_revenue"]
        owed = {
            "account_id": cls.elsewhere.id,
            "partner_id": (customer or cls.customer).id,
            "date_maturity": due_date,
            "balance": amount,
        }
        entry = (
            cls.env["account.move"]
            .sudo()
            .create(
                {
                    "move_type": "entry",
                    "date": day or min(cls.today, due_date),
                    "line_ids": [
                        Command.create(owed),
                        Command.create({"account_id": revenue.id, "balance": -amount}),
                    ],
                }
            )
        )
        entry.action_post()
        return entry

    @classmethod
    def pay_claim(cls, claim, amount=None):
        """A posted payment of a claim."""
        item = claim.line_ids.filtered(lambda line: line.account_id == cls.elsewhere)
        payment = (
            cls.env["account.payment"]
            .sudo()
            .create(
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": item.partner_id.id,
                    "amount": amount or item.balance,
                    "destination_account_id": cls.elsewhere.id,
                    "journal_id": cls.company_data["default_journal_bank"].id,
                }
            )
        )
        payment.action_post()
        items = item | payment.move_id.line_ids
        items.filtered(lambda line: line.account_id == cls.elsewhere).reconcile()
        return payment
