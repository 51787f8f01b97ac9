from . import test_change_money
from . import test_change_price
from . import test_change_terms
from . import test_change_unit
