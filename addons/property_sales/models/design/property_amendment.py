from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds

ANSWERS = ("accept", "rescind")


class PropertyAmendment(models.Model):
    """Changes of the design: the notice, and the buyer's answer or silence (R2.7)."""

    _inherit = "property.amendment"

    _approval_frozen_fields = frozenset({"change_date", "text"})
    _protected_fields = frozenset(
        {"notified_on", "answer_until", "is_notice_late", "answer", "answered_on"}
    )
    _services = {"design": "property.design"}

    kind = fields.Selection(
        selection_add=[("design", "Change of the Design")],
        ondelete={"design": "cascade"},
    )
    change_date = fields.Date(
        string="Change Fixed on",
        copy=False,
        help="The buyer is told within ten days of it, or fewer by the settings.",
    )
    text = fields.Text(
        string="Contents of the Change",
        help="Structure, layout, orientation, size and the like.",
    )
    notified_on = fields.Date(
        string="Notice Arrived on", readonly=True, copy=False, tracking=True
    )
    answer_until = fields.Date(
        string="Answer until",
        readonly=True,
        copy=False,
        help="This day is in time; afterwards silence accepts.",
    )
    is_notice_late = fields.Boolean(
        string="Notice Late",
        readonly=True,
        copy=False,
        help="It came after its days: the buyer may leave, whatever the answer.",
    )
    answer = fields.Selection(
        [("accept", "Accepts"), ("rescind", "Leaves")],
        string="Answer of the Buyer",
        readonly=True,
        copy=False,
        tracking=True,
    )
    answered_on = fields.Date(
        string="Answered on",
        readonly=True,
        copy=False,
        help="Empty where nothing was said: silence accepts.",
    )

    @api.depends("text", "is_notice_late", "answer")
    def _compute_change_text(self):
        # EXTENDS 'property_sales'
        return super()._compute_change_text()

    @api.depends("text", "change_date", "notified_on", "answer")
    def _compute_reasons_text(self):
        # EXTENDS 'property_sales'
        return super()._compute_reasons_text()

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'property_sales': the days run from the change, not from the approval
        rows = super().create(vals_list)
        rows._follow_design()
        return rows

    def write(self, vals):
        # EXTENDS 'property_sales': as above
        res = super().write(vals)
        if {"change_date", "state"} & vals.keys():
            self._follow_design()
        return res

    @door_kinds.takes(date_arrived=door_kinds.day)
    def action_notify(self, date_arrived):
        """Note the notice of one approved change of the design that the buyer got.

        The days to answer run from it. It may come late; the buyer may leave then.

        :param date_arrived: the day on which it arrived
        :raise AccessError: for others than who leads the sale
        :raise UserError: for other amendments, before the approval, a second time, or
            for a day before the change or after today
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._check_design()
        self._check_state("approved")
        if self.notified_on:
            raise UserError(
                self.env._(
                    "%(amendment)s: the notice arrived on %(date)s already.",
                    amendment=self.display_name,
                    date=format_date(self.env, self.notified_on),
                )
            )
        if (
            not date_arrived
            or not self.change_date <= date_arrived <= self.company_id._get_today()
        ):
            raise UserError(
                self.env._(
                    "%(amendment)s: enter the day on which the notice arrived, from"
                    " %(date)s on, when the change was fixed, and not after today.",
                    amendment=self.display_name,
                    date=format_date(self.env, self.change_date),
                )
            )
        company = self.company_id
        last = self.change_date + timedelta(days=company.property_design_notice_days)
        days = company.property_design_answer_days
        self._write_protected(
            {
                "notified_on": date_arrived,
                "answer_until": date_arrived + timedelta(days=days),
                "is_notice_late": date_arrived > last,
            }
        )
        self.env["property.deadline"]._follow(self)
        return True

    @door_kinds.takes(answer=door_kinds.text, date=door_kinds.day)
    def action_answer(self, answer, date=None):
        """Note the buyer's answer to one change of the design, which applies it.

        :param str answer: `accept`, or `rescind` where the buyer leaves for it
        :param date: the day of the answer, today by default
        :raise AccessError: for others than who leads the sale
        :raise UserError: for other amendments, before the notice, for a day before it
            or after today, or when silence has accepted it
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._check_design()
        self._check_not_accepted(date)
        self._check_state("approved")
        names = {"amendment": self.display_name}
        if answer not in ANSWERS:
            raise UserError(
                self.env._(
                    "%(amendment)s: the buyer accepts it, or leaves for it.", **names
                )
            )
        if not self.notified_on:
            raise UserError(
                self.env._(
                    "%(amendment)s: the buyer is not told of it yet. Note the day on"
                    " which the notice arrived first.",
                    **names,
                )
            )
        today = self.company_id._get_today()
        date = date or today
        if not self.notified_on <= date <= today:
            raise UserError(
                self.env._(
                    "%(amendment)s: the notice arrived on %(date)s. The day of the"
                    " answer is from then on, and not after today.",
                    date=format_date(self.env, self.notified_on),
                    **names,
                )
            )
        self._write_protected({"answer": answer, "answered_on": date})
        return self.action_apply()

    @api.model
    def _cron_design(self):
        """Apply what buyers said nothing of until the last day, one by one."""
        passed = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("answer_until", "<", company._get_today())
        )
        rows_sudo = self.sudo().search(  # of all companies
            passed
            & Domain("kind", "=", "design")
            & Domain("state", "=", "approved")
            & Domain("answer", "=", False)
        )
        self.env["ir.cron"]._go_through(
            rows_sudo, lambda row: row._accept_in_silence(), "Changes of the design"
        )

    def _accept_in_silence(self):
        """Have silence accept one change whose days are over; in sudo."""
        self._take_design()
        # answered, or ended, while the job ran
        is_silent = self.state == "approved" and not self.answer
        if is_silent and self.answer_until < self.company_id._get_today():
            self._write_protected({"answer": "accept"})
            self.action_apply()

    def _take_design(self):
        """Have nobody else move one amendment until the end of the transaction."""
        self._get_service()._get_units(self)._take_guard()
        self.invalidate_recordset(["state", "notified_on", "answer", "answer_until"])

    def _check_design(self):
        """Check that one amendment is a change of the design, and take it.

        :raise UserError: for those of other kinds
        """
        if self.kind != "design":
            raise UserError(
                self.env._(
                    "%s: a notice and an answer belong to a change of the design.",
                    self.display_name,
                )
            )
        self._take_design()

    def _check_not_accepted(self, date):
        """Check that silence has not accepted one change of the design.

        :param date: the day of an answer, or nothing
        :raise UserError: from the day after the last one on
        """
        until, today = self.answer_until, self.company_id._get_today()
        is_open = self.state == "approved" and not self.answer
        was_silent = self.state == "applied" and self.answer and not self.answered_on
        if was_silent or (is_open and until and until < max(date or today, today)):
            raise UserError(
                self.env._(
                    "%(amendment)s: silence accepted on %(date)s, the day after the"
                    " last one to answer.",
                    amendment=self.display_name,
                    date=format_date(self.env, until + timedelta(days=1)),
                )
            )

    def _follow_design(self):
        """Have the deadlines of those that change the design follow them."""
        changed = self.filtered(lambda row: row.kind == "design")
        self.env["property.deadline"]._follow(changed)
