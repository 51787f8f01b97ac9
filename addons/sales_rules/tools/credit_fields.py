"""Fields of a customer that `_compute_credit_figures` fills, all in one computation."""

from odoo import fields


def figure(kind, *args, **attributes):
    """Return a computed field of the class `kind`."""
    return kind(
        *args, compute="_compute_credit_figures", compute_sudo=True, **attributes
    )


def amount(**attributes):
    """Return a computed amount in the currency of the figures."""
    return figure(fields.Monetary, currency_field="credit_currency_id", **attributes)
