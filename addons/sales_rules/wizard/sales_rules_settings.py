from odoo import api, fields, models
from odoo.exceptions import AccessError


class SalesRulesSettings(models.TransientModel):
    """The addon's settings of one company, for the administrator of rules.

    Core's `res.config.settings` is for system administrators only. The values live on
    the company, where the administrator of rules has no write access (R1.1, R4.30).
    Addons add a field of the same name as the company's and name it in `_get_settings`.
    """

    _name = "sales.rules.settings"
    _description = "Settings of Sales Rules"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    approval_reminder_days = fields.Integer(
        string="Remind after (Days)",
        help="Who is asked for a decision is reminded after so many days. Zero: never.",
    )
    approval_escalation_days = fields.Integer(
        string="Escalate after (Days)",
        help="What nobody decided in so many days goes to the next larger authority."
        " Zero: never. Holds for what is asked from now on.",
    )
    credit_notice_days = fields.Integer(
        string="Notice (Days)",
        help="So many days before a temporary limit or a guarantee ends, and before a"
        " limit is to be reviewed, whoever is responsible is told.",
    )
    assessment_max_steps = fields.Integer(
        string="Most Steps of an Assessment",
        help="The most tiers that the monthly assessment moves a customer up or down."
        " Zero: without bound.",
    )
    customer_approval = fields.Boolean(
        string="New Customers Need Approval",
        help="Orders of customers entered from then on are held until the regional"
        " manager or the marketing director has approved the customer.",
    )
    # the marketing director's (R1.11): shown here, decided in its own form
    contract_review = fields.Boolean(
        string="Orders Are Reviewed", related="company_id.contract_review"
    )
    contract_review_amount = fields.Monetary(
        string="Reviewed above", related="company_id.contract_review_amount"
    )
    contract_review_since = fields.Date(
        string="Since", related="company_id.contract_review_since"
    )

    @api.model
    def default_get(self, fields):
        # EXTENDS 'base': the form opens on what holds now
        defaults = super().default_get(fields)
        company_sudo = self.env.company.sudo()  # a few settings
        for name in self._get_settings() & set(fields):
            field = company_sudo._fields[name]
            defaults[name] = field.convert_to_write(company_sudo[name], company_sudo)
        return defaults

    @api.model
    def _get_settings(self):
        """Return the names of the company's fields that are set here; addons add."""
        return {
            "approval_reminder_days",
            "approval_escalation_days",
            "credit_notice_days",
            "assessment_max_steps",
            "customer_approval",
        }

    def action_save(self):
        """Put the settings in force in the company that the form was opened in.

        :raise AccessError: when the user does not administer the rules, or not there
        """
        self.ensure_one()
        user = self.env.user
        if (
            not user.has_group("sales_rules.group_rules_admin")
            or self.company_id not in user.company_ids
        ):
            raise AccessError(
                self.env._(
                    "The settings of %s are the administrator of rules'.",
                    self.company_id.sudo().name,  # sudo: whose company it may be
                )
            )
        company_sudo = self.company_id.sudo()  # a few settings, no company else
        changed = {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in self._get_settings()
            if self[name] != company_sudo[name]
        }
        company_sudo.write(changed)
        return {"type": "ir.actions.client", "tag": "reload"}
