from . import test_claims
from . import test_contract_money
from . import test_instalment_deadlines
from . import test_slip_money
