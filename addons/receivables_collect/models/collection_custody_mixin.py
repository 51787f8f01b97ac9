from odoo import fields, models


class CollectionCustodyMixin(models.AbstractModel):
    """What is handed over against signature: slips and vouchers (R4.24, R4.25, R4.26).

    Custody moves by signed hand-overs only. `custody` says with whom it is: finance,
    a branch (its main collector holds it) or a collector.
    """

    _name = "collection.custody.mixin"
    _description = "Held in Custody"
    _inherit = ["sales.protected.mixin"]

    custody = fields.Selection(
        [("finance", "Finance"), ("branch", "Branch"), ("collector", "Collector")],
        string="With",
        required=True,
        default="finance",
        readonly=True,
        copy=False,
        index=True,
    )
    custody_team_id = fields.Many2one(
        "crm.team", string="Branch", readonly=True, copy=False, ondelete="restrict"
    )
    holder_id = fields.Many2one(
        "res.users",
        string="Held by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    custody_since = fields.Datetime(string="Held since", readonly=True, copy=False)
