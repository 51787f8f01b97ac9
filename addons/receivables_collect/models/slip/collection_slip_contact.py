from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from .collection_slip import LIVING


class CollectionSlip(models.Model):
    _inherit = "collection.slip"

    contact_ids = fields.One2many("collection.contact", "slip_id", string="Contacts")
    contact_count = fields.Integer(
        string="Number of Contacts", compute="_compute_contact_count"
    )
    dispute_ids = fields.One2many("collection.dispute", "slip_id", string="Disputes")
    amount_disputed = fields.Monetary(
        string="Disputed",
        compute="_compute_totals",
        store=True,
        help="Left out of what is asked.",
    )
    last_contact_date = fields.Date(
        string="Last Contact",
        compute="_compute_contacts",
        store=True,
        help="Letters that the system sends are no contact.",
    )
    promise_date = fields.Date(
        string="Promised for", compute="_compute_contacts", store=True
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
        string="Why Here", compute="_compute_urgency_reason", exportable=False
    )
    is_untouched = fields.Boolean(
        string="Untouched",
        compute="_compute_is_untouched",
        search="_search_is_untouched",
        help="On its way, without contact for the days that the settings say.",
    )

    _worklist = models.Index(
        "(urgency DESC) WHERE state IN ('issued', 'sent', 'signed')"
    )

    @api.depends("contact_ids")
    def _compute_contact_count(self):
        for slip in self:
            slip.contact_count = len(slip.contact_ids)

    @api.depends("line_ids.amount_residual", "line_ids.is_open", "line_ids.is_disputed")
    def _compute_totals(self):
        res = super()._compute_totals()
        for slip in self:
            disputed = slip.line_ids.filtered(
                lambda line: line.is_open and line.is_disputed
            )
            slip.amount_disputed = sum(disputed.mapped("amount_residual"))
        return res

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
        today = fields.Date.context_today(self)
        for slip in self:
            days = max((today - slip.date_oldest).days, 0) if slip.date_oldest else 0
            company = slip.company_id
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
            parts = [
                formatLang(
                    self.env, slip.amount_residual, currency_obj=slip.currency_id
                ),
                self.env._("%s days", slip.days_overdue),
            ]
            if slip.broken_count:
                parts.append(self.env._("%s broken promises", slip.broken_count))
            slip.urgency_reason = " × ".join(parts)

    def _compute_is_untouched(self):
        untouched = self.search([("id", "in", self.ids), ("is_untouched", "=", True)])
        for slip in self:
            slip.is_untouched = slip in untouched

    def _search_is_untouched(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = []
        for company in self.env.companies:
            days = company.sudo().collection_untouched_days  # sudo: a setting
            since = fields.Date.subtract(fields.Date.context_today(self), days=days)
            silent = Domain("last_contact_date", "=", False) & Domain(
                "date", "<=", since
            ) | Domain("last_contact_date", "<=", since)
            domains.append(Domain("company_id", "=", company.id) & silent)
        living = Domain("state", "in", LIVING) & Domain("amount_residual", ">", 0)
        return living & Domain.OR(domains)

    def _get_asked_lines(self):
        # EXTENDS collection_slip: disputed lines are left out and shown apart
        lines = super()._get_asked_lines()
        return lines.filtered(lambda line: not line.is_disputed)

    @api.model
    def _refresh_urgency(self):
        """Bring the order of the worklist in line with today; set-based."""
        self.flush_model(["urgency", "date_oldest", "amount_residual", "broken_count"])
        for company in self.env["res.company"].search(Domain.TRUE):
            today = fields.Date.context_today(self.with_company(company))
            self.env.cr.execute(self._query_urgency(company, today))
        self.invalidate_model(["urgency"])

    @api.model
    def _query_urgency(self, company, today):
        # sudo: rates are no secret
        currencies = self.env["res.currency"].sudo().with_context(active_test=False)
        rates = currencies.search(Domain.TRUE)._get_rates(company, today)
        own = rates.get(company.currency_id.id) or 1.0
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
            rates=SQL(", ").join(
                SQL("(%s, %s)", currency_id, rate / own)
                for currency_id, rate in rates.items()
            ),
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

    def action_view_items(self):
        """Open the journal items behind the lines."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Journal Items"),
            "res_model": "account.move.line",
            "view_mode": "list,form",
            "domain": [("id", "in", self.line_ids.move_line_id.ids)],
            "context": {"create": False},
        }
