from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class SalesCreditSearch(models.AbstractModel):
    """Finds customers by what is computed of their credit (R1.7).

    Each method is the search method of a field of `res.partner`, see
    `tools/credit_fields.py`.
    """

    _name = "sales.credit.search"
    _description = "Search of Credit Figures"

    @api.model
    def _search_figure(self, name, operator, value):
        """Return the domain of customers whose figure compares so, for numbers."""
        compare = {
            ">": lambda amount: amount > value,
            ">=": lambda amount: amount >= value,
            "<": lambda amount: amount < value,
            "<=": lambda amount: amount <= value,
            "in": lambda amount: amount in value,
        }.get(operator)
        if not compare:
            return NotImplemented
        figures = self.env["sales.credit"]._get_all_figures(self.env.company)
        found = [p for p, figure in figures.items() if compare(getattr(figure, name))]
        if not compare(0.0):
            return Domain("commercial_partner_id", "in", found)
        others = [p for p in figures if p not in set(found)]
        return Domain("commercial_partner_id", "not in", others)

    @api.model
    def _search_exceeded(self, operator, value):
        """Return the domain of customers over the limit that holds."""
        if operator != "in":
            return NotImplemented
        company = self.env.company
        figures = self.env["sales.credit"]._get_all_figures(company)
        owing = [p for p, figure in figures.items() if figure.shared.exposure > 0]
        # sudo: the answer is filtered by the caller's own rules afterwards
        partners = self.env["res.partner"].sudo().browse(owing)
        exceeded = [
            partner.id
            for partner in partners
            if figures[partner.id].is_exceeded(
                partner.credit_tier_id, company.currency_id
            )
        ]
        domain = Domain("commercial_partner_id", "in", exceeded)
        return domain if True in value else ~domain

    @api.model
    def _search_group(self, operator, value):
        """Return the domain of customers in credit groups in force."""
        if operator not in ("in", "any"):
            return NotImplemented
        members = self.env["sales.credit.group.member"].sudo()  # sudo: as the figures
        company = [
            ("company_id", "=", self.env.company.id),
            ("group_id.active", "=", True),
        ]
        domain = [*company, ("group_id", operator, [v for v in value if v])]
        found = members.search(domain if any(value) else company).partner_id
        if operator == "in" and False in value:
            everybody = members.search(company).partner_id
            wanted = found if any(value) else found.browse()
            return [("id", "not in", (everybody - wanted).ids)]
        return [("commercial_partner_id", "in", found.ids)]

    @api.model
    def _search_tier(self, operator, value):
        """Return the domain of customers judged by some tier, for ids or none."""
        if operator != "in":
            return NotImplemented
        company = self.env.company
        resolve = self.env["sales.tier.resolve"]
        ids = [id_ for id_ in value if id_]

        def judged_by(_model, alias, _query):
            tier = resolve._query_tier(alias, company)
            among = SQL("%s = ANY(%s)", tier, ids)
            return SQL("(%s OR %s IS NULL)", among, tier) if False in value else among

        return Domain.custom(to_sql=judged_by)

    @api.model
    def _search_stopped(self, operator, value):
        """Return the domain of customers stopped in the company or above it."""
        if operator != "in":
            return NotImplemented
        company = self.env.company
        resolve = self.env["sales.tier.resolve"]
        stopped = Domain.custom(
            to_sql=lambda _model, alias, _query: resolve._query_stopped(alias, company)
        )
        return stopped if True in value else ~stopped

    @api.model
    def _search_customer(self, operator, value):
        """Return the domain of those who buy or owe, core's customers or not."""
        if operator != "in":
            return NotImplemented
        company = self.env.company
        resolve = self.env["sales.tier.resolve"]
        ranked = Domain("customer_rank", ">", 0) & Domain("is_private", "=", False)
        known = ranked | Domain.custom(
            to_sql=lambda _model, alias, _query: resolve._query_is_known(alias, company)
        )
        customers = Domain("is_commercial_entity", "=", True) & known
        return customers if True in value else ~customers
