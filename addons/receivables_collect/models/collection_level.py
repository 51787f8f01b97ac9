from odoo import fields, models


class CollectionLevel(models.Model):
    """Escalation of dunning by days overdue (R1.8).

    Like tiers, levels are the director's: administrators key them in as drafts
    (archived), the marketing director puts them in force.
    """

    _name = "collection.level"
    _description = "Dunning Level"
    _inherit = ["mail.thread"]
    _order = "company_id, days_overdue, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    active = fields.Boolean(string="In Force", default=False, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    days_overdue = fields.Integer(
        string="From Days Overdue", required=True, tracking=True
    )
    interval_days = fields.Integer(
        string="Days to the Next Level",
        default=15,
        tracking=True,
        help="The next level comes this many days after the letter at the earliest.",
    )
    can_skip = fields.Boolean(
        string="May Be Jumped To",
        tracking=True,
        help="Reached by days overdue alone, though no letter of the levels before"
        " was sent.",
    )
    responsible = fields.Selection(
        [
            ("salesperson", "Salesperson"),
            ("regional_manager", "Regional Manager"),
            ("director", "Marketing Director"),
            ("legal", "Legal"),
        ],
        string="Who Acts",
        required=True,
        default="salesperson",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        tracking=True,
        ondelete="restrict",
        help="Who acts for the director or as legal counsel.",
    )
