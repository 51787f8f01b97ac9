from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.receivables_collect.models.receipt.collection_receipt import IN_TRANSIT

from ..deadline.property_deadline import NEVER, Expected, Kind

FINANCE = "sales_rules.group_finance"
GENERAL = "sales_rules.group_general_manager"
RECEIPT = "collection.receipt"
OF_HOMES = Domain("property_unit_id", "!=", False)
DAY = "property.ledger.day"
ENDED = ("expired", "cancelled")


class PropertyDeadline(models.Model):
    """Money for homes is handed in, banked, closed and given back in time (R2.7, R2.8).

    Handed to finance on its day and banked on the next one (R2.10). That of a
    reservation without a contract goes back within some days from its end, whether or
    not the return was asked for. Days of the ledger remind by themselves, from noon on.
    """

    _inherit = "property.deadline"

    _kinds = {
        "return": Kind("property.reservation", FINANCE, 15),
        "hand_in": Kind(
            RECEIPT, FINANCE, 0, (FINANCE, GENERAL), done=[("state", "!=", "cancelled")]
        ),
        "bank": Kind(
            RECEIPT,
            FINANCE,
            1,
            GENERAL,
            done=[("method_ids.bank_slip_id.state", "=", "banked")],
        ),
        "day": Kind(DAY, FINANCE, NEVER, GENERAL, done=[("state", "=", "closed")]),
    }

    kind = fields.Selection(
        selection_add=[
            ("return", "Money to Return"),
            ("hand_in", "Money to Hand in"),
            ("bank", "Money to Bank"),
            ("day", "Day Close"),
        ],
        ondelete={
            "return": "cascade",
            "hand_in": "cascade",
            "bank": "cascade",
            "day": "cascade",
        },
    )

    def _expect_return(self, reservations):
        """Return the ended reservations that money was taken on and not given back."""
        expected = {}
        for row in self._find_unreturned(reservations):
            company = row.company_id
            since = company._get_day(row.ended_at)
            last = since + timedelta(days=company.property_return_days)
            expected[row.id] = Expected(company, last, self.env["res.users"])
        return expected

    def _find_unreturned(self, reservations):
        """Return ended reservations with money on the deposit account or on its way."""
        ended = [("reservation_id.state", "in", ENDED)]
        items = [("property_reservation_id.state", "in", ENDED)]
        if reservations is not None:
            ended += [("reservation_id", "in", reservations.ids)]
            items += [("property_reservation_id", "in", reservations.ids)]
        receipts = self.env["collection.receipt"]
        receipts = receipts.search(ended + [("state", "in", IN_TRANSIT)])
        companies = self.env["res.company"].search(Domain.TRUE)
        accounts = map(self.env["property.deposit"]._get_account, companies)
        balances = self.env["account.move.line"]._read_group(
            [
                *items,
                ("account_id", "in", [account.id for account in accounts]),
                ("parent_state", "=", "posted"),
            ],
            ["property_reservation_id"],
            ["balance:sum"],
        )
        held = [
            reservation.id
            for reservation, balance in balances
            if reservation.currency_id.compare_amounts(balance, 0.0) < 0
        ]
        return receipts.reservation_id | self.env["property.reservation"].browse(held)

    def _get_done_return(self, ids):
        """Return those reservations of which money was paid back."""
        reservations = self.env["property.reservation"].browse(ids)
        return set(self.env["property.deposit"]._get_returned(reservations))

    def _expect_hand_in(self, receipts):
        """Return the money for homes that its collectors have not handed in."""
        return {
            receipt.id: Expected(receipt.company_id, receipt.date, receipt.collector_id)
            for receipt in self._find(
                RECEIPT, receipts, OF_HOMES & Domain("state", "=", "collected")
            )
        }

    def _expect_bank(self, receipts):
        """Return the verified money for homes that is on no slip of the bank."""
        loose = Domain("bank_slip_id", "=", False)
        loose |= Domain("bank_slip_id.state", "!=", "banked")
        loose &= Domain("bounce_date", "=", False)
        domain = OF_HOMES & Domain("state", "=", "verified")
        domain &= Domain("method_ids", "any", loose)
        found = self._find(RECEIPT, receipts, domain)
        bank_days = {}  # each day is looked up once
        expected = {}
        for receipt in found:
            company = receipt.company_id
            since = company._get_day(receipt.report_id.submitted_at)
            key = company.id, since
            if key not in bank_days:
                bank_days[key] = company._get_next_bank_day(since)
            expected[receipt.id] = Expected(
                company, bank_days[key], self.env["res.users"]
            )
        return expected

    def _expect_day(self, days):
        """Return the days with movements that are past, and not closed."""
        return {
            day.id: Expected(
                day.company_id,
                day.company_id._get_next_bank_day(day.date),
                self.env["res.users"],
            )
            for day in self._find(DAY, days, [("is_to_close", "=", True)])
        }
