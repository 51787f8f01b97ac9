"""Fields of a customer that one computation fills, and how they are searched."""

from odoo import fields

from . import roles


def figure(kind, *args, **attributes):
    """Return a computed field of the class `kind`, for those who read credit."""
    attributes |= {"compute_sudo": True, "groups": roles.CREDIT}
    return kind(*args, compute="_compute_credit_figures", **attributes)


def amount(**attributes):
    """Return a computed amount in the currency of the figures."""
    return figure(fields.Monetary, currency_field="credit_currency_id", **attributes)


def by(method, name=None):
    """Return a search method of a field: one of `sales.credit.search`.

    :param str name: of the field, where not everybody reads it
    """

    def search(partners, operator, value):
        if name:
            roles.check_searched(partners, name)
        return getattr(partners.env["sales.credit.search"], method)(operator, value)

    return search


def by_figure(name):
    """Return a search method of the field that shows the figure `name`."""

    def search(partners, operator, value):
        roles.check_searched(partners, f"credit_{name}")
        finder = partners.env["sales.credit.search"]
        return finder._search_figure(name, operator, value)

    return search
