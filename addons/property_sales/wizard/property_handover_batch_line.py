from odoo import api, fields, models
from odoo.tools.misc import formatLang


class PropertyHandoverBatchLine(models.TransientModel):
    """The slot that the buyer of one home is told, or why it is not ready (R2.7)."""

    _name = "property.handover.batch.line"
    _description = "Home to Hand over"

    batch_id = fields.Many2one(
        "property.handover.batch",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    date_from = fields.Date(related="batch_id.date_from")
    contract_id = fields.Many2one(
        "property.contract", required=True, readonly=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(related="contract_id.unit_id")
    building_id = fields.Many2one(related="contract_id.building_id")
    partner_id = fields.Many2one(related="contract_id.partner_id")
    user_id = fields.Many2one(related="contract_id.user_id")
    slot_id = fields.Many2one(
        "property.handover.slot",
        string="Appointment",
        domain="[('building_id', '=', building_id), ('date', '>=', date_from),"
        " ('free_places', '>', 0)]",
        ondelete="cascade",
    )
    reason = fields.Char(readonly=True, help="Why its buyer cannot be told a day now.")

    @api.model
    def _make(self, batch, contracts):
        """Make a line of a dialog for each contract, slots filled as they come.

        In the order of buildings and floors.
        """
        slots = self.env["property.handover.slot"]
        free = slots._search_free(contracts.building_id, batch.date_from)
        places = {
            building: [slot for slot in own for _place in range(slot.free_places)]
            for building, own in free.grouped("building_id").items()
        }
        vals_list = []
        for contract in contracts.sorted(self._get_order):
            vals = {"batch_id": batch.id, "contract_id": contract.id}
            reasons = self._get_reasons(contract, batch.date_from)
            own = places.get(contract.building_id)
            if not reasons and own:
                vals["slot_id"] = own.pop(0).id
            elif not reasons:
                reasons = [self.env._("No slot of its building is free.")]
            vals_list.append(vals | {"reason": " ".join(reasons) or False})
        return self.create(vals_list)

    @api.model
    def _get_order(self, contract):
        """Return what contracts are sorted by: building, floor, home."""
        unit = contract.unit_id
        building = unit.building_id
        names = building.sequence, building.name, building.id
        return *names, unit.floor, unit.name, contract.id

    @api.model
    def _get_reasons(self, contract, date):
        """Return why the buyer of one contract is not told a day with the others.

        Money due with the keys is no reason: it is claimed with the notice.

        :rtype: list[str]
        """
        contract_sudo = contract.sudo()  # the salesperson reads no entries
        reasons = self.env["property.handover.notice"]._get_reasons(contract, date)
        rest = contract_sudo.instalment_ids.filtered(
            lambda row: row.state == "planned" and row.anchor != "handover"
        )
        owed = contract_sudo.amount_open + sum(rest.mapped("amount"))
        if contract.currency_id.compare_amounts(owed, 0.0) > 0:
            reasons.append(
                self.env._(
                    "%s of the price is not paid.",
                    formatLang(self.env, owed, currency_obj=contract.currency_id),
                )
            )
        return reasons
