from . import test_buyer_change
from . import test_buyer_change_money
from . import test_buyer_change_rows
