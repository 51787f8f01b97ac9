from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools import portal_fields, roles
from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always
from odoo.addons.sales_rules.tools.qr import get_qr_uri
from odoo.addons.sales_rules.tools.roles import is_closed

# states in which a slip is on its way: its receivables are open
LIVING = ("issued", "sent", "signed")
# states in which it asks for nothing any more, regardless of the ledger
ENDED = ("returned", "void")


class CollectionSlip(models.Model):
    """Collection slip F17: the claim on one customer in one currency (R4.23).

    One per company, commercial partner and currency. It carries a number from its
    issue on, without gaps per company and year. Amounts are in the slip's currency.
    It is settled by itself when the ledger settles its lines, in any way, and comes
    back when a reconciliation is undone.

    In steps, a class each: the document with what it asks and its end; the order in
    which slips are worked on (collection_slip_worklist.py); the level of dunning and
    its letter (collection_slip_level.py).
    """

    _name = "collection.slip"
    _description = "Collection Slip"
    _inherit = [
        "collection.custody.mixin",
        "sales.state.mixin",
        "sales.register.mixin",
        "sales.reason.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "number"
    _register_code = "collection.slip"
    _register_prefix = "CS"
    _reason_actions = {"void": "action_void", "return": "action_return"}
    # salespeople write on slips they follow up, and change nothing of them
    _mail_post_access = "read"

    _protected_fields = frozenset(
        {
            "number",
            "state_before",
            "line_ids",
            "run_id",
            "partner_id",
            "currency_id",
            "company_id",
            "user_id",
            "team_id",
            "date",
            "amount_due",
            "amount_residual",
            "amount_disputed",
            "date_oldest",
            "end_reason",
        }
    )
    # besides them the ledger settles and reopens, see `_compute_state`
    _state_moves = {
        "issued": ("draft", "sent"),
        "sent": ("issued", "signed"),
        "signed": ("sent",),
        "returned": LIVING,
        "void": LIVING,
    }

    number = fields.Char(readonly=True, copy=False, index="trigram")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    run_id = fields.Many2one(
        "collection.run", readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The customer's salesperson when the slip was made.",
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date = fields.Date(
        string="Issued on", readonly=True, help="The day the slip was issued."
    )
    line_ids = fields.One2many(
        "collection.slip.line", "slip_id", string="Lines", readonly=True
    )
    line_count = fields.Integer(compute="_compute_line_count")
    dispute_ids = fields.One2many("collection.dispute", "slip_id", string="Disputes")
    amount_due = fields.Monetary(
        string="Due at Issue",
        readonly=True,
        copy=False,
        help="The amount open when the slip was issued; it never changes.",
    )
    amount_residual = fields.Monetary(
        string="Amount Due",
        compute="_compute_totals",
        store=True,
        help="The amount still open in the ledger, less credits and disputed amounts.",
    )
    amount_disputed = fields.Monetary(
        string="Disputed",
        compute="_compute_totals",
        store=True,
        help="Left out of the amount asked.",
    )
    date_oldest = fields.Date(
        string="Oldest Due", compute="_compute_totals", store=True
    )
    days_overdue = fields.Integer(
        compute="_compute_days_overdue", aggregator="max", help="Of the oldest line."
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("issued", "Issued"),
            ("sent", "Sent to Branch"),
            ("signed", "Signed by Collector"),
            ("settled", "Settled"),
            ("returned", "Returned"),
            ("void", "Void"),
        ],
        compute="_compute_state",
        store=True,
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    state_before = fields.Char(
        compute="_compute_state",
        store=True,
        copy=False,
        help="The state of the slip when the ledger settled it.",
    )
    end_reason = fields.Char(string="Void or Return Reason", readonly=True, copy=False)

    _number_company = models.UniqueIndex(
        "(company_id, number)", "This slip number exists already."
    )
    _living = models.Index(
        "(company_id, partner_id) WHERE state IN ('draft', 'issued', 'sent', 'signed')"
    )

    @api.model
    def _has_field_access(self, field, operation):
        # EXTENDS 'base': customers read what is asked of them
        return super()._has_field_access(field, operation) and not is_closed(
            self, field, "receivables_collect", portal_fields.SLIP
        )

    @api.depends("line_ids")
    def _compute_line_count(self):
        for slip in self:
            slip.line_count = len(slip.line_ids)

    @api.depends(
        "line_ids.amount_residual", "line_ids.is_open", "line_ids.amount_disputed"
    )
    def _compute_totals(self):
        for slip in self:
            lines = slip._get_asked_lines()
            asked = sum(line._get_asked() for line in lines)
            slip.amount_residual = max(asked, 0.0)
            debits = lines.filtered(lambda line: not line.is_credit)
            dues = [day for day in debits.mapped("date_maturity") if day]
            slip.date_oldest = min(dues, default=False)
            opened = slip.line_ids.filtered("is_open")
            slip.amount_disputed = sum(opened.mapped("amount_disputed"))

    @api.depends("date_oldest", "company_id")
    def _compute_days_overdue(self):
        for slip in self:
            today = slip.company_id._get_today()
            oldest = slip.date_oldest
            slip.days_overdue = max((today - oldest).days, 0) if oldest else 0

    @api.depends("line_ids.is_open")
    def _compute_state(self):
        # as in account.payment: facts of the ledger move a state set by methods
        for slip in self:
            slip.state = slip.state or "draft"
            slip.state_before = slip.state_before
            is_open = any(line.is_open and not line.is_credit for line in slip.line_ids)
            if slip.state in LIVING and slip.line_ids and not is_open:
                slip.state_before, slip.state = slip.state, "settled"
            elif slip.state == "settled" and is_open:
                slip.state = slip.state_before or "issued"

    @api.depends("number", "partner_id")
    def _compute_display_name(self):
        for slip in self:
            # sudo: the name of the customer, of any salesperson
            customer = slip.sudo().partner_id.name or ""
            slip.display_name = slip.number or self.env._("Draft slip of %s", customer)

    @ondelete_always
    def _unlink_except_issued(self):
        issued = self.filtered(lambda slip: slip.state != "draft")
        if issued:
            raise UserError(
                self.env._(
                    "%s was issued and keeps its number: void it instead of deleting.",
                    ", ".join(issued[:3].mapped("display_name")),
                )
            )

    @door_kinds.takes(reason=door_kinds.text)
    def action_void(self, reason=None):
        """Take slips back for good; their numbers stay, their receivables are free.

        :param str reason: why
        :raise AccessError: when the caller is not finance
        :raise UserError: without a reason, or when a slip is not on its way
        """
        self._end("void", reason)
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_return(self, reason=None):
        """Record that slips came back to finance uncollected (R4.25).

        :param str reason: why
        :raise AccessError: when the caller is not finance
        :raise UserError: without a reason, while the paper is with somebody, or when a
            slip is not on its way
        """
        out = self.filtered(lambda slip: slip.custody != "finance")
        if out:
            # sudo: the name of its holder
            holder = out[0].sudo().holder_id.name or ""
            raise UserError(
                self.env._(
                    "%(slip)s is with %(holder)s: it has to be handed back to finance"
                    " before it counts as returned.",
                    slip=out[0].display_name,
                    holder=holder,
                )
            )
        self._end("returned", reason)
        return True

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

    def _end(self, state, reason):
        """Void or return slips and free their lines."""
        roles.check(
            self.env,
            roles.FINANCE,
            self.env._("Slips are voided and taken back by finance. Ask finance."),
        )
        self.check_access("write")
        self._check_living()
        demand = self.env._("Say why: the reason stays on the register of slips.")
        reason = self._check_reason(reason, demand)
        # first: with no line left open it would count as settled
        self._move(state, end_reason=reason)
        # sudo: nobody may write lines
        self.sudo().line_ids._free()
        labels = dict(self._fields["state"]._description_selection(self.env))
        for slip in self:
            slip.message_post(
                body=self.env._(
                    "%(state)s: %(reason)s", state=labels[state], reason=reason
                )
            )

    def _check_living(self):
        """Check that all slips are on their way."""
        if wrong := self.filtered(lambda slip: slip.state not in LIVING):
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(slip)s is %(state)s: only issued slips can be voided, returned"
                    " or worked on.",
                    slip=wrong[0].display_name,
                    state=labels[wrong[0].state],
                )
            )

    def _get_portal_payment_url(self):
        """Return where the button of the portal's page leads: core's page of overdue
        invoices. An addon whose items are no invoices gives its own.
        """
        self.ensure_one()
        return "/my/invoices/overdue"

    def _get_qr_uri(self):
        """Return the image of the QR code of the slip's number, for the form."""
        self.ensure_one()
        return get_qr_uri(self.number or "")

    def _get_asked_lines(self):
        """Return the lines that count in the amount asked.

        Lines that are disputed as a whole are left out and shown apart.
        """
        self.ensure_one()
        return self.line_ids.filtered(lambda line: line.is_open and line._get_asked())

    @api.model
    def _sweep(self, domain=()):
        """Bring slips in line with the ledger where the two came apart.

        A payment committed while a run was writing its lines leaves no trace on them:
        its transaction saw no line to recompute, the run's saw no payment. Found by
        one comparison; only what differs is computed again.

        :param domain: of the slips to look at, all by default
        :return: the lines that differed
        """
        # sudo: the ledger is the truth for every user
        slips_sudo = self.sudo()
        lines_sudo = slips_sudo.env["collection.slip.line"]
        lines_sudo.flush_model()
        slips_sudo.flush_model()
        self._flush_items()
        query = slips_sudo._search(domain)
        rows = self.env.execute_query(self._query_skewed(query))
        lines = lines_sudo.browse(line_id for (line_id,) in rows)
        if lines:
            self.env["account.move.line"].invalidate_model()
            lines.modified(["move_line_id"])
            lines_sudo.flush_model()
            slips_sudo.flush_model()
        return lines.with_env(self.env)

    @api.model
    def _flush_items(self):
        """Write the fields of journal items that SQL reads."""
        self.env["sales.ledger"]._flush()
        self.env["account.move.line"].flush_model(["invoice_date"])
        self.env["res.partner"].flush_model(["commercial_partner_id", "user_id"])

    @api.model
    def _query_skewed(self, slips):
        """Return the SQL of the lines that say other than their journal items."""
        ledger = self.env["sales.ledger"]
        is_open = SQL("(line.outcome IS NULL AND %s)", ledger._query_live("is_open"))
        live = SQL(
            """
            CASE WHEN NOT %(is_open)s THEN 0
                 WHEN line.is_credit THEN GREATEST(%(residual)s, line.amount_due)
                 ELSE %(residual)s
             END
            """,
            is_open=is_open,
            residual=ledger._query_live("amount_currency"),
        )
        return SQL(
            """
            SELECT line.id
              FROM collection_slip_line line
              LEFT JOIN account_move_line item ON item.id = line.move_line_id
              LEFT JOIN (%(loose)s) loose ON loose.id = item.id
              LEFT JOIN res_partner partner ON partner.id = item.partner_id
              JOIN collection_slip slip ON slip.id = line.slip_id
             WHERE line.slip_id IN %(slips)s
               AND line.outcome IS NULL
               AND (item.id IS NULL
                    OR item.parent_state <> 'posted'
                    OR line.is_open IS DISTINCT FROM %(is_open)s
                    OR line.amount_residual <> %(live)s
                    OR partner.commercial_partner_id <> slip.partner_id
                    OR (line.is_credit IS NOT TRUE
                        AND COALESCE(item.date_maturity, item.date)
                            <> line.date_maturity))
            """,
            slips=slips.subselect(),
            loose=ledger._query_loose(),
            is_open=is_open,
            live=live,
        )
