from . import test_buyer_secrecy
from . import test_buyer_shares
from . import test_buyers
from . import test_identity
