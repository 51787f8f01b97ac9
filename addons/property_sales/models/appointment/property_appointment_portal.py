from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date

from ..handover.property_handover import OPEN


class PropertyAppointmentPortal(models.AbstractModel):
    """The appointment for the handover, as its buyer chooses it (R2.7).

    For pages of the portal, which call it with a contract that they have admitted; its
    buyers are looked at again here. The developer tells a day first.
    """

    _name = "property.appointment.portal"
    _description = "Appointments of Buyers"

    @api.model
    def _get_free(self, contract):
        """Return the slots that the buyer of one contract may choose.

        None before a day is told, and once the home is handed over.

        :return: list of dictionaries: `id`, `date`, `day` in words, `hours` and `free`,
            the number of places
        :raise AccessError: for users of the portal who do not buy the home
        """
        handover_sudo = self._get_open(contract)
        if not handover_sudo:
            return []
        slots_sudo = self.env["property.handover.slot"].sudo()  # of the building
        first = self.env["property.handover.notice"]._get_first_day(
            handover_sudo.contract_id, handover_sudo.notice_date
        )
        slots_sudo = slots_sudo._search_free(handover_sudo.building_id, first)
        return [
            {
                "id": slot.id,
                "date": slot.date,
                "day": format_date(self.env, slot.date),
                "hours": slot._get_hours(),
                "free": slot.free_places,
            }
            for slot in slots_sudo - handover_sudo.slot_id
        ]

    @api.model
    def _book(self, contract, slot_id):
        """Have one contract have a slot that its buyer chose.

        :param int slot_id: of those that `_get_free` returns
        :raise AccessError: for users of the portal who do not buy the home
        :raise UserError: before a day is told, or why the slot cannot be had
        """
        handover_sudo = self._get_open(contract)
        if not handover_sudo:
            raise UserError(
                self.env._(
                    "%s: the day of the handover is told first; after that another one"
                    " can be chosen.",
                    contract.sudo().display_name,  # the caller's own
                )
            )
        slots_sudo = self.env["property.handover.slot"].sudo()  # of the building
        is_id = type(slot_id) is int
        slot_sudo = slots_sudo.browse(slot_id).exists() if is_id else slots_sudo
        if slot_sudo.building_id != handover_sudo.building_id:
            # of others nothing is told
            raise UserError(self.env._("This slot is not there: choose another one."))
        handover_sudo._reschedule(slot_sudo, self.env._("Chosen by the buyer."))
        return True

    @api.model
    def _get_open(self, contract):
        """Return the handover of one contract that is told and not done, in sudo.

        :raise AccessError: for users of the portal who do not buy the home
        """
        contract.ensure_one()
        contract_sudo = contract.sudo()  # buyers have no rights to what they read
        user = self.env.user
        buyers = contract_sudo.partner_id | contract_sudo.buyer_ids.partner_id
        if user.share and not self.env.su:
            own = user.partner_id.commercial_partner_id
            if own not in buyers.commercial_partner_id:
                raise AccessError(
                    self.env._("This contract is not among those of your homes.")
                )
        elif not self.env.su:
            contract.check_access("read")
        return contract_sudo.handover_ids.filtered(lambda row: row.state in OPEN)
