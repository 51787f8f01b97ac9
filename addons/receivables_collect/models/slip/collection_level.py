from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CollectionLevel(models.Model):
    """Escalation of dunning by days overdue (R1.8): the dunning system.

    Like tiers, levels are the director's: administrators key them in as drafts
    (archived), the marketing director puts them in force. A level names the person
    responsible, the letter to the customer and the days before the next level. A slip
    never jumps past a level whose letter was not sent, unless the level says so.
    """

    _name = "collection.level"
    _description = "Dunning Level"
    _inherit = ["sales.standard.mixin"]
    _order = "company_id, days_overdue, id"
    _check_company_auto = True

    # decided by the director; administrators may change it in drafts only
    _standard_fields = frozenset(
        {
            "active",
            "company_id",
            "days_overdue",
            "interval_days",
            "can_skip",
            "responsible",
            "user_id",
            "mail_template_id",
        }
    )

    name = fields.Char(required=True, translate=True, tracking=True)
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
        string="Reachable Directly",
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
        required=True,
        default="salesperson",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        tracking=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
        help="The person who acts for the director or as legal counsel.",
    )
    mail_template_id = fields.Many2one(
        "mail.template",
        string="Letter",
        tracking=True,
        ondelete="restrict",
        domain="[('model', '=', 'collection.slip')]",
        help="Sent to the customer in the customer's language, with the slip as PDF."
        " Without a letter the level counts as sent when the slip is issued.",
    )
    slip_count = fields.Integer(string="Open Slips", compute="_compute_slip_count")

    _days_company = models.UniqueIndex(
        "(company_id, days_overdue) WHERE active IS TRUE",
        "There is a level in force from these days overdue already.",
    )
    _days_positive = models.Constraint(
        "CHECK(days_overdue >= 0 AND interval_days >= 0)",
        "The days of a dunning level cannot be negative.",
    )

    def _compute_slip_count(self):
        groups = self.env["collection.slip"]._read_group(
            [
                ("level_id", "in", self.ids),
                ("state", "in", ("issued", "sent", "signed")),
            ],
            ["level_id"],
            ["__count"],
        )
        counts = {level.id: count for level, count in groups}
        for level in self:
            level.slip_count = counts.get(level.id, 0)

    @api.constrains("responsible", "user_id")
    def _check_person(self):
        for level in self:
            if level.responsible == "legal" and not level.user_id:
                raise ValidationError(
                    self.env._(
                        "%s is for legal: say which person acts.", level.display_name
                    )
                )

    def _check_not_in_use(self):
        # EXTENDS 'sales.standard.mixin': slips say at which level they stand
        # sudo: slips the user may not see stand at the level all the same
        slips = self.sudo().env["collection.slip"]
        if used := slips.search([("level_id", "in", self.ids)], limit=1).level_id:
            raise UserError(
                self.env._(
                    "Slips stand at level %s: it stays as it is. Archive it, and put"
                    " another in force.",
                    used.name,
                )
            )

    def action_view_slips(self):
        """Open the slips at this level."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_slip_action"
        )
        action["domain"] = [("level_id", "=", self.id)]
        return action

    @api.model
    def _get_in_force(self, company):
        """Return the levels of `company` in force, the mildest first."""
        return self.search([("company_id", "=", company.id)])
