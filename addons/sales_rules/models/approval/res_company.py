from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    approval_reminder_days = fields.Integer(
        string="Remind after (Days)",
        default=1,
        help="Who is asked for a decision is reminded after so many days. Zero: never.",
    )
    approval_escalation_days = fields.Integer(
        string="Escalate after (Days)",
        default=3,
        help="What nobody decided in so many days goes to the next larger authority."
        " Zero: never. Holds for what is asked from now on.",
    )

    _approval_days_positive = models.Constraint(
        "CHECK(approval_reminder_days >= 0 AND approval_escalation_days >= 0)",
        "Days of reminder and escalation cannot be negative.",
    )
