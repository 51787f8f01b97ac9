from base64 import b64decode

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_datetime

from odoo.addons.sales_rules.tools import door_kinds

from .property_area_list import NOTICE

DIRECTOR = "sales_rules.group_marketing_director"
FINANCE = "sales_rules.group_finance"
INVESTMENT = "property_sales.group_investment_development"
# the roles that sign for a department; the first is told that a list waits for it
DEPARTMENTS = {
    "investment": (INVESTMENT,),
    "marketing": (DIRECTOR, "property_sales.group_property_sales"),
}
SIGNATURE = {
    "readonly": True,
    "copy": False,
    "attachment": True,
    "max_width": 1024,
    "max_height": 512,
}


class PropertyAreaList(models.Model):
    """Two departments sign, in either order; the deputy general manager decides (R2.5).

    Nobody signs for both, and no signer decides. The user of the environment signs,
    in superuser mode as well.
    """

    _inherit = "property.area.list"

    investment_signer_id = fields.Many2one(
        "res.users",
        string="Signed for Investment Development",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    investment_signed_at = fields.Datetime(
        string="Time of Investment Development", readonly=True, copy=False
    )
    investment_signature = fields.Image(
        string="Signature of Investment Development", **SIGNATURE
    )
    marketing_signer_id = fields.Many2one(
        "res.users",
        string="Signed for Marketing",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    marketing_signed_at = fields.Datetime(
        string="Time of Marketing", readonly=True, copy=False
    )
    marketing_signature = fields.Image(string="Signature of Marketing", **SIGNATURE)
    approver_id = fields.Many2one(
        "res.users",
        string="Approved by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    approved_at = fields.Datetime(string="Approved on", readonly=True, copy=False)
    can_sign_investment = fields.Boolean(compute="_compute_can_sign")
    can_sign_marketing = fields.Boolean(compute="_compute_can_sign")
    can_withdraw = fields.Boolean(compute="_compute_can_sign")

    @api.depends_context("uid")
    @api.depends("state", "investment_signer_id", "marketing_signer_id")
    def _compute_can_sign(self):
        for area_list in self:
            signers = area_list._get_signers()
            signed = self.env.user in signers
            waits = area_list.state in ("draft", "signed_one") and not signed
            for department in DEPARTMENTS:
                area_list[f"can_sign_{department}"] = (
                    waits
                    and not area_list[f"{department}_signer_id"]
                    and area_list._is_of(department)
                )
            open_states = ("signed_one", "signed_both")
            area_list.can_withdraw = signed and area_list.state in open_states

    @door_kinds.takes(signature=door_kinds.text)
    def action_sign_investment(self, signature=None):
        """Sign for investment development; the second signature asks the deputy.

        :param str signature: base64 picture of a drawn signature; without one the click
            with the user's own login is the signature
        :raise AccessError: for users who do not work in investment development
        :raise UserError: naming what is wrong with the lines, or who has signed already
        """
        return self._sign("investment", signature)

    @door_kinds.takes(signature=door_kinds.text)
    def action_sign_marketing(self, signature=None):
        """Sign for marketing, as property salesperson or marketing director; the second
        signature asks the deputy.

        :param str signature: see `action_sign_investment`
        :raise AccessError: for users who do not work in marketing
        :raise UserError: naming what is wrong with the lines, or who has signed already
        """
        return self._sign("marketing", signature)

    def action_submit(self):
        # EXTENDS 'sales_rules': nobody asks before both have signed
        raise UserError(
            self.env._(
                "%s: the second signature asks the deputy general manager; sign it.",
                self._get_approval_names(),
            )
        )

    @door_kinds.takes(reason=door_kinds.text)
    def action_approve(self, reason=None):
        """Approve lists that both departments have signed, as the deputy.

        :param str reason: optional, kept on the approvals
        :raise AccessError: for others than the deputy, and for signers
        :raise UserError: for lists that wait for a signature
        """
        self._check_signed()
        return super().action_approve(reason)

    @door_kinds.takes(reason=door_kinds.text)
    def action_reject(self, reason):
        """Send lists back to draft, as the deputy: both signatures are void.

        :param str reason: why; the signers read it
        :raise AccessError: for others than the deputy, and for signers
        :raise UserError: for lists that wait for a signature
        """
        self._check_signed()
        return super().action_reject(reason)

    def action_withdraw(self):
        """Take lists back before they are approved, as one of the signers.

        The signatures are void and stay in the chatter.

        :raise AccessError: for others than the signers
        :raise UserError: for lists that nobody signed, or that are approved
        """
        self.check_access("read")
        self._check_state("signed_one", "signed_both")
        for area_list in self.sudo():  # sudo: the signers are colleagues
            signers = area_list._get_signers()
            if self.env.user not in signers:
                raise AccessError(
                    self.env._(
                        "%(list)s is withdrawn by its signers: %(signers)s.",
                        list=area_list.display_name,
                        signers=", ".join(signers.mapped("name")),
                    )
                )
            area_list._void(self.env._("Withdrawn by %s.", self.env.user.name))
        return True

    def _sign(self, department, signature):
        """Sign for a department as the current user, and ask once both have signed.

        :param str department: "investment" or "marketing"
        :param str signature: base64 picture, or nothing
        """
        self._check_may_sign(department)
        self.check_access("read")
        requests = []
        for area_list in self.sudo():  # sudo: who signs need not write lists
            area_list._check_can_sign(department)
            vals = {
                f"{department}_signer_id": self.env.uid,
                f"{department}_signed_at": fields.Datetime.now(),
                f"{department}_signature": signature or False,
            }
            first = area_list.state == "draft"
            area_list._move("signed_one" if first else "signed_both", **vals)
            if not first:
                requests += area_list._get_approval_requests()
        self.env["sales.approval"]._ask(requests)
        return True

    def _check_may_sign(self, department):
        """Check that the current user signs for a department.

        :raise AccessError: for everybody else, in superuser mode as well
        """
        if self._is_of(department):
            return
        names = self._get_state_names()
        raise AccessError(
            self.env._("%s: investment development signs here, its staff alone.", names)
            if department == "investment"
            else self.env._(
                "%s: marketing signs here, a property salesperson or the marketing"
                " director.",
                names,
            )
        )

    def _is_of(self, department):
        """Return whether the current user signs for a department."""
        user = self.env.user
        return user.active and any(map(user.has_group, DEPARTMENTS[department]))

    def _check_can_sign(self, department):
        """Check that this list, in sudo, can be signed by the current user now.

        :raise AccessError: for users of other companies
        :raise UserError: naming what speaks against it
        """
        self.ensure_one()
        user = self.env.user
        if self.company_id not in user.company_ids:
            raise AccessError(
                self.env._("You do not work in %s.", self.company_id.name)
            )
        names = {"list": self.display_name, "user": user.name}
        signer = self[f"{department}_signer_id"]
        if signer:
            raise UserError(
                self.env._(
                    "%(list)s is signed by %(signer)s for this department already.",
                    list=self.display_name,
                    signer=signer.name,
                )
            )
        self._check_state("draft", "signed_one")
        if user in self._get_signers() and department == "investment":
            raise UserError(
                self.env._(
                    "%(list)s: %(user)s has signed for marketing; another person of"
                    " investment development signs.",
                    **names,
                )
            )
        if user in self._get_signers():
            raise UserError(
                self.env._(
                    "%(list)s: %(user)s has signed for investment development; another"
                    " person of marketing signs.",
                    **names,
                )
            )
        reasons = self._get_lines_reasons()
        if reasons:
            raise UserError(
                self.env._(
                    "%(list)s cannot be signed:\n%(reasons)s",
                    list=self.display_name,
                    reasons="\n".join(reasons),
                )
            )
        self._check_report_date()
        self.line_ids._check_areas()
        self.line_ids._check_units()

    def _check_signed(self):
        """Check that both departments have signed these lists.

        :raise UserError: naming the department that a list waits for
        """
        self.check_access("read")
        for area_list in self:
            if area_list.state not in ("draft", "signed_one"):
                continue
            if area_list.state == "draft":
                waits = self.env._("both departments")
            elif area_list.investment_signer_id:
                waits = self.env._("marketing")
            else:
                waits = self.env._("investment development")
            raise UserError(
                self.env._(
                    "%(list)s waits for the signature of %(department)s; the deputy"
                    " general manager decides after that.",
                    list=area_list.display_name,
                    department=waits,
                )
            )

    def _get_signers(self):
        """Return the users whose signatures stand on these lists."""
        return self.investment_signer_id | self.marketing_signer_id

    def _void(self, text, recipients=None):
        """Return this list, in sudo, to draft: its signatures stay in the chatter.

        :param str text: by whom and why
        :param recipients: users who are told besides the signers
        """
        self.ensure_one()
        signers = self._get_signers()
        lines, pictures = [text], []
        for department in DEPARTMENTS:
            signer = self[f"{department}_signer_id"]
            if signer:
                at = format_datetime(self.env, self[f"{department}_signed_at"])
                lines.append(
                    self.env._(
                        "Void: signature of %(user)s, %(time)s.",
                        user=signer.name,
                        time=at,
                    )
                )
            picture = self.with_context(bin_size=False)[f"{department}_signature"]
            if picture:
                pictures.append((f"{signer.name}.png", b64decode(picture)))
        self._get_pending_approvals()._cancel(text)
        self.approval_ids.filtered(lambda row: row.state == "approved")._supersede(text)
        vals = {
            f"{department}_{name}": False
            for department in DEPARTMENTS
            for name in ("signer_id", "signed_at", "signature")
        }
        self._move("draft", **vals, approver_id=False, approved_at=False)
        self.message_post(
            body=" ".join(lines),
            attachments=pictures,
            partner_ids=(signers - self.env.user).partner_id.ids,
        )

    def _approval_decided(self, approvals):
        # EXTENDS 'sales_rules'
        res = super()._approval_decided(approvals)
        lists = {area_list.id: area_list for area_list in self}
        for row in approvals.filtered(lambda row: row.res_id in lists):
            area_list = lists[row.res_id]
            user, reason = row.decided_by_id, row.reason or ""
            if row.state == "rejected":
                text = self.env._("Rejected by %s.", user.name)
                area_list._void(f"{text} {reason}")
                continue
            area_list._move(
                "approved", approver_id=user.id, approved_at=fields.Datetime.now()
            )
            text = self.env._("Approved by %s.", user.name)
            area_list.message_post(
                body=f"{text} {reason}".strip(),
                partner_ids=area_list._get_signers().partner_id.ids,
            )
        return res

    def _get_approval_owners(self):
        # EXTENDS 'sales_rules': no signer decides
        return self._get_signers()._get_asking() | super()._get_approval_owners()

    def _move(self, state, claim=False, **vals):
        # EXTENDS 'sales_rules': the next department is told
        res = super()._move(state, claim=claim, **vals)
        wanted = {area_list.id: area_list._get_notices() for area_list in self}
        self.env["sales.notice"]._sync(self, NOTICE, wanted)
        return res

    def _get_notices(self):
        """Return the activities of those this list waits for, by user id."""
        self.ensure_one()
        if self.state == "signed_one":
            waits = "marketing" if self.investment_signer_id else "investment"
            users_sudo = self._get_awaited_users(waits)
        elif self.state == "approved":
            users_sudo = self.company_id._get_role_users(FINANCE) - self._get_signers()
        else:
            return {}
        labels = {
            "signed_one": lambda env: env._("Sign the area list"),
            "approved": lambda env: env._("File the area list"),
        }
        return {
            user.id: {
                "summary": labels[self.state](self.with_context(lang=user.lang).env)
            }
            for user in users_sudo
        }

    def _get_awaited_users(self, department):
        """Return the users who are told that this list waits for their department.

        Those of its first role; where nobody has it, or the only one has signed for the
        other department, those of its other roles who lead a team of the company.

        :param str department: "investment" or "marketing"
        :return: users who have not signed, in sudo
        """
        self.ensure_one()
        company, signers = self.company_id, self._get_signers()
        first, *others = DEPARTMENTS[department]
        users_sudo = company._get_role_users(first) - signers
        if users_sudo or not others:
            return users_sudo
        # sudo: teams are not read
        teams_sudo = self.env["crm.team"].sudo()
        own = [("company_id", "in", (False, company.id)), ("user_id", "!=", False)]
        leaders_sudo = teams_sudo.search(own).user_id
        for role in others:
            users_sudo |= company._get_role_users(role) & leaders_sudo
        return users_sudo - signers
