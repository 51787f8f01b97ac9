from . import property_demand
from . import property_contract
from . import property_amendment
from . import property_rescission
from . import property_deadline
from . import ir_attachment
