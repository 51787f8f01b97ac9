from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.receivables_collect.models.receipt.collection_receipt import IN_TRANSIT

from ..deadline.property_deadline import Expected, Kind

FINANCE = "sales_rules.group_finance"
ENDED = ("expired", "cancelled")


class PropertyDeadline(models.Model):
    """Money of a reservation without a contract goes back within some days (R2.7).

    From the day on which it ended, whether or not the return was asked for.
    """

    _inherit = "property.deadline"

    _kinds = {"return": Kind("property.reservation", FINANCE, 15)}

    kind = fields.Selection(
        selection_add=[("return", "Money to Return")], ondelete={"return": "cascade"}
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
