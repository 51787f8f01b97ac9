from odoo import models


class CollectionReceipt(models.Model):
    """Verifying: receipts become payments, or are replaced by corrected ones (R4.27).

    The day report that finance verifies calls this.
    """

    _inherit = "collection.receipt"

    def _post_payments(self):
        """Post these receipts, of one company, as core payments, all at once."""
        parts = self._get_payment_parts()
        methods = self.method_ids.filtered(lambda part: part.id in parts)
        payments = self.env["collection.posting"]._post(
            [
                part._prepare_payment_vals(part._get_posting_journal())
                for part in methods
            ],
            [parts[part.id] for part in methods],
        )
        # sudo: postings are noted by methods only
        for part, payment in zip(methods.sudo(), payments, strict=True):
            part._write_protected({"payment_id": payment.id})

    def _get_payment_parts(self):
        """Return the parts that each method pays, by id of the method.

        Allocations are poured into the methods in their order. An amount no longer open
        goes on account, and is noted on the allocation.

        :return: dict of id to list of (journal item or none, amount)
        """
        items = self.allocation_ids._get_item()
        left, parts = self.env["sales.ledger"]._get_matchable(items), {}
        for receipt in self:
            wanted = [
                [allocation, receipt._take_residual(allocation, left)]
                for allocation in receipt.allocation_ids
            ]
            for method in receipt.method_ids:
                parts[method.id] = receipt._pour(method.amount, wanted)
        return parts

    def _take_residual(self, allocation, left):
        """Take an allocation from the rest of its journal item.

        :param dict left: the rest by id of journal item; reduced here
        :return: the amount that can be reconciled
        """
        item, amount = allocation._get_item(), 0.0
        if item.currency_id == self.currency_id:
            amount = self.currency_id.round(
                max(min(allocation.amount, left[item.id]), 0.0)
            )
            left[item.id] = self.currency_id.round(left[item.id] - amount)
        # sudo: postings are noted by methods only
        allocation.sudo()._write_protected({"amount_reconciled": amount})
        return amount

    def _pour(self, amount, wanted):
        """Return the parts of a payment of `amount`, oldest allocation first.

        :param list wanted: pairs of allocation and amount; reduced here
        """
        currency, parts = self.currency_id, []
        for pair in wanted:
            part = currency.round(min(amount, pair[1]))
            if currency.is_zero(part):
                continue
            parts.append((pair[0]._get_item(), part))
            pair[1] = currency.round(pair[1] - part)
            amount = currency.round(amount - part)
        if not currency.is_zero(amount):
            parts.append((self.env["account.move.line"], amount))
        return parts

    def _replace_corrected(self, part, amount, reason):
        """Reject this receipt and put a corrected one in its place; in sudo.

        :param part: the method that was wrong
        :param float amount: what is added to it
        :param str reason: what was wrong
        :return: the corrected receipt, empty when nothing is left of it
        """
        self.ensure_one()
        self._move("rejected", end_reason=reason)
        # voucher and papers are free for the corrected one
        self.flush_recordset(["state"])
        self.method_ids.flush_recordset(["paper_key"])
        methods = []
        for method in self.method_ids:
            vals = method.copy_data()[0]
            if method == part:
                vals["amount"] = self.currency_id.round(method.amount + amount)
            if not self.currency_id.is_zero(vals["amount"]):
                methods.append(vals)
        if not methods:
            return self.browse()
        corrected = self._create_protected([self._prepare_corrected_vals()])
        for vals in methods:
            vals["receipt_id"] = corrected.id
        self.method_ids._create_protected(methods)
        self.allocation_ids._create_protected(self._prepare_reduced(corrected))
        corrected.message_post(
            body=self.env._(
                "Corrected by %(user)s: %(reason)s",
                user=self.env.user.name,
                reason=reason,
            ),
            partner_ids=self.collector_id.partner_id.ids,
        )
        return corrected

    def _prepare_corrected_vals(self):
        """Return the values of the receipt that replaces this one."""
        return self.copy_data()[0] | {
            "state": "reported",
            "report_id": self.report_id.id,
            "remit_by": self.remit_by,
            "corrects_id": self.id,
        }

    def _prepare_reduced(self, corrected):
        """Return the allocations that the corrected receipt can pay, oldest first."""
        left, vals_list = corrected.amount, []
        for allocation in self.allocation_ids:
            amount = self.currency_id.round(min(left, allocation.amount))
            left = self.currency_id.round(left - amount)
            if not self.currency_id.is_zero(amount):
                # with the target, and what other addons note on it
                vals = allocation.copy_data()[0]
                vals_list.append(vals | {"receipt_id": corrected.id, "amount": amount})
        return vals_list
