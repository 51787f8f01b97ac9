from odoo import models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import gate
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

# the step that reverses the entry of a payment the bank refused
BOUNCE = "bounce"
# what such an entry says: fixed while it is posted
ENTRY_FIELDS = frozenset(
    {
        "company_id",
        "currency_id",
        "date",
        "invoice_line_ids",
        "journal_id",
        "line_ids",
        "partner_id",
    }
)


class AccountMove(models.Model):
    """Entries of verified money stay posted as they are; only a bounce reverses them.

    They are the entries of payments that came of receipts or of bank orders, of
    differences at the count, of refusals by the bank, and of bank slips (R4.27, R3.14,
    R2.10). Buttons, RPC,
    imports and other addons all end in `write`, so it is asked there.
    """

    _inherit = "account.move"

    def write(self, vals):
        # EXTENDS 'account'
        if vals.get("state") in ("draft", "cancel"):
            self._check_not_collected()
        touched = ENTRY_FIELDS & vals.keys()
        if touched:
            self._get_changed(touched, vals)._check_not_collected()
        return super().write(vals)

    @ondelete_always
    def _unlink_except_collected(self):
        self._check_not_collected()

    def button_draft(self):
        # EXTENDS 'account'
        self._check_not_collected()
        return super().button_draft()

    def button_cancel(self):
        # EXTENDS 'account'
        self._check_not_collected()
        return super().button_cancel()

    def _reverse_moves(self, default_values_list=None, cancel=False):
        # EXTENDS 'account'
        if not gate.passes(self, BOUNCE):
            self._check_not_collected()
        moves = gate.closed(self)
        return super(AccountMove, moves)._reverse_moves(default_values_list, cancel)

    def _get_changed(self, names, vals):
        """Return those of which `vals` change a field of `names`; lines always do."""
        return self.filtered(
            lambda move: any(
                self._fields[name].type == "one2many"
                or self._fields[name].convert_to_cache(vals[name], move)
                != self._fields[name].convert_to_cache(move[name], move)
                for name in names
            )
        )

    def _check_not_collected(self):
        """Check that no posted entry of these is one of verified money.

        :raise UserError: naming those entries and the way out
        """
        posted = self.filtered(lambda move: move.state == "posted")
        if not posted:
            return
        posted.origin_payment_id._get_kept_collected()._refuse_collected()
        # sudo: whether they are such entries, whoever asks
        kept_sudo = posted.sudo()._get_kept_entries()
        if kept_sudo:
            raise UserError(
                self.env._(
                    "%s: the entry of a difference at the count, of a refusal by the"
                    " bank or of a bank slip stays as it was posted. Correct it by"
                    " another entry.",
                    ", ".join(kept_sudo[:10].mapped("display_name")),
                )
            )

    def _get_kept_entries(self):
        """Return which of these are entries of differences, refusals or bank slips; in
        sudo.
        """
        domain = [("move_id", "in", self.ids)]
        kept = self.env["collection.day.difference"].search(domain).move_id
        kept |= self.env["collection.bank.slip"].search(domain).move_id
        domain = ["|", ("bounce_move_id", "in", self.ids)]
        domain.append(("bank_return_move_id", "in", self.ids))
        parts = self.env["collection.receipt.method"].search(domain)
        kept |= self & (parts.bounce_move_id | parts.bank_return_move_id)
        domain = [("return_move_id", "in", self.ids)]
        return kept | self.env["collection.bank.order"].search(domain).return_move_id
