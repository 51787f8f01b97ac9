from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertySettlementBatch(models.TransientModel):
    """Dialog of finance: what surveyed areas of many contracts come to (R2.5, R2.9).

    It shows what each contract would pay or get back, and why some cannot be settled;
    *Settle* settles all others in one transaction, as they stand here or not at all.
    Areas are in m², amounts in the company's currency.
    """

    _name = "property.settlement.batch"
    _description = "Settlement of Many Surveyed Areas"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    area_list_id = fields.Many2one(
        "property.area.list",
        string="Surveyed List",
        readonly=True,
        ondelete="cascade",
    )
    line_ids = fields.One2many(
        "property.settlement.batch.line",
        "batch_id",
        string="To Settle",
        domain=[("reason", "=", False)],
        readonly=True,
    )
    refused_ids = fields.One2many(
        "property.settlement.batch.line",
        "batch_id",
        string="Cannot Be Settled",
        domain=[("reason", "!=", False)],
        readonly=True,
    )
    count_settled = fields.Integer(string="Contracts", compute="_compute_totals")
    count_over = fields.Integer(
        string="Over the Tolerance",
        compute="_compute_totals",
        help="Their buyers may leave within the days of the contract.",
    )
    amount_in = fields.Monetary(
        string="Buyers Pay", compute="_compute_totals", help="Of all that pay more."
    )
    amount_out = fields.Monetary(
        string="Buyers Get Back",
        compute="_compute_totals",
        help="Of all whose home is smaller.",
    )
    amount = fields.Monetary(string="In All", compute="_compute_totals")

    @api.depends("line_ids.amount", "line_ids.is_over")
    def _compute_totals(self):
        for batch in self:
            rounded, lines = batch.currency_id.round, batch.line_ids
            amounts = lines.mapped("amount")
            batch.count_settled = len(lines)
            batch.count_over = len(lines.filtered("is_over"))
            batch.amount_in = rounded(sum(a for a in amounts if a > 0))
            batch.amount_out = rounded(-sum(a for a in amounts if a < 0))
            batch.amount = rounded(sum(amounts))

    @api.model
    def _open(self, contracts, area_list=None):
        """Open the dialog with these contracts.

        :param area_list: the survey that they are settled on; by default each its own
        :raise UserError: for contracts of several companies
        """
        if len(contracts.company_id) != 1:
            raise UserError(
                self.env._(
                    "Choose contracts of one company: %s",
                    ", ".join(contracts[:5].mapped("display_name")),
                )
            )
        batch = self.create(
            {
                "company_id": contracts.company_id.id,
                "area_list_id": area_list and area_list.id,
            }
        )
        self.env["property.settlement.batch.line"]._make(batch, contracts)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Settle Surveyed Areas"),
            "res_model": self._name,
            "res_id": batch.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_settle(self):
        """Settle what is shown, and show the contracts; they check who may.

        :raise UserError: where nothing can be settled, or something comes to another
            sum by now
        """
        self.ensure_one()
        contracts = self.line_ids.contract_id
        if not contracts:
            raise UserError(
                self.env._("None of these contracts can be settled: see the reasons.")
            )
        contracts.action_settle_area()
        self._check_as_shown()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Settled Contracts"),
            "res_model": "property.contract",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", contracts.ids)],
        }

    def _check_as_shown(self):
        """Check that contracts were settled as the dialog showed it.

        :raise UserError: naming those of which survey or sum are others by now
        """
        latest = {
            row.contract_id: row for row in self.line_ids.contract_id.settlement_ids
        }
        changed = self.line_ids.filtered(
            lambda line: not line._is_like(latest[line.contract_id])
        )
        if changed:
            raise UserError(
                self.env._(
                    "Another survey was filed meanwhile, so that these come to another"
                    " sum: %s. Nothing is settled; open the dialog anew.",
                    ", ".join(changed[:5].contract_id.mapped("display_name")),
                )
            )
