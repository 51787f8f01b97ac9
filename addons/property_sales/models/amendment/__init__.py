from . import property_amendment_kind
from . import property_refiling_mixin
from . import property_amendment
from . import property_contract
from . import property_deadline
