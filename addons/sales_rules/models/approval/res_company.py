from odoo import fields, models


class ResCompany(models.Model):
    """The days after which approvals are reminded and escalated."""

    _inherit = "res.company"

    approval_reminder_days = fields.Integer(
        string="Remind after (Days)",
        default=1,
        groups="base.group_user",
        help="Approvers are reminded after this many days. Zero: never.",
    )
    approval_escalation_days = fields.Integer(
        string="Escalate after (Days)",
        default=3,
        groups="base.group_user",
        help="Requests not decided within this many days go to the next larger"
        " authority. Zero: never. Applies to new requests only.",
    )

    _approval_days_positive = models.Constraint(
        "CHECK(approval_reminder_days >= 0 AND approval_escalation_days >= 0)",
        "Days of reminder and escalation cannot be negative.",
    )
