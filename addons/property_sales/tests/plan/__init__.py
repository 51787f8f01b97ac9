from . import test_marketing_plan
from . import test_marketing_plan_forbidden
from . import test_marketing_plan_versions
