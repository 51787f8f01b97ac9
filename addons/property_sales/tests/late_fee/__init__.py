from . import test_late_fee_formula
from . import test_late_fees
from . import test_late_handover
