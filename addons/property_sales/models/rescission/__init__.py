from . import property_rescission_money
from . import property_rescission
from . import property_amendment
from . import property_contract
from . import property_unit
from . import property_deadline
from . import property_refund
from . import property_mortgage
