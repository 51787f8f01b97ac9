from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.sales_rules.tools import door_kinds

SALES = "property_sales.group_property_sales"
MANAGER = "sales_rules.group_regional_manager"
LEADERS = "sales_rules.group_marketing_director,sales_rules.group_general_manager"


class PropertyTraining(models.Model):
    """A training that a salesperson took part in (R2.6).

    Without one that is valid nobody reserves or signs a home. The manager of the team
    records it, the marketing director anybody's, and nobody the training they took
    themselves. It is never deleted; one recorded by mistake is cancelled.
    """

    _name = "property.training"
    _description = "Training"
    _inherit = [
        "property.kept.mixin",
        "sales.state.mixin",
        "sales.reason.mixin",
        "mail.thread",
    ]
    _order = "date desc, id desc"
    _rec_name = "subject"
    _reason_actions = {"cancel": "action_cancel"}

    _protected_fields = frozenset({"date_end", "end_reason"})
    _immutable_fields = frozenset({"user_id", "date", "subject", "company_id"})
    _state_moves = {"cancelled": ("done",)}

    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
    )
    date = fields.Date(
        string="Held on",
        required=True,
        default=lambda self: self.env.company._get_today(),
        help="A training that is still to come makes nobody able to sell.",
    )
    date_end = fields.Date(
        string="Valid until",
        compute="_compute_date_end",
        store=True,
        precompute=True,
        help="The last valid day, by the months that the company had set then.",
    )
    subject = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [("done", "On Record"), ("cancelled", "Cancelled")],
        required=True,
        default="done",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    end_reason = fields.Char(
        string="Reason of the Cancellation", readonly=True, copy=False
    )

    @api.depends("user_id", "subject")
    def _compute_display_name(self):
        for training in self:
            names = training.sudo().user_id.name, training.subject  # of a colleague
            training.display_name = " · ".join(filter(None, names))

    # not by the company's months: what was recorded stays as it was told
    @api.depends("date")
    def _compute_date_end(self):
        for training in self:
            months = training.company_id.sudo().property_training_months  # one setting
            training.date_end = training.date and (
                training.date + relativedelta(months=months)
            )

    @api.constrains("user_id", "company_id")
    def _check_user(self):
        for training in self:
            user_sudo = training.sudo().user_id  # a colleague and their companies
            if not user_sudo.active or user_sudo.share:
                raise ValidationError(
                    self.env._(
                        "%s is no active member of the staff: no training is recorded.",
                        user_sudo.name,
                    )
                )
            if training.company_id not in user_sudo.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work in %(company)s: no training is recorded"
                        " there.",
                        user=user_sudo.name,
                        company=training.company_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Record trainings of others.

        :raise AccessError: for one's own, and for others than the manager of the
            team, the marketing director and the general manager
        """
        trainings = super().create(vals_list)
        # after it, for what the context defaults
        trainings._check_recorder()
        trainings._follow_deadlines()
        return trainings

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._(
            "Trainings stay on record; the marketing director cancels one that was"
            " recorded by mistake: %s",
            names,
        )

    @door_kinds.takes(reason=door_kinds.text)
    def action_cancel(self, reason):
        """Cancel trainings that were recorded by mistake.

        :param str reason: why; kept on the training
        :raise AccessError: for others than the marketing director and the general
            manager, and for one's own
        """
        self.check_access("read")
        self._check_not_own()
        if not self.env.su and not self.env.user.has_groups(LEADERS):
            raise AccessError(
                self.env._(
                    "%s: trainings are cancelled by the marketing director.",
                    self._get_state_names(),
                )
            )
        end_reason = self._check_reason(reason)
        # sudo: nobody writes trainings, the role is checked
        self.sudo()._move("cancelled", end_reason=end_reason)
        self._follow_deadlines()
        return True

    def _follow_deadlines(self):
        """Have the last training of each of these salespeople be the one to renew."""
        users = self.user_id
        # sudo: all trainings of theirs, whoever records one
        all_sudo = self.sudo().search([("user_id", "in", users.ids)])
        self.env["property.deadline"]._follow(all_sudo)

    def _check_recorder(self):
        """Check that the caller may record these trainings.

        :raise AccessError: naming whom another person has to record it for
        """
        self._check_not_own()
        user = self.env.user
        if self.env.su or user.has_groups(LEADERS):
            return
        sells = user.has_group(MANAGER) and user.has_group(SALES)
        for training in self:
            teams_sudo = training.sudo().user_id.crm_team_ids  # who leads a colleague
            if not sells or user not in teams_sudo.user_id:
                raise AccessError(
                    self.env._(
                        "The training of %s is recorded by the manager of the team or"
                        " by the marketing director.",
                        training.sudo().user_id.name,  # as above
                    )
                )

    def _check_not_own(self):
        """Check that none of these trainings is the caller's.

        :raise AccessError: superuser mode or not
        """
        own = self.filtered(lambda training: training.user_id == self.env.user)
        if own:
            raise AccessError(
                self.env._(
                    "%s: nobody records or cancels a training of their own. Ask your"
                    " manager or the marketing director.",
                    own._get_state_names(),
                )
            )
