from odoo import api, fields, models
from odoo.tools import SQL


class ResCompany(models.Model):
    """The days of notice before a limit ends or is reviewed, and core's limits in a new
    branch.
    """

    _inherit = "res.company"

    credit_notice_days = fields.Integer(
        string="Notice ahead (Days)",
        default=7,
        groups="base.group_user",
        help="The users responsible are notified this many days before a temporary"
        " limit or a guarantee ends, or a limit is to be reviewed.",
    )

    _credit_notice_days_positive = models.Constraint(
        "CHECK(credit_notice_days >= 0)", "Days of notice cannot be negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        companies = super().create(vals_list)
        companies._take_terms_from_above()
        return companies

    def _take_terms_from_above(self):
        """Give customers in these branches the limit and term that core has above,
        where a tier there says them: core's fields do not climb by themselves.
        """
        partners = self.env["res.partner"]
        names = ["credit_limit", "property_payment_term_id"]
        resolve = self.env["sales.tier.resolve"]
        for company in self:
            if company.root_id == company:
                continue
            partners.flush_model(["tier_id", *names])
            above = str(company.parent_id.id)
            values = [
                SQL(
                    "%(column)s = CASE WHEN %(column)s->>%(above)s IS NULL"
                    " THEN %(column)s ELSE %(column)s"
                    " || jsonb_build_object(%(key)s::text, %(column)s->%(above)s) END",
                    column=SQL.identifier(name),
                    above=above,
                    key=str(company.id),
                )
                for name in names
            ]
            self.env.cr.execute(
                SQL(
                    "UPDATE res_partner SET %s WHERE %s IS NOT NULL AND %s IS NULL",
                    SQL(", ").join(values),
                    resolve._query_given_tier("res_partner", company),
                    resolve._query_own("res_partner", "tier_id", company.id),
                )
            )
            partners.invalidate_model(names)
