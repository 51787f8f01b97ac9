from odoo import api, fields, models


class SalesApprovalReason(models.TransientModel):
    """Asks why approvals are rejected, or to whom and why they are forwarded.

    Who may decide is checked by the approvals, whoever opens this dialog and how.
    """

    _name = "sales.approval.reason"
    _description = "Reason of a Decision"

    action = fields.Selection(
        [("reject", "Reject"), ("forward", "Forward")], required=True, default="reject"
    )
    approval_ids = fields.Many2many("sales.approval", string="Approvals")
    approval_count = fields.Integer(compute="_compute_approval_count")
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
    reason = fields.Text()

    @api.depends("approval_ids")
    def _compute_approval_count(self):
        for wizard in self:
            wizard.approval_count = len(wizard.approval_ids)

    def action_apply(self):
        """Reject or forward the approvals with the reason given.

        :raise UserError: as the approvals do
        """
        self.ensure_one()
        if self.action == "reject":
            self.approval_ids.action_reject(self._get_reason())
        else:
            self.approval_ids.action_forward(self.user_id, self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _get_reason(self):
        """Return the common reason, if one was taken, and what was typed."""
        self.ensure_one()
        labels = dict(self._fields["common_reason"]._description_selection(self.env))
        common = self.common_reason != "other" and labels.get(self.common_reason)
        return ". ".join(part for part in (common, self.reason) if part)
