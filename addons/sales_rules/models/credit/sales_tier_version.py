from odoo import api, fields, models

# The values that a version keeps, in the order in which changes are listed.
VALUES = (
    "name",
    "in_force",
    "sequence",
    "credit_limit",
    "unlimited",
    "payment_term_id",
    "grace_days",
    "max_discount",
    "visit_interval_days",
    "min_turnover",
    "max_days_late",
    "max_overdue_ratio",
    "min_credit_standing",
    "is_default",
)


class SalesTierVersion(models.Model):
    """The standard as it was put in force or changed: one row per change of a tier
    (R1.6), with what is different from the version before.

    Written by the module only and never changed.
    """

    _name = "sales.tier.version"
    _description = "Version of the Standard"
    _order = "date desc, id desc"
    _rec_name = "tier_id"

    tier_id = fields.Many2one(
        "sales.tier", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    number = fields.Integer(string="Version", readonly=True, aggregator=None)
    date = fields.Datetime(string="Since", required=True, readonly=True)
    date_until = fields.Datetime(string="Until", compute="_compute_date_until")
    user_id = fields.Many2one("res.users", string="Decided by", required=True)
    previous_id = fields.Many2one(
        "sales.tier.version", string="Version before", readonly=True
    )
    changes = fields.Text(
        compute="_compute_changes", help="Compared with the version before."
    )
    name = fields.Char(string="Tier Name", readonly=True)
    # not `active`: versions of archived tiers are versions all the same
    in_force = fields.Boolean(readonly=True)
    sequence = fields.Integer(string="Rank", readonly=True, aggregator=None)
    credit_limit = fields.Monetary(readonly=True, aggregator=None)
    unlimited = fields.Boolean(string="Unlimited Credit", readonly=True)
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Credit Period",
        readonly=True,
        ondelete="restrict",
    )
    grace_days = fields.Integer(readonly=True, aggregator=None)
    max_discount = fields.Float(
        string="Discount without Approval (%)",
        digits=(16, 2),
        readonly=True,
        aggregator=None,
    )
    visit_interval_days = fields.Integer(readonly=True, aggregator=None)
    min_turnover = fields.Monetary(readonly=True, aggregator=None)
    max_days_late = fields.Float(digits=(16, 2), readonly=True, aggregator=None)
    max_overdue_ratio = fields.Float(digits=(16, 4), readonly=True, aggregator=None)
    min_credit_standing = fields.Integer(readonly=True, aggregator=None)
    is_default = fields.Boolean(string="For New Customers", readonly=True)

    _tier_number = models.UniqueIndex("(tier_id, number)")

    @api.depends("tier_id")
    def _compute_date_until(self):
        followers = self.search([("previous_id", "in", self.ids)])
        until = {version.previous_id.id: version.date for version in followers}
        for version in self:
            version.date_until = until.get(version.id, False)

    @api.depends_context("lang")
    @api.depends("previous_id")
    def _compute_changes(self):
        for version in self:
            version.changes = "\n".join(version._get_changes())

    def _get_changes(self):
        """Return a line per value that differs from the version before."""
        self.ensure_one()
        if not self.previous_id:
            return [self.env._("First version")]
        lines = []
        for name in VALUES:
            before, now = self.previous_id._format(name), self._format(name)
            if before != now:
                label = self._fields[name]._description_string(self.env)
                lines.append(f"{label}: {before} → {now}")
        return lines

    def _format(self, name):
        """Return a value as people read it."""
        field, value = self._fields[name], self[name]
        if field.type == "monetary":
            return self.currency_id.format(value)
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        if field.type == "many2one":
            return value.display_name or "-"
        if field.type == "float":
            return f"{value:.{field.get_digits(self.env)[1]}f}"
        return str(value)
