from . import property_buyer_check
from . import property_buyer_mixin
from . import property_contract_buyer
from . import property_contract
