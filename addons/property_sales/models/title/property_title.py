from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date


class PropertyTitle(models.AbstractModel):
    """The title of a home that is handed over, with the bureau (R2.7, R2.11).

    The developer brings its papers, the bureau registers the buyer: both on days from
    the handover on, each noted once.
    """

    _name = "property.title"
    _description = "Registration of Titles"

    @api.model
    def _note_papers(self, contract, date):
        """Note on which day the bureau had the developer's papers of one contract."""
        contract._check_seller()
        contract._check_state("handed_over")
        if contract.title_papers_on:
            raise UserError(
                self.env._(
                    "%(contract)s: the papers are with the bureau since %(date)s.",
                    contract=contract.display_name,
                    date=format_date(self.env, contract.title_papers_on),
                )
            )
        today = contract.company_id._get_today()
        last = contract.title_date or today
        date = self._check_day(contract, date or last, contract.handover_date, last)
        contract._write_protected({"title_papers_on": date})
        self.env["property.deadline"]._follow(contract)

    @api.model
    def _note_title(self, contract, number, date):
        """Note the title of one contract, as the bureau registered it."""
        contract._check_seller()
        contract._check_state("handed_over")
        # two at once: the second is retried, and sees the first; and for the board
        contract.unit_id._take_guard()
        contract.invalidate_recordset(["title_number"])
        if contract.title_number:
            raise UserError(
                self.env._(
                    "%(contract)s has its title %(number)s of %(date)s already.",
                    contract=contract.display_name,
                    number=contract.title_number,
                    date=format_date(self.env, contract.title_date),
                )
            )
        number = (number or "").strip()
        if not number:
            raise UserError(
                self.env._("%s: enter the number of the title.", contract.display_name)
            )
        contract._check_number_free("title_number", number)
        today = contract.company_id._get_today()
        first = contract.title_papers_on or contract.handover_date
        date = self._check_day(contract, date or today, first, today)
        contract._write_protected({"title_number": number, "title_date": date})
        paper = self.env["property.document"]._issue(contract, "title", date)
        paper._write_protected({"number": number})
        self.env["property.deadline"]._follow(contract)

    @api.model
    def _check_day(self, contract, date, first, last):
        """Check a day of the bureau, and return it.

        :param first: the day of what comes before
        :param last: the last day that it can be
        """
        if not first <= date <= last:
            raise UserError(
                self.env._(
                    "%(contract)s: this day is from %(first)s to %(last)s; papers"
                    " follow the handover, and the title its papers.",
                    contract=contract.display_name,
                    first=format_date(self.env, first),
                    last=format_date(self.env, last),
                )
            )
        return date
