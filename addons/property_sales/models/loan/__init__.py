from . import property_bank_credit
from . import property_mortgage
from . import property_mortgage_paper
from . import property_contract
from . import property_contract_money
from . import property_deadline
