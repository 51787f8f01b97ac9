from . import test_loan_deadlines
from . import test_mortgage
