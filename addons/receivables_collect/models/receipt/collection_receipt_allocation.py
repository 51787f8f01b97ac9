from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.receivables_collect.tools import roles

from .collection_receipt import IN_TRANSIT


class CollectionReceiptAllocation(models.Model):
    """Part of a receipt for one receivable (R4.27); the rest is on account.

    The target is a line of a slip, or a posted receivable journal item that need not
    be on a slip; `_get_item` gives the journal item of both. A receipt pays a journal
    item once. Where the entry is deleted meanwhile, the money goes on account.
    """

    _name = "collection.receipt.allocation"
    _description = "Allocation of a Receipt"
    _inherit = ["sales.line.mixin"]
    _order = "receipt_id, id"

    _line_parent = "receipt_id"
    _protected_fields = frozenset({"amount_reconciled"})

    receipt_id = fields.Many2one(
        "collection.receipt", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="receipt_id.currency_id")
    slip_line_id = fields.Many2one(
        "collection.slip.line", index=True, ondelete="restrict"
    )
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Journal Item",
        index="btree_not_null",
        ondelete="set null",
        help="The posted receivable that is paid, where no line of a slip is named.",
    )
    document = fields.Char(compute="_compute_document", compute_sudo=True)
    date_maturity = fields.Date(
        string="Due", compute="_compute_document", compute_sudo=True
    )
    amount = fields.Monetary(required=True)
    amount_reconciled = fields.Monetary(
        string="Reconciled",
        readonly=True,
        copy=False,
        help="The part still open when finance verified it, and paid by it.",
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "An allocation must be more than zero."
    )
    _one_per_line = models.UniqueIndex(
        "(receipt_id, slip_line_id)", "A receipt is allocated to a line of a slip once."
    )
    _one_per_item = models.UniqueIndex(
        "(receipt_id, move_line_id) WHERE move_line_id IS NOT NULL",
        "A receipt is allocated to a journal item once.",
    )
    # none of both is left of an entry that was deleted
    _one_target = models.Constraint(
        "CHECK(num_nonnulls(slip_line_id, move_line_id) <= 1)",
        "An allocation is for a line of a slip or for a journal item, not for both.",
    )

    @api.depends("slip_line_id", "move_line_id")
    def _compute_document(self):
        for part in self:
            line, item = part.slip_line_id, part.move_line_id
            part.document = line.document or item.move_name or item.ref
            part.date_maturity = line.date_maturity or item.date_maturity

    @api.constrains("slip_line_id", "move_line_id", "receipt_id")
    def _check_target(self):
        drafts = self.filtered(lambda part: part.receipt_id.state == "draft")
        message = self.env["collection.receipt"]._get_foreign_slip_text()
        roles.check_readable(drafts.slip_line_id, message)
        for part in self.sudo():  # sudo: slip and journal item, held by anybody
            if not part.slip_line_id and not part.move_line_id:
                raise ValidationError(
                    self.env._(
                        "Name the line of a slip, or the journal item, that is paid;"
                        " without an allocation the money goes on account."
                    )
                )
            receipt = part.receipt_id
            if not part._is_owed():
                raise ValidationError(
                    self.env._(
                        "%(document)s is not owed by %(customer)s in %(currency)s."
                        " Money in another currency goes on account.",
                        document=part.document or part.slip_line_id.slip_id.number,
                        customer=receipt.partner_id.display_name,
                        currency=receipt.currency_id.name,
                    )
                )
            parts = receipt.allocation_ids
            if part._get_item() & parts.slip_line_id.move_line_id & parts.move_line_id:
                raise ValidationError(
                    self.env._(
                        "%s is paid by this receipt already: change the amount of that"
                        " allocation.",
                        part.document,
                    )
                )
            # money collected before the line closed may still be corrected
            if receipt.state == "draft" and (reason := part._get_closed_reason()):
                raise ValidationError(reason)

    def _get_item(self):
        """Return the journal items that these allocations pay, whatever the target."""
        return self.slip_line_id.move_line_id | self.move_line_id

    @api.model
    def _get_in_transit(self, items, receipt):
        """Return dict of journal item id to what receipts in transit have taken of it.

        :param receipt: the receipt that is left out
        """
        # sudo: money collected by others counts too
        groups = self.sudo()._read_group(
            [
                ("receipt_id", "!=", receipt.id),
                ("receipt_id.state", "in", IN_TRANSIT),
                "|",
                ("slip_line_id.move_line_id", "in", items.ids),
                ("move_line_id", "in", items.ids),
            ],
            ["slip_line_id", "move_line_id"],
            ["amount:sum"],
        )
        taken = dict.fromkeys(items.ids, 0.0)
        for line, item, amount in groups:
            taken[(item or line.move_line_id).id] += amount
        return taken

    @api.model
    def _get_beside_slips(self, slips):
        """Return what receipts in transit pay of these slips by their journal items.

        :return: list of (id of the slip, allocation in sudo)
        """
        lines_sudo = self.env["collection.slip.line"].sudo()  # slips of anybody
        domain = [("slip_id", "in", slips._origin.ids), ("is_credit", "=", False)]
        items = lines_sudo._search(domain).subselect("move_line_id")
        parts_sudo = self.sudo().search(  # money taken by anybody
            [("move_line_id", "in", items), ("receipt_id.state", "in", IN_TRANSIT)]
        )
        if not parts_sudo:
            return []
        by_item = parts_sudo.grouped("move_line_id")
        domain += [("move_line_id", "in", parts_sudo.move_line_id.ids)]
        return [
            (line.slip_id.id, part)
            for line in lines_sudo.search([*domain, ("is_open", "=", True)])
            for part in by_item[line.move_line_id]
        ]

    def _is_owed(self):
        """Return whether the target is a receivable of the receipt's customer, company
        and currency; in sudo.
        """
        self.ensure_one()
        receipt, item = self.receipt_id, self.move_line_id
        # a line of a slip is one by itself
        owed = self.slip_line_id.slip_id or item.filtered(
            lambda item: item.account_type == "asset_receivable" and item.balance > 0
        )
        return (
            owed.partner_id.commercial_partner_id
            == receipt.partner_id.commercial_partner_id
            and owed.currency_id == receipt.currency_id
            and owed.company_id == receipt.company_id
        )

    def _get_closed_reason(self):
        """Return why nothing can be allocated to the target, or an empty text."""
        self.ensure_one()
        line = self.slip_line_id.sudo()  # the slip, held by anybody
        if not line:
            return self._get_closed_item_reason()
        if reason := line.slip_id._get_ended_reason():
            return reason
        if line.is_open:
            return ""
        return self.env._(
            "%(document)s on slip %(slip)s is settled or no longer asked for: take the"
            " allocation away, so that the money goes on account.",
            document=line.document or "",
            slip=line.slip_id.display_name,
        )

    def _get_closed_item_reason(self):
        """Return why nothing can be allocated to the journal item, or an empty text."""
        item = self.move_line_id.sudo()  # collectors do not read the ledger
        amounts = self.env["sales.ledger"].sudo()._get_open(item)  # as above
        _own, residual = amounts.get(item.id, (0.0, 0.0))
        is_posted = item.parent_state == "posted"
        if is_posted and self.currency_id.compare_amounts(residual, 0.0) > 0:
            return ""
        return self.env._(
            "%s is settled or not posted any more: take the allocation away, so that"
            " the money goes on account.",
            self.document or self.env._("The document"),
        )
