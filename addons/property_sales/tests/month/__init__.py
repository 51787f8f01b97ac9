from . import test_form_f33_month
from . import test_form_f53
from . import test_ledger_month
from . import test_month_budget
from . import test_month_deadline
from . import test_month_figures
from . import test_month_mail
from . import test_month_readers
