from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.property_sales.tools import discount
from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)

DISCOUNT = Subject(
    "property_discount",
    _lt("Discount on a home"),
    unit="percent",
    decider="sales_rules.group_marketing_director",
    setting="has_property_development",
)


class PropertyDiscount(models.AbstractModel):
    """The price of a home after its discounts, and whose authority covers it (R2.4).

    Promotions, the discount of the payment plan and a personal discount multiply, and
    are compared with authorities as one percent. A price below the floor is refused
    and never asked for.
    """

    _name = "property.discount"
    _description = "Discounts on a Home"

    _approval_subjects = (DISCOUNT,)

    @api.model
    def _get_offer(self, unit, promotions=None, plan=None, personal=0.0):
        """Return the price of a home after its discounts.

        :param unit: one home with an active price
        :param promotions: `property.promotion` that are in force for it
        :param plan: `property.payment.plan`, or none
        :param float personal: percent
        :rtype: discount.Offer
        :raise UserError: for a home without a price, a promotion or plan that is not in
            force for it, a personal discount under 0 or not under 100
        """
        unit.ensure_one()
        promotions = promotions or self.env["property.promotion"]
        plan = plan or self.env["property.payment.plan"]
        self._check_given(unit, promotions, plan, personal)
        # sudo: whether it is below the floor, not the floor
        floor = unit.sudo().price_line_id.floor_price
        return self._count_offer(
            unit.list_price, unit.currency_id, floor, promotions, plan, personal
        )

    @api.model
    def _count_offer(self, list_price, currency, floor, promotions, plan, personal):
        """Return the price of a home after these discounts, whatever is in force.

        :param float list_price: in `currency`
        :param float floor: the lowest price of the home, 0 for none
        :rtype: discount.Offer
        """
        percents = [("promotion", line.percent) for line in promotions]
        percents += [("plan", line.discount_percent) for line in plan]
        percents += [("personal", personal)] if personal else []
        combined = discount.combine(percent for _kind, percent in percents)
        price = discount.reduce(list_price, combined, currency.rounding)
        return discount.Offer(
            list_price=list_price,
            percents=tuple(percents),
            combined=combined,
            price=float(price),
            is_below_floor=bool(floor)
            and currency.compare_amounts(float(price), floor) < 0,
        )

    @api.model
    def _check_offer(self, unit, offer):
        """Check that an offer is not below the floor price, without telling it.

        :raise UserError: naming home and price
        """
        if reason := self._get_floor_reason(unit, offer):
            raise UserError(reason)

    @api.model
    def _get_floor_reason(self, unit, offer):
        """Return that an offer is below the floor price, without telling it, or an
        empty text.
        """
        if not offer.is_below_floor:
            return ""
        return self.env._(
            "%(home)s: %(price)s, which is %(list_price)s less"
            " %(percent).2f %%, is lower than this home may be sold for, and"
            " nobody is asked for it. Reduce the discount.",
            home=unit.display_name,
            price=unit.currency_id.format(offer.price),
            list_price=unit.currency_id.format(offer.list_price),
            percent=offer.combined,
        )

    @api.model
    def _is_covered(self, offer, user, company):
        """Return whether a user may give the discount of an offer without asking.

        Equal to the limit of an authority passes.
        """
        if not offer.combined:
            return True
        levels = self.env["sales.authority"]._get_levels(company, DISCOUNT.key)
        percent = float(offer.combined)
        return any(
            user in level.members[authority] and authority._covers(percent)
            for level in levels
            for authority in level.own.get(user) or level.authorities
        )

    @api.model
    def _check_given(self, unit, promotions, plan, personal):
        """Check that these discounts can be given on one home today."""
        if not unit.price_line_id:
            raise UserError(
                self.env._(
                    "%s has no active price; have it put on a price list and approved.",
                    unit.display_name,
                )
            )
        if reasons := self._get_given_reasons(unit, promotions, plan, personal):
            raise UserError(reasons[0])

    @api.model
    def _get_given_reasons(self, unit, promotions, plan, personal):
        """Return why these discounts cannot be given on one home today, all reasons.

        :rtype: list[str]
        """
        reasons = [
            self.env._(
                "Promotion %(promotion)s is not in force for %(home)s today.",
                promotion=promotion.name,
                home=unit.display_name,
            )
            for promotion in promotions
            if promotion.development_id != unit.development_id
            or not promotion._is_running()
        ]
        if plan and (not plan.active or plan.company_id != unit.company_id):
            reasons.append(
                self.env._(
                    "Payment plan %(plan)s is not in force for %(home)s.",
                    plan=plan.name,
                    home=unit.display_name,
                )
            )
        if not 0 <= personal < 100:
            reasons.append(
                self.env._("A personal discount is from 0 to under 100 percent.")
            )
        return reasons
