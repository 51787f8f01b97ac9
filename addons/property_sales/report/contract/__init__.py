from . import property_contract_print
from . import property_contract_report
