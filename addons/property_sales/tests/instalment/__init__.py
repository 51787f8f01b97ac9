from . import test_claims
from . import test_contract_money
