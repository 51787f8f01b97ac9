from . import receipt
from . import ledger
from . import desk
