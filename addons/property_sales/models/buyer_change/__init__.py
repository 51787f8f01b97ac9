from . import property_amendment_buyer
from . import property_buyer_money
from . import property_buyer_change
from . import property_late_fee
from . import property_amendment
from . import property_contract
