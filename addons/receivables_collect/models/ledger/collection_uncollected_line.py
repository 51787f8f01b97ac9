from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class CollectionUncollectedLine(models.Model):
    """An item that was not collected, with the reason (F23, R4.28).

    Document, dates and amounts are of the end of the period and stay so. The reason is
    the salesperson's until the report is submitted.
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
        string="Why Not Collected",
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
        string="Differs Because",
        readonly=True,
    )

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
