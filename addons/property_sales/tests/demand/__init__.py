from . import test_demand
from . import test_demand_deadline
