"""Debt and limit of customers, as plain figures in company currency (R1.7)."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class CreditGroup:
    """The common debt of customers who share one limit, in company currency."""

    id: int
    limit: float = 0.0
    receivable: float = 0.0
    orders: float = 0.0

    def add(self, figures):
        """Add what one member owes."""
        self.receivable += figures.receivable
        self.orders += figures.orders

    def round_in_place(self, currency):
        """Round what was added up."""
        self.receivable = currency.round(self.receivable)
        self.orders = currency.round(self.orders)

    @property
    def exposure(self):
        """Return invoices and open orders together."""
        return self.receivable + self.orders


@dataclass
class CreditFigures:
    """The debt of one customer to one company's branch tree, in company currency.

    Amounts that raise the limit today stand beside it, each with the day it ends first,
    and the group whose limit takes the place of the tier's.
    """

    receivable: float = 0.0
    orders: float = 0.0
    overdue: float = 0.0
    oldest_due: date | None = None
    temporary: float = 0.0
    temporary_until: date | None = None
    guaranteed: float = 0.0
    guaranteed_until: date | None = None
    group: CreditGroup | None = None

    def add(self, receivable, overdue, oldest_due):
        """Add what is booked on one partner of the customer's family."""
        self.receivable += receivable
        self.overdue += overdue
        self.oldest_due = min(filter(None, (self.oldest_due, oldest_due)), default=None)

    def add_increase(self, kind, amount, until):
        """Add what raises the limit, with the day on which the first one ends.

        :param str kind: `temporary` or `guaranteed`
        """
        setattr(self, kind, getattr(self, kind) + amount)
        if until:
            known = getattr(self, f"{kind}_until")
            setattr(self, f"{kind}_until", min(known or until, until))

    def round_in_place(self, currency):
        """Round what was added up."""
        self.receivable = currency.round(self.receivable)
        self.overdue = currency.round(self.overdue)

    @property
    def exposure(self):
        """Return invoices and open orders together."""
        return self.receivable + self.orders

    @property
    def shared(self):
        """Return whose figures are compared with the limit: the group's or these."""
        return self.group or self

    def get_overdue_days(self, today):
        """Return how many days the oldest invoice is overdue."""
        return (today - self.oldest_due).days if self.oldest_due else 0

    def is_limited(self, tier):
        """Return whether a limit holds: the group's, or that of `tier`."""
        return bool(self.group or (tier and not tier.unlimited))

    def is_exceeded(self, tier, currency):
        """Return whether more is owed and ordered than the limit that holds."""
        if not self.is_limited(tier):
            return False
        return currency.compare_amounts(self.shared.exposure, self.get_limit(tier)) > 0

    def get_base_limit(self, tier):
        """Return the limit before anything raises it."""
        return self.group.limit if self.group else tier.credit_limit

    def get_limit(self, tier):
        """Return the limit that holds today."""
        return self.get_base_limit(tier) + self.temporary + self.guaranteed


@dataclass
class CreditGuarded:
    """Facts of the payers that their rows of `sales.credit.guard` tell when taken.

    `kinds` are those of the terms (see `sales.credit.limit`) of which there may be some
    for the payers, so that the others need not be looked for; `payers` as those of
    `CreditFamilies`; `has_drafts` whether any item may be matched with a draft.
    """

    kinds: set = field(default_factory=set)
    payers: dict = field(default_factory=dict)
    has_drafts: bool = False


@dataclass
class CreditFamilies:
    """The partners that count for each customer: ids as literals, for the indexes.

    `payers` maps each partner to the commercial partner who owes. `terms` are the rows
    of what raises their limits and which groups they are in, see
    `sales.credit._get_families`.
    """

    payers: dict
    terms: list

    @property
    def partner_ids(self):
        """Return all partners of the families, for SQL never empty."""
        return tuple(self.payers) or (None,)
