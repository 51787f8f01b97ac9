from odoo import api, models
from odoo.fields import Command
from odoo.tools.misc import format_date


class CollectionBanking(models.AbstractModel):
    """The way of verified money from transit to the bank (R2.10).

    `_get_cannot_bank_reason` is the hook for further conditions, asked once more when
    the slip is banked; a method that is drafted on a slip has its row written, so that
    of two transactions that choose the same one, the second is retried and sees the
    first.

    Banking posts one *transaction* of the bank (`account.bank.statement.line`): the
    account of the journal in debit, the account in transit in credit, one item per
    payment, reconciled with it. It is a transaction and no plain entry because core
    takes the balance of a bank from its transactions, and matches no other entry on
    the account with a statement: a transaction imported beside would count the money
    twice. So it is counted once, whatever comes first:

    - a transaction of the statement that core matched with the payments already is the
      entry: only what is still open in transit is posted, and nothing where all is;
    - where the slip came first, its transaction is that of the statement; one with the
      same number that is imported later is its duplicate, and is deleted.

    A payment that was posted to the bank account at once has nothing in transit, and
    needs no entry either.
    """

    _name = "collection.banking"
    _description = "Banking of Verified Money"

    @api.model
    def _get_cannot_draft_reason(self, slip, part):
        """Return why the method cannot be chosen for a slip, or an empty text.

        Money that is not verified is refused here already, without a word of its
        amount: finance counts it without knowing what was taken (R4.27).
        """
        if part.receipt_id.state != "verified" or not part.payment_id:
            return self.env._(
                "%(paper)s of %(receipt)s is not verified yet: count and verify its day"
                " report first.",
                paper=part.display_name,
                receipt=part.receipt_id.display_name,
            )
        if other := part.bank_slip_ids - slip:
            return self.env._(
                "%(paper)s of %(receipt)s is on %(slip)s already.",
                paper=part.display_name,
                receipt=part.receipt_id.display_name,
                slip=other[0].display_name,
            )
        if part.receipt_id.company_id != slip.company_id:
            return self.env._(
                "%(receipt)s is of %(company)s: make a slip of that company.",
                receipt=part.receipt_id.display_name,
                company=part.receipt_id.company_id.name,
            )
        return ""

    @api.model
    def _get_cannot_bank_reason(self, slip, part):
        """Return why the method cannot be banked with a slip, or an empty text."""
        if reason := self._get_cannot_draft_reason(slip, part):
            return reason
        receipt, payment = part.receipt_id, part.payment_id
        names = {"paper": part.display_name, "receipt": receipt.display_name}
        if part.bounce_date:
            return self.env._(
                "%(paper)s of %(receipt)s was refused by the bank on %(date)s: take it"
                " off the slip.",
                date=format_date(self.env, part.bounce_date),
                **names,
            )
        if payment.move_id.state != "posted":
            return self.env._(
                "The payment of %(paper)s of %(receipt)s is not posted: post it again"
                " first.",
                **names,
            )
        if payment.journal_id != slip.journal_id:
            return self.env._(
                "%(paper)s of %(receipt)s was posted in %(journal)s: bank it with a"
                " slip of that journal.",
                journal=payment.journal_id.display_name,
                **names,
            )
        if slip.currency_id not in (part.currency_id, slip.company_id.currency_id):
            return self.env._(
                "%(paper)s of %(receipt)s is not in %(currency)s, the currency of the"
                " account.",
                currency=slip.currency_id.name,
                **names,
            )
        if slip.date < receipt.date:
            return self.env._(
                "%(paper)s of %(receipt)s was taken on %(date)s only: the slip is older"
                " than that.",
                date=format_date(self.env, receipt.date),
                **names,
            )
        closed = self._get_transit_items(part).account_id.filtered(
            lambda account: not account.reconcile
        )
        if closed:
            return self.env._(
                "%(paper)s of %(receipt)s lies on %(account)s, which allows no"
                " reconciliation: allow it on the account.",
                account=closed[0].display_name,
                **names,
            )
        return ""

    @api.model
    def _get_transit_items(self, parts):
        """Return the items in transit of the payments of `parts`, reconciled or not;
        none of a payment that was posted to the bank account at once.
        """
        items = self.env["account.move.line"]
        for payment in parts.payment_id:
            account = payment.journal_id.default_account_id
            liquidity, _counterpart, _writeoff = payment._seek_for_lines()
            items += liquidity.filtered(
                lambda item, account=account: item.account_id != account
            )
        return items

    @api.model
    def _get_banked_items(self, part):
        """Return the items by which a slip took a method out of transit."""
        # sudo: the slip's entry, for whoever books the refusal
        move = part.sudo().bank_slip_id.move_id
        transit = self._get_transit_items(part)
        return transit.matched_credit_ids.credit_move_id.filtered(
            lambda item: item.move_id == move
        )

    @api.model
    def _take_back(self, part, banked, date):
        """Book that the bank took back what it credited with a slip, on `date`.

        :param banked: items of the slip's entry, which the reversal of the payment
            left open
        """
        if not banked:
            return
        slip_sudo = part.sudo().bank_slip_id  # the entry of a slip that is frozen
        text = self.env._("Refused by the bank: %s", part.display_name)
        move = self._post_transaction(slip_sudo, banked, date, text)
        # sudo: postings are noted by methods only
        part.sudo()._write_protected({"bank_return_move_id": move.id})

    @api.model
    def _post_transaction(self, slip, items, date, text):
        """Post the transaction of the bank that settles `items`, and reconcile them.

        Each item is taken as it was booked, so that no exchange difference arises.

        :param slip: the slip that they are on
        :param items: open items in transit
        :param date date: the day of the bank
        :param str text: what the bank calls it
        :return: the entry
        """
        account, currency = slip.journal_id.default_account_id, slip.currency_id
        own = slip.company_id.currency_id
        balance = own.round(sum(items.mapped("amount_residual")))
        amount = balance
        if currency != own:
            amount = currency.round(sum(items.mapped("amount_residual_currency")))
        lines = [
            {
                "name": text,
                "account_id": account.id,
                "currency_id": currency.id,
                "amount_currency": amount,
                "balance": balance,
            }
        ]
        lines += [
            {
                "name": text,
                "account_id": item.account_id.id,
                "partner_id": item.partner_id.id,
                "currency_id": item.currency_id.id,
                "amount_currency": -item.amount_residual_currency,
                "balance": -item.amount_residual,
            }
            for item in items
        ]
        # sudo: the entry of this slip and no other, posted by its methods
        transactions_sudo = self.env["account.bank.statement.line"].sudo()
        transaction = transactions_sudo.with_company(slip.company_id).create(
            {
                "company_id": slip.company_id.id,
                "journal_id": slip.journal_id.id,
                "date": date,
                "payment_ref": text,
                "amount": amount,
                "line_ids": [Command.create(vals) for vals in lines],
            }
        )
        move = transaction.move_id
        settled = move.line_ids.sorted("id")[1:]
        plan = [item + line for item, line in zip(items, settled, strict=True)]
        self.env["account.move.line"].sudo()._reconcile_plan(plan)  # as above
        return move
