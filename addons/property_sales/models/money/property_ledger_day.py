from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import format_date


class PropertyLedgerDay(models.Model):
    """A day of the property sales ledger F33, closed by finance (R2.8, R2.10).

    It closes when all money of the day is verified and banked, and receipts, bank slips
    and journal items are equal. Closed days form a chain of hashes, in which a day that
    was changed, taken out or put in is found. Afterwards nothing of the day is changed
    or dated on it: corrections land on the open day.

    In files by step: the day and its figures, closing and verifying (`_close`).
    """

    _name = "property.ledger.day"
    _description = "Day of the Property Sales Ledger"
    _inherit = ["property.book.mixin"]
    _order = "date desc, company_id"
    _rec_name = "date"

    _protected_fields = frozenset({"sequence", "previous_hash"})

    date = fields.Date(default=lambda self: self.env.company._get_today())
    line_ids = fields.One2many(
        "property.ledger.line", "day_id", string="Movements", readonly=True
    )
    amount_received = fields.Monetary(
        string="Received",
        compute="_compute_amounts",
        help="On the vouchers of the day; what finance has not counted is left out for"
        " users who count.",
    )
    amount_banked = fields.Monetary(
        string="Banked", compute="_compute_amounts", help="Of it, on bank slips."
    )
    amount_booked = fields.Monetary(
        string="Booked",
        compute="_compute_amounts",
        help="Of it, in journal items on the deposit account.",
    )
    reasons_open = fields.Json(help="All that is open before the day can be closed.")
    sequence = fields.Integer(readonly=True, copy=False, aggregator=None)
    previous_hash = fields.Char(readonly=True, copy=False)

    _one_per_day = models.UniqueIndex(
        "(company_id, date)", "The ledger has this day already."
    )
    _one_per_sequence = models.UniqueIndex(
        "(company_id, sequence) WHERE state = 'closed'",
        "The chain has a day in this place already.",
    )

    @api.depends("date")
    def _compute_display_name(self):
        for day in self:
            day.display_name = self.env._(
                "F33 of %s", format_date(self.env, day.date) if day.date else ""
            )

    @api.depends_context("uid")
    @api.depends("date", "company_id")
    def _compute_amounts(self):
        blind = self.env.user._is_counting_blind()
        for day in self:
            # sudo: the sums of the day, of everybody's receipts
            lines_sudo = day.sudo()._get_receipt_lines()
            seen = lines_sudo.filtered(lambda line: line.is_counted or not blind)
            banked = seen.filtered(lambda line: line._is_banked())
            booked = seen.filtered(lambda line: line.move_id.state == "posted")
            day.amount_received = day._sum(seen)
            day.amount_banked = day._sum(banked)
            day.amount_booked = -sum(
                booked.move_id.line_ids.filtered(
                    lambda item: item._get_homes_key()
                ).mapped("balance")
            )

    def _get_events(self):
        """Return what happened to homes on this day, beside their money (R2.8).

        :return: list of (home, what happened, by whom), for the page F33
        """
        self.ensure_one()
        reservations = self._search_events("property.reservation", "reserved_at")
        events = [
            (row.unit_id.display_name, self.env._("Held"), row.user_id.name)
            for row in reservations
        ]
        states = dict(reservations._fields["state"]._description_selection(self.env))
        events += [
            (
                row.unit_id.display_name,
                f"{states[row.state]}: {row.end_reason or ''}".strip(": "),
                row.user_id.name,
            )
            for row in self._search_events("property.reservation", "ended_at")
        ]
        events += [
            (
                block.unit_id.display_name,
                self.env._("Blocked: %s", block.reason),
                block.create_uid.name,
            )
            for block in self._search_events("property.block", "create_date")
        ]
        return events

    def _search_events(self, model, field):
        """Return the records of which a moment lies on this day of the company."""
        company = self.company_id
        return self.env[model].search(
            [
                ("company_id", "=", company.id),
                (field, ">=", company._get_midnight(self.date)),
                (field, "<", company._get_midnight(self.date + timedelta(days=1))),
            ],
            order=f"{field}, id",
        )

    def _get_receipt_lines(self):
        """Return the money that came on this day, on vouchers or otherwise."""
        self.ensure_one()
        lines = self.env["property.ledger.line"]
        return lines.search(
            [
                ("company_id", "=", self.company_id.id),
                ("date", "=", self.date),
                ("kind", "in", lines._coming_kinds),
            ]
        )

    def _sum(self, lines):
        """Return the sum of lines, rounded once."""
        return self.company_id.currency_id.round(sum(lines.mapped("amount")))

    @api.model
    def _take_days(self, company, dates):
        """Take the rows of days on which something is booked, and make missing ones.

        To be extended by what else is closed over them.
        """
        self._take_rows(company, dates)
