from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds

from ..handover.property_handover import OPEN


class PropertyHandover(models.Model):
    """The appointment for a handover, and another one at the buyer's wish (R2.7)."""

    _inherit = "property.handover"

    _protected_fields = frozenset({"slot_id", "building_id"})

    slot_id = fields.Many2one(
        "property.handover.slot",
        string="Appointment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    building_id = fields.Many2one(related="unit_id.building_id", store=True, index=True)

    @door_kinds.takes(
        slot_id=door_kinds.one("property.handover.slot"), reason=door_kinds.text
    )
    def action_reschedule(self, slot_id, reason):
        """Move the appointment of one open handover, as the buyer wishes.

        Not to a day before the one that the notice could have named. Money that is due
        with the keys stays due on the day that was told first.

        :param slot_id: another slot of the building, or its id
        :param str reason: why; it stays on record
        :raise UserError: once it is handed over or refused, for a slot that is full or
            past, or too early a day
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._reschedule(
            slot_id,
            self._check_reason(reason, self.env._("Say why the appointment is moved.")),
        )
        return True

    def _reschedule(self, slot, reason):
        """Move the appointment of one open handover; others have checked who may.

        :raise UserError: as `action_reschedule` has it
        """
        contract = self.contract_id
        notices = self.env["property.handover.notice"]
        notices._take_guards(contract, slot.id)
        self.invalidate_recordset(["state", "slot_id", "date_from"])
        self._check_state(*OPEN)
        if not slot or slot == self.slot_id:
            raise UserError(
                self.env._(
                    "%s: choose another slot than that of the appointment.",
                    self.display_name,
                )
            )
        reasons = slot._get_cannot_book_reasons(contract, slot.date)
        first = notices._get_first_day(contract, self.notice_date)
        if slot.date < first:
            reasons.insert(0, notices._get_early_reason(contract, first))
        contract._refuse(reasons)
        former = " ".join(
            filter(None, [format_date(self.env, self.date_from), self.slot])
        )
        # sudo: by methods only
        self.sudo()._write_protected({"date_from": slot.date} | slot._prepare_vals())
        self.sudo()._message_log(  # as above
            body=self.env._(
                "The appointment of %(former)s is moved to %(slot)s: %(reason)s",
                former=former,
                slot=slot.display_name,
                reason=reason,
            )
        )
        self.env["property.deadline"]._follow(self)
