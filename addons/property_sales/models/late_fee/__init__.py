from . import property_late_fee
from . import property_late_fee_claim
from . import property_contract
from . import property_handover
