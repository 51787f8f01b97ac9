from . import property_development
from . import property_terms_mixin
from . import property_bureau_mixin
from . import property_contract_part_mixin
from . import property_contract
from . import property_reservation
from . import property_unit
from . import property_deadline
