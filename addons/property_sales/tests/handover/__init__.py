from . import test_defect_deadline
from . import test_form_f35
from . import test_form_f46
from . import test_form_f47
from . import test_handover
from . import test_handover_steps
