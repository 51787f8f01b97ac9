from . import property_document
from . import property_area_settlement
from . import property_area_list
from . import property_contract
from . import property_deadline
