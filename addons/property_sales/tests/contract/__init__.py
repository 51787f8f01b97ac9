from . import test_contract_steps
