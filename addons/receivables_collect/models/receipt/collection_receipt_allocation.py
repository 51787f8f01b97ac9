from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.receivables_collect.tools import roles


class CollectionReceiptAllocation(models.Model):
    """Part of a receipt for one line of a slip (R4.27); the rest is on account."""

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
        "collection.slip.line", required=True, index=True, ondelete="restrict"
    )
    document = fields.Char(related="slip_line_id.document")
    date_maturity = fields.Date(related="slip_line_id.date_maturity")
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

    @api.constrains("slip_line_id", "receipt_id")
    def _check_slip_line(self):
        drafts = self.filtered(lambda part: part.receipt_id.state == "draft")
        message = self.env["collection.receipt"]._get_foreign_slip_text()
        roles.check_readable(drafts.slip_line_id, message)
        for part in self.sudo():  # sudo: the slip, held by anybody
            receipt, slip = part.receipt_id, part.slip_line_id.slip_id
            if (
                slip.partner_id != receipt.partner_id.commercial_partner_id
                or slip.currency_id != receipt.currency_id
                or slip.company_id != receipt.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(document)s is not owed by %(customer)s in %(currency)s."
                        " Money in another currency goes on account.",
                        document=part.document or slip.display_name,
                        customer=receipt.partner_id.display_name,
                        currency=receipt.currency_id.name,
                    )
                )
            # money collected before the line closed may still be corrected
            if receipt.state == "draft" and (reason := part._get_closed_reason()):
                raise ValidationError(reason)

    def _get_closed_reason(self):
        """Return why nothing can be allocated to this line, or an empty text."""
        self.ensure_one()
        line = self.slip_line_id.sudo()  # the slip, held by anybody
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
