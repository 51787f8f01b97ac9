from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class SalesSubstitute(models.Model):
    """A user who decides in somebody's place while they are away.

    On the days from `date_from` to `date_to`, both included, the substitute sees and
    decides what the user is asked for; the decision names both. The day is that of the
    company in which the absent user is at home. Never past four eyes: a substitute
    cannot decide on what they asked for themselves.

    Users name their own substitute, who is told. One that an administrator names for
    somebody else decides once a second person above put it in force.
    """

    _name = "sales.substitute"
    _description = "Substitute"
    _inherit = ["sales.second.person.mixin"]
    _order = "date_from desc, id desc"
    _rec_name = "substitute_id"

    user_id = fields.Many2one(
        "res.users",
        string="Absent",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    substitute_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    date_to = fields.Date(string="To", required=True, help="The last day, included.")
    is_current = fields.Boolean(
        string="Today", compute="_compute_is_current", search="_search_is_current"
    )

    _dates_order = models.Constraint(
        "CHECK(date_to >= date_from)", "A substitution ends after it begins."
    )
    _not_oneself = models.Constraint(
        "CHECK(user_id <> substitute_id)", "Users cannot be their own substitutes."
    )

    @api.depends("user_id", "date_from", "date_to")
    def _compute_is_current(self):
        for row in self:
            today = row.user_id.sudo().company_id._get_today()  # sudo: the day only
            row.is_current = bool(
                row.date_from and row.date_to and row.date_from <= today <= row.date_to
            )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = self.env["res.company"]._get_domain_by_day(
            self._get_current_domain, "user_id.company_id"
        )
        return current if True in value else ~current

    @api.model
    def _get_current_domain(self, company):
        """Return the domain of rows that count on a company's day."""
        today = company._get_today()
        return Domain("date_from", "<=", today) & Domain("date_to", ">=", today)

    @api.constrains("user_id", "substitute_id", "date_from", "date_to")
    def _check_overlap(self):
        """Check that no pair overlaps, and that no two substitute each other."""
        for row in self:
            pair = (row.user_id | row.substitute_id).ids
            # sudo: the other's entry counts, readable or not
            others = self.sudo().search(
                [
                    ("id", "!=", row.id),
                    ("user_id", "in", pair),
                    ("substitute_id", "in", pair),
                    ("date_from", "<=", row.date_to),
                    ("date_to", ">=", row.date_from),
                ],
                limit=1,
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "%(user)s and %(substitute)s substitute each other already from"
                        " %(start)s to %(end)s. Change that entry, or name another.",
                        user=row.user_id.name,
                        substitute=row.substitute_id.name,
                        start=fields.Date.to_string(others.date_from),
                        end=fields.Date.to_string(others.date_to),
                    )
                )

    @api.constrains("substitute_id")
    def _check_substitute_internal(self):
        for row in self:
            # sudo: two flags of a colleague
            substitute = row.substitute_id.sudo()
            if not substitute.active or substitute.share:
                raise ValidationError(
                    self.env._(
                        "%s cannot decide for others: a substitute is an active"
                        " internal user.",
                        substitute.name,
                    )
                )

    def write(self, vals):
        res = super().write(vals)
        # users must not make themselves the substitute of another by changing their row
        self.check_access("write")
        if {"user_id", "substitute_id", "date_from", "date_to"} & vals.keys():
            proposed = self.filtered(lambda row: row._needs_second_person())
            proposed._propose("draft")
            (self - proposed)._tell_concerned()
        return res

    def _needs_second_person(self):
        # EXTENDS 'sales_rules': one's own is one's own decision
        return super()._needs_second_person() and self.user_id != self.env.user

    def _get_gaining_users(self):
        # EXTENDS 'sales_rules'
        return self.sudo().substitute_id  # sudo: a colleague

    def _get_concerned_users(self):
        # EXTENDS 'sales_rules'
        return super()._get_concerned_users() | self.user_id

    def _get_second_persons(self):
        # EXTENDS 'sales_rules': also whose substitute it is
        absent = self.sudo().user_id - self.sudo().proposer_ids  # sudo: colleagues
        return super()._get_second_persons() | absent

    @api.model
    def _get_principals(self):
        """Return the users in whose place the current user decides today."""
        # sudo: every user may be a substitute
        rows = self.sudo().search(
            [
                ("substitute_id", "=", self.env.uid),
                ("is_current", "=", True),
                ("state", "!=", "draft"),
            ]
        )
        return rows.user_id

    @api.model
    def _get_substitutes(self):
        """Return who substitutes today: dict of user id to ids of the substitutes."""
        # sudo: for the reminders of everybody
        groups = self.sudo()._read_group(
            [("is_current", "=", True), ("state", "!=", "draft")],
            ["user_id"],
            ["substitute_id:array_agg"],
        )
        return {user.id: ids for user, ids in groups}
