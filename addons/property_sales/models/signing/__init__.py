from . import property_contract_disclosure
from . import property_document
from . import property_contract
from . import property_deadline
