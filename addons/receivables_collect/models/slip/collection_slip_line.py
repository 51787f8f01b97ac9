from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.receivables_collect.tools import portal_fields
from odoo.addons.sales_rules.tools.ondelete import ondelete_always
from odoo.addons.sales_rules.tools.roles import is_closed

from .collection_dispute import ACTIVE


class CollectionSlipLine(models.Model):
    """A receivable, or a credit, on a collection slip (R4.23): one journal item.

    `is_open` receivables are unique per journal item; a line of a settled, returned or
    void slip frees its item. Document, date and due date are copies, for drafted
    invoices may be deleted. Credits of the customer are shown and reduce what is
    asked; each counts once over all open slips.
    """

    _name = "collection.slip.line"
    _description = "Collection Slip Line"
    _inherit = ["sales.protected.mixin"]
    _log_access = False
    _order = "slip_id, is_credit, date_maturity, id"
    _rec_name = "document"

    _protected_fields = frozenset(
        {
            "slip_id",
            "move_line_id",
            "is_credit",
            "document",
            "date_invoice",
            "date_maturity",
            "amount_due",
            "amount_residual",
            "is_open",
            "is_disputed",
            "amount_disputed",
            "outcome",
        }
    )

    slip_id = fields.Many2one(
        "collection.slip", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="slip_id.currency_id")
    move_line_id = fields.Many2one(
        "account.move.line", readonly=True, index=True, ondelete="set null"
    )
    is_credit = fields.Boolean(
        string="Credit", readonly=True, help="A credit note or money on account."
    )
    document = fields.Char(readonly=True)
    date_invoice = fields.Date(string="Document Date", readonly=True)
    date_maturity = fields.Date(string="Due", readonly=True)
    days_overdue = fields.Integer(
        compute="_compute_days_overdue", help="Days past due today.", aggregator="max"
    )
    amount_due = fields.Monetary(
        string="Due at Issue",
        readonly=True,
        help="The amount open when the slip was issued, negative for credits. Of a"
        " credit, what no other open slip uses.",
    )
    amount_residual = fields.Monetary(
        string="Still Open", compute="_compute_ledger", store=True
    )
    is_open = fields.Boolean(compute="_compute_ledger", store=True)
    outcome = fields.Selection(
        [
            ("reset", "Document reset to draft or cancelled"),
            ("deleted", "Document deleted"),
            ("customer", "Moved to another customer"),
            ("term", "Due date changed"),
            ("freed", "Slip void or returned"),
            ("newer", "On a newer slip"),
        ],
        string="Removal Reason",
        compute="_compute_ledger",
        store=True,
        help="Why it is no longer asked for, though the ledger did not settle it.",
    )
    is_disputed = fields.Boolean(
        string="Disputed",
        compute="_compute_disputed",
        store=True,
        help="A dispute of it is open or accepted, here or on an earlier slip.",
    )
    amount_disputed = fields.Monetary(
        string="Not Asked",
        compute="_compute_disputed",
        store=True,
        help="The disputed part of what is still open; the rest is asked for.",
    )

    _one_open = models.UniqueIndex(
        "(move_line_id) WHERE is_open IS TRUE AND is_credit IS NOT TRUE",
        "A receivable is on one open slip at most.",
    )
    _open_credit = models.Index(
        "(move_line_id) WHERE is_open IS TRUE AND is_credit IS TRUE"
    )

    @api.model
    def _has_field_access(self, field, operation):
        # EXTENDS 'base': customers read what is asked of them
        return super()._has_field_access(field, operation) and not is_closed(
            self, field, "receivables_collect", portal_fields.SLIP_LINE
        )

    @api.depends("date_maturity", "is_open", "is_credit")
    def _compute_days_overdue(self):
        for line in self:
            today = line.slip_id.company_id._get_today()
            counts = line.is_open and not line.is_credit and line.date_maturity
            line.days_overdue = (
                max((today - line.date_maturity).days, 0) if counts else 0
            )

    @api.depends(
        "move_line_id.amount_residual_currency",
        "move_line_id.reconciled",
        "move_line_id.parent_state",
        "move_line_id.matched_credit_ids.credit_move_id.parent_state",
        "move_line_id.matched_debit_ids.debit_move_id.parent_state",
        "move_line_id.date_maturity",
        "move_line_id.partner_id.commercial_partner_id",
    )
    def _compute_ledger(self):
        newer = self._get_items_on_newer_slips()
        ledger = self.env["sales.ledger"]
        # sudo: the ledger is the truth for every user
        amounts = ledger.sudo()._get_open(self.move_line_id._origin)
        for line in self:
            item = line.move_line_id
            outcome = line.outcome or line._get_lapse()
            own, residual = amounts.get(item._origin.id, (0.0, 0.0))
            is_open = not outcome and bool(own or residual)
            if is_open and not line.is_open and item in newer:
                outcome, is_open = "newer", False
            residual = residual if is_open else 0.0
            line.outcome = outcome
            line.is_open = is_open
            line.amount_residual = (
                max(residual, line.amount_due) if line.is_credit else residual
            )

    @api.depends(
        "move_line_id.collection_dispute_ids.amount_rest",
        "move_line_id.collection_dispute_ids.state",
        "amount_residual",
        "is_open",
    )
    def _compute_disputed(self):
        for line in self:
            disputes = line.move_line_id.collection_dispute_ids.filtered(
                lambda dispute: dispute.state in ACTIVE
            )
            line.is_disputed = bool(disputes) and not line.is_credit
            rest = sum(disputes.mapped("amount_rest")) if line.is_open else 0.0
            line.amount_disputed = (
                0.0 if line.is_credit else min(rest, line.amount_residual)
            )

    @ondelete_always
    def _unlink_except_issued(self):
        issued = self.slip_id.filtered(lambda slip: slip.state != "draft")
        if issued:
            raise UserError(
                self.env._(
                    "%s was issued: its lines stay. Void or return the slip.",
                    issued[0].display_name,
                )
            )

    def action_dispute(self):
        """Open the dialog that notes a dispute of this receivable."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Dispute"),
            "res_model": "collection.dispute",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_slip_line_id": self.id},
        }

    def _get_asked(self):
        """Return what is asked for this line: what is open, less what is disputed."""
        self.ensure_one()
        return self.amount_residual - self.amount_disputed

    def _free(self):
        """Let further runs ask for the items of an ended slip.

        Settled lines too: an item that is open again later is not this slip's.
        """
        self.filtered(lambda line: not line.outcome)._write_protected(
            {"outcome": "freed", "is_open": False, "amount_residual": 0.0}
        )

    def _get_lapse(self):
        """Return why the line stands no longer for its journal item, or False."""
        self.ensure_one()
        item = self.move_line_id
        if not item:
            return "deleted"
        if item.parent_state != "posted":
            return "reset"
        if item.partner_id.commercial_partner_id != self.slip_id.partner_id:
            return "customer"
        due = item.date_maturity or item.date
        return not self.is_credit and due != self.date_maturity and "term"

    def _get_items_on_newer_slips(self):
        """Return the journal items of closed lines that other slips ask for now."""
        closed = self.filtered(lambda line: not line.is_open and not line.is_credit)
        if not closed:
            return self.move_line_id.browse()
        others = self.search(
            [
                ("move_line_id", "in", closed.move_line_id.ids),
                ("is_open", "=", True),
                ("is_credit", "=", False),
                ("id", "not in", closed.ids),
            ]
        )
        return others.move_line_id
