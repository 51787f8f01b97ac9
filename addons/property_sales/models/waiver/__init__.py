from . import property_amendment
from . import property_late_fee
from . import property_waiver
