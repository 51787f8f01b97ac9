from odoo import models
from odoo.tools.misc import format_datetime


class SalesHold(models.Model):
    _inherit = "sales.hold"

    def _prepare_banner_line(self):
        """Return one line of the banner: reason, sentence with links, what became."""
        self.ensure_one()
        return {
            "id": self.id,
            "state": self.state,
            "reason": dict(self._get_reasons())[self.reason],
            "parts": self._get_message_parts(),
            "outcome": self._get_outcome(),
        }

    def _get_subject_label(self, subject):
        """Return what is decided, as the inbox calls it."""
        return dict(self.env["sales.authority"]._get_subjects()).get(subject, "")

    def _get_outcome(self):
        """Return who released the hold and how far, or how it ends."""
        self.ensure_one()
        if self.state == "released":
            return self._get_release_text()
        if self.reason == "manual_stop":
            return self.env._("Ends when finance or the manager lifts the stop.")
        if self.reason == "customer_pending":
            return self.env._(
                "Ends when the regional manager or the director approves the customer."
            )
        if self.reason == "payment_first":
            return self.env._("Confirmed by itself once it is paid.")
        return ""

    def _get_release_text(self):
        """Return who released the hold, when and up to what."""
        approval = self.approval_id
        values = {
            "user": approval.decided_by_id.name or "",
            "date": format_datetime(self.env, approval.decided_at, dt_format="short"),
        }
        if self.reason in ("credit_limit", "contract_review"):
            return self.env._(
                "Released by %(user)s on %(date)s, up to %(amount)s.",
                amount=self._format(self.amount),
                **values,
            )
        return self.env._("Released by %(user)s on %(date)s.", **values)
