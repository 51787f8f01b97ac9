from odoo import api, models
from odoo.tools.misc import format_date, formatLang


class PropertyAgreementReport(models.AbstractModel):
    """The pre-sale agreement F37: what is reserved, until when, and for what money."""

    _name = "report.property_sales.report_f37_template"
    _description = "Pre-sale Agreement of a Home"
    _inherit = ["property.contract.print"]

    _paper_kind = "agreement"

    @api.model
    def _get_paper(self, contract):
        # EXTENDS 'property_sales': the money of the reservation
        paper = super()._get_paper(contract)
        doc = paper["doc"]
        reservation, currency = doc.reservation_id, doc.currency_id
        # without a deposit, a reservation that a contract made is for the price
        is_agreed = currency.compare_amounts(reservation.amount, doc.list_price) < 0
        return paper | {
            "reservation": reservation,
            "deposit": is_agreed and self._get_money_text(doc, reservation.amount),
            "deposit_words": is_agreed and currency.amount_to_text(reservation.amount),
            "deposit_paid": self._get_money_text(doc, reservation.amount_paid),
            "date_end": format_date(doc.env, reservation.date_end),
            "return_days": doc.company_id.property_return_days,
        }


class PropertyContractReport(models.AbstractModel):
    """The sale contract F38, with the 13 items that article 16 of the Measures asks for
    (R2.7).
    """

    _name = "report.property_sales.report_f38_template"
    _description = "Sale Contract of a Home on Paper"
    _inherit = ["property.contract.print"]

    _paper_kind = "contract"

    @api.model
    def _get_paper(self, contract):
        # EXTENDS 'property_sales': what is agreed
        paper = super()._get_paper(contract)
        doc = paper["doc"]
        told = {row.kind: row.text for row in doc.disclosure_ids}
        rates = {
            name: formatLang(doc.env, doc[name], digits=3)
            for name in ("late_fee_rate", "delay_rate", "refund_interest")
        }
        rows = doc.instalment_ids.filtered(lambda row: not row.is_cancelled)
        anchors = dict(rows._fields["anchor"]._description_selection(doc.env))
        return paper | {
            "agreement": doc._get_paper("agreement")[:1],
            "told": told,
            "rates": rates,
            "filing_days": doc.company_id.property_filing_days,
            "instalments": [
                {
                    "name": row.name,
                    "date": format_date(doc.env, row.date_due),
                    "event": anchors[row.anchor],
                    "months": row.months,
                    "row": row,
                }
                for row in rows.sorted(lambda row: (row.sequence, row.id))
            ],
            "total": self._get_money_text(doc, sum(rows.mapped("amount"))),
        }
