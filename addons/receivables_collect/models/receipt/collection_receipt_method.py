from odoo import api, fields, models
from odoo.exceptions import ValidationError

METHODS = [
    ("cash", "Cash"),
    ("cheque", "Cheque"),
    ("transfer", "Transfer"),
    ("draft", "Bank Draft"),
]
# on paper that the bank may refuse
PAPERS = ("cheque", "draft")


class CollectionReceiptMethod(models.Model):
    """How a part of a receipt was paid (R4.27): becomes one payment when verified.

    Cheques and bank drafts carry number, bank and due date; they can be filled in
    until the day report is submitted.
    """

    _name = "collection.receipt.method"
    _description = "Method of a Receipt"
    _inherit = ["collection.part.mixin", "sales.reason.mixin"]
    _order = "receipt_id, id"
    _reason_actions = {"bounce": "action_bounce"}

    _part_parent = "receipt_id"
    _protected_fields = frozenset(
        {"payment_id", "bounce_date", "bounce_reason", "bounce_move_id"}
    )

    receipt_id = fields.Many2one(
        "collection.receipt", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="receipt_id.company_id")
    currency_id = fields.Many2one(related="receipt_id.currency_id")
    method = fields.Selection(METHODS, required=True, default="cash")
    amount = fields.Monetary(required=True)
    reference = fields.Char(
        string="Number", help="Of the cheque or draft, or the bank's reference."
    )
    bank = fields.Char(help="The bank that pays the cheque or draft.")
    date_due = fields.Date(string="Due", help="When the bank pays it.")
    payment_id = fields.Many2one(
        "account.payment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    bounce_date = fields.Date(string="Refused on", readonly=True, copy=False)
    bounce_reason = fields.Char(string="Refused because", readonly=True, copy=False)
    bounce_move_id = fields.Many2one(
        "account.move",
        string="Reversal",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "The amount of a method must be more than zero."
    )
    _one_per_method = models.UniqueIndex(
        "(receipt_id, method, COALESCE(reference, ''))",
        "A receipt has each method once; several cheques or drafts need their numbers.",
    )
    _one_per_payment = models.UniqueIndex(
        "(payment_id) WHERE payment_id IS NOT NULL",
        "A payment belongs to one method of one receipt.",
    )

    @api.constrains("amount")
    def _check_amount_rounded(self):
        for part in self:
            if part.currency_id.compare_amounts(
                part.amount, part.currency_id.round(part.amount)
            ) or part.currency_id.is_zero(part.amount):
                raise ValidationError(
                    self.env._("%s is no amount that can be paid.", part.amount)
                )

    @api.depends("method", "reference")
    def _compute_display_name(self):
        labels = dict(self._fields["method"]._description_selection(self.env))
        for part in self:
            label = labels.get(part.method, "")
            part.display_name = f"{label} {part.reference or ''}".strip()

    def _is_part_frozen(self, parent):
        # EXTENDS 'collection.part.mixin'
        return parent.state != "draft"

    def _get_part_free_fields(self, parents):
        # EXTENDS 'collection.part.mixin'
        if all(parent.state == "collected" for parent in parents):
            return frozenset({"reference", "bank", "date_due"})
        return frozenset()

    def _is_paper_complete(self):
        """Return whether all that is needed to present it is filled in."""
        self.ensure_one()
        return self.method not in PAPERS or bool(
            self.reference and self.bank and self.date_due
        )

    def _prepare_payment_vals(self, journal):
        """Return the values of the core payment of this method, posted in `journal`."""
        self.ensure_one()
        receipt = self.receipt_id
        memo = " ".join(filter(None, (receipt.display_name, self.reference)))
        vals = self.env["collection.posting"]._prepare_vals(
            receipt.company_id,
            journal,
            receipt.partner_id.commercial_partner_id,
            self.amount,
            receipt.currency_id,
            receipt.date,
            memo,
        )
        return vals | {"collection_method_id": self.id}
