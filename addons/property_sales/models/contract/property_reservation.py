from odoo import fields, models

from .property_contract import PREPARED


class PropertyReservation(models.Model):
    """A reservation becomes a contract, and takes it along when it ends (R2.7)."""

    _inherit = "property.reservation"

    # drawn up once the home is held, and not while it is being taken
    _protected_fields = frozenset({"contract_ids"})

    contract_ids = fields.One2many(
        "property.contract", "reservation_id", string="Contracts"
    )
    contract_id = fields.Many2one(
        "property.contract",
        compute="_compute_contract_id",
        help="The contract that is drawn up for it, or that it became.",
    )

    def _compute_contract_id(self):
        # the caller's right to read contracts holds
        contracts = self.env["property.contract"].search(
            [("reservation_id", "in", self.ids), ("state", "!=", "cancelled")]
        )
        by_reservation = {row.reservation_id.id: row for row in contracts}
        for reservation in self:
            reservation.contract_id = by_reservation.get(reservation._origin.id, False)

    def action_convert(self):
        """Draw up the contract of one reservation.

        It keeps the home until the contract is signed, or its last day is over.

        :return: the id of the contract, a draft
        :raise UserError: when it has ended, or has a contract
        """
        self.ensure_one()
        self.check_access("write")
        contract = self.env["property.contract"].create({"reservation_id": self.id})
        return contract.id

    def action_open_contract(self):
        """Open the contract of one reservation, drawn up now where there is none."""
        self.ensure_one()
        contracts = self.env["property.contract"]
        contract = self.contract_id or contracts.browse(self.action_convert())
        return contracts._get_open_action(contract)

    def _note_contract(self, contract):
        """Have one reservation be the signed contract from now on, in sudo."""
        self.ensure_one()
        self._end("converted", contract.display_name)

    def _end(self, state, reason):
        # EXTENDS 'property_sales': nothing is signed without a reservation
        if state != "converted":
            # sudo: of whoever leads the sale
            drafts_sudo = self.sudo().contract_ids.filtered(
                lambda contract: contract.state in PREPARED
            )
            for contract in drafts_sudo:
                contract._cancel(reason)
        return super()._end(state, reason)
