from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class CollectionUncollectedLine(models.Model):
    """An item that was not collected, with the reason (F23, R4.28).

    Document, dates and amounts are of the end of the period and stay so. The reason is
    the salesperson's to give until the report is submitted.
    """

    _name = "collection.uncollected.line"
    _description = "Uncollected Item"
    _inherit = ["sales.line.mixin"]
    _log_access = False
    _order = "report_id, is_added, partner_id, date_maturity, id"
    _rec_name = "document"

    _line_parent = "report_id"
    _protected_fields = frozenset(
        {
            "report_id",
            "company_id",
            "move_line_id",
            "partner_id",
            "document",
            "date_maturity",
            "days_overdue",
            "currency_id",
            "amount",
            "amount_company",
            "is_added",
            "ledger_amount",
            "difference_reason",
        }
    )

    report_id = fields.Many2one(
        "collection.uncollected.report",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    state = fields.Selection(related="report_id.state")
    user_id = fields.Many2one(related="report_id.user_id")
    team_id = fields.Many2one(related="report_id.team_id")
    date_to = fields.Date(related="report_id.date_to")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    move_line_id = fields.Many2one(
        "account.move.line",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    document = fields.Char(readonly=True)
    date_maturity = fields.Date(string="Due", readonly=True)
    days_overdue = fields.Integer(
        readonly=True, aggregator="max", help="At the end of the period."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(
        string="Uncollected", readonly=True, help="At the end of the period."
    )
    amount_company = fields.Monetary(
        string="Uncollected, Company Currency",
        currency_field="company_currency_id",
        readonly=True,
    )
    reason = fields.Selection(
        [
            ("promised", "Promised for later"),
            ("no_money", "Customer has no money"),
            ("disputed", "Disputed"),
            ("papers", "Papers missing"),
            ("not_met", "Nobody met"),
            ("paid", "Says it is paid"),
            ("legal", "With the lawyer"),
            ("other", "Other, see note"),
        ],
        string="Non-collection Reason",
    )
    note = fields.Char()
    is_added = fields.Boolean(
        string="Missing in the Report",
        readonly=True,
        help="Open at the end of the period by the ledger of now, not reported.",
    )
    ledger_amount = fields.Monetary(
        string="Open in the Ledger",
        currency_field="company_currency_id",
        readonly=True,
        help="When finance compared.",
    )
    difference_reason = fields.Selection(
        [
            ("paid", "Paid since"),
            ("moved", "Moved: reset, other customer or other due date"),
            ("disputed", "Disputed"),
            ("salesperson", "Customer has another salesperson"),
            ("undone", "Payment undone since"),
            ("missing", "Not in the report"),
        ],
        readonly=True,
    )

    def write(self, vals):
        """Take a reason over to the other open reports of the same salesperson.

        The week and the ten days ask for the same item: it is answered once. A reason
        that was given there by itself stays.
        """
        if "reason" not in vals:
            return super().write(vals)
        former = {line._get_answer_key(): line.reason for line in self}
        res = super().write(vals)
        if not self.move_line_id:
            return res
        all_sudo = self.sudo()  # the same salesperson's report of the other kind
        twins_sudo = all_sudo.search(
            [
                ("move_line_id", "in", self.move_line_id.ids),
                ("report_id.state", "=", "draft"),
                ("is_added", "=", False),
                ("id", "not in", self.ids),
            ]
        )
        followers_sudo = twins_sudo.filtered(
            lambda twin: (
                twin._get_answer_key() in former
                and twin.reason in (False, former[twin._get_answer_key()])
            )
        )
        names = ("reason", "note")
        super(CollectionUncollectedLine, followers_sudo).write(
            {name: vals[name] for name in names if name in vals}
        )
        return res

    def _get_answer_key(self):
        """Return what is answered once: the item, by its salesperson."""
        self.ensure_one()
        line_sudo = self.sudo()  # the salesperson of the report
        return line_sudo.move_line_id.id, line_sudo.report_id.user_id.id

    @ondelete_always
    def _unlink_except_frozen(self):
        # OVERRIDES 'sales.line.mixin'
        raise UserError(
            self.env._("Items stay on the report: give the reason instead.")
        )

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin'
        raise UserError(
            self.env._(
                "%s was submitted: its reasons stay as they are.", parents[0].number
            )
        )

    def action_open_document(self):
        """Open the invoice or entry of the item."""
        self.ensure_one()
        move = self.move_line_id.move_id
        if not move:
            raise UserError(
                self.env._("%s is not in the ledger any more.", self.document)
            )
        return move._get_records_action()

    @api.model
    def _query_snapshot(self, company, date_to):
        """Return CTEs of items overdue at the end of a day, with their salespeople."""
        ledger = self.env["collection.ledger"]
        return SQL(
            """
            WITH entry AS (
                SELECT * FROM (%(items)s) item
                 WHERE item.amount > 0 AND item.due <= %(date)s
            ),
            %(holders)s,
            overdue AS (
                SELECT entry.*, holder.user_id, holder.team_id
                  FROM entry
                  JOIN holder ON holder.partner_id = entry.partner_id
                             AND %(date)s >= holder.date_from
                             AND %(date)s < holder.date_end
            )
            """,
            items=ledger._query_open_items(company, date_to, booked=True),
            holders=ledger._query_holders(),
            date=date_to,
        )

    @api.model
    def _query_insert(self, reports, added=False):
        """Return SQL that stores overdue items of the reports' salespeople as lines.

        The reason is the one given last, so that only new items need one.

        :param reports: of one company and one period
        :param added: items that the reports lack, which the comparison found
        """
        return SQL(
            """
            %(snapshot)s
            INSERT INTO collection_uncollected_line
                   (report_id, company_id, move_line_id, partner_id, document,
                    date_maturity, days_overdue, currency_id, amount, amount_company,
                    reason, is_added, ledger_amount, difference_reason)
            SELECT report.id, report.company_id, overdue.id,
                   NULLIF(overdue.partner_id, 0),
                   %(document)s, overdue.due,
                   report.date_to - overdue.due, overdue.currency_id,
                   %(amounts)s, %(reason)s
              FROM overdue
              JOIN collection_uncollected_report report
                ON COALESCE(report.user_id, 0) = overdue.user_id
               AND report.id IN %(reports)s
              JOIN account_move_line line ON line.id = overdue.id
              JOIN account_move move ON move.id = line.move_id
              LEFT JOIN LATERAL (
                       SELECT known.reason
                         FROM collection_uncollected_line known
                        WHERE known.move_line_id = overdue.id
                        ORDER BY known.id DESC LIMIT 1) last ON TRUE
             WHERE NOT EXISTS (SELECT 1 FROM collection_uncollected_line known
                                WHERE known.report_id = report.id
                                  AND known.move_line_id = overdue.id)
             ORDER BY report.id, overdue.due, overdue.id
            RETURNING id
            """,
            document=self.env["sales.ledger"]._query_document(SQL("line"), SQL("move")),
            snapshot=self._query_snapshot(reports.company_id, reports[:1].date_to),
            amounts=SQL("0, 0")
            if added
            else SQL("overdue.amount_currency, overdue.amount"),
            reason=SQL("NULL, TRUE, overdue.amount, 'missing'")
            if added
            else SQL("last.reason, FALSE, NULL, NULL"),
            reports=tuple(reports.ids),
        )

    @api.model
    def _query_compare(self, report):
        """Return SQL that writes present residuals and differences into `report`."""
        ledger = self.env["sales.ledger"]
        return SQL(
            """
            UPDATE collection_uncollected_line line
               SET ledger_amount = now.amount,
                   difference_reason = CASE
                       WHEN now.is_moved THEN 'moved'
                       WHEN now.amount < line.amount_company THEN 'paid'
                       WHEN now.user_id <> %(user)s THEN 'salesperson'
                       WHEN now.is_disputed AND COALESCE(line.reason, '') <> 'disputed'
                       THEN 'disputed'
                       WHEN now.amount > line.amount_company THEN 'undone'
                   END
              FROM (SELECT old.id,
                           CASE WHEN item.parent_state = 'posted'
                                THEN %(amount)s ELSE 0 END AS amount,
                           item.id IS NULL OR item.parent_state <> 'posted'
                           OR COALESCE(item.date_maturity, item.date)
                              <> old.date_maturity
                           OR COALESCE(partner.commercial_partner_id, 0)
                              <> COALESCE(old.partner_id, 0) AS is_moved,
                           COALESCE(customer.user_id, 0) AS user_id,
                           COALESCE(move.collection_exclusion,
                                    item.collection_exclusion, '') <> ''
                           OR EXISTS (SELECT 1 FROM collection_dispute dispute
                                       WHERE dispute.move_line_id = item.id
                                         AND dispute.state IN ('open', 'accepted'))
                               AS is_disputed
                      FROM collection_uncollected_line old
                      LEFT JOIN account_move_line item ON item.id = old.move_line_id
                      LEFT JOIN (%(loose)s) loose ON loose.id = item.id
                      LEFT JOIN account_move move ON move.id = item.move_id
                      LEFT JOIN res_partner partner ON partner.id = item.partner_id
                      LEFT JOIN res_partner customer
                        ON customer.id = partner.commercial_partner_id
                     WHERE old.report_id = %(report)s) now
             WHERE line.id = now.id
            RETURNING line.id
            """,
            report=report.id,
            user=report.user_id.id or 0,
            amount=ledger._query_live("amount"),
            loose=ledger._query_loose(),
        )
