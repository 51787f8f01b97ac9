from odoo import api, fields, models
from odoo.tools import SQL


class SalesTierGrade(models.AbstractModel):
    """The grade of one customer: figures, tiers and what they change (R4.13).

    Lines of the assessment and of its preview; written by `sales.grading`.
    """

    _name = "sales.tier.grade"
    _description = "Grade of a Customer"
    _rec_name = "partner_id"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        "res.users", string="Salesperson", readonly=True, index=True
    )
    team_id = fields.Many2one(
        "crm.team", string="Sales Team", readonly=True, index=True
    )
    sales_class = fields.Char(
        string="Salesperson's Class",
        readonly=True,
        help="The class given by the salesperson; it decides nothing here.",
    )
    credit_standing = fields.Integer(readonly=True, aggregator="avg")
    turnover = fields.Monetary(
        readonly=True,
        help="Untaxed, credit notes deducted, by date of invoice.",
    )
    days_late = fields.Float(
        digits=(16, 2),
        readonly=True,
        aggregator="avg",
        help="Mean, weighted by amount, of what was paid in the period and of what is"
        " overdue at its end.",
    )
    overdue_ratio = fields.Float(
        string="Overdue Share",
        digits=(16, 4),
        readonly=True,
        aggregator="avg",
        help="Overdue share of what is open at the end of the period.",
    )
    open_amount = fields.Monetary(string="Open", readonly=True)
    overdue_amount = fields.Monetary(string="Overdue", readonly=True)
    old_tier_id = fields.Many2one("sales.tier", readonly=True, ondelete="restrict")
    old_limit = fields.Monetary(readonly=True)
    formula_tier_id = fields.Many2one(
        "sales.tier",
        string="By Formula",
        readonly=True,
        ondelete="restrict",
        help="The best tier whose every threshold is met; none when none is.",
    )
    proposed_tier_id = fields.Many2one(
        "sales.tier",
        readonly=True,
        ondelete="restrict",
        help="The tier by the formula, but no further from the old one than the"
        " company allows in a month.",
    )
    final_tier_id = fields.Many2one(
        "sales.tier",
        ondelete="restrict",
        domain="[('company_id', '=', company_id), ('active', '=', True)]",
    )
    new_limit = fields.Monetary(readonly=True)
    limit_change = fields.Monetary(string="Change of Limit", readonly=True)
    move = fields.Selection(
        [
            ("up", "Better"),
            ("down", "Worse"),
            ("new", "First tier"),
            ("same", "Unchanged"),
        ],
        readonly=True,
    )
    missed_tier_id = fields.Many2one(
        "sales.tier",
        string="Next Better Tier",
        readonly=True,
        ondelete="restrict",
        help="The tier that the customer missed, by the figures in bold.",
    )
    misses_turnover = fields.Boolean(readonly=True)
    misses_days_late = fields.Boolean(readonly=True)
    misses_overdue_ratio = fields.Boolean(readonly=True)
    misses_credit_standing = fields.Boolean(readonly=True)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        # EXTENDS 'base': what changes comes first, the worse before the better
        if field_name != "move":
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        return SQL(
            "CASE %s WHEN 'down' THEN 0 WHEN 'up' THEN 1 WHEN 'new' THEN 2 ELSE 3 END"
            " %s %s",
            self._field_to_sql(alias, field_name, query),
            direction,
            nulls,
        )

    @api.model
    def _get_move(self, old, new):
        """Return the kind of a move from one tier to another."""
        if new == old or not new:
            return "same"
        if not old:
            return "new"
        return "up" if (new.sequence, new.id) < (old.sequence, old.id) else "down"
