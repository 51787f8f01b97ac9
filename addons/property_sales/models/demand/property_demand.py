from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools.ondelete import ondelete_always

from ..contract.property_contract import SELLER
from ..deadline.property_deadline import DIRECTOR
from ..handover.property_deadline import SOLD


class PropertyDemand(models.Model):
    """A demand to pay what is overdue, served on the buyer of a home (R2.7).

    Of instalments of the buyer's own money. When they are still open after the days of
    the settings, the company may leave the contract for the buyer's delay; the last of
    these days is in time. A later demand gives its days anew.
    """

    _name = "property.demand"
    _description = "Demand to Pay"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "date desc, id desc"

    _protected_fields = frozenset(
        {"contract_id", "company_id", "user_id", "date", "last_day", "amount"}
        | {"instalment_ids", "scan", "scan_name", "served_by_id"}
    )

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        related="contract_id.user_id", store=True, index=True, string="Salesperson"
    )
    date = fields.Date(
        string="Served on", required=True, readonly=True, help="On the buyer."
    )
    last_day = fields.Date(
        string="Pay by",
        required=True,
        readonly=True,
        help="On this day it is paid in time; after it the company may leave.",
    )
    amount = fields.Monetary(
        string="Demanded", readonly=True, help="Overdue and open on that day."
    )
    instalment_ids = fields.Many2many(
        "property.instalment", string="Overdue Instalments", readonly=True
    )
    amount_open = fields.Monetary(
        string="Still Open", compute="_compute_amount_open", compute_sudo=True
    )
    scan = fields.Binary(
        string="Proof of the Service",
        attachment=True,
        readonly=True,
        help="The demand, with the proof that the buyer received it.",
    )
    scan_name = fields.Char(string="File Name of the Proof", readonly=True)
    served_by_id = fields.Many2one(
        "res.users",
        string="Noted by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    _one_per_day = models.UniqueIndex(
        "(contract_id, date)", "A demand was served on the buyer on that day already."
    )

    @api.depends("contract_id", "date")
    def _compute_display_name(self):
        for demand in self:
            date = demand.date and format_date(self.env, demand.date)
            names = demand.contract_id.display_name, date
            demand.display_name = " · ".join(filter(None, names))

    @api.depends("instalment_ids.amount_residual")
    def _compute_amount_open(self):
        for demand in self:
            rows = demand.instalment_ids
            demand.amount_open = sum(rows.mapped("amount_residual"))

    @ondelete_always
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Demands stay on record: %s",
                ", ".join(self[:3].mapped("display_name")),
            )
        )

    @api.model
    def _serve(self, contract, date, scan, scan_name):
        """Note a demand that was served on the buyer of one contract.

        :return: the demand
        :raise AccessError: for others than the salesperson and the director
        :raise UserError: all that speaks against it
        """
        self._check_role(contract)
        contract.unit_id._take_guard()
        contract_sudo = contract.sudo()  # the director changes no contracts
        date = date or contract.company_id._get_today()
        rows = self._get_overdue(contract_sudo, date)
        contract._refuse(self._get_reasons(contract_sudo, date, rows, scan))
        days = timedelta(days=contract_sudo.company_id.property_delay_days)
        # sudo: made by methods only
        demand = self.sudo()._create_protected(
            [
                {
                    "contract_id": contract.id,
                    "date": date,
                    "last_day": date + days,
                    "amount": sum(rows.mapped("amount_residual")),
                    "instalment_ids": rows.ids,
                    "scan": scan,
                    "scan_name": scan_name,
                    "served_by_id": self.env.uid,
                }
            ]
        )
        contract_sudo.message_post(
            body=self.env._(
                "Demand to pay of %(date)s: %(amount)s, by %(last)s.",
                date=format_date(self.env, date),
                amount=demand.currency_id.format(demand.amount),
                last=format_date(self.env, demand.last_day),
            )
        )
        self.env["property.deadline"]._follow(contract)
        return demand

    @api.model
    def _check_role(self, contract):
        """Check that the caller leads one contract, or all of them.

        :raise AccessError: for everybody else
        """
        contract.check_access("read")
        user = self.env.user
        if self.env.su or user.has_group(DIRECTOR):
            return
        if not user.has_group(SELLER):
            raise AccessError(
                self.env._(
                    "%s: the salesperson or the marketing director asks the buyer to"
                    " pay.",
                    contract.display_name,
                )
            )
        contract.check_access("write")

    @api.model
    def _get_overdue(self, contract, date):
        """Return what is open of the buyer's own money, due before a day; in sudo."""
        by_loan = self.env["property.contract.money"]._get_loan_kinds(contract)
        return contract.instalment_ids.filtered(
            lambda row: (
                row.state == "claimed"
                and row.date_due < date
                and row.kind not in by_loan
            )
        )

    @api.model
    def _get_reasons(self, contract, date, rows, scan):
        """Return all that speaks against a demand; in sudo.

        :param rows: the instalments that are overdue
        :rtype: list[str]
        """
        today = contract.company_id._get_today()
        if contract.state not in SOLD:
            return [
                self.env._(
                    "It is not signed, or has ended, or was handed over: there is"
                    " nothing to demand by it."
                )
            ]
        reasons = []
        if not contract.signed_on <= date <= today:
            reasons.append(
                self.env._(
                    "The day of the service is from the signature on, and not after"
                    " today."
                )
            )
        last = contract.demand_ids[:1]
        if last and date <= last.date:
            reasons.append(
                self.env._(
                    "The last demand was served on %s: the next one is later.",
                    format_date(self.env, last.date),
                )
            )
        if not rows:
            reasons.append(
                self.env._(
                    "No instalment of the buyer's own money was overdue on that day"
                    " and is open."
                )
            )
        if not scan:
            reasons.append(self.env._("Add the proof of the service."))
        return reasons

    @api.model
    def _get_leave_reason(self, contract, date):
        """Return why nobody may leave a contract for the buyer's delay, or no text.

        In sudo.

        :param date date: of the declaration
        """
        demand = contract.demand_ids[:1]
        if not demand:
            return self.env._("The buyer was not asked to pay: serve a demand first.")
        names = {
            "date": format_date(self.env, demand.date),
            "last": format_date(self.env, demand.last_day),
        }
        if demand.currency_id.is_zero(demand.amount_open):
            return self.env._("All that was demanded on %(date)s is paid.", **names)
        if date <= demand.last_day:
            return self.env._(
                "By the demand of %(date)s the buyer pays in time until %(last)s: the"
                " right to leave begins after that day.",
                **names,
            )
        return ""
