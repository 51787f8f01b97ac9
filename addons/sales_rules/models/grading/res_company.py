from odoo import fields, models


class ResCompany(models.Model):
    """The bound on the moves of the monthly grading."""

    _inherit = "res.company"

    assessment_max_steps = fields.Integer(
        string="Max. Tier Change",
        groups="base.group_user",
        help="The most tiers that the monthly assessment moves a customer up or down at"
        " once. Zero: without bound.",
    )

    _assessment_steps_positive = models.Constraint(
        "CHECK(assessment_max_steps >= 0)",
        "The number of tiers a customer may move in a month cannot be negative.",
    )
