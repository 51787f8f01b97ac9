from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

STATES = [("draft", "Proposed"), ("force", "In Force"), ("ending", "To Be Ended")]
NOTICE = "sales_rules.mail_activity_type_document"


class SalesSecondPersonMixin(models.AbstractModel):
    """A right to decide: proposed by one user, put in force by another above (R1.1).

    Administrators propose; the marketing director or the general manager, who neither
    proposed it nor gains by it, puts it in force. At installation, in superuser mode,
    it is in force at once. The chatter says who proposed it, who put it
    in force and when, and those concerned are told.

    A model says who gains in `_get_gaining_users`, and what needs no second person in
    `_needs_second_person`.
    """

    _name = "sales.second.person.mixin"
    _description = "Put in Force by a Second Person"
    _inherit = ["sales.protected.mixin", "mail.thread", "mail.activity.mixin"]

    _protected_fields = frozenset({"state", "proposer_ids"})
    # the roles that put it in force
    _second_person_groups = (
        "sales_rules.group_marketing_director",
        "sales_rules.group_general_manager",
    )

    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: "force" if self.env.su else "draft",
        help="A proposal has no effect until the marketing director or the general"
        " manager puts it in force; a row to be ended holds until then.",
    )
    proposer_ids = fields.Many2many(
        "res.users",
        string="Proposed by",
        readonly=True,
        copy=False,
        context={"active_test": False},
    )
    can_put_in_force = fields.Boolean(compute="_compute_can_put_in_force")

    @api.depends_context("uid")
    @api.depends("state", "proposer_ids")
    def _compute_can_put_in_force(self):
        for row in self:
            row.can_put_in_force = not row._get_cannot_put_in_force_reason()

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        if self.env.su:
            return rows
        proposed = rows.filtered(lambda row: row._needs_second_person())
        proposed._propose("draft")
        own = (rows - proposed).sudo()  # sudo: written by the module only
        own._write_protected({"state": "force"})
        own._tell_concerned()
        return rows

    def action_put_in_force(self):
        """Put in force what is proposed, and end what is to be ended.

        :raise AccessError: when the user is not a second person above
        :raise UserError: for what is in force already
        """
        for row in self:
            reason = row._get_cannot_put_in_force_reason()
            if reason and row.state == "force":
                raise UserError(reason)
            if reason:
                raise AccessError(reason)
        # sudo: those above need not write them
        for row in self.sudo():
            row._put_in_force()
        self.sudo()._tell_concerned()  # as above
        self._sync_second_person_notices()
        return True

    def _put_in_force(self):
        """Let this row take effect, which another person has agreed to."""
        self.ensure_one()
        self._write_protected({"state": "force"})

    def _propose(self, state):
        """Leave rows to a second person; whoever changes them has proposed them.

        :param str state: "draft" for what has no effect yet, "ending" for what has
        """
        for row in self.sudo():  # sudo: written by the module only
            proposers = [fields.Command.link(self.env.uid)]
            row._write_protected({"state": state, "proposer_ids": proposers})
            row.message_post(
                body=self.env._(
                    "Proposed by %s. The marketing director or the general manager"
                    " puts it in force.",
                    self.env.user.name,
                )
            )
        self._sync_second_person_notices()

    def _needs_second_person(self):
        """Return whether the current user may only propose this row."""
        self.ensure_one()
        return not self.env.su

    def _get_gaining_users(self):
        """Return the users who decide more by this row: they do not agree to it."""
        raise NotImplementedError

    def _get_concerned_users(self):
        """Return the users who are told what took effect."""
        return self._get_gaining_users() | self.proposer_ids

    def _get_second_persons(self):
        """Return the users above who may put this row in force."""
        self.ensure_one()
        users = self.env["res.users"].browse()
        for role in self._second_person_groups:
            # sudo: the roles of colleagues
            users |= self.env.ref(role).sudo().all_user_ids
        company = self.company_id if "company_id" in self._fields else None
        users = users.filtered(
            lambda user: (
                user.active
                and not user.share
                and (not company or company in user.company_ids)
            )
        )
        proposers = self.sudo().proposer_ids  # sudo: colleagues
        return users - proposers - self._get_gaining_users()

    def _get_cannot_put_in_force_reason(self):
        """Return why the current user does not put this row in force, or nothing."""
        self.ensure_one()
        if self.state == "force":
            return self.env._("%s is in force already.", self.display_name)
        if self.env.user in self._get_second_persons():
            return ""
        return self.env._(
            "%s is put in force by the marketing director or the general manager, who"
            " neither proposed it nor decides more by it.",
            self.display_name,
        )

    def _tell_concerned(self):
        """Note what took effect in the chatter, and tell those who decide by it."""
        for row in self.sudo():  # sudo: colleagues are told, whoever acts
            told = row._get_concerned_users()
            row.message_post(
                body=self.env._(
                    "In force by %(user)s: %(row)s",
                    user=self.env.user.name,
                    row=row.display_name,
                ),
                partner_ids=(told - self.env.user).partner_id.ids,
            )

    def _sync_second_person_notices(self):
        """Keep an activity for those who may put a row in force, while it waits."""
        wanted = {}
        for row in self.sudo():  # sudo: colleagues
            waits = row.state != "force" and row._is_waiting()
            wanted[row.id] = {
                user.id: {
                    "summary": user.with_context(lang=user.lang).env._(
                        "Put in force: %s", row.display_name
                    )
                }
                for user in (row._get_second_persons() if waits else ())
            }
        self.env["sales.notice"]._sync(self, NOTICE, wanted)

    def _is_waiting(self):
        """Return whether the row is still proposed: archived ones are not."""
        self.ensure_one()
        return "active" not in self._fields or self.active
