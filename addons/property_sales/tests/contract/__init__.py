from . import test_contract_steps
from . import test_form_f37
from . import test_form_f38
from . import test_contract_secrecy
