from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyVatRate(models.Model):
    """The rate of value added tax on homes, by method and from a day on (R2.8).

    The last one that began on or before a day is in force on it; a rate of a company
    goes before those of all companies.
    """

    _name = "property.vat.rate"
    _description = "VAT Rate of Homes"
    _order = "method, date_from desc, id"
    _rec_name = "percent"

    company_id = fields.Many2one("res.company", index=True, help="Empty for all.")
    method = fields.Selection(
        [("general", "General"), ("simple", "Simple")],
        string="Tax Method",
        required=True,
    )
    date_from = fields.Date(string="From", required=True)
    percent = fields.Float(
        string="Rate (%)",
        digits=(5, 2),
        required=True,
        aggregator=None,
        help="Of the price without tax; prices of homes include it.",
    )

    _percent_in_range = models.Constraint(
        "CHECK(percent >= 0 AND percent < 100)",
        "A rate of value added tax is from 0 to under 100 percent.",
    )
    _one_per_day = models.UniqueIndex(
        "(method, date_from, COALESCE(company_id, 0))",
        "A rate of this method begins on that day already.",
    )

    @api.model
    def _get_percent(self, company, method, date):
        """Return the rate in force on a day, in percent.

        :raise UserError: where none is entered
        """
        rates_sudo = self.sudo()  # whoever signs the contract
        rate = rates_sudo.search(
            [
                ("company_id", "in", (company.id, False)),
                ("method", "=", method),
                ("date_from", "<=", date),
            ],
            order="company_id, date_from desc",
            limit=1,
        )
        if not rate:
            raise UserError(
                self.env._(
                    "No rate of value added tax on homes is entered for that day:"
                    " finance enters it under Money, VAT Rates."
                )
            )
        return rate.percent
