from odoo import fields, models


class PropertyTakeoverInstalment(models.Model):
    """Parts of contracts that are taken over wait for stages of buildings (R2.10)."""

    _inherit = "property.takeover.instalment"

    stage_id = fields.Many2one(
        "property.progress.stage",
        index="btree_not_null",
        ondelete="restrict",
        help="Of the building, for what is due by its progress.",
    )
    months = fields.Integer(
        string="Months after",
        aggregator=None,
        help="Calendar months from the day on which the stage is reached.",
    )

    _months = models.Constraint(
        "CHECK(months IS NULL OR months BETWEEN 0 AND 600)",
        "An instalment is due within 600 months.",
    )
