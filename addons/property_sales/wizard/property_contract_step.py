from odoo import fields, models

# step: method of the contract, and the fields that it takes in their order
STEPS = {
    "agreement": ("action_sign_agreement", ["date"]),
    "sign": ("action_sign", ["date"]),
    "online": ("action_register_online", ["number", "date"]),
    "file": ("action_file", ["number", "date"]),
    "title_papers": ("action_note_title_papers", ["date"]),
    "title": ("action_title", ["number", "date"]),
}


class PropertyContractStep(models.TransientModel):
    """Dialog of a step of a contract: its day, and the number of the bureau (R2.7)."""

    _name = "property.contract.step"
    _description = "Step of a Contract"

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    step = fields.Selection(
        [
            ("agreement", "Pre-sale Agreement Signed"),
            ("sign", "Contract Signed"),
            ("online", "Signed Online"),
            ("file", "Filed"),
            ("title_papers", "Title Papers Handed in"),
            ("title", "Title Registered"),
        ],
        required=True,
    )
    date = fields.Date(
        required=True, default=lambda self: self.env.company._get_today()
    )
    number = fields.Char(string="Number of the Bureau")

    def _get_arguments(self):
        """Return the values that the method of the step takes."""
        self.ensure_one()
        return [self[name] for name in STEPS[self.step][1]]

    def action_apply(self):
        """Take the step; the contract checks who may, and when."""
        self.ensure_one()
        getattr(self.contract_id, STEPS[self.step][0])(*self._get_arguments())
        return {"type": "ir.actions.act_window_close"}
