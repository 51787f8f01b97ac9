from collections import namedtuple

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

# The roles that a decision without an amount climbs when it waits too long.
LADDER = (
    "sales_rules.group_regional_manager",
    "sales_rules.group_marketing_director",
    "sales_rules.group_general_manager",
)

# Authorities of equal standing: who may decide up to `limit`. `members` maps each
# authority to its users, whatever the document; `own` maps users who have a row of
# their own to that row.
AuthorityLevel = namedtuple("AuthorityLevel", "limit unlimited authorities members own")


class SalesAuthority(models.Model):
    """Delegation of authority: who decides on a subject, up to which limit (R1.1).

    A request goes to the lowest authority that covers it. This is read as follows:

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
    - The requester is never a candidate, nor is a user who is archived, not internal or
      not allowed in the company. A row that yields nobody passes to the next larger.

    A subject without any authority is decided on by its default decider, where it has
    one. A change does not touch approvals that were asked before.

    A row is proposed by an administrator and put in force by a second person above. It
    is fixed then: a new row takes its place, and archiving it is proposed likewise.
    """

    _name = "sales.authority"
    _description = "Delegated Authority"
    _inherit = ["sales.second.person.mixin"]
    _order = "company_id, subject, unlimited, limit, id"

    # what says who decides on what
    _decisive_fields = frozenset(
        {"subject", "group_id", "user_id", "limit", "unlimited", "company_id", "active"}
    )

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
        digits=(16, 2),
        aggregator=None,
        tracking=True,
        help="In the company's currency, in days or in percent, as the"
        " subject says. Zero: nothing.",
    )
    unlimited = fields.Boolean(tracking=True)
    unit = fields.Char(compute="_compute_unit")
    has_limit = fields.Boolean(
        compute="_compute_unit", help="Whether an amount decides who is asked."
    )
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
        "(company_id, subject, group_id)"
        " WHERE group_id IS NOT NULL AND active IS TRUE AND state <> 'draft'",
        "The role has an authority over this subject in the company already.",
    )
    _one_per_user = models.UniqueIndex(
        "(company_id, subject, user_id)"
        " WHERE user_id IS NOT NULL AND active IS TRUE AND state <> 'draft'",
        "The person has an authority over this subject in the company already.",
    )

    @api.depends_context("lang")
    @api.depends("subject", "company_id")
    def _compute_unit(self):
        subjects = self.env["sales.subject"]
        for authority in self:
            subject = subjects._get(authority.subject)
            name = subject.get_unit_label(self.env)
            authority.has_limit = subject.has_amount
            authority.unit = subject.has_amount and (
                name or authority.company_id.currency_id.name
            )

    @api.depends_context("lang")
    @api.depends("subject", "group_id", "user_id", "limit", "unlimited")
    def _compute_display_name(self):
        subjects = self.env["sales.subject"]
        labels = dict(self._get_subjects())
        for authority in self:
            # sudo: names of roles and colleagues
            holder = authority.sudo().user_id or authority.sudo().group_id
            names = {
                "subject": labels.get(authority.subject, ""),
                "holder": holder.name or "",
            }
            if not authority.has_limit:
                name = self.env._("%(subject)s: %(holder)s", **names)
            else:
                amount = subjects._format_amount(
                    authority.subject, authority.limit, authority.company_id
                )
                name = self.env._(
                    "%(subject)s: %(holder)s, %(limit)s",
                    limit=self.env._("unlimited") if authority.unlimited else amount,
                    **names,
                )
            authority.display_name = name

    @api.constrains("subject", "group_id", "user_id")
    def _check_fixed(self):
        """Check that no row gives a subject that is one role's alone to another."""
        for authority in self:
            subject = self.env["sales.subject"]._get(authority.subject)
            if not subject.fixed:
                continue
            # sudo: names of roles and colleagues
            role = self.env.ref(subject.decider).sudo()
            if authority.sudo().group_id != role:  # as above
                raise ValidationError(
                    self.env._(
                        "%(subject)s is decided by the role %(role)s alone: no"
                        " authority gives it to anybody else.",
                        subject=subject.get_label(self.env),
                        role=role.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        authorities = super().create(vals_list)
        self.env["sales.approval.notice"]._wake_deadlines()
        return authorities

    def write(self, vals):
        if not self.env.su and self._decisive_fields & vals.keys():
            vals = self._propose_change(vals)
        res = super().write(vals)
        if not self.env.su:
            self._sync_second_person_notices()
        if "company_id" in vals:
            # nobody gives authority in a company that they do not work in
            self.check_access("write")
        # requests that nobody could decide may have an approver now
        self.env["sales.approval.notice"]._wake_deadlines()
        return res

    def _propose_change(self, vals):
        """Return what of `vals` may be written by one person alone.

        Proposals are changed freely, and whoever changes them has proposed them. A row
        in force holds until a second person agrees to its end.

        :raise UserError: when what is in force would be changed
        """
        self.check_access("write")
        fixed = self.filtered(lambda row: row.state != "draft" and row.active)
        ended = self.filtered(lambda row: row.state != "draft" and not row.active)
        if not fixed and not ended:
            me = [fields.Command.link(self.env.uid)]
            # sudo: written by the module only
            self.sudo()._write_protected({"proposer_ids": me})
            return vals
        if ended or vals != {"active": False} or self - fixed:
            raise UserError(
                self.env._(
                    "%s: what was put in force is fixed. Enter a new authority: once"
                    " it is put in force it takes the place of this one.",
                    (fixed | ended)[0].display_name,
                )
            )
        fixed._propose("ending")
        return {}

    def _put_in_force(self):
        # EXTENDS 'sales_rules': it takes the place of the holder's former row
        if self.state == "ending":
            return self.write({"active": False})
        holder = "group_id" if self.group_id else "user_id"
        former = self.search(
            [
                ("id", "!=", self.id),
                ("company_id", "=", self.company_id.id),
                ("subject", "=", self.subject),
                ("state", "!=", "draft"),
                (holder, "=", self[holder].id),
            ]
        )
        former.write({"active": False})
        former.flush_recordset(["active"])
        res = super()._put_in_force()
        self.env["sales.approval.notice"]._wake_deadlines()
        return res

    def _get_gaining_users(self):
        # EXTENDS 'sales_rules': of the role nobody stands above, its members are two
        # persons still
        authority = self.sudo()  # sudo: names of roles and colleagues
        top = self.env["ir.model.data"]._xmlid_to_res_id(LADDER[-1])
        if authority.group_id.id == top:
            return authority.user_id
        return authority.user_id | authority._get_members()

    @api.model
    def _get_subjects(self):
        """Return what may be decided, as (key, label).

        :rtype: list[tuple[str, str]]
        """
        return self.env["sales.subject"]._get_selection()

    @api.model
    def _get_missing_subjects(self, company):
        """Return the keys of what is asked in a company and nobody may decide on.

        :rtype: set[str]
        """
        asked = self.env["sales.subject"]._get_asked(company)
        return {key for key in asked if not self._get_rows(company, key)}

    def _covers(self, amount):
        """Return whether this authority decides on `amount`; equal is covered.

        :param float amount: in the unit of the subject; infinite needs `unlimited`
        """
        self.ensure_one()
        subjects = self.env["sales.subject"]
        if self.unlimited or not subjects._get(self.subject).has_amount:
            return True
        return (
            bool(self.limit)
            and amount != float("inf")
            and subjects._compare(self.subject, self.company_id, amount, self.limit)
            <= 0
        )

    @api.model
    def _get_levels(self, company, subject):
        """Return the levels of authority over `subject`, from the smallest up.

        :rtype: list[AuthorityLevel]
        """
        authorities = self._get_rows(company, subject)
        members = {authority: authority._get_members() for authority in authorities}
        own = {row.user_id: row for row in authorities if row.user_id}

        def standing(row):
            limit, unlimited = row._get_reach()
            return (unlimited, 0.0 if unlimited else limit, not row.user_id)

        return [
            AuthorityLevel(limit, unlimited, level, members, own)
            for (unlimited, limit, _is_role), level in (
                authorities.sorted(standing).grouped(standing).items()
            )
        ]

    @api.model
    def _get_rows(self, company, key):
        """Return the authorities over a subject in a company, in sudo.

        Where nobody ever entered one the default decider has an unlimited one, which
        is not stored. Above the roles that decide without an amount stand those that
        such a decision climbs to.
        """
        subject = self.env["sales.subject"]._get(key)
        # sudo: the deciders are found for every requester
        model = self.sudo()
        domain = Domain("company_id", "=", company.id) & Domain("subject", "=", key)
        domain &= Domain("state", "!=", "draft")
        if subject.personal:
            domain &= Domain("user_id", "=", False)
        rows = model.browse()
        if not subject.fixed:
            archived_too = model.with_context(active_test=False)
            rows = archived_too.search(domain).with_env(model.env)
        if subject.decider and not rows:
            rows = rows._new_role(company, subject, subject.decider)
        else:
            # archiving the last one takes the default away too
            rows = rows.filtered("active")
        if rows and not (subject.has_amount or subject.fixed or subject.personal):
            highest = max(row._get_rung() for row in rows)
            for role in LADDER[highest + 1 :]:
                rows |= rows._new_role(company, subject, role)
        return rows

    @api.model
    def _new_role(self, company, subject, role):
        """Return an authority of a role that is not stored.

        :param str role: external id of the group
        """
        return self.new(
            {
                "company_id": company.id,
                "subject": subject.key,
                # from the cache, unlike ref()
                "group_id": self.env["ir.model.data"]._xmlid_to_res_id(role),
                "unlimited": subject.has_amount,
            }
        )

    def _get_reach(self):
        """Return (limit, unlimited): how far this authority reaches.

        Without an amount the limit is the place on the ladder of roles.
        """
        self.ensure_one()
        if self.env["sales.subject"]._get(self.subject).has_amount:
            return self.limit, self.unlimited
        return float(self._get_rung()), False

    def _get_rung(self):
        """Return the place of the holder on the ladder of roles.

        A person decides before every role; only the general manager stands above other
        roles, finance for one.
        """
        self.ensure_one()
        if self.user_id:
            return 0
        ids = map(self.env["ir.model.data"]._xmlid_to_res_id, LADDER)
        rungs = {group_id: rung for rung, group_id in enumerate(ids)}
        return rungs.get(self.group_id.id, len(LADDER) - 2)

    def _get_members(self):
        """Return the users who hold this authority in its company, for any document."""
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
        # from the cache, unlike ref()
        if self.group_id.id == self.env["ir.model.data"]._xmlid_to_res_id(LADDER[0]):
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
