from . import test_design
from . import test_design_deadlines
