from pytz import timezone, utc

from odoo import api, fields, models
from odoo.fields import Domain

TO_CLOSE = "property_sales.mail_activity_type_day_to_close"
FINANCE = "sales_rules.group_finance"
GENERAL = "sales_rules.group_general_manager"
# the hour of the next bank day from which an open day is late
HOUR = 12


class PropertyLedgerDay(models.Model):
    """Watching days: closed by noon of the next bank day, else told (R2.8, R2.10)."""

    _inherit = "property.ledger.day"

    is_to_close = fields.Boolean(
        string="To Close",
        compute="_compute_is_to_close",
        compute_sudo=True,
        search="_search_is_to_close",
        help="Open, before the company's day, and with movements.",
    )

    @api.depends("date", "company_id", "state")
    def _compute_is_to_close(self):
        found = self.search([("id", "in", self.ids), ("is_to_close", "=", True)])
        for day in self:
            day.is_to_close = day._origin in found

    @api.model
    def _search_is_to_close(self, operator, value):
        if operator != "in":
            return NotImplemented
        past = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date", "<", company._get_today())
        )
        # sudo: of everybody; finance also closes days whose money it has not counted
        days_sudo = self.sudo().search(Domain("state", "=", "open") & past)
        # by their ids, as there are few: else the whole ledger is read
        lines_sudo = self.env["property.ledger.line"].sudo()  # as above
        moved = lines_sudo._read_group([("day_id", "in", days_sudo.ids)], ["day_id"])
        found = Domain("id", "in", [day.id for [day] in moved])
        return Domain.OR(found if wanted else ~found for wanted in value)

    @api.model
    def _cron_watch(self):
        """Tell finance of days to close, and the general manager of late ones."""
        companies = self.env["res.company"].search(Domain.TRUE)
        self.env["ir.cron"]._go_through(companies, self._watch, "Ledger of homes")

    @api.model
    def _watch(self, company):
        """Have those who must close or know see the open days of a company."""
        days = self.search(
            [("company_id", "=", company.id), ("is_to_close", "=", True)]
        )
        finance = company._get_role_users(FINANCE)
        general = company._get_role_users(GENERAL)
        wanted = {}
        for day in days:
            users = finance | general if day._is_late() else finance
            wanted[day.id] = {
                user.id: {
                    "summary": day._get_watch_text(user.lang),
                    "date_deadline": company._get_next_bank_day(day.date),
                }
                for user in users
            }
        self.env["sales.notice"]._sync(days, TO_CLOSE, wanted)

    def _is_late(self):
        """Return whether this open day should have been closed by now."""
        self.ensure_one()
        company = self.company_id
        zone = timezone(company._get_zone())
        now = utc.localize(fields.Datetime.now()).astimezone(zone)
        due = company._get_next_bank_day(self.date)
        return now.date() > due or (now.date() == due and now.hour >= HOUR)

    def _get_watch_text(self, lang):
        """Return the summary of an activity about this day."""
        day = self.with_context(lang=lang)
        if day._is_late():
            return day.env._("%s is not closed: its money is late.", day.display_name)
        return day.env._("Close %s.", day.display_name)

    def _move(self, state, claim=False, **vals):
        # EXTENDS 'sales.state.mixin': nothing is left to do
        res = super()._move(state, claim=claim, **vals)
        self.env["sales.notice"]._end(self, TO_CLOSE)
        self.env["property.deadline"]._follow(self)
        return res
