from odoo import api, fields, models
from odoo.tools.misc import formatLang


class PropertyMonthReport(models.AbstractModel):
    """The month-end sales report F53: a closed month says what was sealed (R2.8)."""

    _name = "report.property_sales.report_f53_template"
    _description = "Month-End Sales Report of Homes"

    @api.model
    def _get_report_values(self, docids, data=None):
        docs = self.env["property.ledger.month"].browse(docids)
        return {"docs": docs, "papers": [self._get_paper(doc) for doc in docs]}

    @api.model
    def _get_paper(self, doc):
        """Return what the report of one month says.

        :return: the figures with the labels of their codes, and functions that write
            amounts, areas and days in the reader's language
        :rtype: dict
        """
        figures = doc._get_figures()
        sales = figures["sales"]
        return figures | {
            "doc": doc,
            "parts": [
                (self.env._("By Salesperson"), sales["persons"], True),
                (self.env._("By Building"), sales["buildings"], False),
                (self.env._("By Layout"), sales["layouts"], False),
            ],
            "kinds": self._get_kind_names(),
            "ages": self._get_age_names(),
            "states": self._get_labels("property.unit"),
            "loan_states": self._get_labels("property.mortgage"),
            "money": lambda amount: formatLang(
                self.env, amount, currency_obj=doc.currency_id
            ),
            "area": lambda value: formatLang(self.env, value, digits=2),
            "percent": self._get_percent,
            "day": fields.Date.to_date,
        }

    @api.model
    def _get_labels(self, model):
        """Return the labels of the states of a model."""
        return dict(self.env[model]._fields["state"]._description_selection(self.env))

    @api.model
    def _get_percent(self, part, whole):
        """Return a share in per cent, or a dash where there is no whole."""
        if not whole:
            return "-"
        return f"{formatLang(self.env, 100.0 * part / whole, digits=2)} %"

    @api.model
    def _get_kind_names(self):
        """Return the labels of the kinds of money; to be extended with the kinds."""
        return {
            "deposit": self.env._("Before the contract"),
            "own": self.env._("Paid by the buyers themselves"),
            "loan": self.env._("Loans of banks"),
            "fund": self.env._("Loans of the housing fund"),
            "settlement": self.env._("Area settlements"),
        }

    @api.model
    def _get_age_names(self):
        """Return the labels of the days that something is late."""
        return {
            "due": self.env._("Claimed, not late"),
            "30": self.env._("1 to 30 days late"),
            "60": self.env._("31 to 60 days late"),
            "90": self.env._("61 to 90 days late"),
            "more": self.env._("More than 90 days late"),
            "loan": self.env._("To be paid by loans"),
        }
