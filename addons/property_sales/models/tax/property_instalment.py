from odoo import fields, models


class PropertyInstalment(models.Model):
    """Fapiao of an instalment, and for which money there is none (R2.8)."""

    _name = "property.instalment"
    _inherit = ["property.instalment", "property.fapiao.mixin"]

    _protected_fields = frozenset({"fapiao_ids"})
    _fapiao_depends = (
        "fapiao_ids.amount",
        "amount_residual",
        "contract_id.fapiao_missing",
    )

    fapiao_ids = fields.One2many("property.fapiao", "instalment_id")
    fapiao_missing = fields.Monetary(
        help="Paid of it, without a fapiao; at most what is missing of its contract.",
    )

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
