from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..contract.property_contract import SIGNED
from ..loan.property_mortgage import WAITING

# rows of a kind that are named; the others are counted
MOST_ROWS = 20


class PropertyMonthTasks(models.AbstractModel):
    """The tasks about homes at the end of a month, and the rescissions in it (R2.8).

    Reservations that are to become contracts, contracts to file, loans that wait, and
    rescissions with their reasons.
    """

    _name = "property.month.tasks"
    _description = "Tasks at the End of a Month of the Sale of Homes"

    @api.model
    def _get(self, company, first, until):
        """Return what is to be done in a company, and its rescissions.

        :param date first: the first day of the month
        :param date until: the day by which something is late
        :return: {"unsigned", "unfiled", "loans", "rescinded"}
        """
        return {
            "unsigned": self._get_unsigned(company, until),
            "unfiled": self._get_unfiled(company, until),
            "loans": self._get_loans(company),
            "rescinded": self._get_rescinded(company, first),
        }

    @api.model
    def _get_unsigned(self, company, until):
        """Return the reservations without a signed contract, by their last day."""
        # sudo: homes and customers of everybody
        reservations_sudo = self.env["property.reservation"].sudo()
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "active")
        domain &= Domain("number", "!=", False)
        late = domain & Domain("date_end", "<", until)
        rows = reservations_sudo.search(domain, order="date_end, id", limit=MOST_ROWS)
        return {
            "count": reservations_sudo.search_count(domain),
            "late": reservations_sudo.search_count(late),
            "rows": [self._get_row(row, row.date_end) for row in rows],
        }

    @api.model
    def _get_unfiled(self, company, until):
        """Return the contracts to file at the bureau, by their last day."""
        # sudo: as above
        contracts_sudo = self.env["property.contract"].sudo()
        days = timedelta(days=company.sudo().property_filing_days)  # a setting
        domain = Domain("company_id", "=", company.id) & Domain("state", "in", SIGNED)
        domain &= Domain("filing_date", "=", False)
        domain &= Domain("sale_kind", "=", "presale")
        late = domain & Domain("signed_on", "<", until - days)
        rows = contracts_sudo.search(domain, order="signed_on, id", limit=MOST_ROWS)
        return {
            "count": contracts_sudo.search_count(domain),
            "late": contracts_sudo.search_count(late),
            "rows": [self._get_row(row, row.signed_on + days) for row in rows],
        }

    @api.model
    def _get_row(self, record, day):
        """Return the home, the customer and the salesperson of a reservation or
        contract, and the last day for what is to be done.
        """
        return {
            "home": record.unit_id.display_name,
            "customer": record.partner_id.name or "",
            "seller": record.user_id.name or "",
            "day": fields.Date.to_string(day),
        }

    @api.model
    def _get_loans(self, company):
        """Return the loans that are not paid out, by what they wait for."""
        # sudo: loans of everybody, for their sums
        loans_sudo = self.env["property.mortgage"].sudo()
        rows = loans_sudo._read_group(
            [("company_id", "=", company.id), ("state", "in", WAITING)],
            ["state"],
            ["__count", "amount:sum", "date_applied:min"],
        )
        by_state = {state: sums for state, *sums in rows}
        return [
            {
                "state": state,
                "count": by_state[state][0],
                "amount": company.currency_id.round(by_state[state][1]),
                "since": fields.Date.to_string(by_state[state][2]),
            }
            for state in WAITING
            if state in by_state
        ]

    @api.model
    def _get_rescinded(self, company, first):
        """Return the rescissions of a month by reason and by whose fault it was."""
        contracts = self.env["property.month.figures"]._get_rescinded(company, first)
        # sudo: amendments of everybody
        amendments_sudo = self.env["property.amendment"].sudo()
        ends = amendments_sudo.search(
            [("contract_id", "in", contracts.ids), ("kind", "=", "rescission")]
            + [("state", "=", "applied")]
        )
        faults = {end.contract_id.id: end.fault or "" for end in ends}
        by_reason = contracts.grouped(
            lambda row: (row.end_reason or "", faults.get(row.id, ""))
        )
        return [
            {
                "reason": reason,
                "fault": fault,
                "homes": len(own),
                "amount": company.currency_id.round(sum(own.mapped("price"))),
                "names": ", ".join(own[:MOST_ROWS].unit_id.mapped("display_name")),
            }
            for (reason, fault), own in sorted(by_reason.items())
        ]
