from . import test_contract_deadlines
from . import test_contract_secrecy
from . import test_contract_steps
from . import test_form_f37
from . import test_form_f38
