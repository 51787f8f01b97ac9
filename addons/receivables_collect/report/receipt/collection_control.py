from odoo import fields, models
from odoo.tools import SQL

KINDS = [
    ("void", "Voucher Void"),
    ("missing", "Voucher Missing"),
    ("difference", "Difference at the Count"),
    ("late", "Late Deposit"),
    ("bounce", "Refused by the Bank"),
    ("approval", "Approved"),
    ("rejection", "Rejected"),
]


class CollectionControl(models.Model):
    """Control report of the marketing director (R1.5): exceptions, by person.

    Vouchers void or missing, differences at the count, money handed in late, cheques
    that bounced, approvals and rejections. It needs no expenses app.
    """

    _name = "collection.control"
    _description = "Control Report"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "reference"
    _depends = {
        "collection.voucher": ["state", "holder_id", "number", "company_id"],
        "collection.day.difference": ["amount", "owner_id", "company_id", "report_id"],
        "collection.day.report": ["verified_at", "date"],
        "collection.receipt": ["amount_company", "remit_by", "report_id", "state"],
        "collection.receipt.method": ["bounce_date", "amount"],
        "sales.approval": ["state", "decided_by_id", "decided_at"],
    }

    kind = fields.Selection(KINDS, readonly=True)
    date = fields.Date(readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        readonly=True,
        help="The person who held, collected, is liable or decided.",
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    reference = fields.Char(readonly=True)
    amount = fields.Monetary(readonly=True, help="In company currency.")
    days = fields.Integer(string="Days Late", readonly=True, aggregator="max")
    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", readonly=True, model_field="res_model", aggregator=None
    )

    @property
    def _table_query(self):
        rows = SQL(" UNION ALL ").join(
            [
                self._query_vouchers(),
                self._query_differences(),
                self._query_late(),
                self._query_bounces(),
                self._query_approvals(),
            ]
        )
        return SQL(
            "SELECT row_number() OVER (ORDER BY date, res_model, res_id, kind) AS id,"
            " control.* FROM (%s) AS control",
            rows,
        )

    def action_open(self):
        """Open the record behind the line."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def _query_vouchers(self):
        """Return the SQL of vouchers that are void or missing."""
        return SQL(
            """
            SELECT state AS kind, %s AS date, holder_id AS user_id,
                   company_id, number AS reference, NULL::numeric AS amount,
                   NULL::integer AS days, 'collection.voucher' AS res_model,
                   id AS res_id
              FROM collection_voucher
             WHERE state IN ('void', 'missing')
            """,
            self._query_day("write_date", "company_id"),
        )

    def _query_differences(self):
        """Return the SQL of differences at the count."""
        return SQL(
            """
            SELECT 'difference', date, owner_id, company_id, explanation, amount,
                   NULL, 'collection.day.report', report_id
              FROM collection_day_difference
            """
        )

    def _query_late(self):
        """Return the SQL of money that was, or still is, handed in late."""
        done = SQL(
            "COALESCE(%s, %s)",
            self._query_day("report.verified_at", "receipt.company_id"),
            self.env["res.company"]._query_today(SQL("receipt.company_id")),
        )
        return SQL(
            """
            SELECT 'late', receipt.remit_by, receipt.collector_id, receipt.company_id,
                   voucher.number, receipt.amount_company, %(done)s - receipt.remit_by,
                   'collection.receipt', receipt.id
              FROM collection_receipt receipt
              JOIN collection_day_report report ON report.id = receipt.report_id
              LEFT JOIN collection_voucher voucher ON voucher.id = receipt.voucher_id
             WHERE receipt.state IN ('collected', 'reported', 'verified')
               AND %(done)s > receipt.remit_by
            """,
            done=done,
        )

    def _query_bounces(self):
        """Return the SQL of cheques and drafts that the bank refused."""
        return SQL(
            """
            SELECT 'bounce', part.bounce_date, receipt.collector_id,
                   receipt.company_id, part.reference,
                   receipt.amount_company * part.amount / NULLIF(receipt.amount, 0),
                   NULL, 'collection.receipt', receipt.id
              FROM collection_receipt_method part
              JOIN collection_receipt receipt ON receipt.id = part.receipt_id
             WHERE part.bounce_date IS NOT NULL
            """
        )

    def _query_approvals(self):
        """Return the SQL of decisions and their approvers."""
        return SQL(
            """
            SELECT CASE state WHEN 'approved' THEN 'approval' ELSE 'rejection' END,
                   %s, decided_by_id, company_id,
                   COALESCE(document_name, subject), NULL, NULL,
                   'sales.approval', id
              FROM sales_approval
             WHERE state IN ('approved', 'rejected')
            """,
            self._query_day("decided_at", "company_id"),
        )

    def _query_day(self, moment, company):
        """Return the SQL of the day of a moment, both columns, in the company."""
        return self.env["res.company"]._query_day(SQL(moment), SQL(company))
