import json

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.misc import format_date, formatLang

from odoo.addons.sales_rules.tools import door_kinds

from .property_book_mixin import FINANCE

GENERAL = "sales_rules.group_general_manager"


class PropertyLedgerDay(models.Model):
    """Closing days, and finding days that are not as they were closed (R2.8)."""

    _inherit = "property.ledger.day"

    @door_kinds.for_none
    def action_verify_chain(self):
        """Return the dates of the days that are not as they were closed.

        A changed body, a missing or inserted day, a cut tail, receipts that are not the
        same any more; of the companies of these days, or of the current one.

        :raise AccessError: for others than finance and general manager
        :rtype: list[str]
        """
        user = self.env.user
        if not (self.env.su or user.has_group(FINANCE) or user.has_group(GENERAL)):
            raise AccessError(
                self.env._("The ledger is verified by finance and general manager.")
            )
        bad = []
        for company in self.company_id or self.env.company:
            bad += self._verify(company)
        return [fields.Date.to_string(date) for date in sorted(set(bad))]

    def _close(self):
        # EXTENDS 'property.book.mixin': the chain goes on from this day
        res = super()._close()
        head = self.env["property.ledger.head"].sudo()  # moved by closing only
        head._put(self.company_id, self.sequence, self.body_hash)
        return res

    def _take_own(self):
        # EXTENDS 'property.book.mixin': as whatever is dated on it does
        self._take_days(self.company_id, [self.date])

    def _get_open_reasons(self):
        # EXTENDS 'property.book.mixin'
        self.ensure_one()
        company = self.company_id
        if not self.date or self.date > company._get_today():
            return [
                self.env._(
                    "%s has not come yet.",
                    format_date(self.env, self.date) if self.date else "",
                )
            ]
        closed = company._get_closed_day(self.date)
        reasons = []
        if closed and closed != self:
            reasons.append(
                self.env._(
                    "%s is closed already: days are closed in their order.",
                    closed.display_name,
                )
            )
        reasons += self._get_earlier_reasons()
        # sudo: receipts of everybody
        lines_sudo = self.sudo()._get_receipt_lines()
        blind = self.env.user._is_counting_blind()
        reasons += [self._get_line_reason(line, blind) for line in lines_sudo]
        reasons = [reason for reason in reasons if reason]
        return reasons or self._get_sum_reasons()

    def _get_earlier_reasons(self):
        """Return the earlier days that something was taken on and that are open."""
        # sudo: the movements of everybody
        lines_sudo = self.env["property.ledger.line"].sudo()
        days = lines_sudo._read_group(
            [("company_id", "=", self.company_id.id), ("date", "<", self.date)],
            ["date:day", "day_id"],
        )
        return [
            self.env._("%s is open: close it first.", format_date(self.env, date))
            for date, day in days
            if day.state != "closed"
        ]

    def _get_line_reason(self, line, blind):
        """Return what is open of one receipt, or an empty text.

        :param line: the line of the ledger, in sudo
        :param bool blind: without sums that the caller counts against
        """
        names = {"voucher": line.voucher_id.number, "home": line.unit_id.display_name}
        names["amount"] = (
            ""
            if blind and not line.is_counted
            else formatLang(self.env, line.amount, currency_obj=line.currency_id)
        )
        state = line.receipt_id.state
        if state == "collected":
            return self.env._(
                "Voucher %(voucher)s, %(home)s: not handed to finance. %(amount)s",
                **names,
            )
        if state == "reported":
            return self.env._(
                "Voucher %(voucher)s, %(home)s: not verified. %(amount)s", **names
            )
        if not line._is_banked() and not line.method_id.bounce_date:
            return self.env._(
                "Voucher %(voucher)s, %(home)s: not banked. %(amount)s", **names
            )
        return ""

    def _get_sum_reasons(self):
        """Return in what receipts, bank slips and journal items differ."""
        currency = self.company_id.currency_id
        # sudo: the sums of the day, which is verified
        day = self.sudo()
        bounced = day._sum(
            day._get_receipt_lines().filtered(
                lambda line: line.method_id.bounce_date and not line.bank_slip_id
            )
        )
        sums = day.amount_received, day.amount_booked, day.amount_banked + bounced
        if all(currency.compare_amounts(sums[0], other) == 0 for other in sums[1:]):
            return []
        received, booked, banked = (
            formatLang(self.env, amount, currency_obj=currency) for amount in sums
        )
        return [
            self.env._(
                "Receipts of %(received)s, journal items of %(booked)s and bank slips"
                " of %(banked)s differ.",
                received=received,
                booked=booked,
                banked=banked,
            )
        ]

    def _get_body(self):
        """Return the movements of this day as the text that is hashed."""
        lines_sudo = (
            self.env["property.ledger.line"]
            .sudo()  # the movements of everybody
            .search(
                [("company_id", "=", self.company_id.id), ("date", "=", self.date)],
                order="id",
            )
        )
        return self._get_lines_body(lines_sudo)

    @api.model
    def _get_lines_body(self, lines):
        """Return these movements, in their order, as the text that is hashed."""
        rows = [line._prepare_body_row() for line in lines]
        return json.dumps(rows, sort_keys=True, separators=(",", ":"))

    def _prepare_seal(self, sequence, last):
        # EXTENDS 'property.book.mixin': after the day before
        body, sequence = self._get_body(), sequence + 1
        return {
            "sequence": sequence,
            "previous_hash": last,
            "body": body,
            "body_hash": self._get_hash(
                self.company_id, sequence, self.date, last, body
            ),
        }

    @api.model
    def _get_hash(self, company, sequence, date, previous, body):
        """Return the hash of a day in the chain."""
        return self._seal(company.id, sequence, date, previous, body)

    @api.model
    def _get_closers_text(self, names):
        # EXTENDS 'property.book.mixin'
        return self.env._("%s: the days of the ledger are closed by finance.", names)

    def _get_not_closed_text(self, reasons):
        # EXTENDS 'property.book.mixin'
        return self.env._(
            "%(day)s cannot be closed:\n%(reasons)s",
            day=self.display_name,
            reasons=reasons,
        )

    def _verify(self, company):
        """Return the dates of a company's days that are not as they were closed."""
        days_sudo = self._search_closed(company, order="sequence")
        bad, previous, expected = [], "", 1
        for day in days_sudo:
            found = self._get_hash(
                company, day.sequence, day.date, day.previous_hash or "", day.body
            )
            if (
                day.sequence != expected
                or (day.previous_hash or "") != previous
                or found != day.body_hash
                or day.body != day._get_body()
            ):
                bad.append(day.date)
            previous, expected = day.body_hash, day.sequence + 1
        head = self.env["property.ledger.head"].sudo()  # as above
        head = head.search([("company_id", "=", company.id)])
        if head and (head.sequence, head.body_hash or "") != (expected - 1, previous):
            bad.append(days_sudo[-1:].date or company._get_today())
        return bad
