from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import gate

# the step that posts an entry of the money of homes
HOMES = "money of homes"
# the step that posts what buyers owe, and what it is paid with: no money moves
CLAIMS = "claims of homes"


class AccountMove(models.Model):
    """The accounts of homes are booked by the methods of homes only (R2.10).

    Each way that an entry takes, a payment form, the register wizard, a statement line
    or a miscellaneous entry, ends in `_post`: there it is refused, unless it is the
    payment of a receipt into the designated account, or an entry of ours. Posted
    entries stay as they are, and no money is posted on a closed day (R2.8).
    """

    _inherit = "account.move"

    def _post(self, soft=True):
        # EXTENDS 'account'
        if gate.passes(self, CLAIMS):
            self._check_books_open()
        else:
            self._check_property_entries(gate.passes(self, HOMES))
        return super(AccountMove, gate.closed(self))._post(soft)

    def _get_property_entries(self):
        """Return those of these entries that book on the accounts of homes, or for a
        reservation, in sudo.
        """
        # sudo: the accounts, whoever posts
        return self._filter_property_items(self.sudo().line_ids).move_id

    @api.model
    def _filter_property_items(self, items):
        """Return those of these items, in sudo, that are of the money of homes."""
        accounts = items.company_id._get_property_account_ids()
        return items.filtered(
            lambda item: item.account_id.id in accounts or item.property_reservation_id
        )

    def _check_property_entries(self, own):
        """Check that entries on the accounts of homes are those of homes.

        :param bool own: whether a method of homes posts them
        :raise UserError: naming the entry and the way that money of homes takes
        """
        entries = self._get_property_entries()
        entries._take_ledger_days()
        for move in entries:
            # what the bank refuses is reversed by receivables_collect alone
            payments = move.origin_payment_id | move.reversed_entry_id.origin_payment_id
            if not own and not payments._is_of_homes():
                move._refuse_property_entry()
            day = move.company_id._get_closed_day(move.date)
            if day:
                raise UserError(
                    self.env._(
                        "%(entry)s is dated %(date)s, which was closed on %(closed)s by"
                        " %(user)s: date it on the next open day.",
                        entry=move.display_name,
                        date=format_date(self.env, move.date),
                        closed=format_date(self.env, day.closed_at),
                        user=day.closed_by_id.name,
                    )
                )
        entries._check_books_open()

    def _check_books_open(self):
        """Check that these entries of homes stay on their day (R2.8).

        Core would post them on another one where the books are locked. Money that was
        collected before the lock, and what the bank refuses of it, land in the open
        period.

        :raise UserError: naming the entry, its day and the locks
        """
        for move in self:
            if (
                move.origin_payment_id.collection_method_id
                or move.reversed_entry_id.origin_payment_id
            ):
                continue
            has_tax = move._affect_tax_report()
            if locks := move._get_violated_lock_dates(move.date, has_tax):
                raise UserError(
                    self.env._(
                        "%(entry)s is dated %(date)s, and the books of %(company)s are"
                        " locked: %(locks)s. Date it after the lock, or ask the"
                        " accountant to open them.",
                        entry=move.ref or move.display_name,
                        date=format_date(self.env, move.date),
                        company=move.company_id.name,
                        locks=move.company_id._format_lock_dates(locks),
                    )
                )

    def _take_ledger_days(self):
        """Take the days of the ledger on which these entries, in sudo, move money.

        Receipts have taken theirs; a return may be all that there is on a day.
        """
        moved = self.filtered(
            lambda move: not move.origin_payment_id.collection_method_id
        )
        for company, moves in moved.grouped("company_id").items():
            days = self.env["property.ledger.day"]
            days._take_days(company, moves.mapped("date"))

    def _refuse_property_entry(self):
        """Refuse that one of these entries books on the accounts of homes.

        :raise UserError: for any entry, naming the way that money of homes takes
        """
        for move in self[:1]:
            raise UserError(
                self.env._(
                    "%s books on an account of homes. Money for a home is taken on its"
                    " reservation with a voucher, and goes into the designated account"
                    " of its permit when finance verifies it.",
                    move.display_name,
                )
            )

    def _check_not_collected(self):
        # EXTENDS 'receivables_collect': nor what books on the accounts of homes
        res = super()._check_not_collected()
        posted = self.filtered(lambda move: move.state == "posted")
        kept = posted and posted._get_property_entries()
        if kept:
            raise UserError(
                self.env._(
                    "%s: money of homes was verified and stays as it was posted. Ask"
                    " for a return, or for a change of the reservation.",
                    ", ".join(kept[:10].mapped("display_name")),
                )
            )
        return res
