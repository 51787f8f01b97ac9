from odoo import api, models
from odoo.tools.misc import format_date

from odoo.addons.receivables_collect.tools.months import format_month


class PropertyVatCheck(models.AbstractModel):
    """Finding all that is open before a worksheet of prepaid tax is filed (R2.8)."""

    _name = "property.vat.check"
    _description = "Check of Prepaid VAT"

    @api.model
    def _get_reasons(self, sheet):
        """Return all that is open before one worksheet is filed.

        :rtype: list[str]
        """
        _first, last = sheet._get_bounds()
        reasons = []
        if sheet.company_id._get_today() <= last:
            reasons.append(
                self.env._(
                    "The month ends on %s: it is filed from the day after it on.",
                    format_date(self.env, last),
                )
            )
        return reasons + self._get_order_reasons(sheet) + self._get_day_reasons(sheet)

    @api.model
    def _get_order_reasons(self, sheet):
        """Return months of the development that are filed later, or are open."""
        own = [("development_id", "=", sheet.development_id.id)]
        sheets_sudo = sheet.sudo()  # of everybody
        later = sheets_sudo.search(
            [*own, ("date", ">", sheet.date), ("state", "=", "filed")], limit=1
        )
        reasons = [
            self.env._(
                "%s is filed already: months are filed in their order.",
                format_month(self.env, row.date),
            )
            for row in later
        ]
        drafts = sheets_sudo.search(
            [*own, ("date", "<", sheet.date), ("state", "=", "draft")], order="date"
        )
        months = set(drafts.mapped("date"))
        if previous := sheet._get_previous():
            moved = self.env["property.vat.figures"]._get_months(
                sheet.development_id, previous.date, sheet.date
            )
            months |= set(moved)
        return reasons + [
            self.env._("%s is not filed: file it first.", format_month(self.env, month))
            for month in sorted(months)
        ]

    @api.model
    def _get_day_reasons(self, sheet):
        """Return the days of the month with money of homes that are open."""
        first, last = sheet._get_bounds()
        lines_sudo = self.env["property.ledger.line"].sudo()  # of everybody
        rows = lines_sudo._read_group(
            [
                ("company_id", "=", sheet.company_id.id),
                ("date", ">=", first),
                ("date", "<=", last),
            ],
            ["date:day", "day_id"],
        )
        days = sorted(date for date, day in rows if day.state != "closed")
        if not days:
            return []
        return [
            self.env._(
                "Days with money of homes are open: %s. Close them first.",
                ", ".join(format_date(self.env, day) for day in days),
            )
        ]
