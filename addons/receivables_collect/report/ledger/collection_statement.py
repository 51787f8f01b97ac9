from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools import door_kinds

READERS = (
    "sales_rules.group_salesperson,sales_rules.group_finance,"
    "sales_rules.group_general_manager,sales_rules.group_deputy_general_manager"
)
DAYS = 90


class CollectionStatement(models.AbstractModel):
    """Statement of account for a customer (R4.23): entries, balance, open slips.

    On paper for those who may see the customer, in the portal for the customer. Of the
    company at hand; of the last 90 days unless `date_from` and `date_to` say others.
    """

    _name = "report.receivables_collect.report_statement_template"
    _description = "Statement of Account"

    # what an address may say beside the customers, see `ir.actions.report`
    _report_options = {"date_from": door_kinds.day, "date_to": door_kinds.day}

    @api.model
    def _get_report_values(self, docids, data=None):
        data = data or {}
        partners = self.env["res.partner"].browse(docids).commercial_partner_id
        partners.check_access("read")
        if not self.env.su and not self.env.user.has_groups(READERS):
            raise AccessError(
                self.env._("Statements of account are for sales and finance.")
            )
        today = fields.Date.context_today(self)
        date_to = fields.Date.to_date(data.get("date_to")) or today
        date_from = fields.Date.to_date(data.get("date_from")) or min(
            date_to, today - timedelta(days=DAYS)
        )
        # sudo: salespeople print their customers' accounts without accounting rights
        self_sudo = self.sudo()
        return {
            "docs": partners,
            "company": self.env.company,
            "date_from": date_from,
            "date_to": date_to,
            "statements": {
                partner.id: self_sudo._get_statement(partner, date_from, date_to)
                for partner in partners
            },
        }

    @api.model
    def _get_statement(self, partner, date_from, date_to):
        """Return the content of the statement of one customer."""
        ledger = self.env["collection.ledger"]
        ledger._flush_items()
        company = self.env.company
        rows = self.env.execute_query_dict(
            self._query_entries(company, partner, date_from, date_to)
        )
        opening = sum(row["amount"] for row in rows if row["is_before"])
        entries, balance = [], opening
        for row in rows:
            if not row["is_before"]:
                balance += row["amount"]
                entries.append(dict(row, balance=balance))
        slips = self.env["collection.slip"].search(
            [
                ("partner_id", "=", partner.id),
                ("company_id", "=", company.id),
                ("state", "in", ("issued", "sent", "signed")),
            ]
        )
        return {
            "opening": opening,
            "entries": entries,
            "closing": balance,
            "slips": slips,
            "overdue": self._get_overdue(company, partner, date_to),
        }

    def _get_overdue(self, company, partner, date):
        query = SQL(
            """
            SELECT COALESCE(SUM(amount), 0) FROM (%s) item
             WHERE partner_id = %s AND due < %s
            """,
            self.env["collection.ledger"]._query_open_items(company, date),
            partner.id,
            date,
        )
        return max(float(self.env.execute_query(query)[0][0]), 0.0)

    def _query_entries(self, company, partner, date_from, date_to):
        """Return SQL of the customer's entries; those before the period as one sum."""
        return SQL(
            """
            SELECT line.date < %(date_from)s AS is_before,
                   MAX(line.date) AS date,
                   MAX(COALESCE(NULLIF(line.move_name, ''), line.ref)) AS document,
                   MAX(line.ref) AS reference,
                   MAX(line.date_maturity) AS due,
                   SUM(line.balance)::float AS amount
              FROM account_move_line line
              JOIN res_partner partner ON partner.id = line.partner_id
             WHERE partner.commercial_partner_id = %(partner)s
               AND line.company_id = %(company)s
               AND line.account_id IN %(accounts)s
               AND line.parent_state = 'posted'
               AND line.date <= %(date_to)s
             GROUP BY 1, CASE WHEN line.date < %(date_from)s THEN 0 ELSE line.id END
             ORDER BY 2, 3
            """,
            date_from=date_from,
            date_to=date_to,
            partner=partner.id,
            company=company.id,
            accounts=self.env["collection.ledger"]._get_accounts(company),
        )
