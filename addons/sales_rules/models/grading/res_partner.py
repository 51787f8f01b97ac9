from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Who writes which of them, whether or not they may write the customer's address.
    _grading_fields = frozenset({"sales_class", "credit_standing"})

    sales_class = fields.Selection(
        [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")],
        string="Salesperson's Class",
        company_dependent=True,
        help="The salesperson's own monthly grade of the customer by sales: visits and"
        " the tier table (F11) follow it, credit does not (R4.13).",
    )
    credit_standing = fields.Integer(
        company_dependent=True,
        help="Given by finance, 0 to 100; tiers ask for a least one.",
    )
    can_set_sales_class = fields.Boolean(compute="_compute_can_grade")
    can_set_credit_standing = fields.Boolean(compute="_compute_can_grade")

    @api.depends_context("uid")
    @api.depends("user_id", "commercial_partner_id.user_id")
    def _compute_can_grade(self):
        reasons = self._get_cannot_class_reasons()
        for partner in self:
            partner.can_set_sales_class = not reasons[partner]
            partner.can_set_credit_standing = self._may_set_standing()

    @api.constrains("credit_standing")
    def _check_credit_standing(self):
        for partner in self:
            if not 0 <= partner.credit_standing <= 100:
                raise ValidationError(
                    self.env._(
                        "The credit standing of %(customer)s lies between 0 and 100,"
                        " not at %(standing)s.",
                        customer=partner.display_name,
                        standing=partner.credit_standing,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base': a salesperson classes the customers made by them
        if any(vals.get("credit_standing") for vals in vals_list):
            self._check_may_set_standing()
        partners = super().create(vals_list)
        classed = self.browse(
            partner.id
            for partner, vals in zip(partners, vals_list, strict=True)
            if vals.get("sales_class") and partner.commercial_partner_id == partner
        )
        classed._check_may_class()
        return partners

    def write(self, vals):
        # EXTENDS 'base'
        graded = {
            name: changed
            for name in self._grading_fields & vals.keys()
            if (changed := self._get_regraded(name, vals[name]))
        }
        if "sales_class" in graded:
            graded["sales_class"]._check_may_class()
        if "credit_standing" in graded:
            self._check_may_set_standing()
        if graded and vals.keys() <= self._grading_fields and not self.env.su:
            self.check_access("read")
            # sudo: checked above; these are not theirs who keep addresses
            return super(ResPartner, self.sudo()).write(vals)
        return super().write(vals)

    def _commercial_fields(self):
        # EXTENDS 'base'
        return super()._commercial_fields() + sorted(self._grading_fields)

    def _get_regraded(self, name, value):
        """Return those whose field `name` becomes another by itself; contacts follow
        their commercial entity.
        """
        return self.filtered(
            lambda partner: (
                partner[name] != value
                and (
                    partner.commercial_partner_id == partner
                    or partner.commercial_partner_id[name] != value
                )
            )
        )

    @api.model
    def _may_set_standing(self):
        return self.env.su or self.env.user.has_group("sales_rules.group_finance")

    @api.model
    def _check_may_set_standing(self):
        """:raise AccessError: when the caller is not of finance"""
        if not self._may_set_standing():
            raise AccessError(
                self.env._(
                    "The credit standing of customers is given by finance. Ask them"
                    " to change it."
                )
            )

    def _check_may_class(self):
        """:raise AccessError: naming the customers whose class others give"""
        reasons = self._get_cannot_class_reasons()
        reason = next(filter(None, reasons.values()), None)
        if reason:
            raise AccessError(reason)

    def _get_cannot_class_reasons(self):
        """Return why the user may not class each customer, False where they may.

        :rtype: dict[record, str | bool]
        """
        user = self.env.user
        if self.env.su or user.has_group("sales_rules.group_marketing_director"):
            return dict.fromkeys(self, False)
        is_manager = user.has_group("sales_rules.group_regional_manager")
        reasons = {}
        for partner in self:
            # sudo: whose customer it is
            owner_sudo = partner.sudo().commercial_partner_id.user_id
            is_own = owner_sudo == user or (
                is_manager and owner_sudo.sale_team_id.user_id == user
            )
            reasons[partner] = not is_own and self.env._(
                "%(customer)s is classed by its salesperson, %(seller)s.",
                customer=partner.sudo().display_name,  # for the message
                seller=owner_sudo.name or "-",
            )
        return reasons
