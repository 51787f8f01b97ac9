from odoo import api, fields, models
from odoo.fields import Domain


class PropertyInstalment(models.Model):
    """Fapiao of an instalment, and for which money there is none (R2.8)."""

    _inherit = "property.instalment"

    _protected_fields = frozenset({"fapiao_ids"})

    fapiao_ids = fields.One2many("property.fapiao", "instalment_id", string="Fapiao")
    fapiao_count = fields.Integer(
        string="Number of Fapiao", compute="_compute_fapiao", compute_sudo=True
    )
    fapiao_missing = fields.Monetary(
        string="Without a Fapiao",
        compute="_compute_fapiao",
        search="_search_fapiao_missing",
        compute_sudo=True,
        help="Paid of it, without a fapiao; at most what is missing of its contract.",
    )

    @api.depends("fapiao_ids.amount", "amount_residual", "contract_id.fapiao_missing")
    def _compute_fapiao(self):
        check = self.env["property.fapiao.check"]
        paid, sums = check._get_paid(self), check._get_sums(self, "advance")
        for row in self:
            left = paid[row.id] - sums.get(row.id, 0.0)
            is_over = row.contract_id.state == "handed_over"
            left = 0.0 if is_over else min(left, row.contract_id.fapiao_missing)
            row.fapiao_count = len(row.fapiao_ids)
            row.fapiao_missing = max(row.currency_id.round(left), 0.0)

    @api.model
    def _search_fapiao_missing(self, operator, value):
        if operator != ">" or value != 0:
            return NotImplemented
        # sudo: the caller's own rules come with the search around it
        rows_sudo = self.sudo().search(
            Domain("contract_id.state", "in", ("signed", "filed", "settled"))
            & Domain("contract_id.fapiao_missing", ">", 0)
            & Domain("state", "in", ("claimed", "paid"))
        )
        return Domain("id", "in", rows_sudo.filtered("fapiao_missing").ids)

    def action_open_fapiao(self):
        """Open the fapiao of one instalment."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Fapiao"),
            "res_model": "property.fapiao",
            "views": [(False, "list"), (False, "form")],
            "domain": [("instalment_id", "=", self.id)],
            "context": {
                "default_instalment_id": self.id,
                "default_contract_id": self.contract_id.id,
            },
        }
