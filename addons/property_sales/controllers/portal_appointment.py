from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.portal.property_portal import MAX_ID
from .portal import PropertyPortal


class PropertyAppointmentPortal(PropertyPortal):
    """Another appointment for the handover, as the buyer wishes (R2.7)."""

    @http.route(
        ["/my/homes/<int:contract_id>/appointment"],
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_home_appointment(self, contract_id, slot_id=None, **_kw):
        """Take the slot that the buyer chose, or show why it cannot be had."""
        contract = self._get_home(contract_id)
        if not contract:
            return self._go_away()
        chosen = int(slot_id) if str(slot_id).isdecimal() else 0
        chosen = chosen if chosen <= MAX_ID else 0
        try:
            with request.env.cr.savepoint():
                request.env["property.appointment.portal"]._book(contract, chosen)
        except UserError as refusal:
            return self._render_sold(contract, appointment_error=str(refusal))
        return request.redirect(f"/my/homes/{contract.id}#property_handover", code=303)
