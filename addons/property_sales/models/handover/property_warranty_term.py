from odoo import api, fields, models

PARTS = [
    ("structure", "Structure"),
    ("leak", "Leaks of Roof, Walls and Wet Rooms"),
    ("heating", "Heating and Cooling"),
    ("pipes", "Pipes and Drains"),
    ("wiring", "Wiring"),
    ("decoration", "Decoration"),
    ("other", "Other Parts"),
]


class PropertyWarrantyTerm(models.Model):
    """How long a part is repaired, for homes handed over from a day on (R2.7).

    Two clocks: the legal minimum runs from the handover, the builder's term from the
    completion of the building; the later end counts.
    """

    _name = "property.warranty.term"
    _description = "Term of the Warranty"
    _order = "part, date_from desc, id"
    _rec_name = "part"

    company_id = fields.Many2one("res.company", index=True, help="Empty for all.")
    part = fields.Selection(PARTS, required=True)
    date_from = fields.Date(string="Handed over from", required=True)
    legal_months = fields.Integer(
        string="Legal Minimum (Months)", required=True, aggregator=None
    )
    builder_months = fields.Integer(
        string="Builder's Term (Months)", required=True, aggregator=None
    )

    _positive = models.Constraint(
        "CHECK(legal_months > 0 AND builder_months >= 0)",
        "A term of the warranty is longer than nothing.",
    )
    _one_per_day = models.UniqueIndex(
        "(part, date_from, COALESCE(company_id, 0))",
        "A term of this part begins on that day already.",
    )

    @api.model
    def _find_terms(self, company, date):
        """Return the terms in force on a day, one for each part."""
        terms_sudo = self.sudo().search(  # whoever hands over
            [("company_id", "in", (company.id, False)), ("date_from", "<=", date)],
            order="company_id, date_from desc, id desc",
        )
        return self.union(*(rows[:1] for rows in terms_sudo.grouped("part").values()))
