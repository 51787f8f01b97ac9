from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyContract(models.Model):
    """The surveyed area of a sold home is settled, and the buyer told (R2.5, R2.9).

    Beyond the tolerance the buyer may leave; the days for it run from the statement.
    """

    _inherit = "property.contract"

    _protected_fields = frozenset(
        {"rescind_until", "settled_on", "area_settlement_amount", "settlement_ids"}
    )
    _state_moves = {"settled": ("signed", "filed", "settled")}

    layout_deviation = fields.Text(
        tracking=True,
        help="Of a home priced as a whole: in what it was not built as the plan shows."
        " Empty: in nothing.",
    )
    settlement_ids = fields.One2many(
        "property.area.settlement", "contract_id", string="Area Settlements"
    )
    area_settlement_amount = fields.Monetary(
        string="Area Settlement",
        compute="_compute_settlement",
        store=True,
        help="Of the whole difference of the area; positive where the buyer pays.",
    )
    settled_on = fields.Date(string="Area Settled on", readonly=True, copy=False)
    may_rescind = fields.Boolean(
        string="May Leave for the Area",
        compute="_compute_may_rescind",
        help="The difference is over the tolerance, and the days are not over.",
    )
    rescind_until = fields.Date(
        string="May Leave until", readonly=True, copy=False, tracking=True
    )

    @api.depends("settlement_ids.amount_total")
    def _compute_settlement(self):
        for contract in self:
            last = contract.settlement_ids[-1:]
            contract.area_settlement_amount = last.amount_total

    @api.depends("rescind_until", "state")
    def _compute_may_rescind(self):
        for contract in self:
            today = contract.company_id._get_today()
            until = contract.rescind_until
            contract.may_rescind = bool(until) and today <= until

    def action_settle_area(self):
        """Settle the surveyed area of contracts, on the lists that finance has filed.

        Each gets its statement F39; what is to be paid either way is claimed.

        :raise AccessError: for others than finance
        :raise UserError: without a filed list, before the signature, for a completed
            home, or a second time on the same list
        """
        self._check_finance()
        self.unit_id._take_guard()
        self.invalidate_recordset(["state"])
        settlements = self.env["property.area.settlement"]
        reasons = [settlements._get_cannot_settle_reason(row) for row in self]
        if any(reasons):
            raise UserError("\n".join(filter(None, reasons)))
        rows = settlements._settle(self)
        for (date, days, is_over), own in rows.grouped(
            lambda row: (row.date, row.contract_id.rescind_days, row.is_over)
        ).items():
            until = date + timedelta(days=days) if is_over else False
            # settled by finance, who writes no contracts: the rows are in sudo; what
            # is tracked is a message for each contract, written one by one
            quiet = own.contract_id.with_context(tracking_disable=True)
            quiet._move("settled", settled_on=date, rescind_until=until)
        rows._log()
        self.env["property.contract.money"]._take(self)
        self.env["property.deadline"]._follow(self)
        return True

    def action_preview_settlement(self):
        """Open what the surveyed areas of these contracts come to; settles nothing.

        :raise AccessError: for others than finance
        :raise UserError: for contracts of several companies
        """
        self._check_finance()
        return self.env["property.settlement.batch"]._open(self)

    def _get_protected_touched(self, vals):
        # EXTENDS 'property_sales': what deviates is noted before it is settled
        touched = super()._get_protected_touched(vals)
        if not self or any(row.state not in ("signed", "filed") for row in self):
            touched |= {"layout_deviation"} & vals.keys()
        return touched
