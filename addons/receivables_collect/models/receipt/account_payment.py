from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.receivables_collect.tools import payment_parts
from odoo.addons.sales_rules.tools import gate


class AccountPayment(models.Model):
    """A payment that came of a receipt stays as it was verified (R4.27).

    It is split into one receivable line per allocation, which editing would break. A
    cheque or draft that the bank refuses is reversed from its receipt.
    """

    _inherit = "account.payment"

    # fields of a collected payment that no longer change by hand
    _collected_fields = frozenset(
        {
            "amount",
            "collection_method_id",
            "currency_id",
            "date",
            "destination_account_id",
            "journal_id",
            "move_id",
            "outstanding_account_id",
            "partner_id",
            "partner_type",
            "payment_type",
        }
    )

    collection_method_id = fields.Many2one(
        "collection.receipt.method",
        string="Receipt",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _one_per_collection_method = models.UniqueIndex(
        "(collection_method_id) WHERE collection_method_id IS NOT NULL"
        " AND state NOT IN ('canceled', 'rejected')",
        "This method of the receipt was posted already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        permit = gate.get(self)
        is_posting = permit and permit.admits_create(self, {"collection_method_id"})
        if is_posting:
            permit.spend_create()
        payments = super(AccountPayment, gate.closed(self)).create(vals_list)
        if not is_posting:  # nor by a default in the context
            payments.filtered("collection_method_id")._refuse_method()
        return payments

    def write(self, vals):
        # EXTENDS 'account'
        if "collection_method_id" in vals:
            self._refuse_method()
        self._check_collected_kept(vals)
        return super(AccountPayment, gate.closed(self)).write(vals)

    def unlink(self):
        # EXTENDS 'account'
        kept = self.filtered("collection_method_id") | self._get_kept_collected()
        kept._refuse_collected()
        return super().unlink()

    def action_draft(self):
        # EXTENDS 'account'
        self._get_kept_collected()._refuse_collected()
        return super().action_draft()

    def action_cancel(self):
        # EXTENDS 'account'
        self._get_kept_collected()._refuse_collected()
        return super().action_cancel()

    def _get_kept_collected(self):
        """Return the posted payments of receipts and bank orders: only a refusal by the
        bank reverses them.
        """
        posted = self.filtered(lambda payment: payment.move_id.state == "posted")
        if not posted:
            return posted
        # sudo: whether a bank order was paid by it, whoever asks
        orders_sudo = self.env["collection.bank.order"].sudo()
        paid_sudo = orders_sudo.search([("payment_id", "in", posted.ids)]).payment_id
        return posted.filtered(
            lambda payment: payment.collection_method_id or payment in paid_sudo
        )

    def _check_collected_kept(self, vals):
        """Check that `vals` change no posted payment of a receipt.

        :raise UserError: naming those they would change
        """
        touched = self._collected_fields & vals.keys()
        if vals.get("state") in ("draft", "canceled", "rejected"):
            touched |= {"state"}
        kept = touched and self._get_kept_collected()
        if not kept:
            return
        permit = gate.get(self)
        if permit and permit.admits(self, touched):
            permit.spend(self)
        else:
            kept._refuse_collected()

    def _refuse_method(self):
        """Refuse to make these payments those of a receipt: verifying it does.

        :raise UserError: for any payment
        """
        if self:
            raise UserError(
                self.env._(
                    "A payment belongs to a receipt when the receipt is verified: have"
                    " finance verify the day report of the receipt instead."
                )
            )

    def _refuse_collected(self):
        """Refuse to change these payments, if there are any, naming the way out.

        :raise UserError: for any payment
        """
        if self:
            raise UserError(
                self.env._(
                    "%(payments)s: collected against a receipt and verified, or paid on"
                    " a bank order, so it stays as it is. When the bank refused it, use"
                    " “Refused by the bank” on the receipt or the order.",
                    payments=", ".join(self[:10].mapped("display_name")),
                )
            )

    def _generate_move_vals(
        self, write_off_line_vals=None, force_balance=None, line_ids=None
    ):
        # EXTENDS 'account': one receivable line per part
        parts = payment_parts.get(self)
        if parts and not line_ids:
            line_ids = [Command.create(vals) for vals in self._prepare_parts(parts)]
        return super()._generate_move_vals(write_off_line_vals, force_balance, line_ids)

    def _prepare_parts(self, parts):
        """Return the journal items of a payment in `parts`; the last takes the rest.

        :param list parts: tuples of (journal item to pay or empty, amount)
        """
        liquidity, receivable = self._prepare_move_line_default_vals()
        company_currency = self.company_id.currency_id
        left = receivable["debit"] - receivable["credit"]
        whole = receivable["amount_currency"]
        base = {k: v for k, v in receivable.items() if k not in ("debit", "credit")}
        rate = left / whole
        lines = [liquidity]
        for number, (item, amount) in enumerate(parts, 1):
            balance = company_currency.round(-amount * rate)
            if number == len(parts):
                balance = company_currency.round(left)
            left -= balance
            line = base | {"amount_currency": -amount, "balance": balance}
            if item:
                line["account_id"] = item.account_id.id
                line["partner_id"] = item.partner_id.id
            lines.append(line)
        return lines
