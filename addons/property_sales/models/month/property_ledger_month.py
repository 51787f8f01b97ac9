import hashlib
import json

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools.months import format_month
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

FINANCE = "sales_rules.group_finance"
# of the form of the body, first in what is hashed
VERSION = "1"


class PropertyLedgerMonth(models.Model):
    """A month of the property sales ledger, closed by finance and reported (R2.8).

    It closes from its last working day on, when each of its days with movement is
    closed and all of them are as they were closed. The figures of the report F53 are
    kept as text and sealed, with the seal of the last day; the general manager has the
    report in the same hour. Afterwards nothing is dated in the month: corrections land
    in the next one. Amounts are in the company's currency, areas in m².
    """

    _name = "property.ledger.month"
    _description = "Month of the Property Sales Ledger"
    _inherit = [
        "property.secret.mixin",
        "sales.state.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date desc, company_id"
    _rec_name = "name"

    _protected_fields = frozenset(
        {"body", "body_hash", "last_hash", "closed_at", "closed_by_id", "sent_at"}
        | {"report_attachment_id", "guard"}
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
    date = fields.Date(
        string="Month",
        required=True,
        default=lambda self: self.env.company._get_today().replace(day=1),
        help="Any day of it: the first is kept.",
    )
    name = fields.Char(compute="_compute_name")
    date_due = fields.Date(
        string="Close by",
        compute="_compute_date_due",
        help="The last day on which it is closed and reported in time.",
    )
    reasons_open = fields.Json(
        string="Open",
        compute="_compute_reasons_open",
        help="All that is open before the month can be closed.",
    )
    reasons_text = fields.Text(string="Still Open", compute="_compute_reasons_open")
    homes_signed = fields.Integer(compute="_compute_figures", help="In the month.")
    homes_rescinded = fields.Integer(compute="_compute_figures", help="In the month.")
    homes_target = fields.Integer(
        string="Target (Homes)",
        compute="_compute_figures",
        help="By the marketing plans that are approved.",
    )
    area_sold = fields.Float(
        string="Area Sold (m²)",
        digits=(16, 2),
        compute="_compute_figures",
        help="Gross area of what was signed, less what was rescinded.",
    )
    amount_sold = fields.Monetary(
        compute="_compute_figures",
        help="Prices of what was signed, less what was rescinded.",
    )
    amount_target = fields.Monetary(
        string="Target (Amount)", compute="_compute_figures"
    )
    amount_received = fields.Monetary(
        string="Received",
        compute="_compute_figures",
        help="On vouchers and by the bank; what finance has not counted is left out"
        " for users who count.",
    )
    amount_late = fields.Monetary(
        string="In Arrears",
        compute="_compute_figures",
        help="Claimed, due and not paid; without what loans are to pay.",
    )
    homes_available = fields.Integer(string="Homes on Sale", compute="_compute_figures")
    months_of_stock = fields.Float(
        string="Months of Stock",
        digits=(16, 1),
        compute="_compute_figures",
        help="Homes on sale by the homes sold a month, over the last three months;"
        " zero where none was sold.",
    )
    figures_html = fields.Html(
        string="Figures", compute="_compute_figures_html", sanitize=False
    )
    body = fields.Text(readonly=True, copy=False)
    body_hash = fields.Char(readonly=True, copy=False)
    last_hash = fields.Char(
        string="Seal of the Last Day",
        readonly=True,
        copy=False,
        help="Of the last day of the ledger that was closed before the month was.",
    )
    closed_at = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one(
        "res.users", string="Month Closed by", readonly=True, copy=False
    )
    report_attachment_id = fields.Many2one(
        "ir.attachment",
        string="Report",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    sent_at = fields.Datetime(readonly=True, copy=False)
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

    _one_per_month = models.UniqueIndex(
        "(company_id, date)", "The ledger has this month already."
    )
    _first_day = models.Constraint(
        "CHECK(EXTRACT(DAY FROM date) = 1)", "A month is kept by its first day."
    )

    @api.depends("date")
    @api.depends_context("lang")
    def _compute_name(self):
        for month in self:
            month.name = format_month(self.env, month.date)

    @api.depends("name")
    def _compute_display_name(self):
        for month in self:
            month.display_name = self.env._("F33 of %s", month.name)

    @api.depends("date", "company_id")
    def _compute_date_due(self):
        for month in self:
            first = month.date and month.date.replace(day=1)
            month.date_due = first and month.company_id._get_month_due(first)

    @api.depends_context("uid", "lang")
    @api.depends("date", "company_id", "state")
    def _compute_reasons_open(self):
        for month in self:
            is_open = month.date and month.state != "closed"
            reasons = is_open and self.env["property.month.check"]._get_reasons(month)
            month.reasons_open = reasons or []
            month.reasons_text = "\n".join(reasons or [])

    @api.depends_context("uid", "lang")
    @api.depends("date", "company_id", "body")
    def _compute_figures(self):
        for month in self:
            figures = month._get_figures()
            total, stock = figures["sales"]["total"], figures["stock"]
            month.homes_signed = total["homes"]
            month.homes_rescinded = total["gone_homes"]
            month.homes_target = total["plan_homes"]
            month.area_sold = total["area"] - total["gone_area"]
            month.amount_sold = total["amount"] - total["gone_amount"]
            month.amount_target = total["plan_amount"]
            month.amount_received = figures["receipts"]["received"]
            month.amount_late = figures["arrears"]["late"]
            month.homes_available = stock["available"]
            month.months_of_stock = stock["months"] or 0.0

    @api.depends_context("uid", "lang")
    @api.depends("date", "company_id", "body")
    def _compute_figures_html(self):
        report = self.env["report.property_sales.report_f53_template"]
        for month in self:
            month.figures_html = self.env["ir.qweb"]._render(
                "property_sales.report_f53_figures",
                {"doc": month, "paper": report._get_paper(month)},
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Begin months, each kept by its first day."""
        return super().create([self._begin_month(vals) for vals in vals_list])

    @ondelete_always
    def _unlink_except_closed(self):
        self._check_state("open")

    def action_close(self):
        """Close months in their order, and send the general manager their reports.

        :raise AccessError: for others than finance
        :raise UserError: all that is open
        """
        self._check_finance()
        self.check_access("write")
        months = self.sorted("date")
        for month in months:
            month._close()
        self.env["property.month.mail"]._try(months)
        return True

    def action_send(self):
        """Send the general manager the reports of closed months that were not sent.

        :raise AccessError: for others than finance
        :raise UserError: naming one that is open or was sent
        """
        self._check_finance()
        self._check_state("closed")
        for month in self.filtered("sent_at"):
            raise UserError(
                self.env._(
                    "%s: the general manager has the report already. It is attached.",
                    month.display_name,
                )
            )
        self.env["property.month.mail"]._try(self)
        return True

    def _close(self):
        """Close one month, under the head of the chain of days."""
        self.ensure_one()
        self._check_state("open")
        company = self.company_id
        head = self.env["property.ledger.head"].sudo()  # no day closes meanwhile
        _sequence, last = head._take(company)
        self._take_months(company, [self.date])
        reasons = self.env["property.month.check"]._get_reasons(self)
        if reasons:
            raise UserError(
                self.env._(
                    "%(month)s cannot be closed:\n%(reasons)s",
                    month=self.display_name,
                    reasons="\n".join(reasons),
                )
            )
        month = self.sudo()  # all of the month, written by closing only
        body = month._prepare_body()
        month._move(
            "closed",
            body=body,
            last_hash=last,
            body_hash=self._get_hash(company, self.date, last, body),
            closed_at=fields.Datetime.now(),
            closed_by_id=self.env.uid,
        )

    def _get_bounds(self):
        """Return the first and the last day of the calendar in this month."""
        self.ensure_one()
        day = self.date or self.company_id._get_today()  # on a form that is empty yet
        first = day.replace(day=1)
        return first, first + relativedelta(months=1, days=-1)

    def _get_days(self):
        """Return the days of this month that the ledger has, the first one first."""
        first, last = self._get_bounds()
        return self.env["property.ledger.day"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("date", ">=", first),
                ("date", "<=", last),
            ],
            order="date",
        )

    def _get_figures(self):
        """Return what the report of this month says: as closed, or as it is now.

        :return: see `property.month.figures`
        :rtype: dict
        """
        self.ensure_one()
        if self.state == "closed":
            return json.loads(self.body)["figures"]
        return self.env["property.month.figures"]._get(self)

    def _prepare_body(self):
        """Return this month, with the seals of its days, as the text that is hashed."""
        days = self._get_days().filtered(lambda day: day.state == "closed")
        content = {
            "figures": self.env["property.month.figures"]._get(self),
            "days": [
                [fields.Date.to_string(day.date), day.sequence, day.body_hash]
                for day in days
            ],
        }
        return json.dumps(
            content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )

    @api.model
    def _get_hash(self, company, date, last, body):
        """Return the seal of a month."""
        text = "|".join(str(part) for part in (VERSION, company.id, date, last, body))
        return hashlib.sha256(text.encode()).hexdigest()

    @api.model
    def _get_changed(self, company):
        """Return the months of a company that are not as they were closed, in sudo."""
        # sudo: all of the company
        months_sudo = self.sudo().search(
            [("company_id", "=", company.id), ("state", "=", "closed")]
        )
        return months_sudo.filtered(
            lambda month: (
                month.body_hash
                != self._get_hash(
                    company, month.date, month.last_hash or "", month.body
                )
            )
        )

    @api.model
    def _begin_month(self, vals):
        """Return `vals` with the first day of the month."""
        date = fields.Date.to_date(vals.get("date"))
        return dict(vals, date=date.replace(day=1)) if date else vals

    @api.model
    def _take_months(self, company, dates):
        """Take the rows of the months of these days, and make missing ones.

        A month that is closed at the same moment makes this transaction start again.
        """
        self.flush_model()
        for date in sorted({date.replace(day=1) for date in dates}):
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO property_ledger_month
                                (company_id, date, state, guard, create_uid, write_uid,
                                 create_date, write_date)
                    VALUES (%s, %s, 'open', 0, %s, %s, %s, %s)
                    ON CONFLICT (company_id, date)
                    DO UPDATE SET guard = property_ledger_month.guard + 1
                    RETURNING id
                    """,
                    company.id,
                    date,
                    self.env.uid,
                    self.env.uid,
                    self.env.cr.now(),
                    self.env.cr.now(),
                )
            )
        self.invalidate_model()

    def _check_finance(self):
        """Check that the caller works in finance.

        :raise AccessError: for everybody else, the superuser excepted
        """
        if not self.env.su and not self.env.user.has_group(FINANCE):
            raise AccessError(
                self.env._(
                    "%s: the months of the ledger are closed by finance.",
                    self._get_state_names(),
                )
            )
