from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.handover.property_handover import DIRECTOR, MANAGER

SELLER = "property_sales.group_property_sales"


class PropertyHandoverBatch(models.TransientModel):
    """Dialog that tells many buyers the day of the handover at once (R2.7).

    It fills the slots of each building with its homes, from the lowest floor up, and
    shows which are not ready, and why. *Tell All* tells all others, or none.
    """

    _name = "property.handover.batch"
    _description = "Notice of Many Handovers"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    date_from = fields.Date(
        string="First Day",
        required=True,
        readonly=True,
        help="Before it no buyer can be told a day.",
    )
    line_ids = fields.One2many(
        "property.handover.batch.line",
        "batch_id",
        string="To Tell",
        domain=[("reason", "=", False)],
    )
    refused_ids = fields.One2many(
        "property.handover.batch.line",
        "batch_id",
        string="Not Ready",
        domain=[("reason", "!=", False)],
        readonly=True,
    )
    count_told = fields.Integer(
        string="Homes to Hand over", compute="_compute_count_told"
    )

    @api.depends("line_ids")
    def _compute_count_told(self):
        for batch in self:
            batch.count_told = len(batch.line_ids)

    @api.model
    def _open(self, contracts):
        """Open the dialog with these contracts.

        :raise AccessError: for others than the leader of their teams and the director
        :raise UserError: for none, or contracts of several companies
        """
        self._check_leader(contracts)
        if len(contracts.company_id) != 1:
            raise UserError(
                self.env._(
                    "Choose contracts of one company: %s",
                    ", ".join(contracts[:5].mapped("display_name")) or "-",
                )
            )
        company = contracts.company_id
        batch = self.create(
            {
                "company_id": company.id,
                "date_from": self.env["property.handover.notice"]._get_first_day(
                    contracts[0], company._get_today()
                ),
            }
        )
        batch.line_ids._make(batch, contracts)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tell Handover Days"),
            "res_model": self._name,
            "res_id": batch.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_tell(self):
        """Tell what is shown, and show the handovers; all are told, or none.

        :raise AccessError: for others than the leader of their teams and the director
        :raise UserError: where there is nothing to tell, or naming what is not possible
            any more
        """
        self.ensure_one()
        lines = self.line_ids
        self._check_leader(lines.contract_id)
        if not lines:
            raise UserError(
                self.env._("None of these homes is ready: see the reasons.")
            )
        # sudo: the director writes no contracts, and tells buyers all the same
        notices_sudo = self.env["property.handover.notice"].sudo()
        # in one order, whoever tells others at the same moment
        for line in lines.sorted("contract_id"):
            contract_sudo = line.contract_id.sudo()  # as above
            notices_sudo._notify(contract_sudo, line.slot_id.date, line.slot_id.id)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Told Handovers"),
            "res_model": "property.handover",
            "views": [(False, "list"), (False, "calendar"), (False, "form")],
            "domain": [
                ("contract_id", "in", lines.contract_id.ids),
                ("state", "=", "notified"),
            ],
        }

    @api.model
    def _check_leader(self, contracts):
        """Check that the caller leads the teams of these contracts, or all teams.

        :raise AccessError: for everybody else
        """
        contracts.check_access("read")
        user = self.env.user
        if self.env.su or user.has_group(DIRECTOR):
            return
        if not (user.has_group(MANAGER) and user.has_group(SELLER)):
            raise AccessError(
                self.env._(
                    "%s: many buyers at once are told by the leader of the team or the"
                    " marketing director.",
                    ", ".join(contracts[:5].mapped("display_name")),
                )
            )
        contracts.check_access("write")
