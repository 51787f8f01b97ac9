from odoo import fields, models


class CrmTeam(models.Model):
    """A sales team is a branch: its main collector signs for slips and vouchers."""

    _inherit = "crm.team"

    main_collector_id = fields.Many2one(
        "res.users",
        ondelete="restrict",
        index="btree_not_null",
        help="Signs for the slips and vouchers that finance hands to the branch"
        " (R4.24). The team leader where empty.",
    )
