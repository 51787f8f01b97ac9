from odoo import fields, models


class CollectionSlip(models.Model):
    _inherit = "collection.slip"

    level_id = fields.Many2one(
        "collection.level",
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    responsible_id = fields.Many2one(
        "res.users",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Who acts next, as the level says.",
    )
    urgency = fields.Float(
        readonly=True,
        aggregator=None,
        help="Amount in company currency x days overdue x (1 + broken promises).",
    )
