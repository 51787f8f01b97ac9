from . import test_run_credits
from . import test_run_generate
from . import test_run_issue
from . import test_slip_settle
