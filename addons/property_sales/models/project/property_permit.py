from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds

from ..base import property_secret_mixin

INVESTMENT = "property_sales.group_investment_development"
ENDING = "property_sales.mail_activity_type_permit_ending"
# days before its last one at which a permit is reminded of, the last one first
REMINDERS = (30, 60)
COMPARISONS = ("<", "<=", ">", ">=")


class PropertyPermit(models.Model):
    """The permit to sell the homes of a development (R2.7).

    The pre-sale permit, or the filing for completed homes. It names its homes and the
    supervised bank account that their money goes into. From the minute it has expired
    or is revoked no home is reserved and no money taken; what is signed goes on.
    """

    _name = "property.permit"
    _description = "Sales Permit"
    _inherit = [
        "property.secret.mixin",
        "property.homes.mixin",
        "sales.reason.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_from desc, id desc"
    _rec_name = "number"
    _check_company_auto = True

    # no prices: those who keep the record take it along as well
    _export_groups = property_secret_mixin.WITH_INVESTMENT
    _reason_actions = {"revoke": "action_revoke"}
    _protected_fields = frozenset({"days_left", "reminded_days"})
    _frozen_fields = frozenset(
        {"development_id", "number", "kind", "date_from", "date_to"}
        | {"journal_id", "unit_ids"}
    )
    _state_moves = {
        "valid": ("draft",),
        "expired": ("valid",),
        "revoked": ("valid",),
    }

    number = fields.Char(required=True, tracking=True)
    kind = fields.Selection(
        [("presale", "Pre-sale"), ("completed", "Completed Homes")],
        required=True,
        default="presale",
        tracking=True,
    )
    date_from = fields.Date(string="Valid from", required=True, tracking=True)
    date_to = fields.Date(
        string="Valid until", required=True, tracking=True, help="The last valid day."
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Supervised Account",
        required=True,
        check_company=True,
        domain="[('type', '=', 'bank'), ('company_id', '=', company_id)]",
        ondelete="restrict",
        tracking=True,
        help="The designated bank account: all money for these homes goes into it.",
    )
    unit_ids = fields.Many2many(
        "property.unit",
        string="Homes",
        domain="[('development_id', '=', development_id)]",
    )
    scan = fields.Binary(attachment=True, copy=False)
    scan_name = fields.Char(copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("valid", "Valid"),
            ("expired", "Expired"),
            ("revoked", "Revoked"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    days_left = fields.Integer(
        compute="_compute_days_left",
        search="_search_days_left",
        help="Until its last day: 0 on that day, less than 0 after it.",
    )
    reminded_days = fields.Integer(
        readonly=True,
        copy=False,
        help="How many days ahead the last reminder was given; 0 before the first.",
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "A permit ends on the day it begins or later."
    )
    _one_per_number = models.UniqueIndex(
        "(company_id, number) WHERE state <> 'draft'",
        "There is a permit of this number already.",
    )

    @api.depends("date_to", "company_id")
    def _compute_days_left(self):
        for permit in self:
            today = permit.company_id._get_today()
            permit.days_left = (permit.date_to - today).days if permit.date_to else 0

    def _search_days_left(self, operator, value):
        if operator not in COMPARISONS or type(value) is not int:
            return NotImplemented
        days = timedelta(days=value)
        return self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_to", operator, company._get_today() + days)
        )

    @api.constrains("journal_id")
    def _check_journal(self):
        for permit in self.filtered(lambda permit: permit.journal_id.type != "bank"):
            raise ValidationError(
                self.env._(
                    "Permit %s: the supervised account is a bank journal.",
                    permit.number,
                )
            )
        for permit in self:
            currency = permit.journal_id.currency_id
            if currency and currency != permit.company_id.currency_id:
                raise ValidationError(
                    self.env._(
                        "Permit %(permit)s: homes are sold in %(currency)s; choose an"
                        " account in it.",
                        permit=permit.number,
                        currency=permit.company_id.currency_id.name,
                    )
                )

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._(
            "Only drafts of permits can be deleted; revoke these instead: %s", names
        )

    def action_validate(self):
        """Put permits in force for their homes.

        :raise AccessError: for others than investment development
        :raise UserError: naming a permit without homes, or one that is over
        :raise ValidationError: naming homes on another valid permit
        """
        self._check_investment()
        self.check_access("write")
        for permit in self:
            permit._validate()
        self.env["property.deadline"]._follow(self)
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_revoke(self, reason):
        """Revoke permits: nothing new is reserved or signed from now on.

        :param str reason: why; kept on the permit
        :raise AccessError: for others than investment development
        """
        self._check_investment()
        self.check_access("write")
        reason = self._check_reason(
            reason, self.env._("Say why the permit is revoked.")
        )
        self.unit_ids._take_guard()
        self._move("revoked", end_reason=reason)
        self.env["sales.notice"]._end(self, ENDING)
        self.env["property.deadline"]._follow(self)
        return True

    @api.model
    def _cron_expire(self):
        """Move permits that are over to expired, each on its company's day."""
        domain = Domain("state", "=", "valid") & Domain("days_left", "<", 0)
        over = self.search(domain)
        over.unit_ids._take_guard()
        over._move("expired")
        self.env["sales.notice"]._end(over, ENDING)

    @api.model
    def _cron_remind(self):
        """Remind investment development of permits that end, 60 and 30 days ahead."""
        for days in REMINDERS:
            ending = self.search(
                Domain("state", "=", "valid")
                & Domain("days_left", "<=", days)
                & (Domain("reminded_days", "=", 0) | Domain("reminded_days", ">", days))
            )
            ending._remind()
            ending._write_protected({"reminded_days": days})

    def _remind(self):
        """Put these permits among the activities of investment development."""
        wanted = {}
        for company, permits in self.grouped("company_id").items():
            users = company._get_role_users(INVESTMENT)
            for permit in permits:
                wanted[permit.id] = {
                    user.id: permit._prepare_reminder_vals(user) for user in users
                }
        self.env["sales.notice"]._plan(self, ENDING, wanted)

    def _prepare_reminder_vals(self, user):
        """Return the activity that reminds of the end, in the language of its user."""
        self.ensure_one()
        env = self.with_context(lang=user.lang or self.env.lang).env
        return {
            "date_deadline": self.date_to,
            "summary": env._(
                "Permit %(permit)s ends on %(date)s",
                permit=self.number,
                date=format_date(env, self.date_to),
            ),
        }

    def _check_maker(self):
        # EXTENDS 'property.homes.mixin'
        self._check_investment()

    @api.model
    def _get_no_homes_text(self, development):
        # EXTENDS 'property.homes.mixin'
        return self.env._(
            "%s has no home to add: those that it has are on a valid"
            " permit. Enter its other homes first.",
            development,
        )

    def _get_foreign_text(self, homes):
        # EXTENDS 'property.homes.mixin'
        return self.env._(
            "Permit %(permit)s is for homes of %(development)s; take out %(homes)s.",
            permit=self.number,
            development=self.development_id.name,
            homes=homes,
        )

    def _find_free_units(self):
        # EXTENDS 'property.homes.mixin': those that are on no running permit
        return self.env["property.unit"].search(
            Domain("development_id", "=", self.development_id.id)
            & Domain("permit_id", "not any", self._get_running_domain())
        )

    def _validate(self):
        """Put one permit in force, under the guards of its homes."""
        self.ensure_one()
        self._check_state("draft")
        if not self.unit_ids:
            raise UserError(
                self.env._("Permit %s names no home; add its homes first.", self.number)
            )
        if self.date_to < self.company_id._get_today():
            raise UserError(
                self.env._(
                    "Permit %(permit)s was valid until %(date)s only; enter the one"
                    " that is in force.",
                    permit=self.number,
                    date=format_date(self.env, self.date_to),
                )
            )
        self.unit_ids._take_guard()
        taken = self.unit_ids.filtered(lambda unit: unit.permit_id._is_running())
        if taken:
            raise ValidationError(
                self.env._(
                    "These homes are on a valid permit already: %s. Take them out, or"
                    " revoke that permit first.",
                    ", ".join(
                        f"{unit.display_name} ({unit.permit_id.number})"
                        for unit in taken[:5]
                    ),
                )
            )
        self._move("valid")
        # sudo: written by permits only
        self.unit_ids.sudo()._write_protected({"permit_id": self.id})

    def _is_running(self):
        """Return whether this permit is in force, or will be on its day."""
        if not self:
            return False
        return self.state == "valid" and self.date_to >= self.company_id._get_today()

    @api.model
    def _get_running_domain(self):
        """Return the domain of the permits that `_is_running` says yes to."""
        return Domain("state", "=", "valid") & Domain("days_left", ">=", 0)

    def _get_cannot_sell_reason(self):
        """Return why no home may be sold by this permit today, or an empty text."""
        self.ensure_one()
        today = self.company_id._get_today()
        names = {"permit": self.number}
        if self.state == "revoked":
            return self.env._(
                "Permit %(permit)s was revoked; no fee of any kind is taken without a"
                " valid one. Investment development enters the next one.",
                **names,
            )
        if self.state == "expired" or self.date_to < today:
            date = format_date(self.env, self.date_to)
            return self.env._(
                "Permit %(permit)s expired on %(date)s; no fee of any kind is taken"
                " without a valid one. Investment development enters the next one.",
                date=date,
                **names,
            )
        if self.state == "draft":
            return self.env._(
                "Permit %(permit)s is not valid yet; no fee of any kind is taken before"
                " investment development validates it.",
                **names,
            )
        if self.date_from > today:
            date = format_date(self.env, self.date_from)
            return self.env._(
                "Permit %(permit)s is not valid before %(date)s; no fee of any kind is"
                " taken before then.",
                date=date,
                **names,
            )
        return ""

    def _check_investment(self):
        """Check that the caller works in investment development.

        :raise AccessError: for everybody else, the superuser excepted
        """
        if not self.env.su and not self.env.user.has_group(INVESTMENT):
            raise AccessError(
                self.env._(
                    "%s: permits are the matter of investment development.",
                    self._get_state_names(),
                )
            )
