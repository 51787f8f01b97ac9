from . import property_contract_buyer
from . import property_contract_buyer_list
from . import property_contract
