from . import test_lives
from . import test_locks
from . import test_companies
