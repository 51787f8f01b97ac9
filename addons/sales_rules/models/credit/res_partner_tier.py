from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools import gate


class ResPartner(models.Model):
    _inherit = "res.partner"

    tier_id = fields.Many2one(
        "sales.tier",
        company_dependent=True,
        domain="[('active', '=', True)]",
        help="Sets credit limit and credit period in this company. Administrators"
        " may enter or import the opening tier; later changes are approved.",
    )
    tier_history_count = fields.Integer(compute="_compute_tier_history_count")

    def _compute_tier_history_count(self):
        self.tier_history_count = 0
        groups = self.env["sales.tier.history"]._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)],
            ["partner_id"],
            ["__count"],
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.tier_history_count = counts.get(partner.commercial_partner_id.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base': an opening tier is applied with history, once the customer
        # exists; a new customer without one gets the company's tier for new ones.
        tiers = [vals.get("tier_id") for vals in vals_list]
        if any(tiers):
            self._check_may_open_tier()
        if any("tier_id" in vals for vals in vals_list):
            vals_list = [
                {name: value for name, value in vals.items() if name != "tier_id"}
                for vals in vals_list
            ]
        partners = super().create(vals_list)
        default = self._get_default_tier()
        wanted = {}
        for partner, tier_id in zip(partners, tiers, strict=True):
            is_new_customer = partner.customer_rank and not partner.parent_id
            if tier_id or (default and is_new_customer):
                tier = self.env["sales.tier"].browse(tier_id) if tier_id else default
                wanted[tier] = wanted.get(tier, self.browse()) | partner
        for tier, holders in wanted.items():
            holders._open_tier(tier)
        return partners

    def write(self, vals):
        # EXTENDS 'base'
        if "tier_id" not in vals:
            return super().write(vals)
        tier = self.env["sales.tier"].browse(vals["tier_id"] or [])
        changed = self.filtered(lambda partner: partner.tier_id != tier)
        # contacts follow their commercial entity
        followers = changed.filtered(
            lambda partner: (
                partner.commercial_partner_id != partner
                and partner.commercial_partner_id.tier_id == tier
            )
        )
        opened = changed - followers
        permit = gate.get(self)
        if permit and permit.admits(self, {"tier_id"}):
            opened = self.browse()  # merging customers applies tiers by itself
        opened._check_tier_open()
        rest = {name: value for name, value in vals.items() if name != "tier_id"}
        res = super().write(rest)
        if followers:
            super(ResPartner, followers).write({"tier_id": tier.id})
        if opened:
            opened._open_tier(tier)
        return res

    def _commercial_fields(self):
        # EXTENDS 'base'
        return super()._commercial_fields() + ["tier_id"]

    def action_view_tier_history(self):
        """Open the changes of the customer's tier."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_tier_history_action"
        )
        action["domain"] = [("partner_id", "=", self.commercial_partner_id.id)]
        return action

    @api.model
    def _get_default_tier(self):
        """Return the company's tier for new customers, or none."""
        tiers = self.env["sales.tier"]
        if self.env.company.id not in tiers._get_configured_companies():
            return tiers
        # sudo: whoever creates a customer gives it the standard
        return tiers.sudo().search(
            [("company_id", "=", self.env.company.id), ("is_default", "=", True)],
            limit=1,
        )

    @api.model
    def _check_may_open_tier(self):
        """:raise AccessError: when the caller may not enter opening tiers"""
        if not self.env.su and not self.env.user.has_group(
            "sales_rules.group_rules_admin"
        ):
            raise AccessError(
                self.env._(
                    "Only the administrator of rules enters or imports the opening"
                    " tier of a customer. Ask for a tier change instead."
                )
            )

    def _check_tier_open(self):
        """Refuse a direct change of a tier that a customer has (R1.6).

        :raise AccessError: when the caller may not enter opening tiers
        :raise UserError: naming the customers that have a tier already
        """
        if not self:
            return
        self._check_may_open_tier()
        held = self.filtered("tier_id")
        if held:
            raise UserError(
                self.env._(
                    "These customers have a tier already: %s. It is changed by the"
                    " monthly assessment or by an approved tier change.",
                    ", ".join(held.mapped("display_name")[:5]),
                )
            )

    def _open_tier(self, tier):
        """Apply an opening tier.

        :raise UserError: when the tier is a draft, archived or another company's
        """
        # sudo: whoever may open a tier need not read the standard's details
        tier_sudo = tier.sudo()
        if not tier_sudo:
            return
        if not tier_sudo.active or tier_sudo.company_id != self.env.company:
            raise UserError(
                self.env._(
                    "Tier %(tier)s cannot be given in %(company)s: it is not in force"
                    " or belongs to another company.",
                    tier=tier_sudo.name,
                    company=self.env.company.name,
                )
            )
        self.commercial_partner_id._apply_tier(tier_sudo, self.env._("Opening tier"))

    def _apply_tier(self, tier, reason, origin=None):
        """Give these commercial partners `tier` in its company, with history (R1.7).

        Writes the tier, core's credit limit and payment term on them and their
        contacts, set-based whatever their number, and has held orders examined
        again.

        :param tier: a tier in force
        :param str reason: why, kept in the history
        :param origin: the document that decided it
        """
        partners = self.commercial_partner_id
        self._apply_tiers({tier: partners} if partners else {}, reason, origin)

    @api.model
    def _apply_tiers(self, partners_by_tier, reason, origin=None, reasons=None):
        """Give commercial partners their tiers of one company, as `_apply_tier` does.

        :param partners_by_tier: {tier: partners}
        :param reasons: {partner id: what to add to `reason`}
        :raise UserError: when a salesperson would have more credit than granted
        """
        if not partners_by_tier:
            return
        company = next(iter(partners_by_tier)).company_id
        names = ["tier_id", "credit_limit", "property_payment_term_id"]
        model = self.env["res.partner"]
        model.flush_model([*names, "commercial_partner_id", "user_id", "active"])
        new_tiers = {
            partner_id: tier
            for tier, partners in partners_by_tier.items()
            for partner_id in partners.ids
        }
        old_tiers = self._get_tier_ids(list(new_tiers), company)
        self._check_allowance(company, old_tiers, new_tiers)
        for tier, partners in partners_by_tier.items():
            self.env.cr.execute(partners._query_apply_tier(tier))
        model.invalidate_model(names)
        partners = model.with_company(company).browse(new_tiers)
        partners._log_tiers(old_tiers, new_tiers, reason, origin, reasons or {})
        self.env["sales.credit.queue"]._push(partners)

    @api.model
    def _get_tier_ids(self, partner_ids, company):
        """Return the tier that each partner has in `company`: {id: id or None}."""
        # sudo: the column of the field, whatever the caller may read
        model = self.env["res.partner"].sudo().with_company(company)
        query = SQL(
            "SELECT partner.id, (%s)::int FROM res_partner partner WHERE id IN %s",
            model._field_to_sql("partner", "tier_id"),
            tuple(partner_ids),
        )
        return dict(self.env.execute_query(query))

    @api.model
    def _check_allowance(self, company, old_tiers, new_tiers):
        """:raise UserError: when salespeople would have more credit than granted"""
        # sudo: whether amounts are granted at all
        allowances = self.env["sales.credit.allowance"].sudo()
        if not allowances.search_count([("company_id", "=", company.id)], limit=1):
            return
        query = SQL(
            "SELECT id, user_id FROM res_partner WHERE id IN %s AND active",
            tuple(new_tiers),
        )
        growth = {}
        # sudo: amounts of tiers, whatever the caller may read
        tiers = self.env["sales.tier"].sudo()
        for partner_id, user_id in self.env.execute_query(query):
            old = tiers.browse(old_tiers[partner_id] or ())
            new = new_tiers[partner_id].sudo()  # as above
            amount, unlimited = growth.get(user_id, (0.0, False))
            growth[user_id] = (
                amount + new.credit_limit - old.credit_limit,
                unlimited or (new.unlimited and not old.unlimited),
            )
        allowances._check_growth(company, growth)

    def _log_tiers(self, old_tiers, new_tiers, reason, origin, reasons):
        """Write one history row per partner, with the figures of the day, in one go."""
        company = self.env.company
        figures = self.env["sales.credit"]._get_figures(self, company)
        rows = []
        for partner_id, figure in figures.items():
            tier = new_tiers[partner_id]
            why = filter(None, (reason, reasons.get(partner_id)))
            rows.append(
                SQL(
                    "(%s)",
                    SQL(", ").join(
                        SQL("%s", value)
                        for value in (
                            partner_id,
                            old_tiers[partner_id],
                            tier.id,
                            tier.credit_limit,
                            tier.unlimited,
                            tier.payment_term_id.id or None,
                            figure.receivable,
                            figure.orders,
                            figure.overdue,
                            ": ".join(why),
                        )
                    ),
                )
            )
        self.env.cr.execute(self._query_log_tiers(rows, company, origin))
        # not created by the ORM: a batch of 20,000 would take 200 queries
        self.env["sales.tier.history"].invalidate_model()

    def _query_log_tiers(self, rows, company, origin):
        """Return the SQL that inserts history `rows`; nobody else can make any."""
        return SQL(
            """
            INSERT INTO sales_tier_history (
                   partner_id, old_tier_id, new_tier_id, credit_limit, unlimited,
                   payment_term_id, receivable, orders_amount, overdue_amount, reason,
                   company_id, user_id, origin, date,
                   create_uid, create_date, write_uid, write_date)
            SELECT row.partner_id, row.old_id::int, row.new_id, row.credit_limit,
                   row.unlimited, row.term_id::int, row.receivable, row.orders,
                   row.overdue, row.reason,
                   %(company)s, %(user)s, %(origin)s, %(now)s::timestamp,
                   %(user)s, %(now)s::timestamp, %(user)s, %(now)s::timestamp
              FROM (VALUES %(rows)s)
                AS row (partner_id, old_id, new_id, credit_limit, unlimited, term_id,
                        receivable, orders, overdue, reason)
            """,
            company=company.id,
            user=self.env.uid,
            origin=origin and origin.display_name or None,
            now=fields.Datetime.now(),
            rows=SQL(", ").join(rows),
        )

    def _query_apply_tier(self, tier):
        """Return the SQL that writes tier and terms on the families of `self`."""
        company_key = str(tier.company_id.id)

        def merged(column, value):
            return SQL(
                "%(column)s = COALESCE(%(column)s, '{}'::jsonb)"
                " || jsonb_build_object(%(key)s::text, %(value)s)",
                column=SQL.identifier(column),
                key=company_key,
                value=value,
            )

        assignments = [
            merged("tier_id", SQL("%s::int", tier.id)),
            merged("credit_limit", SQL("%s::numeric", tier._get_core_limit())),
        ]
        if tier.payment_term_id:
            term = SQL("%s::int", tier.payment_term_id.id)
            assignments.append(merged("property_payment_term_id", term))
        return SQL(
            "UPDATE res_partner SET %s WHERE commercial_partner_id IN %s",
            SQL(", ").join(assignments),
            tuple(self.ids),
        )
