from odoo import api, models

from odoo.addons.sales_rules.tools import door_kinds


class PropertyHandoverNotice(models.AbstractModel):
    """A notice that names a slot of the building takes one of its places (R2.7)."""

    _inherit = "property.handover.notice"

    @api.model
    def _take_guards(self, contract, slot):
        # EXTENDS 'property_sales': the place is taken by one only
        res = super()._take_guards(contract, slot)
        self._find_slot(slot)._take_guard()
        return res

    @api.model
    def _prepare_slot_vals(self, slot):
        # EXTENDS 'property_sales': the hours of a slot
        found = self._find_slot(slot)
        return found._prepare_vals() if found else super()._prepare_slot_vals(slot)

    @api.model
    def _get_slot_reasons(self, contract, date, slot):
        # EXTENDS 'property_sales': whether the slot is there for it
        reasons = super()._get_slot_reasons(contract, date, slot)
        found = self._find_slot(slot)
        return reasons + (
            found._get_cannot_book_reasons(contract, date) if found else []
        )

    @api.model
    def _find_slot(self, slot):
        """Return the slot that an id stands for; none for a text.

        :raise MissingError: where there is no such slot
        :raise AccessError: where the caller may not see it
        """
        slots = self.env["property.handover.slot"]
        if type(slot) is not int:
            return slots
        return door_kinds.admit_records(slots.browse(slot))
