from odoo import fields, models


class CollectionHandover(models.Model):
    """Hand-over of slips and vouchers against signature: F18 and F19 (R4.24, R4.25).

    `kind` says from whom to whom: finance to a branch (F18, the team's main collector
    signs), branch to a salesperson (F19), and back. Custody moves when the receiving
    person signs, never before.
    """

    _name = "collection.handover"
    _description = "Hand-over"
    _inherit = ["sales.protected.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "number"

    _protected_fields = frozenset({"number", "state", "signed_by_id", "signed_at"})

    number = fields.Char(readonly=True, copy=False)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        [
            ("to_branch", "Finance to Branch (F18)"),
            ("to_collector", "Branch to Salesperson (F19)"),
            ("to_branch_back", "Salesperson back to Branch"),
            ("to_finance_back", "Branch back to Finance"),
        ],
        required=True,
        default="to_branch",
    )
    team_id = fields.Many2one(
        "crm.team", string="Branch", required=True, index=True, ondelete="restrict"
    )
    giver_id = fields.Many2one("res.users", string="Gives", ondelete="restrict")
    receiver_id = fields.Many2one(
        "res.users", string="Receives", index=True, ondelete="restrict"
    )
    line_ids = fields.One2many("collection.handover.line", "handover_id", "Lines")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("issued", "Issued"),
            ("signed", "Signed"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    signed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    signed_at = fields.Datetime(readonly=True, copy=False)
