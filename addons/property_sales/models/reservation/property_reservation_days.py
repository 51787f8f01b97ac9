from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.property_sales.tools.days import find_days

# an operator on days, as it stands on moments: with a day or the one after it
MOMENTS = {"<": ("<", 0), "<=": ("<", 1), ">": (">=", 1), ">=": (">=", 0)}


def get_last_day_domain(company, operator, day):
    """Return the domain of reservations whose last day compares with `day`."""
    if operator == "in":
        return Domain.OR(
            get_last_day_domain(company, ">=", one)
            & get_last_day_domain(company, "<=", one)
            for one in day
        )
    compare, days = MOMENTS[operator]
    moment = company._get_midnight(day + timedelta(days=days))
    held = Domain("number", "=", False) & Domain("hold_until", compare, moment)
    reserved = Domain("number", "!=", False) & Domain("date_end", operator, day)
    return held | reserved


class PropertyReservation(models.Model):
    """How long an active reservation lasts, in days of its company (R2.7)."""

    _inherit = "property.reservation"

    days_left = fields.Integer(
        compute="_compute_days_left",
        search="_search_days_left",
        help="Until the last day of an active reservation or hold: 0 on that day, less"
        " than 0 after it.",
    )

    @api.depends("state", "number", "date_end", "hold_until", "company_id")
    def _compute_days_left(self):
        for reservation in self:
            company = reservation.company_id
            last = reservation.date_end
            if reservation.hold_until and not reservation.number:
                last = company._get_day(reservation.hold_until)
            is_active = reservation.state == "active" and last
            left = (last - company._get_today()).days if is_active else 0
            reservation.days_left = left

    @api.model
    def _search_days_left(self, operator, value):
        found = find_days(self.env, operator, value, get_last_day_domain)
        if found is NotImplemented:
            return found
        return Domain("state", "=", "active") & found
