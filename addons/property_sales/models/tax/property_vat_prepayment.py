from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.receivables_collect.tools.months import format_month
from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

FINANCE = "sales_rules.group_finance"


class PropertyVatPrepayment(models.Model):
    """The worksheet of the tax that a development prepays for a month (R2.8).

    On money that was received in the month, less what went back: never on claims. It is
    filed when the days of the month are closed, in the order of the months, and stays
    as it was filed: what was wrong of it is in the next month. A negative sum is
    carried forward. By the general method it also counts the price of the land under
    what is handed over. Amounts are in the company's currency, areas in m².
    """

    _name = "property.vat.prepayment"
    _description = "Prepaid VAT of a Month"
    _inherit = [
        "property.secret.mixin",
        "sales.state.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date desc, development_id"

    _protected_fields = frozenset(
        {"company_id", "line_ids", "tax_method", "percent", "carried_in", "tax"}
        | {"filed_on", "filed_by_id", "paid_on", "reference", "move_id"}
        | {"handed_area", "land_amount", "land_tax", "amount_received", "tax_due"}
        | {"amount_refunded", "amount_late", "amount_base", "amount_fees"}
        | {"amount_intent", "carried_out"}
    )
    _immutable_fields = frozenset({"development_id", "date"})
    _state_moves = {"filed": ("draft",)}

    development_id = fields.Many2one(
        "property.development", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="development_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        string="Month",
        required=True,
        default=lambda self: (
            self.env.company._get_today().replace(day=1) - relativedelta(months=1)
        ),
        help="Any day of it: the first is kept.",
    )
    date_due = fields.Date(
        string="File Tax by",
        compute="_compute_date_due",
        help="The last day on which it is filed in time.",
    )
    tax_method = fields.Selection(
        [("general", "General"), ("simple", "Simple")], readonly=True, copy=False
    )
    percent = fields.Float(
        string="Prepayment (%)",
        digits=(5, 2),
        readonly=True,
        copy=False,
        aggregator=None,
        help="Of the money without the tax in it; the rate of the last day.",
    )
    line_ids = fields.One2many(
        "property.vat.prepayment.line", "prepayment_id", string="Sales", readonly=True
    )
    amount_received = fields.Monetary(string="Received", readonly=True, copy=False)
    amount_refunded = fields.Monetary(
        string="Went back",
        readonly=True,
        copy=False,
        help="Refused by the bank, returned or forfeited; negative.",
    )
    amount_late = fields.Monetary(
        string="Late Fees and Penalties",
        readonly=True,
        copy=False,
        help="Paid with money of the price, without a sale; left out.",
    )
    amount_base = fields.Monetary(
        string="Tax Base", readonly=True, copy=False, help="With the tax in it."
    )
    amount_fees = fields.Monetary(
        string="For Others", readonly=True, copy=False, help="Fees; left out."
    )
    amount_intent = fields.Monetary(
        string="Money of Intent",
        readonly=True,
        copy=False,
        help="Taken, less what went back or paid a contract; left out until then.",
    )
    amount_ledger = fields.Monetary(
        string="By the Ledger",
        compute="_compute_check",
        help="All movements of the month in F33, as they stand now.",
    )
    amount_difference = fields.Monetary(
        string="Difference",
        compute="_compute_check",
        help="Of the ledger to the tax base and what is left out: none.",
    )
    tax = fields.Monetary(
        string="Tax of the Month",
        readonly=True,
        copy=False,
        help="Of all sales together, rounded once.",
    )
    carried_in = fields.Monetary(
        string="Carried from before", readonly=True, copy=False, help="Negative."
    )
    tax_due = fields.Monetary(string="Tax to Pay", readonly=True, copy=False)
    carried_out = fields.Monetary(
        string="Carried forward", readonly=True, copy=False, help="Negative."
    )
    handed_area = fields.Float(
        string="Handed over so far (m²)",
        digits=(16, 2),
        readonly=True,
        copy=False,
        aggregator=None,
        help="Gross area of the homes handed over until the end of the month.",
    )
    land_amount = fields.Monetary(
        string="Land to Deduct",
        readonly=True,
        copy=False,
        help="Price of the land under what is handed over, less the months before.",
    )
    land_tax = fields.Monetary(
        string="Output Tax Less",
        readonly=True,
        copy=False,
        help="In the land to deduct; finance posts it with the tax return.",
    )
    filed_on = fields.Date(string="Tax Filed on", readonly=True, copy=False)
    filed_by_id = fields.Many2one(
        "res.users", string="Tax Filed by", readonly=True, copy=False
    )
    paid_on = fields.Date(string="Paid to the Bureau on", readonly=True, copy=False)
    reference = fields.Char(
        string="Tax Payment Number", readonly=True, copy=False, index="btree_not_null"
    )
    move_id = fields.Many2one(
        "account.move",
        string="Entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Also of months before that were carried forward.",
    )
    reasons_text = fields.Text(string="Still Open", compute="_compute_reasons_text")
    state = fields.Selection(
        [("draft", "Draft"), ("filed", "Tax Filed")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _one_per_month = models.UniqueIndex(
        "(development_id, date)", "The development has a worksheet of this month."
    )
    _first_day = models.Constraint(
        "CHECK(EXTRACT(DAY FROM date) = 1)", "A month is kept by its first day."
    )

    @api.depends("date", "development_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for sheet in self:
            month = format_month(self.env, sheet.date) if sheet.date else ""
            names = month, sheet.development_id.display_name
            sheet.display_name = " · ".join(filter(None, names))

    @api.depends("date", "company_id")
    def _compute_date_due(self):
        for sheet in self:
            first = sheet.date and sheet.date.replace(day=1)
            sheet.date_due = first and sheet.company_id._get_vat_due(first)

    @api.depends("amount_base", "amount_fees", "amount_intent", "amount_late")
    def _compute_check(self):
        figures = self.env["property.vat.figures"]
        for sheet in self:
            total = figures._get_ledger_total(sheet) if sheet.date else 0.0
            parts = sheet.amount_base + sheet.amount_fees + sheet.amount_intent
            parts += sheet.amount_late
            currency = sheet.currency_id or self.env.company.currency_id
            sheet.amount_ledger = total
            sheet.amount_difference = currency.round(total - parts)

    @api.depends("date", "development_id", "state")
    @api.depends_context("lang")
    def _compute_reasons_text(self):
        check = self.env["property.vat.check"]
        for sheet in self:
            is_open = sheet.state == "draft" and sheet._origin
            reasons = check._get_reasons(sheet) if is_open else []
            sheet.reasons_text = "\n".join(reasons)

    @api.model_create_multi
    def create(self, vals_list):
        """Begin worksheets, each kept by the first day of its month, and count them."""
        self._check_finance()
        begun = []
        for vals in vals_list:
            date = fields.Date.to_date(vals.get("date"))
            begun.append(vals | {"date": date.replace(day=1)} if date else vals)
        sheets = super().create(begun)
        sheets._count()
        return sheets

    @ondelete_always
    def _unlink_except_filed(self):
        self._check_state("draft")

    def action_count(self):
        """Count drafts anew from the ledger.

        :raise AccessError: for others than finance
        """
        self._check_finance()
        self._check_state("draft")
        self.check_access("write")
        self._count()
        return True

    def action_file(self):
        """File worksheets, in the order of their months; they stay so (R2.8).

        :raise AccessError: for others than finance
        :raise UserError: all that is open
        """
        self._check_finance()
        self.check_access("write")
        for sheet in self.sorted("date"):
            sheet._file()
        return True

    @door_kinds.takes(
        date=door_kinds.day,
        journal_id=door_kinds.one("account.journal"),
        reference=door_kinds.text,
    )
    def action_pay(self, date, journal_id, reference):
        """Book the payment of the tax of one worksheet, by its contracts (R2.8).

        :param date: the day of the bank, today by default
        :param journal_id: the bank that it is paid from
        :param str reference: of the tax payment
        :return: the id of the entry
        :raise AccessError: for others than finance
        :raise UserError: where nothing is to be paid, or all that speaks against it
        """
        self.ensure_one()
        self._check_finance()
        self.check_access("write")
        return self.env["property.vat.books"]._pay(self, date, journal_id, reference).id

    def _file(self):
        """File one worksheet as it is counted now."""
        self.ensure_one()
        company = self.company_id
        # no day closes meanwhile, and no other worksheet is filed
        self.env["property.ledger.head"].sudo()._take(company)
        self.invalidate_recordset(["state"])
        self._check_state("draft")
        reasons = self.env["property.vat.check"]._get_reasons(self)
        if reasons:
            raise UserError(
                self.env._(
                    "%(sheet)s cannot be filed:\n%(reasons)s",
                    sheet=self.display_name,
                    reasons="\n".join(reasons),
                )
            )
        self._count()
        vals = {"filed_on": company._get_today(), "filed_by_id": self.env.uid}
        self._move("filed", **vals)
        self.env["property.deadline"]._follow(self)

    def _count(self):
        """Count these drafts from the ledger, with their lines."""
        figures = self.env["property.vat.figures"]
        lines_sudo = self.env["property.vat.prepayment.line"].sudo()  # methods only
        for sheet in self.sudo():  # so too
            vals, lines = figures._count(sheet)
            sheet.line_ids.unlink()
            lines = [line | {"prepayment_id": sheet.id} for line in lines]
            lines_sudo._create_protected(lines)
            sheet._write_protected(vals)
        self.env["property.deadline"]._follow(self)

    def _get_bounds(self):
        """Return the first and the last day of one month."""
        self.ensure_one()
        first = self.date.replace(day=1)
        return first, first + relativedelta(months=1, days=-1)

    def _get_previous(self):
        """Return the last worksheet that was filed before one, in sudo."""
        self.ensure_one()
        sheets_sudo = self.sudo()  # of everybody
        return sheets_sudo.search(
            [
                ("development_id", "=", self.development_id.id),
                ("state", "=", "filed"),
                ("date", "<", self.date),
            ],
            order="date desc",
            limit=1,
        )

    def _check_finance(self):
        """Check that the caller works in finance.

        :raise AccessError: for everybody else, the superuser excepted
        """
        if not self.env.su and not self.env.user.has_group(FINANCE):
            raise AccessError(
                self.env._(
                    "%s: prepaid tax is counted, filed and paid by finance.",
                    self._get_state_names()
                    or self.env["ir.model"]._get(self._name).name,
                )
            )

    @api.model
    def _cron_begin(self):
        """Begin the worksheets of last month where money moved, and count drafts."""

        def begin(company):
            month = company._get_today().replace(day=1) - relativedelta(months=1)
            figures = self.env["property.vat.figures"]
            wanted = figures._get_moved(company, month)
            found = self.search([("company_id", "=", company.id), ("date", "=", month)])
            missing = wanted - found.development_id
            vals_list = [{"development_id": row.id, "date": month} for row in missing]
            self.create(vals_list)
            drafts = self.search(
                [("company_id", "=", company.id), ("state", "=", "draft")]
            )
            drafts._count()

        developments = self.env["property.development"].search(
            [("state", "in", ("approved", "selling", "closed"))]
        )
        self.env["ir.cron"]._go_through(
            developments.company_id, begin, "Worksheets of prepaid VAT"
        )
