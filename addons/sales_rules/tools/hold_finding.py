"""The findings on an order, as plain figures (R1.7)."""

from dataclasses import dataclass, fields, replace
from datetime import date

# data that decide on the reasons, and are no figures of a hold
COMPARED_ONLY = frozenset({"is_limited", "overdue_days", "asked_discount", "term_id"})


@dataclass(frozen=True, kw_only=True)
class HoldFinding:
    """One reason why an order cannot be confirmed, with the figures of that moment.

    Named as the fields of `sales.hold`, which keeps them; ids are False where there is
    no record. Amounts are in the currency of the order's company. Without a reason it
    is the base of every reason of the examination.
    """

    order_id: int
    company_id: int
    partner_id: int
    tier_id: int | bool = False
    credit_group_id: int | bool = False
    reason: str = ""
    amount: float = 0.0
    limit: float = 0.0
    base_limit: float = 0.0
    temporary_limit: float = 0.0
    guaranteed_limit: float = 0.0
    receivable: float = 0.0
    orders_amount: float = 0.0
    exposure: float = 0.0
    over: float = 0.0
    overdue_amount: float = 0.0
    date_oldest: date | None = None
    days: int = 0
    days_limit: int = 0
    discount: float = 0.0
    discount_limit: float = 0.0
    note: str | bool = False
    is_limited: bool = False
    overdue_days: int = 0
    asked_discount: float = 0.0
    term_id: int | bool = False

    def with_reason(self, reason, **figures):
        """Return the finding of `reason`, with that reason's figures."""
        return replace(self, reason=reason, **figures)

    def less_prepaid(self, paid, currency):
        """Return the finding with `paid`, not yet in the ledger, off the excess.

        :param currency: of the company, which rounds
        """
        over = currency.round(self.over - paid)
        return replace(self, over=over, exposure=self.exposure - paid)

    def get_hold_vals(self):
        """Return what `sales.hold` keeps of the finding."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in COMPARED_ONLY
        }
