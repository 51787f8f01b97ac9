"""How a payment is split over journal items: an object in the context, so that no
RPC client can send one.
"""

KEY = "collection_payment_parts"


class PaymentParts:
    """Maps ids of payments to lists of (journal item to pay or empty, amount)."""

    __slots__ = ("parts",)

    def __init__(self, parts):
        self.parts = parts


def given(payments, parts):
    """:return: `payments` that post one receivable line per part of `parts`"""
    return payments.with_context(**{KEY: PaymentParts(parts)})


def get(payment):
    """:return: the parts of `payment`, or None; what is no such object is none"""
    parts = payment.env.context.get(KEY)
    return parts.parts.get(payment.id) if isinstance(parts, PaymentParts) else None
