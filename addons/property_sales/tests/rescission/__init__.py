from . import test_rescission
from . import test_rescission_steps
from . import test_rescission_deadlines
