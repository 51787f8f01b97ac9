from odoo import api, fields, models


class PropertySettlementBatchLine(models.TransientModel):
    """The surveyed area of one contract, and its sum, before it is settled (R2.9)."""

    _name = "property.settlement.batch.line"
    _description = "Surveyed Area to Settle"

    batch_id = fields.Many2one(
        "property.settlement.batch",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="batch_id.currency_id")
    contract_id = fields.Many2one(
        "property.contract", required=True, readonly=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(related="contract_id.unit_id")
    partner_id = fields.Many2one(related="contract_id.partner_id")
    pricing_basis = fields.Selection(related="contract_id.pricing_basis")
    unit_price = fields.Float(related="contract_id.unit_price")
    area_list_id = fields.Many2one(
        "property.area.list",
        string="Surveyed List",
        readonly=True,
        ondelete="cascade",
    )
    contract_area = fields.Float(
        string="By Contract (m²)",
        digits=(12, 2),
        readonly=True,
        help="Of the basis; the gross area of a home priced as a whole.",
    )
    surveyed_area = fields.Float(
        string="Surveyed (m²)", digits=(12, 2), readonly=True, help="As the one before."
    )
    difference = fields.Float(
        string="Difference (m²)", digits=(12, 2), compute="_compute_difference"
    )
    amount_total = fields.Monetary(
        string="Settlement", readonly=True, help="Of the whole difference of the area."
    )
    amount_before = fields.Monetary(
        string="Settled before", compute="_compute_difference"
    )
    amount = fields.Monetary(
        string="To Be Paid",
        readonly=True,
        help="Less what was settled before; negative where the buyer gets it back.",
    )
    is_over = fields.Boolean(string="Over the Tolerance", readonly=True)
    reason = fields.Char(readonly=True, help="Why it cannot be settled now.")

    @api.depends("contract_area", "surveyed_area", "amount_total", "amount", "reason")
    def _compute_difference(self):
        for line in self:
            difference = line.surveyed_area - line.contract_area
            line.difference = round(difference, 2) if line.surveyed_area else 0.0
            before = line.amount_total - line.amount
            line.amount_before = line.currency_id.round(before)

    @api.model
    def _make(self, batch, contracts):
        """Make a line of a dialog for each contract."""
        before = self.env["property.area.settlement"]._get_before(contracts)
        vals_list = [
            self._prepare_vals(contract, before.get(contract.id, 0.0))
            for contract in contracts
        ]
        return self.create([vals | {"batch_id": batch.id} for vals in vals_list])

    @api.model
    def _prepare_vals(self, contract, before):
        """Return the values of the line of one contract.

        :param float before: what was settled before
        """
        settlements = self.env["property.area.settlement"]
        reason = settlements._get_cannot_settle_reason(contract)
        basis = "inner" if contract.pricing_basis == "inner" else "gross"
        vals = {
            "contract_id": contract.id,
            "contract_area": contract[f"contract_{basis}_area"],
        }
        if reason:
            return vals | {"reason": reason}
        settled = settlements._prepare_vals(contract, before)
        names = ("area_list_id", "amount_total", "amount", "is_over")
        vals |= {name: settled[name] for name in names}
        return vals | {"surveyed_area": settled[f"{basis}_area"]}

    def _is_like(self, settlement):
        """Return whether one settlement came to what the line shows."""
        self.ensure_one()
        is_same = settlement.area_list_id == self.area_list_id
        difference = settlement.amount - self.amount
        return is_same and self.currency_id.is_zero(difference)
