from odoo import api, models
from odoo.tools.misc import format_date

from odoo.addons.receivables_collect.tools.months import format_month


class PropertyMonthCheck(models.AbstractModel):
    """Finding all that is open before a month of the ledger can be closed (R2.8).

    Its last working day, earlier months, its open days, and days that are not any more
    what was closed: there receipts, bank slips and journal items were equal.
    """

    _name = "property.month.check"
    _description = "Check of a Month of the Ledger of Homes"

    @api.model
    def _get_reasons(self, month):
        """Return all that is open before one month can be closed.

        :param month: `property.ledger.month`, open
        :rtype: list[str]
        """
        # sudo: the movements of everybody; days are named, and no sums of open ones
        month_sudo = month.sudo()
        return [
            *self._get_early_reasons(month_sudo),
            *self._get_order_reasons(month_sudo),
            *self._get_day_reasons(month_sudo),
            *self._get_difference_reasons(month_sudo),
        ]

    @api.model
    def _get_early_reasons(self, month):
        """Return that the last working day of the month has not come."""
        company = month.company_id
        first, last = month._get_bounds()
        earliest = company._get_last_bank_day(first)
        if company._get_today() >= earliest:
            return []
        return [
            self.env._(
                "It ends on %(last)s, and is closed from its last working day on:"
                " %(earliest)s.",
                last=format_date(self.env, last),
                earliest=format_date(self.env, earliest),
            )
        ]

    @api.model
    def _get_order_reasons(self, month):
        """Return earlier months that are open and have movements, and later ones that
        are closed.
        """
        first, _last = month._get_bounds()
        closed = month.company_id._get_closed_month(first)
        reasons = []
        if closed and closed != month:
            reasons.append(
                self.env._(
                    "%s is closed already: months are closed in their order.",
                    format_month(self.env, closed.date),
                )
            )
        own = [("company_id", "=", month.company_id.id)]
        states = {row.date: row.state for row in month.search(own)}
        lines_sudo = self.env["property.ledger.line"].sudo()  # of everybody
        moved = lines_sudo._read_group([*own, ("date", "<", first)], ["date:month"])
        return reasons + [
            self.env._(
                "%s is open: close that month first.", format_month(self.env, begin)
            )
            for [begin] in moved
            if states.get(begin) != "closed"
        ]

    @api.model
    def _get_day_reasons(self, month):
        """Return the days of the month with money that are not closed."""
        lines_sudo = self.env["property.ledger.line"].sudo()  # of everybody
        rows = lines_sudo._read_group(
            self._get_line_domain(month), ["date:day", "day_id"]
        )
        days = [date for date, day in rows if day.state != "closed"]
        if not days:
            return []
        return [
            self.env._(
                "Days with money of homes are open: %s. Close them first.",
                ", ".join(format_date(self.env, day) for day in days),
            )
        ]

    @api.model
    def _get_difference_reasons(self, month):
        """Return which closed days of the month are not any more what was closed, or
        have receipts, bank slips and journal items that differ.
        """
        days = month._get_days().filtered(lambda day: day.state == "closed")
        lines_sudo = self.env["property.ledger.line"].sudo()  # of everybody
        lines = lines_sudo.search(self._get_line_domain(month), order="id")
        by_date = lines.grouped("date")
        before = self._get_day_before(days)
        sequence, seal = before.sequence, before.body_hash or ""
        reasons = []
        for day in days:
            body = day._get_lines_body(by_date.get(day.date, lines_sudo))
            sealed = day._get_hash(
                day.company_id, day.sequence, day.date, day.previous_hash or "", body
            )
            linked = day.sequence == sequence + 1 and (day.previous_hash or "") == seal
            if sealed != day.body_hash or body != day.body or not linked:
                reasons.append(
                    self.env._(
                        "%s is not what was closed: have its chain verified.",
                        day.display_name,
                    )
                )
            sequence, seal = day.sequence, day.body_hash
            reasons += [
                self.env._("%(day)s: %(reason)s", day=day.display_name, reason=reason)
                for reason in day._get_sum_reasons()
            ]
        return reasons

    @api.model
    def _get_day_before(self, days):
        """Return the day of the chain before the first of these."""
        first = days[:1]
        return first.search(
            [
                ("company_id", "=", first.company_id.id),
                ("sequence", "=", first.sequence - 1),
                ("state", "=", "closed"),
            ]
        )

    @api.model
    def _get_line_domain(self, month):
        """Return the domain of the movements of one month."""
        first, last = month._get_bounds()
        return [
            ("company_id", "=", month.company_id.id),
            ("date", ">=", first),
            ("date", "<=", last),
        ]
