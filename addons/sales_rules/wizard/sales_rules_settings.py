from odoo import api, fields, models
from odoo.exceptions import AccessError


class SalesRulesSettings(models.TransientModel):
    """The settings of one company, for the administrator of rules.

    Core's `res.config.settings` is for system administrators only, and leads here. The
    values live on the company, where the administrator of rules has no write access
    (R1.1, R4.30): saving checks the role and writes them there in sudo. Addons add the
    company's fields as `related` ones, with `readonly=False` what is set here; label
    and help are the company's.
    """

    _name = "sales.rules.settings"
    _description = "Settings of Sales Rules"

    # saving checks the role; administrators set journals that they do not read
    _door_references = frozenset()

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    approval_reminder_days = fields.Integer(
        related="company_id.approval_reminder_days", readonly=False
    )
    approval_escalation_days = fields.Integer(
        related="company_id.approval_escalation_days", readonly=False
    )
    credit_notice_days = fields.Integer(
        related="company_id.credit_notice_days", readonly=False
    )
    assessment_max_steps = fields.Integer(
        related="company_id.assessment_max_steps", readonly=False
    )
    sales_overdue_tolerance = fields.Monetary(
        related="company_id.sales_overdue_tolerance", readonly=False
    )
    sales_customer_approval = fields.Boolean(
        related="company_id.sales_customer_approval", readonly=False
    )
    # the marketing director's (R1.11): shown here, decided in its own form
    contract_review = fields.Boolean(related="company_id.contract_review")
    contract_review_amount = fields.Monetary(
        related="company_id.contract_review_amount"
    )
    contract_review_since = fields.Date(related="company_id.contract_review_since")

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Settings")

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base': settings go to the company, and nothing else is kept
        companies = [vals.get("company_id", self.env.company.id) for vals in vals_list]
        forms = super().create([{"company_id": id_} for id_ in companies])
        forms._check_may_set()
        for form, vals in zip(forms, vals_list, strict=True):
            form._put_in_force(self.new(vals), vals.keys())
        return forms

    def write(self, vals):
        # EXTENDS 'base': as above
        names = vals.keys() & self._get_settings()
        res = super().write({name: vals[name] for name in vals.keys() - names})
        self._check_may_set()
        for form in self:
            form._put_in_force(self.new(vals, origin=form), names)
        return res

    def action_save(self):
        """Reload the client; the settings apply since the form was saved."""
        return {"type": "ir.actions.client", "tag": "reload"}

    @api.model
    def _get_settings(self):
        """Return the names of the company's fields that are set here."""
        return {
            name
            for name, field in self._fields.items()
            if field.related
            and field.related.startswith("company_id.")
            and not field.readonly
        }

    def _check_may_set(self):
        """Check that the user, in sudo too, administers the rules of these companies.

        :raise AccessError: naming a company whose settings are not the user's
        """
        user = self.env.user
        others = self.company_id
        if user.has_group("sales_rules.group_rules_admin"):
            others -= user.company_ids
        if others:
            raise AccessError(
                self.env._(
                    "Only the administrator of rules changes the settings of %s.",
                    others.sudo()[0].name,  # sudo: whose company it may be
                )
            )

    def _put_in_force(self, draft, names):
        """Write changed values to the company.

        :param draft: new record with what was entered; of commands on records only
            those that are linked count, so that sudo creates and changes none
        :param names: the fields that were entered
        """
        company_sudo = self.company_id.sudo()  # a few settings, no company else
        changed = {}
        for name in names & self._get_settings():
            field = self._fields[name]
            value = draft[name]._origin if field.relational else draft[name]
            if value != company_sudo[name]:
                changed[name] = field.convert_to_write(value, draft)
        company_sudo.write(changed)
