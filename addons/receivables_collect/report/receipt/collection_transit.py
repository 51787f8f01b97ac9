from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.receivables_collect.models.receipt.collection_receipt import STAGES


class CollectionTransit(models.Model):
    """Money in transit (R2.10, R5.15): collected and not verified, by person and age.

    Finance, which counts blind, sees the sum of a receipt when it is counted, or when
    it is late and its day report is not even submitted.
    """

    _name = "collection.transit"
    _description = "Money in Transit"
    _auto = False
    _order = "remit_by, id"
    _rec_name = "receipt_id"
    _depends = {
        "collection.receipt": [
            "amount_company",
            "collector_id",
            "company_id",
            "date",
            "remit_by",
            "report_id",
            "transit_stage",
            "state",
        ],
        "collection.day.report": ["counted_at", "state"],
        "res.users": ["sale_team_id"],
    }

    receipt_id = fields.Many2one("collection.receipt", readonly=True)
    report_id = fields.Many2one("collection.day.report", readonly=True)
    collector_id = fields.Many2one("res.users", readonly=True)
    team_id = fields.Many2one("crm.team", string="Branch", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(string="Collected on", readonly=True)
    remit_by = fields.Date(readonly=True)
    days = fields.Integer(
        string="Age in Days", readonly=True, aggregator="max", help="Since collected."
    )
    days_late = fields.Integer(
        readonly=True, aggregator="max", help="Since it was due."
    )
    stage = fields.Selection(STAGES, string="Remittance", readonly=True)
    state = fields.Selection(
        [("collected", "Not Reported"), ("reported", "Reported")], readonly=True
    )
    amount = fields.Monetary(
        readonly=True,
        help="In company currency. Finance sees it after its count, or when it is late"
        " and not reported.",
    )

    @property
    def _table_query(self):
        blind = self.env.user._is_counting_blind()
        today = self.env["res.company"]._query_today(SQL("receipt.company_id"))
        visible = SQL(
            "report.counted_at IS NOT NULL"
            " OR (report.state = 'open' AND receipt.remit_by < %s)",
            today,
        )
        return SQL(
            """
            SELECT receipt.id, receipt.id AS receipt_id, receipt.report_id,
                   receipt.collector_id, collector.sale_team_id AS team_id,
                   receipt.company_id, receipt.date, receipt.remit_by,
                   GREATEST(%(today)s - receipt.date, 0) AS days,
                   GREATEST(%(today)s - receipt.remit_by, 0) AS days_late,
                   receipt.transit_stage AS stage, receipt.state,
                   CASE WHEN %(visible)s THEN receipt.amount_company END AS amount
              FROM collection_receipt receipt
              JOIN collection_day_report report ON report.id = receipt.report_id
              JOIN res_users collector ON collector.id = receipt.collector_id
             WHERE receipt.state IN ('collected', 'reported')
            """,
            today=today,
            visible=visible if blind else SQL("TRUE"),
        )
