from collections import namedtuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import float_compare
from odoo.tools.misc import formatLang

# Authorities of equal standing: who may decide up to `limit`. `members` maps each
# authority to its users, whatever the document; `own` maps users who have a row of
# their own to that row.
AuthorityLevel = namedtuple("AuthorityLevel", "limit unlimited authorities members own")


class SalesAuthority(models.Model):
    """Delegation of authority: who decides on a subject, up to which limit (R1.1).

    What is asked goes to the lowest authority that covers it. How that is read:

    - The smallest `limit` that covers the amount wins, an equal amount is covered.
      A limit of 0 covers nothing, so that a row of one's own can take authority
      away; `unlimited` covers everything.
    - Rows of the same limit are asked together, but a row that names a user beats
      rows that name a group.
    - A user who has a row of their own is judged by it alone: where it does not
      cover the amount they are no candidate of their group either. It holds for the
      documents of every team.
    - Candidates of a group are its users less those of the groups above it, and of
      the regional managers only the leader of the document's team.
    - The requester never is a candidate, nor is who is archived, no internal user or
      not allowed in the company. A row that yields nobody passes to the next larger.

    A change does not touch approvals that were asked before.
    """

    _name = "sales.authority"
    _description = "Delegated Authority"
    _inherit = ["mail.thread"]
    _order = "company_id, subject, unlimited, limit, id"

    subject = fields.Selection(
        selection="_get_subjects", required=True, index=True, tracking=True
    )
    group_id = fields.Many2one(
        "res.groups", string="Role", ondelete="restrict", tracking=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
        help="Decides on the documents of every team. The role's limit no longer"
        " counts for this person.",
    )
    limit = fields.Float(
        string="Up to",
        digits=(16, 2),
        aggregator=None,
        tracking=True,
        help="In the company's currency, in days past due or in percent, as the"
        " subject says. Zero: nothing.",
    )
    unlimited = fields.Boolean(tracking=True)
    unit = fields.Char(compute="_compute_unit")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        tracking=True,
    )
    active = fields.Boolean(default=True, tracking=True)

    _limit_positive = models.Constraint(
        'CHECK("limit" >= 0)', "The limit of an authority cannot be negative."
    )
    _role_or_person = models.Constraint(
        "CHECK((group_id IS NULL) <> (user_id IS NULL))",
        "An authority names either a role or a person.",
    )
    _one_per_group = models.UniqueIndex(
        "(company_id, subject, group_id) WHERE group_id IS NOT NULL AND active IS TRUE",
        "The role has an authority over this subject in the company already.",
    )
    _one_per_user = models.UniqueIndex(
        "(company_id, subject, user_id) WHERE user_id IS NOT NULL AND active IS TRUE",
        "The person has an authority over this subject in the company already.",
    )

    @api.depends_context("lang")
    @api.depends("subject", "company_id")
    def _compute_unit(self):
        names = {"days": self.env._("days past due"), "percent": "%"}
        for authority in self:
            unit = self._get_subject_unit(authority.subject)
            authority.unit = names.get(unit) or authority.company_id.currency_id.name

    @api.depends_context("lang")
    @api.depends("subject", "group_id", "user_id", "limit", "unlimited")
    def _compute_display_name(self):
        subjects = dict(self._get_subjects())
        for authority in self:
            # sudo: names of roles and colleagues
            holder = authority.sudo().user_id or authority.sudo().group_id
            amount = self._format_amount(
                authority.subject, authority.limit, authority.company_id
            )
            authority.display_name = self.env._(
                "%(subject)s: %(holder)s, %(limit)s",
                subject=subjects.get(authority.subject, ""),
                holder=holder.name or "",
                limit=self.env._("unlimited") if authority.unlimited else amount,
            )

    @api.model_create_multi
    def create(self, vals_list):
        authorities = super().create(vals_list)
        self.env["sales.approval"]._wake_deadlines()
        return authorities

    def write(self, vals):
        res = super().write(vals)
        # what nobody could decide may have somebody now
        self.env["sales.approval"]._wake_deadlines()
        return res

    @api.model
    def _get_subjects(self):
        """Return what may be decided, as (key, label); addons add theirs.

        :rtype: list[tuple[str, str]]
        """
        return [
            ("credit_release", self.env._("Credit release")),
            ("overdue_release", self.env._("Release of overdue customers")),
            ("discount", self.env._("Discount")),
            ("contract", self.env._("Contract review")),
            ("expense", self.env._("Expense")),
            ("tier_change", self.env._("Change of tier")),
            ("temporary_limit", self.env._("Temporary credit limit")),
            ("guarantee", self.env._("Credit guarantee")),
        ]

    @api.model
    def _get_asked_subjects(self, company):
        """Return the keys of what is asked in a company: what holds orders, and what
        the documents under approval ask.
        """
        asked = set(self.env["sales.hold"]._subjects.values())
        if not company.sudo().contract_review:  # sudo: one flag
            asked.discard("contract")
        for model_class in self.env.registry.values():
            asked.add(getattr(model_class, "_approval_subject", None))
        return asked - {None}

    @api.model
    def _get_missing_subjects(self, company):
        """Return the keys of what is asked in a company and nobody may decide on.

        :rtype: set[str]
        """
        asked = self._get_asked_subjects(company)
        # sudo: whether somebody decides
        authorities = self.sudo().search(
            [("company_id", "=", company.id), ("subject", "in", sorted(asked))]
        )
        return asked.difference(authorities.mapped("subject"))

    @api.model
    def _get_subject_unit(self, subject):
        """Return what the limits of `subject` count: money, days or percent.

        To be extended with each subject that is not money.
        """
        return {"overdue_release": "days", "discount": "percent"}.get(subject, "money")

    @api.model
    def _format_amount(self, subject, amount, company):
        """Return `amount` as people read it, in the unit of `subject`."""
        unit = self._get_subject_unit(subject)
        if unit == "days":
            return self.env._("%s days", formatLang(self.env, amount, digits=0))
        if unit == "percent":
            return self.env._("%s %%", formatLang(self.env, amount, digits=2))
        # sudo: the currency of a company that need not be one's own
        currency_sudo = company.sudo().currency_id
        return formatLang(self.env, amount, currency_obj=currency_sudo)

    @api.model
    def _compare(self, subject, company, amount, limit):
        """Compare two amounts in the unit of `subject`: -1, 0 or 1."""
        if self._get_subject_unit(subject) == "money":
            return company.currency_id.compare_amounts(amount, limit)
        return float_compare(amount, limit, precision_digits=2)

    def _covers(self, amount):
        """Return whether this authority decides on `amount`; equal is covered.

        :param float amount: in the unit of the subject; infinite needs `unlimited`
        """
        self.ensure_one()
        if self.unlimited:
            return True
        return (
            bool(self.limit)
            and amount != float("inf")
            and self._compare(self.subject, self.company_id, amount, self.limit) <= 0
        )

    @api.model
    def _get_levels(self, company, subject):
        """Return the levels of authority over `subject`, from the smallest up.

        :rtype: list[AuthorityLevel]
        """
        # sudo: who decides is found for whoever asks
        authorities = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("subject", "=", subject),
                ("active", "=", True),  # whatever the caller's context says
            ]
        )
        members = {authority: authority._get_members() for authority in authorities}
        own = {row.user_id: row for row in authorities if row.user_id}

        def standing(row):
            return (row.unlimited, 0.0 if row.unlimited else row.limit, not row.user_id)

        return [
            AuthorityLevel(limit, unlimited, level, members, own)
            for (unlimited, limit, _is_role), level in (
                authorities.sorted(standing).grouped(standing).items()
            )
        ]

    def _get_members(self):
        """Return who may hold this authority in its company, whatever the document."""
        self.ensure_one()
        domain = Domain("company_ids", "in", self.company_id.ids)
        domain &= Domain("share", "=", False) & Domain("active", "=", True)
        if self.user_id:
            domain &= Domain("id", "=", self.user_id.id)
        else:
            above = self.group_id.all_implied_by_ids - self.group_id
            domain &= Domain("all_group_ids", "in", self.group_id.ids)
            if above:
                domain &= Domain("all_group_ids", "not in", above.ids)
        return self.env["res.users"].search(domain)

    def _filter_members(self, users, team):
        """Return those of `users` who hold this authority for a document of `team`.

        The hook for roles that decide on part of the documents only.
        """
        self.ensure_one()
        manager = "sales_rules.group_regional_manager"  # from the cache, unlike ref()
        if self.group_id.id == self.env["ir.model.data"]._xmlid_to_res_id(manager):
            return users & team.user_id
        return users

    @api.model
    def _find_candidates(self, levels, amount, excluded, team, above=None):
        """Return the lowest authority that covers `amount` and who may decide.

        :param levels: see `_get_levels`
        :param excluded: users who cannot be asked, the requester first of all
        :param team: the document's team, may be empty
        :param above: only authorities with a larger limit than this one count;
            None for all
        :return: tuple (authority, users), both empty when nobody covers it
        """
        for level in levels:
            if above is not None and not level.unlimited and level.limit <= above:
                continue
            users = self.env["res.users"]
            for authority in level.authorities:
                users |= authority._get_deciders(level, amount, team)
            users -= excluded
            if users:
                return level.authorities[:1], users
        return self.browse(), self.env["res.users"]

    def _get_deciders(self, level, amount, team):
        """Return who decides on `amount` by this authority, requester or not."""
        self.ensure_one()
        if not self._covers(amount):
            return self.env["res.users"]
        users = self._filter_members(level.members[self], team.sudo())  # leader only
        return users.filtered(
            lambda user: user not in level.own or level.own[user]._covers(amount)
        )
