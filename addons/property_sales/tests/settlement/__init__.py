from . import test_settle
from . import test_settle_area
