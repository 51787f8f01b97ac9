"""The split of a payment over journal items: an object in the context, so that no
RPC client can send one.
"""

KEY = "collection_payment_parts"


class PaymentParts:
    """Maps ids of payments to lists of (journal item to pay or empty, amount)."""

    __slots__ = ("parts",)

    def __init__(self, parts):
        self.parts = parts


def given(payments, parts):
    """Return `payments`, set to post one receivable line per part of `parts`."""
    return payments.with_context(**{KEY: PaymentParts(parts)})


def get(payment):
    """Return the parts of `payment`, or None; any other object counts as none."""
    parts = payment.env.context.get(KEY)
    return parts.parts.get(payment.id) if isinstance(parts, PaymentParts) else None
