from . import test_fapiao
from . import test_fapiao_entry
from . import test_late_fee_tax
from . import test_prepayment
from . import test_prepayment_books
from . import test_prepayment_deadline
from . import test_random_prepayment
from . import test_report_prepayment
