from odoo import api, models


class PropertyMonthLedger(models.AbstractModel):
    """The sales ledger F33 of a month: its days, and each movement of money (R2.8)."""

    _name = "report.property_sales.report_f33_month_template"
    _description = "Property Sales Ledger of a Month"

    @api.model
    def _get_report_values(self, docids, data=None):
        docs = self.env["property.ledger.month"].browse(docids)
        return {"docs": docs, "papers": [self._get_paper(doc) for doc in docs]}

    @api.model
    def _get_paper(self, doc):
        """Return the days of one month with their sums, and its movements."""
        first, last = doc._get_bounds()
        lines = self.env["property.ledger.line"].search(
            [
                ("company_id", "=", doc.company_id.id),
                ("date", ">=", first),
                ("date", "<=", last),
            ],
            order="date, id",
        )
        days = {day.date: day for day in doc._get_days()}
        round_ = doc.currency_id.round
        kinds = lines._fields["kind"]._description_selection(self.env)
        columns = [kind for kind, _label in kinds]
        rows = []
        for date, own in lines.grouped("date").items():
            sums = dict.fromkeys(columns, 0.0)
            for line in own:
                sums[line.kind] += line.amount
            rows.append(
                {
                    "date": date,
                    "day": days.get(date, self.env["property.ledger.day"]),
                    "lines": own,
                    "sums": {kind: round_(amount) for kind, amount in sums.items()},
                    "total": round_(sum(sums.values())),
                }
            )
        return {
            "doc": doc,
            "kinds": kinds,
            "rows": rows,
            "sums": {
                kind: round_(sum(row["sums"][kind] for row in rows)) for kind in columns
            },
            "total": round_(sum(row["total"] for row in rows)),
        }
