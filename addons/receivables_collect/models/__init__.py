# The topics, from the ground up: a file imports from topics above its own only, and a
# method goes on (`super()`) to them only; `tests/test_layers.py` proves it.
#
# base     what slips, vouchers and receipts stand on: custody, the guard
# slip     collection slips: runs, levels, contacts, promises, disputes, letters
# custody  vouchers, their books, and hand-overs against signature
# receipt  money collected: receipts, the collector's day, count, verification, bounces
# ledger   the receivables journal, uncollected items, income plans, the forecast
# desk     what finance and collectors start with: the desk, the bag
from . import base
from . import slip
from . import custody
from . import receipt
from . import ledger
from . import desk
