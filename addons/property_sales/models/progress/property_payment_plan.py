from odoo import models
from odoo.exceptions import UserError


class PropertyPaymentPlan(models.Model):
    """Payments by the progress of the building say by which stage (R2.4, R2.10)."""

    _inherit = "property.payment.plan"

    def _note_in_force(self):
        # EXTENDS 'property_sales': nothing waits for a stage that nobody named
        for plan in self:
            if plan.line_ids.filtered(
                lambda line: line.anchor == "progress" and not line.stage_id
            ):
                reason = self.env._(
                    "choose the stage for what is paid by building progress"
                )
                raise UserError(plan._get_refusal(reason))
        return super()._note_in_force()

    def _get_event_texts(self, building, payments, day):
        """Return after which event each payment of one plan is due, and its day.

        :param building: of the home
        :param list payments: see `tools/schedule.py`
        :param date day: of the signature
        :return: list of (event, date or None)
        """
        lines = self.line_ids.sorted(lambda line: (line.sequence, line.id))
        anchors = dict(lines._fields["anchor"]._description_selection(self.env))
        dates = self.env["property.progress.dates"]
        texts = []
        for payment in payments:
            line, date = lines[payment.line], payment.date
            text = anchors[payment.anchor]
            if payment.anchor == "progress":
                text = line.stage_id.name or text
                date = dates._get_date(line, building, payment.number, day)
                if months := line.months * payment.number:
                    text = self.env._(
                        "Months after %(event)s: %(months)s", event=text, months=months
                    )
            texts.append((text, date))
        return texts
