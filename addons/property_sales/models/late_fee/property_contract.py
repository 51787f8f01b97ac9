from odoo import api, fields, models

from odoo.addons.sales_rules.tools import door_kinds


class PropertyContract(models.Model):
    """Late fees of the buyer, and the penalty for a late handover (R2.10, R2.11)."""

    _inherit = "property.contract"

    _protected_fields = frozenset({"late_fee_claim_ids"})

    late_fee_claim_ids = fields.One2many(
        "property.late.fee.claim", "contract_id", string="Late Fees"
    )
    late_fee_accrued = fields.Monetary(
        string="Late Fees Accrued",
        compute="_compute_late_fees",
        compute_sudo=True,
        help="Of instalments paid late, or open and late, until today.",
    )
    late_fee_claimed = fields.Monetary(
        string="Late Fees Claimed", compute="_compute_late_fees", compute_sudo=True
    )
    delay_penalty_accrued = fields.Monetary(
        string="Penalty Accrued",
        compute="_compute_late_fees",
        compute_sudo=True,
        help="Of what is paid of the price, from the day after the agreed one to the"
        " handover, until today.",
    )
    delay_penalty_settled = fields.Monetary(
        string="Penalty Settled", compute="_compute_late_fees", compute_sudo=True
    )

    @api.depends(
        "state",
        "instalment_ids.amount_residual",
        "late_fee_claim_ids.amount",
        "delivery_date",
        "handover_ids.state",
        "handover_date",
        "mortgage_ids.state",
        "late_fee_rate",
        "delay_rate",
    )
    def _compute_late_fees(self):
        fees = self.env["property.late.fee"]
        for contract in self:
            today = contract.company_id._get_today()
            fee, _rows = fees._get_accrued(contract, "late_fee", today)
            penalty, _rows = fees._get_accrued(contract, "penalty", today)
            contract.late_fee_accrued = fee
            contract.delay_penalty_accrued = penalty
            contract.late_fee_claimed = fees._get_claimed(contract, "late_fee")
            contract.delay_penalty_settled = fees._get_claimed(contract, "penalty")

    @door_kinds.takes(date=door_kinds.day)
    def action_claim_late_fee(self, date=None):
        """Claim from the buyer of one contract the late fees that accrued (R2.11).

        :param date: the day until which it is counted, today by default
        :return: the id of the claim
        :raise AccessError: for others than finance
        :raise UserError: where nothing is left to claim, or for a day to come
        """
        self.ensure_one()
        self._check_finance()
        return self.env["property.late.fee"]._claim(self, "late_fee", date).id

    @door_kinds.takes(date=door_kinds.day)
    def action_settle_penalty(self, date=None):
        """Grant the buyer of one contract the penalty for the late handover (R2.11).

        It pays what is owed, and what is more is paid back.

        :param date: the day until which it is counted, today by default; as soon as
            the buyer was told a day for the handover, that at the latest
        :return: the id of the claim
        :raise AccessError: for others than finance
        :raise UserError: where nothing is left to settle, or for a later day
        """
        self.ensure_one()
        self._check_finance()
        return self.env["property.late.fee"]._claim(self, "penalty", date).id
