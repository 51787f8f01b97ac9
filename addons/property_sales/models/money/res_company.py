from datetime import timedelta

from odoo import models, tools
from odoo.exceptions import UserError
from odoo.fields import Domain

# the accounts that only the methods of homes book on
GUARDED = (
    "deposit",
    "receivable",
    "contract_liability",
    "tax_to_transfer",
    "collected_for_others",
)


class ResCompany(models.Model):
    """The accounts, journal and closed days of the money of homes (R2.8, R2.10)."""

    _inherit = "res.company"

    @tools.ormcache("self._ids")
    def _get_property_account_ids(self):
        """Return the ids of the accounts that only the methods of homes book on."""
        found = set()
        for company in self:
            for name in GUARDED:
                account = company._find_property_account(f"property_{name}")
                found.update(account.ids if account else ())
        return frozenset(found)

    def _get_property_journal(self):
        """Return the general journal of the entries of homes.

        :raise UserError: when the company has none
        """
        journal = self._find_property_journal("general")
        if not journal:
            raise UserError(
                self.env._("%s has no general journal: make one first.", self.name)
            )
        return journal

    def _find_property_journal(self, kind):
        """Return the first journal of a kind, in sudo: of a branch without one, that of
        the company above.

        :param str kind: general or sale
        """
        self.ensure_one()
        # sudo: entries are made by methods, whoever decides
        journals_sudo = self.env["account.journal"].sudo()
        domain = journals_sudo._check_company_domain(self)
        found = journals_sudo.search(Domain(domain) & Domain("type", "=", kind))
        own = found.filtered(lambda journal: journal.company_id == self)
        return (own or found)[:1]

    def _check_homes_bank(self, journal):
        """Check that money of homes can be paid back from a journal.

        :raise UserError: for another journal than a bank of the company
        """
        self.ensure_one()
        if journal.type != "bank" or journal.company_id != self:
            raise UserError(
                self.env._(
                    "%(journal)s: money of homes is returned from a bank account of"
                    " %(company)s.",
                    journal=journal.display_name,
                    company=self.name,
                )
            )

    def _get_closed_day(self, date):
        """Return the closed day of homes that is on or after `date`, in sudo.

        Days are closed in their order: nothing is dated before the last closed one.
        """
        self.ensure_one()
        # sudo: whether it is closed, whoever books
        days_sudo = self.env["property.ledger.day"].sudo()
        return days_sudo.search(
            [
                ("company_id", "=", self.id),
                ("state", "=", "closed"),
                ("date", ">=", date),
            ],
            order="date",
            limit=1,
        )

    def _get_next_bank_day(self, date):
        """Return the first working day after `date`, by the company's working hours."""
        self.ensure_one()
        calendar_sudo = self.sudo().resource_calendar_id  # working hours
        weekdays = set(calendar_sudo.attendance_ids.mapped("dayofweek"))
        day = date + timedelta(days=1)
        while weekdays and str(day.weekday()) not in weekdays:
            day += timedelta(days=1)
        return day
