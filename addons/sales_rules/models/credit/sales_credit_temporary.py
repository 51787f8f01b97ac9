from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)


class SalesCreditTemporary(models.Model):
    """A higher limit for one customer until a day, with its reason (R1.7).

    The authority over `temporary_limit` decides, by the sum of all approved for the
    customer on the same days. On a tier without credit it gives credit.
    """

    _name = "sales.credit.temporary"
    _description = "Temporary Credit Limit"
    _inherit = ["sales.credit.increase"]

    _approval_subject = Subject(
        "temporary_limit", _lt("Temporary credit limit"), sequence=70
    )

    date_to = fields.Date(required=True)
    reason = fields.Text(required=True)

    @api.depends_context("lang")
    @api.depends("partner_id", "date_to")
    def _compute_display_name(self):
        for document in self:
            # sudo: the name of the customer, who need not be one's own
            name = document.sudo().partner_id.name
            document.display_name = (
                self.env._("Temporary limit of %s", name)
                if name
                else self.env._("Temporary limit")
            )

    @api.constrains("partner_id", "company_id")
    def _check_tier(self):
        for document in self:
            # sudo: one flag of the customer
            partner = document.sudo().partner_id
            if not partner.with_company(document.company_id).credit_tier_id:
                raise ValidationError(
                    self.env._(
                        "%s has no tier, so that its credit is not checked: there is"
                        " no limit to raise.",
                        partner.display_name,
                    )
                )

    def _get_approval_amount(self):
        # EXTENDS 'sales.approval.mixin': several small ones are one large one
        others = self.sudo().search(  # sudo: all of the customer, of every requester
            [
                ("id", "!=", self.id),
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("submitted", "approved")),
                ("date_from", "<=", self.date_to),
                ("date_to", ">=", self.date_from),
            ]
        )
        return self.amount + sum(others.mapped("amount"))

    def _get_approval_limit(self):
        # EXTENDS 'sales.approval.mixin'
        # sudo: the standing of the customer, who need not be one's own
        partner = self.sudo().partner_id.with_company(self.company_id)
        return partner.credit_tier_id.credit_limit

    def _get_approval_summary(self):
        # EXTENDS 'sales.approval.mixin'
        return self.env._(
            "%(amount)s more from %(start)s to %(end)s: %(reason)s",
            amount=self._format_amount(self.amount, self.currency_id),
            start=self._format_date(self.date_from),
            end=self._format_date(self.date_to),
            reason=self.reason,
        )

    @api.model
    def _get_currency_column(self):
        # EXTENDS 'sales.credit.increase'
        return SQL("company.currency_id")
