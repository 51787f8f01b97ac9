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
            "until_text": self._get_until_text(doc),
            "money_text": self._get_return_text(doc, is_agreed),
        }

    @api.model
    def _get_until_text(self, doc):
        """Return by when the sale contract is signed.

        Without the first money there is no last day.
        """
        last = doc.reservation_id.date_end
        if not last:
            return doc.env._(
                "The seller keeps the home for the buyers and sells it to nobody else."
                " Both sign the sale contract over it at this price without delay."
            )
        return doc.env._(
            "The seller keeps the home for the buyers and sells it to nobody else. Both"
            " sign the sale contract over it at this price by %s.",
            format_date(doc.env, last),
        )

    @api.model
    def _get_return_text(self, doc, is_agreed):
        """Return what becomes of the money when there is no contract, by its kind."""
        days = doc.company_id.property_return_days
        if not is_agreed:
            return doc.env._(
                "No money is agreed for the reservation. Money that was paid is a part"
                " of the price, and is returned in full within %s days if there is no"
                " contract.",
                days,
            )
        if doc.reservation_id.money_kind == "deposit":
            return doc.env._(
                "The money is a deposit in the sense of the law, and a part of the"
                " price when the contract is signed. If the buyers do not sign it as"
                " agreed here, they cannot ask for the deposit back; if the seller does"
                " not, it pays back twice the deposit. If there is no contract for a"
                " reason that neither side answers for, the deposit is returned within"
                " %s days.",
                days,
            )
        return doc.env._(
            "The money is no deposit in the sense of the law. It is a part of the price"
            " when the contract is signed. If there is no contract, for whatever"
            " reason, it is returned in full within %s days.",
            days,
        )


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
        rows = doc.instalment_ids.filtered(lambda row: not row.is_cancelled)
        return paper | {
            "told": {row.kind: row.text for row in doc.disclosure_ids},
            "instalments": [
                (row, row.due_text)
                for row in rows.sorted(lambda row: (row.sequence, row.id))
            ],
            "total": self._get_money_text(doc, sum(rows.mapped("amount"))),
            "sale_text": self._get_sale_text(doc),
            "tax_text": self._get_tax_text(doc),
            "delivery_text": self._get_delivery_text(doc),
            **self._get_breach_texts(doc),
        }

    @api.model
    def _get_sale_text(self, doc):
        """Return by which permit one home is sold, and after which agreement."""
        permit = doc.permit_id.number
        if doc.sale_kind == "completed":
            return doc.env._(
                "The home is sold completed, under the filing of completed homes %s.",
                permit,
            )
        agreement = doc._get_paper("agreement")[:1].number
        if not agreement:
            return doc.env._(
                "The home is sold before its completion, under the pre-sale permit %s.",
                permit,
            )
        return doc.env._(
            "The home is sold before its completion, under the pre-sale permit"
            " %(permit)s. The pre-sale agreement %(agreement)s was signed before this"
            " contract, which takes its place.",
            permit=permit,
            agreement=agreement,
        )

    @api.model
    def _get_tax_text(self, doc):
        """Return that the price has tax in it, with the rate once it is fixed."""
        if not doc.tax_percent:
            return doc.env._("Included in the price")
        percent = formatLang(doc.env, doc.tax_percent, digits=2)
        return doc.env._("Included in the price, at %s %%", percent)

    @api.model
    def _get_delivery_text(self, doc):
        """Return by when one home is handed over."""
        if not doc.delivery_date:
            return doc.env._("The day of delivery is not agreed yet.")
        day = format_date(doc.env, doc.delivery_date)
        return doc.env._("The home is handed over by %s.", day)

    @api.model
    def _get_breach_texts(self, doc):
        """Return what is paid for delays and rescissions, and the days of filing."""
        late, delay, interest = (
            formatLang(doc.env, doc[name], digits=3)
            for name in ("late_fee_rate", "delay_rate", "refund_interest")
        )
        return {
            "late_text": doc.env._(
                "Buyers who pay late pay %s ‰ of the overdue amount for each day.", late
            ),
            "delay_text": doc.env._(
                "If the home is handed over late, the seller pays %s ‰ of the money"
                " paid so far for each day.",
                delay,
            ),
            "refund_text": doc.env._(
                "If the contract is rescinded for a reason that the seller answers for,"
                " the seller returns all money within %(days)s days, with interest of"
                " %(interest)s %% a year.",
                days=doc.refund_days,
                interest=interest,
            ),
            "filing_text": doc.env._(
                "The seller files this contract with the real estate authority within"
                " %s days of its signature.",
                doc.company_id.property_filing_days,
            ),
        }
