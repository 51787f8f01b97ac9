from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from odoo.addons.sales_rules.tools.roles import check_searched

from .collection_slip import LIVING


class CollectionSlip(models.Model):
    """The order in which slips are worked on: contacts, promises, urgency (R4.23)."""

    _inherit = "collection.slip"

    _protected_fields = frozenset(
        {
            "last_contact_date",
            "promise_date",
            "promise_amount",
            "broken_count",
            "urgency",
        }
    )

    contact_ids = fields.One2many("collection.contact", "slip_id", string="Contacts")
    contact_count = fields.Integer(
        string="Number of Contacts", compute="_compute_contact_count"
    )
    last_contact_date = fields.Date(
        string="Last Contact",
        compute="_compute_contacts",
        store=True,
        help="Letters that the system sends are no contact.",
    )
    promise_date = fields.Date(
        string="Promised Date", compute="_compute_contacts", store=True
    )
    promise_amount = fields.Monetary(
        string="Promised", compute="_compute_contacts", store=True
    )
    broken_count = fields.Integer(
        string="Broken Promises",
        compute="_compute_contacts",
        store=True,
        aggregator="sum",
    )
    urgency = fields.Float(
        compute="_compute_urgency",
        store=True,
        aggregator=None,
        digits=(16, 0),
        help="Asked amount in company currency x days overdue x (1 + broken promises).",
    )
    urgency_reason = fields.Char(
        string="Priority", compute="_compute_urgency_reason", exportable=False
    )
    is_untouched = fields.Boolean(
        string="Untouched",
        compute="_compute_is_untouched",
        search="_search_is_untouched",
        help="On its way, without contact for the days that the settings say.",
    )

    is_to_work_on = fields.Boolean(
        string="To be worked on",
        compute="_compute_is_to_work_on",
        search="_search_is_to_work_on",
        help="Without a promise whose day is still to come.",
    )

    _worklist = models.Index(
        "(urgency DESC) WHERE state IN ('issued', 'sent', 'signed')"
    )

    @api.depends("contact_ids")
    def _compute_contact_count(self):
        for slip in self:
            slip.contact_count = len(slip.contact_ids)

    @api.depends("contact_ids.promise_state", "contact_ids.date")
    def _compute_contacts(self):
        for slip in self:
            contacts = slip.contact_ids
            promises = contacts.filtered(lambda row: row.promise_state == "open")
            broken = contacts.filtered(lambda row: row.promise_state == "broken")
            by_people = contacts.filtered(lambda row: row.result != "sent")
            slip.last_contact_date = max(by_people.mapped("date"), default=False)
            slip.promise_date = max(promises.mapped("promise_date"), default=False)
            slip.promise_amount = sum(promises.mapped("promise_amount"))
            slip.broken_count = len(broken)

    @api.depends("amount_residual", "date_oldest", "broken_count")
    def _compute_urgency(self):
        for slip in self:
            company = slip.company_id
            today = company._get_today()
            days = max((today - slip.date_oldest).days, 0) if slip.date_oldest else 0
            amount = slip.amount_residual
            if slip.currency_id != company.currency_id:
                amount = slip.currency_id._convert(
                    amount, company.currency_id, company, today
                )
            slip.urgency = amount * days * (1 + slip.broken_count)

    @api.depends_context("lang")
    @api.depends("amount_residual", "date_oldest", "broken_count")
    def _compute_urgency_reason(self):
        for slip in self:
            amount = formatLang(
                self.env, slip.amount_residual, currency_obj=slip.currency_id
            )
            slip.urgency_reason = slip._get_urgency_text(amount)

    def _get_urgency_text(self, amount):
        """Return why the slip stands where it does, in words.

        :param str amount: the amount asked, as people read it
        """
        if not self.days_overdue:
            return self.env._("%s, not overdue yet", amount)
        days, broken = self.days_overdue, self.broken_count
        one_day = self.env._("%s × 1 day", amount)
        text = (
            one_day
            if days == 1
            else self.env._("%(amount)s × %(days)s days", amount=amount, days=days)
        )
        if broken == 1:
            return self.env._("%s × 1 broken promise", text)
        if broken:
            return self.env._(
                "%(reason)s × %(count)s broken promises", reason=text, count=broken
            )
        return text

    @api.depends("promise_date", "company_id")
    def _compute_is_to_work_on(self):
        for slip in self:
            promised = slip.promise_date
            today = slip.company_id._get_today()
            slip.is_to_work_on = not promised or promised <= today

    def _search_is_to_work_on(self, operator, value):
        if operator != "in":
            return NotImplemented
        promised = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("promise_date", ">", company._get_today())
        )
        return ~promised if True in value else promised

    def _compute_is_untouched(self):
        untouched = self.search([("id", "in", self.ids), ("is_untouched", "=", True)])
        for slip in self:
            slip.is_untouched = slip in untouched

    def _search_is_untouched(self, operator, value):
        check_searched(self, "is_untouched")
        if operator != "in":
            return NotImplemented
        domains = []
        for company in self.env.companies:
            days = company.sudo().collection_untouched_days  # sudo: a setting
            since = fields.Date.subtract(company._get_today(), days=days)
            silent = Domain("last_contact_date", "=", False) & Domain(
                "date", "<=", since
            ) | Domain("last_contact_date", "<=", since)
            domains.append(Domain("company_id", "=", company.id) & silent)
        living = Domain("state", "in", LIVING) & Domain("amount_residual", ">", 0)
        return living & Domain.OR(domains)

    @api.model
    def _cron_sweep(self):
        """Bring slips in line with the ledger, and urgency with today."""
        self._sweep()
        self._refresh_urgency()

    @api.model
    def _refresh_urgency(self):
        """Bring the order of the worklist in line with today; set-based."""
        self.flush_model(["urgency", "date_oldest", "amount_residual", "broken_count"])
        for company in self.env["res.company"].search(Domain.TRUE):
            today = company._get_today()
            self.env.cr.execute(self._query_urgency(company, today))
        self.invalidate_model(["urgency"])

    @api.model
    def _query_urgency(self, company, today):
        return SQL(
            """
            UPDATE collection_slip slip
               SET urgency = slip.amount_residual / COALESCE(rate.rate, 1)
                             * GREATEST(%(today)s - slip.date_oldest, 0)
                             * (1 + COALESCE(slip.broken_count, 0))
              FROM (VALUES %(rates)s) rate (currency_id, rate)
             WHERE rate.currency_id = slip.currency_id
               AND slip.company_id = %(company)s
               AND slip.state IN ('draft', 'issued', 'sent', 'signed')
               AND slip.date_oldest IS NOT NULL
            """,
            today=today,
            rates=self.env["collection.overdue"]._query_rates(company, today),
            company=company.id,
        )

    def action_view_contacts(self):
        """Open the contacts about these slips."""
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_contact_action"
        )
        action["domain"] = [("slip_id", "in", self.ids)]
        return action
