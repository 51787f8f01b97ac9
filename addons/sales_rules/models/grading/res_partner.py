from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.sales_rules.tools import roles
from odoo.addons.sales_rules.tools.guard import Guard


class ResPartner(models.Model):
    """The salesperson's class and finance's standing of a customer."""

    _inherit = "res.partner"

    sales_class = fields.Selection(
        [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")],
        string="Salesperson's Class",
        company_dependent=True,
        help="The salesperson's own monthly grade of the customer by sales: visits and"
        " the tier table (F11) follow it, credit does not (R4.13).",
        groups=roles.CREDIT,
    )
    credit_standing = fields.Integer(
        company_dependent=True,
        help="Given by finance, 0 to 100; tiers ask for a least one.",
        groups=roles.CREDIT,
    )
    can_set_sales_class = fields.Boolean(
        compute="_compute_can_grade", groups=roles.CREDIT
    )
    can_set_credit_standing = fields.Boolean(
        compute="_compute_can_grade", groups=roles.CREDIT
    )

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

    @api.model
    def _get_guarded_fields(self):
        # EXTENDS 'sales_rules': also for users who may not write the customer's address
        return super()._get_guarded_fields() | {
            "sales_class": Guard("_refuse_class", is_granted=True),
            "credit_standing": Guard("_refuse_standing", is_granted=True),
        }

    @api.model
    def _may_set_standing(self):
        return self.env.su or self.env.user.has_group("sales_rules.group_finance")

    def _refuse_standing(self, _standing):
        """Refuse a standing given by others than finance.

        :raise AccessError: when the caller is not of finance
        """
        if not self._may_set_standing():
            raise AccessError(
                self.env._(
                    "The credit standing of customers is given by finance. Ask them"
                    " to change it."
                )
            )

    def _refuse_class(self, _sales_class):
        """Refuse a class for the customers of other salespeople.

        :raise AccessError: naming a customer and its salesperson
        """
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
