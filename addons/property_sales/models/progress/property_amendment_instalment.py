from odoo import fields, models


class PropertyAmendmentInstalment(models.Model):
    """A new instalment waits for a stage of the building, or has a day (R2.10)."""

    _inherit = "property.amendment.instalment"

    stage_id = fields.Many2one(
        "property.progress.stage",
        index="btree_not_null",
        ondelete="restrict",
        help="Of the building, for one that has no day yet.",
    )
    months = fields.Integer(
        string="Months after",
        aggregator=None,
        help="Calendar months from the day on which the stage is reached.",
    )
    date_due = fields.Date(required=False)

    _months = models.Constraint(
        "CHECK(months IS NULL OR months BETWEEN 0 AND 600)",
        "An instalment is due within 600 months.",
    )
