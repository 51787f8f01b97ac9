"""Fields of a customer that `_compute_credit_figures` fills, all in one computation."""

from odoo import fields

from . import roles


def figure(kind, *args, **attributes):
    """Return a computed field of the class `kind`, for those who read credit."""
    attributes |= {"compute_sudo": True, "groups": roles.CREDIT}
    return kind(*args, compute="_compute_credit_figures", **attributes)


def amount(**attributes):
    """Return a computed amount in the currency of the figures."""
    return figure(fields.Monetary, currency_field="credit_currency_id", **attributes)
