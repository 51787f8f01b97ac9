from . import property_marketing_plan
from . import property_marketing_plan_batch
from . import property_marketing_plan_target
from . import property_development
