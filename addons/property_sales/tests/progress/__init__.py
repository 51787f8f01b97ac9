from . import test_progress
from . import test_progress_many
from . import test_progress_plans
from . import test_progress_takeover
