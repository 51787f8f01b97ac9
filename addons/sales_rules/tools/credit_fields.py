"""Fields of a customer that one computation fills, and how they are searched."""

from odoo import fields


def figure(kind, *args, **attributes):
    """Return a computed field of the class `kind`."""
    return kind(
        *args, compute="_compute_credit_figures", compute_sudo=True, **attributes
    )


def amount(**attributes):
    """Return a computed amount in the currency of the figures."""
    return figure(fields.Monetary, currency_field="credit_currency_id", **attributes)


def by(method):
    """Return a search method of a field: one of `sales.credit.search`."""

    def search(partners, operator, value):
        return getattr(partners.env["sales.credit.search"], method)(operator, value)

    return search


def by_figure(name):
    """Return a search method of the field that shows the figure `name`."""

    def search(partners, operator, value):
        finder = partners.env["sales.credit.search"]
        return finder._search_figure(name, operator, value)

    return search
