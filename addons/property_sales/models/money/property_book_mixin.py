import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools.ondelete import ondelete_always

FINANCE = "sales_rules.group_finance"
# of the form of the body, first in what is hashed
VERSION = "1"


class PropertyBookMixin(models.AbstractModel):
    """A period of the property sales ledger, which finance closes and seals (R2.8).

    One row per company and `date`, made by hand or with the first movement. It closes
    when nothing is open, under the head of the chain, so that two periods are not
    closed at once; what it says is kept as text then, and sealed with a hash.

    A model says in `_get_open_reasons` what is open, in `_prepare_seal` what is kept,
    and who closes it and why not in `_get_closers_text` and `_get_not_closed_text`.
    """

    _name = "property.book.mixin"
    _description = "Closed Book of the Sale of Homes"
    _inherit = ["property.secret.mixin", "sales.state.mixin", "mail.thread"]

    _protected_fields = frozenset(
        {"body", "body_hash", "closed_at", "closed_by_id", "guard"}
    )
    _immutable_fields = frozenset({"company_id", "date"})
    _state_moves = {"closed": ("open",)}

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True)
    reasons_open = fields.Json(string="Open", compute="_compute_reasons_open")
    reasons_text = fields.Text(string="Still Open", compute="_compute_reasons_open")
    body = fields.Text(readonly=True, copy=False)
    body_hash = fields.Char(readonly=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one(
        "res.users", string="Closed by", readonly=True, copy=False
    )
    guard = fields.Integer(
        default=0, readonly=True, copy=False, exportable=False, prefetch=False
    )
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    @api.depends_context("uid", "lang")
    @api.depends("date", "company_id", "state")
    def _compute_reasons_open(self):
        for book in self:
            reasons = [] if book.state == "closed" else book._get_open_reasons()
            book.reasons_open = reasons
            book.reasons_text = "\n".join(reasons)

    @ondelete_always
    def _unlink_except_closed(self):
        self._check_state("open")

    def action_close(self):
        """Close periods, in their order.

        :raise AccessError: for others than finance
        :raise UserError: all that is open
        """
        self._check_finance()
        self.check_access("write")
        for book in self.sorted("date"):
            book._close()
        return True

    def _close(self):
        """Close one period, under the head of the chain."""
        self.ensure_one()
        self._check_state("open")
        head = self.env["property.ledger.head"].sudo()  # no other closes meanwhile
        sequence, last = head._take(self.company_id)
        self._take_own()
        if reasons := self._get_open_reasons():
            raise UserError(self._get_not_closed_text("\n".join(reasons)))
        book_sudo = self.sudo()  # all of the period, written by closing only
        book_sudo._move(
            "closed",
            closed_at=fields.Datetime.now(),
            closed_by_id=self.env.uid,
            **book_sudo._prepare_seal(sequence, last),
        )

    def _take_own(self):
        """Take the row of one period, as whatever is booked in it does."""
        self._take_rows(self.company_id, [self.date])

    @api.model
    def _take_rows(self, company, dates):
        """Take the rows of these dates, and make missing ones.

        A period that is closed at the same moment makes this transaction start again.
        """
        table = SQL.identifier(self._table)
        for date in sorted(set(dates)):
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO %(table)s
                                (company_id, date, state, guard, create_uid, write_uid,
                                 create_date, write_date)
                    VALUES (%(company)s, %(date)s, 'open', 0, %(user)s, %(user)s,
                            %(now)s, %(now)s)
                    ON CONFLICT (company_id, date)
                    DO UPDATE SET guard = %(table)s.guard + 1
                    RETURNING id
                    """,
                    table=table,
                    company=company.id,
                    date=date,
                    user=self.env.uid,
                    now=self.env.cr.now(),
                )
            )
        self.invalidate_model()

    @api.model
    def _search_closed(self, company, order=None):
        """Return the closed periods of a company, in sudo."""
        # sudo: all of the company
        return self.sudo().search(
            [("company_id", "=", company.id), ("state", "=", "closed")], order=order
        )

    @api.model
    def _seal(self, *parts):
        """Return the hash of what is sealed."""
        text = "|".join(str(part) for part in (VERSION, *parts))
        return hashlib.sha256(text.encode()).hexdigest()

    def _check_finance(self):
        """Check that the caller works in finance.

        :raise AccessError: for everybody else, the superuser excepted
        """
        if not self.env.su and not self.env.user.has_group(FINANCE):
            raise AccessError(self._get_closers_text(self._get_state_names()))

    def _get_open_reasons(self):
        """Return all that is open before one period can be closed.

        :rtype: list[str]
        """
        raise NotImplementedError

    def _prepare_seal(self, sequence, last):
        """Return what is kept of one period when it closes, in sudo.

        :param int sequence: of the last day in the chain
        :param str last: the hash of that day
        :rtype: dict
        """
        raise NotImplementedError

    @api.model
    def _get_closers_text(self, names):
        """Return that finance closes the periods of these names."""
        raise NotImplementedError

    def _get_not_closed_text(self, reasons):
        """Return that one period cannot be closed, for `reasons`."""
        raise NotImplementedError
