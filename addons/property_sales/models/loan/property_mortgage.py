from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date, formatLang

from odoo.addons.sales_rules.tools import door_kinds

# kind of the loan: the kind of the instalments that it pays
PAYS = {"bank": "loan", "fund": "fund"}
WAITING = ("applied", "approved", "signed")


class PropertyMortgage(models.Model):
    """A loan that pays a part of the price, of a bank or of the housing fund (R2.11).

    Applied for, approved, signed, and paid out by the lender into the designated
    account; a contract may have several. Nobody is asked for its part before. Refused
    it is by somebody's fault, or by nobody's. Amounts are in the company's currency.
    """

    _name = "property.mortgage"
    _description = "Loan for a Home"
    _inherit = [
        "property.secret.mixin",
        "property.kept.mixin",
        "sales.state.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "bank_id"

    _protected_fields = frozenset(
        {"company_id", "user_id", "date_approved", "amount_approved", "date_signed"}
        | {"credit_ids", "paper_ids"}
        | {"date_paid_out", "fault", "end_reason"}
    )
    _immutable_fields = frozenset({"contract_id", "kind"})
    _state_moves = {
        "approved": ("applied",),
        "signed": ("approved",),
        "paid_out": ("signed",),
        "refused": WAITING,
    }

    contract_id = fields.Many2one(
        "property.contract", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(related="contract_id.user_id", store=True, index=True)
    bank_id = fields.Many2one(
        "res.bank", string="Lender", required=True, ondelete="restrict", tracking=True
    )
    kind = fields.Selection(
        [("bank", "Bank"), ("fund", "Housing Fund")], required=True, default="bank"
    )
    amount = fields.Monetary(
        string="Amount Applied for", required=True, aggregator="sum", tracking=True
    )
    amount_approved = fields.Monetary(
        string="Approved", readonly=True, copy=False, tracking=True
    )
    amount_paid_out = fields.Monetary(
        string="Paid out", compute="_compute_amount_paid_out", compute_sudo=True
    )
    date_applied = fields.Date(
        string="Applied for on",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    date_approved = fields.Date(string="Approved on", readonly=True, copy=False)
    date_signed = fields.Date(string="Signed on", readonly=True, copy=False)
    date_paid_out = fields.Date(string="Paid out on", readonly=True, copy=False)
    paper_ids = fields.One2many(
        "property.mortgage.paper", "mortgage_id", string="Papers of the Buyer"
    )
    missing_papers = fields.Char(
        compute="_compute_missing_papers", help="Papers that the buyer owes the lender."
    )
    days_waiting = fields.Integer(
        compute="_compute_days_waiting",
        aggregator=None,
        help="Days since the last step, until it is paid out or refused.",
    )
    credit_ids = fields.One2many(
        "property.bank.credit", "mortgage_id", string="Payouts", readonly=True
    )
    fault = fields.Selection(
        [("buyer", "Buyer"), ("developer", "Developer"), ("none", "Nobody")],
        string="By Whose Fault",
        readonly=True,
        copy=False,
        help="Why it was refused: it decides what becomes of the contract.",
    )
    end_reason = fields.Char(string="Reason of the End", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("applied", "Applied for"),
            ("approved", "Approved"),
            ("signed", "Signed"),
            ("paid_out", "Paid out"),
            ("refused", "Turned down"),
        ],
        required=True,
        default="applied",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "A loan is more than zero."
    )

    @api.depends("bank_id", "contract_id")
    def _compute_display_name(self):
        for loan in self:
            names = loan.bank_id.name, loan.contract_id.display_name
            loan.display_name = " · ".join(filter(None, names))

    @api.depends("credit_ids.amount")
    def _compute_amount_paid_out(self):
        for loan in self:
            loan.amount_paid_out = sum(loan.credit_ids.mapped("amount"))

    @api.depends("paper_ids.date")
    @api.depends_context("lang")
    def _compute_missing_papers(self):
        for loan in self:
            missing = loan.paper_ids.filtered(lambda paper: not paper.date)
            loan.missing_papers = ", ".join(missing.mapped("display_name"))

    @api.depends("state", "date_applied", "date_approved", "date_signed")
    def _compute_days_waiting(self):
        for loan in self:
            last = loan.date_signed or loan.date_approved or loan.date_applied
            today = loan.company_id._get_today()
            waits = loan.state in WAITING and last
            loan.days_waiting = (today - last).days if waits else 0

    @api.constrains("amount", "contract_id", "kind")
    def _check_amount(self):
        for loan in self:
            contract = loan.contract_id
            if contract.state in ("rescinded", "cancelled"):
                raise ValidationError(
                    self.env._("%s has ended.", contract.display_name)
                )
            if contract.state == "draft":
                continue
            rows = contract.instalment_ids.filtered(
                lambda row, kind=PAYS[loan.kind]: (
                    row.kind == kind and not row.is_cancelled
                )
            )
            others = contract.mortgage_ids.filtered(
                lambda row, own=loan: row.kind == own.kind and row.state != "refused"
            )
            planned = sum(rows.mapped("amount"))
            asked = sum(others.mapped("amount"))
            if loan.currency_id.compare_amounts(asked, planned) > 0:
                raise ValidationError(
                    self.env._(
                        "%(contract)s: loans of %(asked)s are more than the"
                        " %(planned)s that its instalments leave to them.",
                        contract=contract.display_name,
                        asked=loan._format(asked),
                        planned=loan._format(planned),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        loans = super().create(vals_list)
        loans.contract_id._check_seller()
        for loan in loans:
            loan.env["property.mortgage.paper"]._make_for(loan)
        self.env["property.deadline"]._follow(loans)
        return loans

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Loans stay on record; have it refused instead: %s", names)

    @door_kinds.takes(date=door_kinds.day, amount=door_kinds.plain)
    def action_bank_approve(self, date=None, amount=None):
        """Note that the lender approved one loan, all of it or less.

        :param date: of the approval, today by default
        :param float amount: what was approved, by default what was applied for
        :raise UserError: while papers are missing, or for more than was applied for
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._check_state("applied")
        if self.missing_papers:
            raise UserError(
                self.env._(
                    "%(loan)s: papers are missing: %(papers)s",
                    loan=self.display_name,
                    papers=self.missing_papers,
                )
            )
        amount = self.amount if amount is None else amount
        is_number = isinstance(amount, (int, float)) and not isinstance(amount, bool)
        amount = self.currency_id.round(amount) if is_number else 0.0
        if not 0 < amount <= self.amount:
            raise UserError(
                self.env._(
                    "%(loan)s: what is approved is at most the %(amount)s applied for.",
                    loan=self.display_name,
                    amount=self._format(self.amount),
                )
            )
        date = self._check_day(date, self.date_applied)
        self._move("approved", date_approved=date, amount_approved=amount)
        self.env["property.deadline"]._follow(self)
        return True

    @door_kinds.takes(date=door_kinds.day)
    def action_sign(self, date=None):
        """Note that buyer and lender signed one loan.

        :raise UserError: before its approval
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._check_state("approved")
        date = self._check_day(date, self.date_approved)
        self._move("signed", date_signed=date)
        self.env["property.deadline"]._follow(self)
        return True

    @door_kinds.takes(
        date=door_kinds.day, amount=door_kinds.plain, reference=door_kinds.text
    )
    def action_pay_out(self, date, amount, reference):
        """Book what the lender paid into the designated account (R2.10).

        :param date: the day of the bank
        :param float amount: in the company's currency; a loan may come in parts
        :param str reference: of the bank's advice
        :return: the id of the payment
        :raise AccessError: for others than finance
        :raise UserError: before the signatures, or for more than was approved
        """
        self.ensure_one()
        self.contract_id._check_finance()
        self.check_access("read")
        self._check_state("signed")
        contract = self.contract_id
        # two payouts at once: the second is retried, and sees the first
        contract.unit_id._take_guard()
        self.invalidate_recordset(["amount_paid_out"])
        left = self.currency_id.round(self.amount_approved - self.amount_paid_out)
        is_number = isinstance(amount, (int, float)) and not isinstance(amount, bool)
        if is_number and self.currency_id.compare_amounts(amount, left) > 0:
            raise UserError(
                self.env._(
                    "%(loan)s: %(left)s of it are not paid out; more is not its money.",
                    loan=self.display_name,
                    left=self._format(left),
                )
            )
        credit = self.env["property.bank.credit"]._receive(
            contract,
            {
                "amount": amount,
                "date": date,
                "reference": reference,
                "payer": self.bank_id.name,
            },
            contract.instalment_ids.filtered(
                lambda row: row.kind == PAYS[self.kind] and row.state != "paid"
            ),
            mortgage=self,
        )
        self.invalidate_recordset(["amount_paid_out"])
        paid = self.amount_paid_out
        if self.currency_id.compare_amounts(paid, self.amount_approved) >= 0:
            # sudo: moved by whoever books the payout
            self.sudo()._move("paid_out", date_paid_out=self.credit_ids[:1].date)
            self.env["property.deadline"]._follow(self)
        return credit.payment_id.id

    @door_kinds.takes(fault=door_kinds.text, reason=door_kinds.text)
    def action_refuse(self, fault, reason):
        """Note that the lender refused one loan: its part is asked of the buyer now.

        :param str fault: buyer, developer or none
        :param str reason: what the lender said
        :raise UserError: without a reason or a fault, or once it was paid out
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._check_state(*WAITING)
        faults = self._fields["fault"].get_values(self.env)
        reason = (reason or "").strip()
        if fault not in faults or not reason:
            raise UserError(
                self.env._(
                    "%s: say why it was refused, and by whose fault.",
                    self.display_name,
                )
            )
        if self.amount_paid_out:
            raise UserError(
                self.env._(
                    "%s: a part of it was paid out, so it is not refused.",
                    self.display_name,
                )
            )
        self._move("refused", fault=fault, end_reason=reason)
        self.env["property.contract.money"]._note_refused(self.contract_id)
        self.env["property.deadline"]._follow(self)
        return True

    def _check_day(self, date, since):
        """Check a day of the lender, and return it.

        :raise UserError: for a day before the last step, or after today
        """
        today = self.company_id._get_today()
        date = date or today
        if not since <= date <= today:
            raise UserError(
                self.env._(
                    "%(loan)s: this day is from %(since)s on, and not after today.",
                    loan=self.display_name,
                    since=format_date(self.env, since),
                )
            )
        return date

    def _format(self, amount):
        """Return an amount in words."""
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': what the lender decides on is fixed
        touched = super()._get_protected_touched(vals)
        if any(loan.state != "applied" for loan in self):
            touched |= {"amount", "bank_id", "date_applied"} & vals.keys()
        return touched
