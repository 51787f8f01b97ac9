from . import property_warranty
from . import property_service_entry
from . import property_service_rights
from . import property_service_request
from . import property_contract
from . import property_deadline
