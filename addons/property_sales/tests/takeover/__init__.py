from . import test_takeover
from . import test_takeover_check
from . import test_takeover_life
