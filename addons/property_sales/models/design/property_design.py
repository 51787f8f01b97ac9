from odoo import api, models
from odoo.tools.misc import format_date


class PropertyDesign(models.AbstractModel):
    """A change of the design that was agreed: told, and answered by the buyer (R2.7).

    The buyer is told within some days of the change, and answers within some days of
    the notice: accepts it, or leaves. Silence accepts. A notice that comes late leaves
    the right to leave to the buyer, whatever the answer.
    """

    _name = "property.design"
    _description = "Change of the Design of a Sold Home"
    _inherit = ["property.amendment.kind"]

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property.amendment.kind'
        reasons = super()._get_reasons(amendment)
        today = amendment.company_id._get_today()
        if not (amendment.text or "").strip():
            reasons.append(self.env._("Say what changes in the design."))
        if not amendment.change_date or amendment.change_date > today:
            reasons.append(
                self.env._("Enter the day on which the change was fixed, up to today.")
            )
        if amendment.contract_id.state == "handed_over" and not amendment.notified_on:
            reasons.append(
                self.env._("The home was handed over: its design is as it was built.")
            )
        if amendment.state == "approved":
            reasons.append(self._get_waiting_reason(amendment))
        return list(filter(None, reasons))

    @api.model
    def _get_waiting_reason(self, amendment):
        """Return what an approved change waits for, or an empty text."""
        if amendment.answer:
            return ""
        if not amendment.notified_on:
            return self.env._(
                "The buyer is not told of it yet: note the day on which the notice"
                " arrived."
            )
        return self.env._(
            "It waits for the buyer's answer until %s, and is applied by it: note the"
            " answer, or silence accepts it on the day after.",
            format_date(self.env, amendment.answer_until),
        )

    @api.model
    def _get_change_text(self, amendment):
        # EXTENDS 'property.amendment.kind': what changes, and what the buyer said
        notes = [amendment.text]
        if amendment.is_notice_late:
            notes.append(self.env._("The notice came late: the buyer may leave."))
        if amendment.answer == "rescind":
            notes.append(self.env._("The buyer leaves for it."))
        elif amendment.answered_on:
            notes.append(self.env._("The buyer accepts it."))
        elif amendment.answer:
            notes.append(self.env._("Silence accepts it."))
        return " ".join(filter(None, notes))

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property.amendment.kind': the paper of the amendment says it all
        return

    @api.model
    def _get_leave_reason(self, contract):
        """Return why the buyer may not leave for the design, or an empty text."""
        changes = contract.amendment_ids.filtered(
            lambda row: row.kind == "design" and row.state == "applied"
        )
        if not changes:
            return self.env._("Its design was not changed by an amendment.")
        if not changes.filtered(
            lambda row: row.answer == "rescind" or row.is_notice_late
        ):
            return self.env._(
                "The buyer was told of the change in time, and accepted it."
            )
        return ""
