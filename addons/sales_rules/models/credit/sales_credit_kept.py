from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class SalesCreditKept(models.Model):
    """Tier, stop and the like of a customer from before it came under another (R1.6).

    Core copies tier, stop and the like from a company to its contacts. A customer that
    comes under another is judged with it; once it owes by itself again it has its own
    back, never what was the other's, and the history says so. A contact that was no
    customer before begins as a new one; it takes a stop along, which is lifted by those
    who may.
    """

    _name = "sales.credit.kept"
    _description = "Standing Kept of a Customer"
    _log_access = False

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    given = fields.Json(required=True)

    _one_per_partner = models.UniqueIndex("(partner_id)")

    # of these a new customer has nobody else's, but for a stop
    _taken_along = frozenset({"credit_stop", "credit_stop_reason"})

    @api.model
    def _get_kept_fields(self):
        """Return the fields that core copies and that only their own ways move."""
        partners = self.env["res.partner"]
        guarded = [
            name
            for name, guard in partners._get_guarded_fields().items()
            if partners._fields[name].company_dependent
            and not partners._fields[name].readonly
            and not guard.is_moved
        ]
        return [*guarded, "credit_limit", "property_payment_term_id"]

    @api.model
    def _keep(self, partners):
        """Keep what `partners`, who owe by themselves, were given in all companies."""
        if not partners:
            return
        names = self._get_kept_fields()
        self.env["res.partner"].flush_model(names)
        given = [
            SQL("%s::text, %s", name, SQL.identifier("partner", name)) for name in names
        ]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO sales_credit_kept (partner_id, given)
                SELECT partner.id, jsonb_build_object(%(given)s)
                  FROM res_partner partner
                 WHERE partner.id = ANY(%(ids)s)
                ON CONFLICT (partner_id) DO UPDATE SET given = EXCLUDED.given
                """,
                given=SQL(", ").join(given),
                ids=partners.ids,
            )
        )
        self.invalidate_model()

    @api.model
    def _give_own(self, partners):
        """Give customers who owe by themselves now what is theirs."""
        if partners:
            partners = partners.sudo()  # the standing of every customer
            tiers = self._get_own_tiers(partners)
            self._give_back(partners)
            self._give_tiers(partners, tiers)

    @api.model
    def _get_given(self, partners):
        """Return {partner id: {field: {company id as text: value}}} of those kept."""
        rows = self.search([("partner_id", "in", partners.ids)])
        return {row.partner_id.id: row.given for row in rows}

    @api.model
    def _check_stopped(self, partners, may_lift):
        """Refuse that stopped customers come under another one, and shed the stop.

        :param bool may_lift: the user may lift a stop
        :raise UserError: naming them and who lifts a stop
        """
        given = self._get_given(partners)
        stopped = [
            partner.display_name
            for partner in partners
            if any(((given.get(partner.id) or {}).get("credit_stop") or {}).values())
        ]
        if stopped and not may_lift:
            raise UserError(
                self.env._(
                    "These customers are stopped and cannot be put under another: %s."
                    " Have finance, the regional manager or the marketing director"
                    " lift the stop first.",
                    ", ".join(stopped[:5]),
                )
            )

    @api.model
    def _log_joined(self, partners):
        """Note in the history that customers are judged with another one now."""
        given = self._get_given(partners)
        tiers = self.env["sales.tier"].sudo()  # all that customers have
        for company in self._get_companies():
            key = str(company.id)
            there = partners.with_company(company)
            old = {
                p.id: ((given.get(p.id) or {}).get("tier_id") or {}).get(key)
                for p in there
            }
            new = {p.id: p.commercial_partner_id.tier_id for p in there}
            changed = there.filtered(
                lambda p, o=old, n=new: o[p.id] != (n[p.id].id or None)
            )
            for entity, members in changed.grouped("commercial_partner_id").items():
                reason = self.env._(
                    "Belongs to %s, judged with it.", entity.display_name
                )
                apply = self.env["sales.tier.apply"].sudo()  # as above
                new_tiers = {p.id: tiers.browse(new[p.id].id or ()) for p in members}
                apply._log(members, old, new_tiers, reason, None, {})

    @api.model
    def _get_companies(self):
        """Return the companies that have tiers: in others nobody is given one."""
        # sudo: all standards, whoever moves a contact
        tiers = self.env["sales.tier"].sudo().with_context(active_test=False)
        return tiers.search(Domain.TRUE).company_id

    @api.model
    def _get_own_tiers(self, partners):
        """Return {company: {partner id: tier}}: each its own, else the default one."""
        given = self._get_given(partners)
        tiers = self.env["sales.tier"].sudo()  # whoever moves a contact
        wanted = {}
        for company in self._get_companies():
            key = str(company.id)
            default = tiers.search(
                [("company_id", "=", company.id), ("is_default", "=", True)], limit=1
            )
            wanted[company] = {}
            for partner in partners:
                kept = (given.get(partner.id) or {}).get("tier_id") or {}
                tier = tiers.browse(kept.get(key) or ()).exists()
                wanted[company][partner.id] = tier or default
        return wanted

    @api.model
    def _give_back(self, partners):
        """Write what was kept, but for the tiers, on customers and their contacts."""
        partners_model = self.env["res.partner"]
        names = [name for name in self._get_kept_fields() if name != "tier_id"]
        partners_model.flush_model([*names, "commercial_partner_id"])
        values = []
        for name in names:
            column = SQL.identifier("entity", name)
            values.append(
                SQL(
                    "%s = CASE WHEN kept.id IS NULL THEN %s"
                    " ELSE NULLIF(kept.given->%s, 'null'::jsonb) END",
                    SQL.identifier(name),
                    column if name in self._taken_along else SQL("NULL"),
                    name,
                )
            )
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner member SET %(values)s
                  FROM res_partner entity
                  LEFT JOIN sales_credit_kept kept ON kept.partner_id = entity.id
                 WHERE entity.id = ANY(%(ids)s)
                   AND member.commercial_partner_id = entity.id
                """,
                values=SQL(", ").join(values),
                ids=partners.ids,
            )
        )
        partners_model.invalidate_model(names)

    @api.model
    def _give_tiers(self, partners, wanted):
        """Give customers the tiers `wanted`, with history; none where there is none."""
        reason = self.env._("Owes by itself again, or for the first time.")
        apply = self.env["sales.tier.apply"].sudo()  # whoever moves a contact
        for company, tiers in wanted.items():
            there = partners.with_company(company)
            given = {}
            for partner in there:
                tier = tiers[partner.id]
                if tier:
                    known = given.get(tier, there.browse())
                    given[tier] = known | partner
            apply._apply_tiers(given, reason)
            without = there.filtered(lambda p, t=tiers: p.tier_id and not t[p.id])
            apply._take_tiers(without, company, reason)
