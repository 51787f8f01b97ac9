from decimal import Decimal

from odoo import api, models
from odoo.tools.misc import format_date, formatLang

AREAS = ("gross", "inner")


class PropertySettlementReport(models.AbstractModel):
    """The settlement statement F39: how a surveyed area was settled, in steps (R2.9).

    Each settlement of a contract is a statement, also where nothing is to be paid; one
    that a corrected survey replaced says by which. Areas are in m².
    """

    _name = "report.property_sales.report_f39_template"
    _description = "Settlement Statement of a Home"
    _inherit = ["property.contract.print"]

    _paper_kind = "settlement"

    @api.model
    def _get_report_values(self, docids, data=None):
        # EXTENDS 'property_sales': a statement for each settlement
        values = super()._get_report_values(docids, data)
        return values | {
            "papers": [
                paper | self._get_statement(paper["doc"], row)
                for paper in values["papers"]
                for row in paper["doc"].settlement_ids
            ]
        }

    @api.model
    def _get_statement(self, doc, row):
        """Return what the statement of one settlement says.

        :param doc: the contract, in sudo and in the language of the paper
        :param row: one of its settlements, in the same way
        """
        rows = doc.settlement_ids
        place = rows.ids.index(row.id)
        previous, later = rows[:place][-1:], rows[place + 1 :][:1]
        planned = doc.instalment_ids.filtered(lambda part: part.state == "planned")
        still_open = doc.amount_open + sum(planned.mapped("amount"))
        still_open -= doc.amount_waiting
        final = doc.price + row.amount_total
        return {
            "settlement": row,
            "number": row.document_id.number,
            "date": row.date,
            "is_draft": False,
            "replaced_by": later.document_id.number,
            "total": self._get_money_text(doc, row.amount_total),
            "amount": self._get_money_text(doc, row.amount),
            "before_number": previous.document_id.number,
            "unit_price": self._get_money_text(doc, doc.unit_price),
            "before": self._get_money_text(doc, row.amount_total - row.amount),
            "final": self._get_money_text(doc, final),
            "final_words": doc.currency_id.amount_to_text(final),
            "paid": self._get_money_text(doc, doc.amount_paid),
            "open": self._get_money_text(doc, still_open),
            "areas": [self._get_area_line(doc, row, name) for name in AREAS],
            "steps": self._get_steps(doc, row),
            "result_text": self._get_result_text(doc, row),
            "leave_text": self._get_leave_text(row),
        }

    @api.model
    def _get_area(self, doc, row, name):
        """Return one of the areas of a contract, as it was surveyed, and the tolerance.

        :param str name: `gross` or `inner`
        :return: three exact numbers in m²
        :rtype: tuple[Decimal, Decimal, Decimal]
        """
        agreed, surveyed, percent = (
            Decimal(str(value))
            for value in (
                doc[f"contract_{name}_area"],
                row[f"{name}_area"],
                doc.area_tolerance,
            )
        )
        return agreed, surveyed, agreed * percent / 100

    @api.model
    def _get_area_text(self, doc, area):
        """Return an area with all its decimals, two at least."""
        decimals = -area.normalize().as_tuple().exponent
        return formatLang(doc.env, float(area), digits=max(2, decimals))

    @api.model
    def _get_area_line(self, doc, row, name):
        """Return a line of the table of areas, ready to print."""
        agreed, surveyed, _free = self._get_area(doc, row, name)
        difference = surveyed - agreed
        percent = float(100 * difference / agreed) if agreed else 0.0
        return {
            "kind": name,
            "agreed": self._get_area_text(doc, agreed),
            "surveyed": self._get_area_text(doc, surveyed),
            "difference": self._get_area_text(doc, difference),
            # not rounded to 3.00 what is over it
            "percent": formatLang(doc.env, percent, digits=4),
        }

    @api.model
    def _get_steps(self, doc, row):
        """Return in words how the settlement was counted, a text for each step.

        :rtype: list[str]
        """
        if doc.pricing_basis == "unit":
            return [doc._get_area_rule_text(), self._get_layout_text(doc)]
        agreed, surveyed, free = self._get_area(doc, row, doc.pricing_basis)
        difference = surveyed - agreed
        tolerance = doc.env._(
            "The tolerance is %(percent)s %% of the area of the contract: %(area)s m².",
            percent=formatLang(doc.env, doc.area_tolerance, digits=2),
            area=self._get_area_text(doc, free),
        )
        steps = [self._get_difference_text(doc, difference), tolerance]
        if abs(difference) <= free:
            steps += self._get_steps_within(doc, row, difference)
        elif difference > 0:
            steps += self._get_steps_over(doc, row, difference, free)
        else:
            steps += self._get_steps_under(doc, row, -difference, free)
        return steps + self._get_inner_steps(doc, row)

    @api.model
    def _get_layout_text(self, doc):
        """Return in what a home that is priced as a whole was built otherwise."""
        if doc.layout_deviation:
            return doc.env._(
                "The home is built otherwise than the plan shows: %s",
                doc.layout_deviation,
            )
        return doc.env._("The home is built as the plan shows.")

    @api.model
    def _get_difference_text(self, doc, difference):
        """Return how far the survey is from the contract."""
        area = self._get_area_text(doc, abs(difference))
        if difference > 0:
            return doc.env._("The surveyed area is %s m² larger than agreed.", area)
        if difference < 0:
            return doc.env._("The surveyed area is %s m² smaller than agreed.", area)
        return doc.env._("The surveyed area is that of the contract.")

    @api.model
    def _get_factors(self, doc, row, **areas):
        """Return the numbers of a calculation, ready to print."""
        return {
            "price": self._get_money_text(doc, doc.unit_price),
            "amount": self._get_money_text(doc, abs(row.amount_total)),
        } | {name: self._get_area_text(doc, area) for name, area in areas.items()}

    @api.model
    def _get_steps_within(self, doc, row, difference):
        """Return the steps of a difference up to the tolerance, either way."""
        steps = [
            doc.env._(
                "The difference is within the tolerance; it is settled at the unit"
                " price."
            )
        ]
        if difference:
            factors = self._get_factors(doc, row, area=abs(difference))
            steps.append(doc.env._("%(area)s m² × %(price)s = %(amount)s", **factors))
        return steps

    @api.model
    def _get_steps_over(self, doc, row, difference, free):
        """Return the steps of a home that is larger than the tolerance allows."""
        factors = self._get_factors(doc, row, free=free, rest=difference - free)
        return [
            doc.env._(
                "The difference is beyond the tolerance. The buyers pay for %(free)s m²"
                " at the unit price; the %(rest)s m² beyond the tolerance are theirs"
                " without payment.",
                **factors,
            ),
            doc.env._("%(free)s m² × %(price)s = %(amount)s", **factors),
        ]

    @api.model
    def _get_steps_under(self, doc, row, missing, free):
        """Return the steps of a home that is smaller than the tolerance allows."""
        factors = self._get_factors(doc, row, free=free, rest=missing - free)
        return [
            doc.env._(
                "The difference is beyond the tolerance. The seller returns the price"
                " of %(free)s m², and twice the price of the %(rest)s m² that are"
                " missing beyond the tolerance.",
                **factors,
            ),
            doc.env._(
                "%(free)s m² × %(price)s + %(rest)s m² × 2 × %(price)s = %(amount)s",
                **factors,
            ),
        ]

    @api.model
    def _get_inner_steps(self, doc, row):
        """Return that the inner area gives the right to leave as well, if it does."""
        agreed, surveyed, free = self._get_area(doc, row, "inner")
        if doc.pricing_basis != "gross" or abs(surveyed - agreed) <= free:
            return []
        return [
            doc.env._(
                "The inner area differs by %(area)s m², more than its tolerance of"
                " %(free)s m²: that gives the right to leave as well.",
                area=self._get_area_text(doc, abs(surveyed - agreed)),
                free=self._get_area_text(doc, free),
            )
        ]

    @api.model
    def _get_result_text(self, doc, row):
        """Return which side owes what by one settlement."""
        amount = self._get_money_text(doc, abs(row.amount))
        sign = doc.currency_id.compare_amounts(row.amount, 0.0)
        if sign > 0:
            return doc.env._(
                "The buyers pay %(amount)s by %(date)s.",
                amount=amount,
                date=format_date(doc.env, row._get_date_due()),
            )
        if sign < 0:
            return doc.env._(
                "The seller owes the buyers %s. It is set off against what is still to"
                " be paid of the price; what is left over is paid back.",
                amount,
            )
        return doc.env._("Neither side has anything to pay.")

    @api.model
    def _get_leave_text(self, row):
        """Return until when the buyers may leave for the area, or that they may not."""
        if not row.is_over:
            return row.env._("The survey gives no right to leave the contract.")
        return row.env._(
            "The buyers may leave the contract until %s. Without their notice by then"
            " the contract goes on, and this statement holds.",
            format_date(row.env, row._get_date_due()),
        )
