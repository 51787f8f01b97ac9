from . import test_house_accounts
from . import test_house_receipt
from . import test_late_money
from . import test_ledger_day
from . import test_pages
from . import test_random_money
from . import test_return
from . import test_take_money
