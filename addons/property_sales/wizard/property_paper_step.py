from odoo import fields, models

# step: the field of what it is done with, its method, and the fields that it takes
STEPS = {
    "archive": ("document_ids", "action_archive", ["shelf", "date", "box"]),
    "lend": ("document_ids", "action_lend", ["user_id"]),
    "give_back": ("document_ids", "action_give_back", ["shelf", "box"]),
    "add": ("contract_id", "action_add_paper", ["kind", "date"]),
    "all": ("contract_id", "action_archive_papers", ["shelf", "date", "box"]),
}


class PropertyPaperStep(models.TransientModel):
    """Dialog of the archive: papers are added, archived, lent, given back (R2.9)."""

    _name = "property.paper.step"
    _description = "Step of the Archive"

    contract_id = fields.Many2one(
        "property.contract",
        ondelete="cascade",
        default=lambda self: self._get_active("property.contract")[:1],
    )
    document_ids = fields.Many2many(
        "property.document",
        string="Papers",
        default=lambda self: self._get_active("property.document"),
    )
    step = fields.Selection(
        [
            ("archive", "Archive"),
            ("lend", "Lend"),
            ("give_back", "Given Back"),
            ("add", "Add Paper"),
            ("all", "Archive All Papers"),
        ],
        required=True,
    )
    kind = fields.Selection(
        [
            ("identity", "Identity Papers"),
            ("mortgage", "Loan Contract"),
            ("amendment", "Amendment"),
            ("handover", "Handover Page F35"),
        ]
    )
    shelf = fields.Char(help="Given back: if it is not the shelf of before.")
    box = fields.Char()
    date = fields.Date(default=lambda self: self.env.company._get_today())
    user_id = fields.Many2one(
        "res.users",
        string="Lent to",
        domain="[('share', '=', False), ('company_ids', 'in', allowed_company_ids)]",
    )

    def _get_active(self, model):
        """Return what the dialog was opened on, if it is of `model`."""
        context = self.env.context
        if context.get("active_model") != model:
            return self.env[model]
        ids = context.get("active_ids") or [context.get("active_id")]
        return self.env[model].browse(filter(None, ids))

    def action_apply(self):
        """Take the step; papers and contract check who may, and when."""
        self.ensure_one()
        field, method, names = STEPS[self.step]
        getattr(self[field], method)(*(self[name] for name in names))
        return {"type": "ir.actions.act_window_close"}
