from odoo import fields, models


class SalesApprovalReason(models.TransientModel):
    """Asks why approvals are rejected, or to whom and why they are forwarded."""

    _name = "sales.approval.reason"
    _description = "Reason for a Decision"
    _inherit = ["sales.reason"]

    common_reason = fields.Selection(
        [
            ("pay_first", "Overdue invoices are to be paid first"),
            ("too_high", "The amount is too high for this customer"),
            ("smaller", "Split or reduce it"),
            ("papers", "Papers are missing"),
            ("terms", "The terms are not acceptable"),
            ("other", "Another reason"),
        ],
        default="other",
    )
    user_id = fields.Many2one(
        "res.users", string="Forward to", domain="[('share', '=', False)]"
    )

    def _get_arguments(self):
        # EXTENDS 'sales.reason': the common reason, if one was taken, and what was
        # typed; a forward goes to somebody
        if self.action == "forward":
            return (self.user_id, self.reason)
        labels = dict(self._fields["common_reason"]._description_selection(self.env))
        common = self.common_reason != "other" and labels.get(self.common_reason)
        return (". ".join(part for part in (common, self.reason) if part),)
