from odoo import api, fields, models


class PropertyVatPrepaymentLine(models.Model):
    """The money of a sale in a month, and the tax that is prepaid on it (R2.8).

    By contract; by reservation as long as there is none that is signed. The money
    that is left out stands beside the base, so that a line is as F33 says of the sale.
    """

    _name = "property.vat.prepayment.line"
    _description = "Prepaid VAT of a Sale"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "prepayment_id, id"
    _rec_name = "prepayment_id"

    _protected_fields = frozenset(
        {"prepayment_id", "company_id", "contract_id", "reservation_id", "unit_id"}
        | {"tax_percent", "amount_received", "amount_refunded", "amount_late"}
        | {"amount_base", "amount_fees", "amount_intent", "tax", "move_line_id"}
        | {"date", "development_id"}
    )

    prepayment_id = fields.Many2one(
        "property.vat.prepayment",
        string="Worksheet",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="prepayment_id.company_id", store=True, index=True
    )
    development_id = fields.Many2one(related="prepayment_id.development_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(related="prepayment_id.date", string="Month", store=True)
    state = fields.Selection(related="prepayment_id.state")
    contract_id = fields.Many2one(
        "property.contract", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    reservation_id = fields.Many2one(
        "property.reservation",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Where no contract was signed when it was counted.",
    )
    unit_id = fields.Many2one(
        "property.unit", string="Home", readonly=True, ondelete="restrict"
    )
    tax_percent = fields.Float(
        string="VAT (%)", digits=(5, 2), readonly=True, aggregator=None
    )
    amount_received = fields.Monetary(string="Received", readonly=True)
    amount_refunded = fields.Monetary(string="Went back", readonly=True)
    amount_late = fields.Monetary(string="Late Fees and Penalties", readonly=True)
    amount_base = fields.Monetary(string="Tax Base", readonly=True)
    amount_fees = fields.Monetary(string="For Others", readonly=True)
    amount_intent = fields.Monetary(string="Money of Intent", readonly=True)
    tax = fields.Monetary(string="Prepaid Tax", readonly=True)
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Booked as",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.depends("contract_id", "reservation_id")
    def _compute_display_name(self):
        for line in self:
            sale = line.contract_id or line.reservation_id
            line.display_name = sale.display_name

    def _get_contract(self):
        """Return the signed contract of one line, also where it was signed later."""
        self.ensure_one()
        if self.contract_id:
            return self.contract_id
        found = self.env["property.vat.figures"]._get_signed(self.reservation_id)
        return found.get(self.reservation_id.id, self.contract_id)
