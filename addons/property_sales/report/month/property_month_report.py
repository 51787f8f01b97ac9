from odoo import api, fields, models
from odoo.tools.misc import format_date, formatLang


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
        texts = self._get_texts(doc, figures)
        return (
            figures
            | texts
            | {
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
                "faults": self._get_labels("property.amendment", "fault"),
                "money": lambda amount: formatLang(
                    self.env, amount, currency_obj=doc.currency_id
                ),
                "area": lambda value: formatLang(self.env, value, digits=2),
                "percent": self._get_percent,
                "more": self._get_more_text,
                "day": fields.Date.to_date,
            }
        )

    @api.model
    def _get_texts(self, doc, figures):
        """Return the sentences of the report."""
        tasks, stock = figures["tasks"], figures["stock"]
        lasting = self.env._(
            "Homes on sale: %s. None was sold in the last three months.",
            stock["available"],
        )
        if stock["months"] is not None:
            lasting = self.env._(
                "Homes on sale: %(homes)s. At the rate of the last three months they"
                " are sold in %(months)s months.",
                homes=stock["available"],
                months=stock["months"],
            )
        closed = doc.closed_at and self.env._(
            "Closed on %(date)s by %(user)s.",
            date=format_date(self.env, doc.company_id._get_day(doc.closed_at)),
            user=doc.sudo().closed_by_id.name,  # sudo: the name of a colleague
        )
        return {
            "stock_text": lasting,
            "closed_text": closed or "",
            "unsigned_text": self.env._(
                "Reservations without a signed contract: %(count)s, of them late:"
                " %(late)s",
                count=tasks["unsigned"]["count"],
                late=tasks["unsigned"]["late"],
            ),
            "unfiled_text": self.env._(
                "Contracts to file at the bureau: %(count)s, of them late: %(late)s",
                count=tasks["unfiled"]["count"],
                late=tasks["unfiled"]["late"],
            ),
        }

    @api.model
    def _get_more_text(self, named):
        """Return how many are not named in a list, or an empty text."""
        more = named["count"] - len(named["rows"])
        return self.env._("%s more.", more) if more > 0 else ""

    @api.model
    def _get_labels(self, model, field="state"):
        """Return the labels of a field of a model, by default of its states."""
        return dict(self.env[model]._fields[field]._description_selection(self.env))

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
            "fee": self.env._("Collected for others"),
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
