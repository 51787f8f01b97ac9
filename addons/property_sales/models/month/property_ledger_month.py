import json

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.receivables_collect.tools.months import format_month


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
    _inherit = ["property.book.mixin", "mail.activity.mixin"]
    _order = "date desc, company_id"
    _rec_name = "name"

    _protected_fields = frozenset({"last_hash", "sent_at", "report_attachment_id"})

    date = fields.Date(
        string="Month",
        default=lambda self: self.env.company._get_today().replace(day=1),
        help="Any day of it: the first is kept.",
    )
    name = fields.Char(compute="_compute_name")
    date_due = fields.Date(
        string="Close by",
        compute="_compute_date_due",
        help="The last day on which it is closed and reported in time.",
    )
    reasons_open = fields.Json(help="All that is open before the month can be closed.")
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
    last_hash = fields.Char(
        string="Seal of the Last Day",
        readonly=True,
        copy=False,
        help="Of the last day of the ledger that was closed before the month was.",
    )
    closed_by_id = fields.Many2one(string="Month Closed by")
    report_attachment_id = fields.Many2one(
        "ir.attachment",
        string="Report",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    sent_at = fields.Datetime(readonly=True, copy=False)

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

    def action_close(self):
        # EXTENDS 'property.book.mixin': and send the general manager their reports
        res = super().action_close()
        self.env["property.month.mail"]._try(self.sorted("date"))
        return res

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

    def _take_own(self):
        # EXTENDS 'property.book.mixin': as whatever is dated in it does
        self._take_months(self.company_id, [self.date])

    def _get_open_reasons(self):
        # EXTENDS 'property.book.mixin'
        return self.env["property.month.check"]._get_reasons(self) if self.date else []

    def _prepare_seal(self, sequence, last):
        # EXTENDS 'property.book.mixin': with the seal of the last day
        body = self._prepare_body()
        found = self._get_hash(self.company_id, self.date, last, body)
        return {"body": body, "last_hash": last, "body_hash": found}

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
        return self._seal(company.id, date, last, body)

    @api.model
    def _get_closers_text(self, names):
        # EXTENDS 'property.book.mixin'
        return self.env._("%s: the months of the ledger are closed by finance.", names)

    def _get_not_closed_text(self, reasons):
        # EXTENDS 'property.book.mixin'
        return self.env._(
            "%(month)s cannot be closed:\n%(reasons)s",
            month=self.display_name,
            reasons=reasons,
        )

    @api.model
    def _get_changed(self, company):
        """Return the months of a company that are not as they were closed, in sudo."""
        return self._search_closed(company).filtered(
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
        self._take_rows(company, {date.replace(day=1) for date in dates})
