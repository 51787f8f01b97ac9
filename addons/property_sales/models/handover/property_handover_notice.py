from datetime import timedelta

from odoo import api, models
from odoo.tools.misc import format_date

from .property_handover import OPEN


class PropertyHandoverNotice(models.AbstractModel):
    """The notice by which a buyer is told the day of the handover (R2.7).

    Those who call it have checked who may; a topic that knows more of the time than a
    text extends `_prepare_slot_vals` and `_get_slot_reasons`.
    """

    _name = "property.handover.notice"
    _description = "Notice of a Handover"

    @api.model
    def _notify(self, contract, date, slot=None):
        """Tell the buyer of one contract the day of the handover.

        Money that is due with the keys is owed until that day.

        :param contract: as the caller has it, or in sudo
        :param slot: the time as a text, or what another topic makes of it
        :return: the handover, in sudo
        :raise UserError: too late, or all that is missing of the home
        """
        self._take_guards(contract, slot)
        contract.invalidate_recordset(["state", "handover_ids"])
        contract._refuse(self._get_reasons(contract, date, slot))
        vals = {
            "contract_id": contract.id,
            "notice_date": contract.company_id._get_today(),
            "date_from": date,
        }
        vals |= self._prepare_slot_vals(slot)
        # sudo: by methods only
        handover_sudo = self.env["property.handover"].sudo()._create_protected([vals])
        # what is due with the keys is owed from now on, until that day
        instalments_sudo = contract.instalment_ids.sudo()  # as above
        instalments_sudo._note_event("handover", date)
        instalments_sudo.filtered(lambda row: row.date_due)._claim()
        self.env["property.contract.money"]._take(contract)
        self.env["property.deadline"]._follow(contract)
        return handover_sudo

    @api.model
    def _take_guards(self, contract, slot):
        """Take the guards of what is decided on by a notice.

        To be extended by those who keep slots.
        """
        contract.unit_id._take_guard()

    @api.model
    def _get_reasons(self, contract, date, slot=None):
        """Return all that keeps the buyer of one contract from being told a day.

        :rtype: list[str]
        """
        today = contract.company_id._get_today()
        first = self._get_first_day(contract, today)
        reasons = self.env["property.handover"]._get_home_reasons(contract)
        if not date or date < first:
            reasons.append(self._get_early_reason(contract, first))
        reasons += self._get_slot_reasons(contract, date, slot)
        if contract.sudo().handover_ids.filtered(  # whoever told it
            lambda row: row.state in OPEN
        ):
            reasons.append(self.env._("The buyer is told a day already."))
        return reasons

    @api.model
    def _get_first_day(self, contract, notice_date):
        """Return the first day that may be named by a notice of `notice_date`."""
        days = contract.company_id.property_handover_notice_days
        return notice_date + timedelta(days=days)

    @api.model
    def _get_early_reason(self, contract, first):
        """Return the sentence that names the first day of a handover."""
        return self.env._(
            "The buyer is told at least %(days)s days ahead: from %(date)s on.",
            days=contract.company_id.property_handover_notice_days,
            date=format_date(self.env, first),
        )

    @api.model
    def _prepare_slot_vals(self, slot):
        """Return the values of a handover that say the time.

        To be extended by those who keep slots.
        """
        return {"slot": slot or False}

    @api.model
    def _get_slot_reasons(self, contract, date, slot):
        """Return why a time is not possible for one contract.

        To be extended by those who keep slots.

        :rtype: list[str]
        """
        return []
