from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import door_kinds


class PropertyAmendment(models.Model):
    """The end of a contract: by whose fault, and on which ground (R2.7, R2.9)."""

    _inherit = "property.amendment"

    _approval_frozen_fields = frozenset({"fault", "ground", "agreed_amount"})
    _protected_fields = frozenset({"refund_ids"})
    _services = {"rescission": "property.rescission"}

    kind = fields.Selection(
        selection_add=[("rescission", "Rescission")],
        ondelete={"rescission": "cascade"},
    )
    fault = fields.Selection(
        [
            ("buyer", "Buyer"),
            ("developer", "Developer"),
            ("none", "Nobody"),
            ("agreed", "As Agreed"),
        ],
        string="By Whose Fault",
        help="Buyer: the deposit is kept. Developer: it is paid twice, and interest on"
        " the rest. Nobody: all is returned. As agreed: less what is agreed.",
    )
    ground = fields.Selection(
        [
            ("area", "Surveyed Area"),
            ("design", "Change of the Design"),
            ("loan", "Loan Refused"),
            ("payment", "Late Payment"),
            ("delivery", "Late Handover"),
            ("other", "Other"),
        ],
        help="For the area or a change of the design all goes back with interest, and"
        " the deposit is not doubled.",
    )
    agreed_amount = fields.Monetary(
        help="Kept by the company of the money, by agreement; negative where it pays"
        " more than it received.",
    )
    refund_ids = fields.One2many("property.refund", "amendment_id", string="Refunds")
    amount_refunded = fields.Monetary(
        string="Paid back", compute="_compute_amount_refunded", compute_sudo=True
    )

    def _compute_amount_refunded(self):
        groups = dict(
            self.env["property.refund"]._read_group(
                [("amendment_id", "in", self.ids)], ["amendment_id"], ["amount:sum"]
            )
        )
        for row in self:
            row.amount_refunded = groups.get(row._origin, 0.0)

    @door_kinds.takes(journal_id=door_kinds.one("account.journal"))
    def action_refund(self, journal_id=None):
        """Pay back what one applied rescission leaves to the buyer (R2.10).

        Lenders get what they paid, the buyer the rest.

        :param journal_id: the bank it is paid from, the designated one by default
        :return: the ids of the payments
        :raise AccessError: for others than finance
        :raise UserError: before it is applied, or when nothing is left to pay
        """
        self.ensure_one()
        self.contract_id._check_finance()
        if self.kind != "rescission":
            raise UserError(
                self.env._(
                    "%s: money is paid back after a rescission.", self.display_name
                )
            )
        self._check_state("applied")
        rescissions = self.env["property.rescission"]
        return rescissions._pay_back(self.contract_id, journal_id)
