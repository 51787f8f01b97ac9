from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# the machine may be busy: no case is refused for being slow
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def hundredths(low, high):
    """Decimals with two places, from `low` to `high`."""
    cents = st.integers(round(100 * low), round(100 * high))
    return cents.map(lambda number: Decimal(number) / 100)
